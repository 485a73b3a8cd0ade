// Content folders -> Content. Every fault of every file is collected, with its line, before anything is refused.

import type { z } from 'zod'
import type { Text } from '../reply.ts'
import { checkEquation } from './arithmetic.ts'
import { crossCheck, type Draft } from './cross-check.ts'
import type { Comparison, Concept, Content, Elsewhere, Topic } from './entry.ts'
import { ContentError, type Fault, type Report } from './fault.ts'
import type { ContentFile } from './files.ts'
import { type Page, parsePage } from './markdown.ts'
import {
  CARD,
  CARD_MOST,
  COMPARISON_SECTIONS,
  CONCEPT_SECTIONS,
  comparisonFront,
  conceptFront,
  ELSEWHERE_SECTIONS,
  elsewhereFront,
  MORE_WORDS,
  TOPIC_SECTIONS,
  topicFront,
} from './schema.ts'
import { readSections } from './sections.ts'
import { shown, shownLength } from './shown.ts'

type Reader<E> = (id: string, page: Page, report: Report) => Pick<Draft<E>, 'entry' | 'links'> | undefined

/** Reads and checks all files. Throws a ContentError that names every fault. */
export function loadContent(files: readonly ContentFile[]): Content {
  const faults: Fault[] = []
  const read = <E>(folder: ContentFile['folder'], reader: Reader<E>): Draft<E>[] =>
    files
      .filter((file) => file.folder === folder)
      .flatMap((file) => {
        const report: Report = (line, problem) => faults.push({ file: file.path, line, problem })
        if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(file.id))
          report(1, 'a file is named by its id: lower-case words joined by hyphens')
        const page = parsePage(file.source, report)
        const draft = reader(file.id, page, report)
        // The trees of a file take a hundred times its size, and are needed once more only where there is a fault.
        let again: Page | undefined
        const lineOf: Page['front']['lineOf'] = (path) => {
          again ??= parsePage(file.source, () => {})
          return again.front.lineOf(path)
        }
        return draft ? [{ ...draft, lineOf, report }] : []
      })
  const concepts = read('concepts', readConcept)
  const topics = read('topics', readTopic)
  const comparisons = read('comparisons', readComparison)
  const elsewhere = read('elsewhere', readElsewhere)
  crossCheck(concepts, topics, comparisons, elsewhere)
  const content = settle(concepts, topics, comparisons, elsewhere)
  if (faults.length > 0) throw new ContentError(faults.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line))
  return content
}

function readFront<S extends z.ZodType>(schema: S, page: Page, report: Report): z.output<S> | undefined {
  if (page.front.data === undefined) return undefined
  const result = schema.safeParse(page.front.data)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const name = issue.path.length > 0 ? `"${issue.path.join('.')}" ` : ''
    const at = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
    report(page.front.lineOf(at), `front matter: ${name}${issue.message}`)
  }
  return undefined
}

const readConcept: Reader<Concept> = (id, page, report) => {
  const front = readFront(conceptFront, page, report)
  const { section, links } = readSections(page.sections, CONCEPT_SECTIONS, report)
  const one = (name: string): Text => section(name).items[0] ?? []
  checkNumber(section('Number').line, one('Number'), report)
  checkSizes(front?.title ?? '', (name) => section(name).items, report)
  if (!front) return undefined
  const assumes = section('Assumes').items[0]
  const entry: Concept = {
    type: 'concept',
    id,
    title: front.title,
    topic: front.topic,
    kind: front.kind,
    aliases: front.aliases,
    asked: section('Asked as').phrases ?? [],
    words: front.words,
    definition: one('Definition'),
    why: one('Why'),
    number: one('Number'),
    trap: one('Trap'),
    how: section('How').items,
    tradeoffs: section('Trade-offs').items,
    useWhen: section('Use when').items,
    avoidWhen: section('Avoid when').items,
    looksLike: section('Looks like').items,
    examples: section('Examples').items,
    confusedWith: section('Confused with').items,
    confusedIds: section('Confused with')
      .links.filter(({ lead }) => lead)
      .map((each) => each.id),
    ...(assumes && { assumes }),
    everyday: front.everyday,
    related: front.related,
    ...(front.broader !== undefined && { broader: front.broader }),
    reviewedOn: front.reviewed_on,
    ...(front.check_after !== undefined && { checkAfter: front.check_after }),
    sources: front.sources,
  }
  return { entry, links }
}

const readTopic: Reader<Topic> = (id, page, report) => {
  const front = readFront(topicFront, page, report)
  const { section, links } = readSections(page.sections, TOPIC_SECTIONS, report)
  if (!front) return undefined
  const { table, figure, items } = section('How they hang together')
  const entry: Topic = {
    type: 'topic',
    id,
    number: front.number ?? 0,
    title: front.title,
    line: front.line,
    terms: front.terms,
    headline: front.terms.length,
    aliases: front.aliases,
    asked: section('Asked as').phrases ?? [],
    words: front.words,
    covers: section('Covers').items[0] ?? [],
    ...(table && { table }),
    ...(figure !== undefined && { figure }),
    ...(items[0] && { reading: items[0] }),
    start: section('Where to start').items[0] ?? [],
    mistakes: section('Mistakes').items,
    reviewedOn: front.reviewed_on,
  }
  return { entry, links }
}

const readComparison: Reader<Comparison> = (id, page, report) => {
  const front = readFront(comparisonFront, page, report)
  const { section, links } = readSections(page.sections, COMPARISON_SECTIONS, report)
  if (!front) return undefined
  if (id !== front.pair.join('-vs-'))
    report(page.front.lineOf(['pair']), `the file is named ${front.pair.join('-vs-')}.md after its pair`)
  const entry: Comparison = {
    type: 'comparison',
    pair: front.pair,
    asked: section('Asked as').phrases ?? [],
    difference: section('Difference').items[0] ?? [],
    table: section('Side by side').table ?? { head: [], rows: [] },
    choose: section('Which one').items,
    reviewedOn: front.reviewed_on,
  }
  return { entry, links }
}

const readElsewhere: Reader<Elsewhere> = (id, page, report) => {
  const front = readFront(elsewhereFront, page, report)
  const { section, links } = readSections(page.sections, ELSEWHERE_SECTIONS, report)
  if (!front) return undefined
  const entry: Elsewhere = {
    type: 'elsewhere',
    id,
    title: front.title,
    aliases: front.names,
    asked: section('Asked as').phrases ?? [],
    words: front.words,
  }
  return { entry, links }
}

function checkNumber(line: number, number: Text, report: Report): void {
  const checks = number.flatMap((span) =>
    span.kind === 'code' && / = (?!~)/.test(span.text) ? [checkEquation(span.text)] : [],
  )
  for (const check of checks) if (check?.problem) report(line, check.problem)
  if (number.length > 0 && checks.length === 0)
    report(line, '"Number" holds at least one piece of code like `0.001 * 43200 = 43.2 min`')
}

function checkSizes(title: string, items: (name: string) => readonly Text[], report: Report): void {
  const card = title.length + CARD.flatMap((name) => items(name)).reduce((sum, text) => sum + shownLength(text), 0)
  if (card > CARD_MOST) report(1, `the card has at most ${CARD_MOST} characters with the title, here ${card}`)
  const more = CONCEPT_SECTIONS.filter(({ name }) => !(CARD as readonly string[]).includes(name)).flatMap(({ name }) =>
    items(name),
  )
  const words = more.flatMap((text) => shown(text).split(/\s+/).filter(Boolean)).length
  if (words > MORE_WORDS) report(1, `the sections after the card have at most ${MORE_WORDS} words, here ${words}`)
}

/** What only shows once all entries are there: relations in both directions, and the terms of each topic. */
function settle(
  concepts: readonly Draft<Concept>[],
  topics: readonly Draft<Topic>[],
  comparisons: readonly Draft<Comparison>[],
  elsewhere: readonly Draft<Elsewhere>[],
): Content {
  const namedBy = new Map<string, string[]>()
  for (const { entry } of concepts)
    for (const id of entry.related) namedBy.set(id, [...(namedBy.get(id) ?? []), entry.id])
  return {
    concepts: concepts.map(({ entry }) => ({
      ...entry,
      related: [...new Set([...entry.related, ...(namedBy.get(entry.id) ?? [])])],
    })),
    topics: topics
      .map(({ entry }) => ({
        ...entry,
        terms: [
          ...new Set([
            ...entry.terms,
            ...concepts.filter((each) => each.entry.topic === entry.id).map((each) => each.entry.id),
          ]),
        ],
      }))
      .sort(
        (a, b) =>
          (a.number || Number.POSITIVE_INFINITY) - (b.number || Number.POSITIVE_INFINITY) || (a.id < b.id ? -1 : 1),
      ),
    comparisons: comparisons.map(({ entry }) => entry),
    elsewhere: elsewhere.map(({ entry }) => entry),
  }
}
