// The one index: entries by everything they say, and the sentences that mean a command.
//
// MiniSearch ranks by BM25 over weighted fields. An entry is indexed as a whole, and each question and sign of it once more as a
// line of its own: a story that resembles one line closely means more than the same words strewn over an entry. To that come
// the names that a query mentions, and a correction of words that the index does not know.

import MiniSearch, { type AsPlainObject } from 'minisearch'
import type { Entry } from './entry.ts'
import type { Names } from './names.ts'
import { shown } from './shown.ts'
import { createSpeller, type Speller } from './spelling.ts'
import { isStop, stem, terms, words } from './words.ts'

interface Document {
  readonly key: string
  readonly name?: string
  readonly asked?: string
  readonly words?: string
  readonly looks?: string
  readonly core?: string
  readonly body?: string
  readonly line?: string
}

const FIELDS = ['name', 'asked', 'words', 'looks', 'core', 'body', 'line'] as const
const WEIGHT: Record<(typeof FIELDS)[number], number> = {
  name: 5,
  asked: 2.2,
  words: 2,
  looks: 2,
  core: 1,
  body: 0.3,
  line: 2,
}
const BM25 = { k: 2, b: 0.3, d: 0 }

export interface Hit {
  /** `concept:<id>`, `topic:<id>` or `asked:<command>.<form>`. */
  readonly key: string
  readonly score: number
  /** Share of what the query says, by the weight of its words, that this document speaks of: 0 to 1. */
  readonly coverage: number
  /** The score for each word of the query: how well it fits, whatever the length of what was asked. */
  readonly fit: number
}

export interface Search {
  /** Best first. Only documents whose key begins with one of `among`. */
  hits(text: string, among: readonly string[]): readonly Hit[]
  /** The weight of the words, names apart, that a text shares with an entry: how far it is about it. */
  company(text: string, entry: Entry, name: readonly string[]): number
  /** Adds the sentences that mean a command. */
  add(sentences: readonly { readonly key: string; readonly asked: readonly string[] }[]): void
}

export interface Saved {
  readonly index: AsPlainObject
  readonly frequency: readonly (readonly [string, number])[]
}

const options = {
  idField: 'key',
  fields: [...FIELDS],
  tokenize: (text: string): string[] => terms(text),
  processTerm: (term: string): string => term,
}

const keyOf = (entry: Entry): string => `${entry.type}:${entry.id}`

/** Builds the index. Takes long enough to be kept between starts. */
export function buildIndex(entries: readonly Entry[]): Saved {
  const index = new MiniSearch<Document>(options)
  const frequency = new Map<string, number>()
  for (const entry of entries) addDocument(index, frequency, describe(entry), linesOf(entry))
  return { index: index.toJSON(), frequency: [...frequency] }
}

function addDocument(
  index: MiniSearch<Document>,
  frequency: Map<string, number>,
  document: Document,
  lines: readonly string[],
): void {
  index.add(document)
  lines.forEach((line, at) => {
    index.add({ key: `${document.key}#${at}`, line })
  })
  const text = FIELDS.map((field) => document[field] ?? '').join('\n')
  for (const term of new Set(terms(text))) frequency.set(term, (frequency.get(term) ?? 0) + 1)
}

const linesOf = (entry: Entry): string[] =>
  entry.type === 'topic'
    ? [...entry.asked, entry.line]
    : [...entry.asked, ...entry.looksLike.map(shown), shown(entry.definition)]

function describe(entry: Entry): Document {
  const lines = (...texts: readonly (readonly Parameters<typeof shown>[0][])[]): string =>
    texts.flat().map(shown).join('\n')
  const shared = {
    key: keyOf(entry),
    name: [entry.title, entry.id, ...entry.aliases].join('\n'),
    asked: entry.asked.join('\n'),
    words: entry.words.join('\n'),
  }
  return entry.type === 'topic'
    ? { ...shared, core: `${entry.line}\n${shown(entry.covers)}`, body: lines([entry.start], entry.mistakes) }
    : {
        ...shared,
        looks: lines(entry.looksLike),
        core: lines([entry.definition, entry.why]),
        body: lines(
          [entry.number, entry.trap],
          entry.how,
          entry.tradeoffs,
          entry.useWhen,
          entry.avoidWhen,
          entry.examples,
        ),
      }
}

/** What a name in the query adds, for each unit of its words' weight and at least. */
const MENTION = 25
const MENTION_LEAST = 10
const CONCEPT_OVER_TOPIC = 1.1

export function openSearch(saved: Saved, entries: readonly Entry[], names: Names): Search {
  const index = MiniSearch.loadJS<Document>(saved.index, options)
  const frequency = new Map(saved.frequency)
  const concepts = new Set(entries.filter(({ type }) => type === 'concept').map(({ id }) => id))
  let total = entries.length
  let speller: Speller | undefined

  const weigh = (term: string): number => Math.log(1 + total / (frequency.get(term) ?? 0.5))

  /** The terms of a query with what each may stand for: itself, or the closest words that the index knows. */
  const understood = (text: string): { term: string; meant: { word: string; weight: number }[] }[] =>
    [...new Set(terms(text))].slice(0, 80).map((term) => {
      if (frequency.has(term)) return { term, meant: [{ word: term, weight: 1 }] }
      speller ??= createSpeller(frequency.keys())
      const near = term.length > 24 ? [] : speller.near(term, 3)
      const best = near[0]?.distance
      return {
        term,
        meant: near
          .filter(({ distance }) => distance === best)
          .map(({ word, distance }) => ({ word, weight: 0.8 ** distance })),
      }
    })

  return {
    hits(text, among) {
      const query = understood(text)
      const weights = new Map(query.flatMap(({ meant }) => meant.map(({ word, weight }) => [word, weight] as const)))
      const results = index.search([...weights.keys()].join(' '), {
        tokenize: (joined) => joined.split(' ').filter(Boolean),
        combineWith: 'OR',
        boost: WEIGHT,
        boostTerm: (term) => weights.get(term) ?? 1,
        bm25: BM25,
        filter: (result) => among.some((prefix) => String(result.id).startsWith(prefix)),
      })
      const whole = query.reduce((sum, { term }) => sum + weigh(term), 0)
      const scores = new Map<string, Hit>()
      const lines = new Map<string, number>()
      for (const result of results) {
        const [key = '', line] = String(result.id).split('#')
        if (line !== undefined) {
          lines.set(key, Math.max(lines.get(key) ?? 0, result.score))
          continue
        }
        const matched = new Set(result.terms)
        const covered = query.reduce((sum, { term, meant }) => {
          const hit = meant.filter(({ word }) => matched.has(word))
          return sum + weigh(term) * Math.max(0, ...hit.map(({ weight }) => weight))
        }, 0)
        scores.set(key, { key, score: result.score, coverage: whole === 0 ? 0 : covered / whole, fit: 0 })
      }
      for (const [key, best] of lines) {
        const hit = scores.get(key)
        if (hit) scores.set(key, { ...hit, score: hit.score + best })
      }
      const list = words(text)
      for (const mention of names.mentions(list)) {
        const key = concepts.has(mention.id) ? `concept:${mention.id}` : `topic:${mention.id}`
        if (!among.some((prefix) => key.startsWith(prefix))) continue
        const named = list
          .slice(mention.from, mention.to)
          .filter((word) => !isStop(word))
          .map(stem)
        const weight = named.reduce((sum, term) => sum + weigh(term), 0)
        const before = scores.get(key) ?? { key, score: 0, coverage: 0, fit: 0 }
        scores.set(key, {
          ...before,
          score: before.score + MENTION_LEAST + MENTION * weight,
          coverage: Math.max(before.coverage, weight / Math.max(whole, weight)),
        })
      }
      const rank = (hit: Hit): number => hit.score * (hit.key.startsWith('concept:') ? CONCEPT_OVER_TOPIC : 1)
      return [...scores.values()]
        .map((hit) => ({ ...hit, fit: hit.score / Math.max(1, query.length) }))
        .sort((a, b) => rank(b) - rank(a) || (a.key < b.key ? -1 : 1))
    },

    company(text, entry, name) {
      const own = new Set(name.map(stem))
      const hit = index.search([...new Set(terms(text))].filter((term) => !own.has(term)).join(' '), {
        tokenize: (joined) => joined.split(' ').filter(Boolean),
        combineWith: 'OR',
        filter: (result) => result.id === keyOf(entry),
      })[0]
      return (hit?.terms ?? []).reduce((sum, term) => sum + weigh(term), 0)
    },

    add(sentences) {
      for (const { key, asked } of sentences) {
        addDocument(index, frequency, { key, asked: asked.join('\n') }, asked)
        total++
      }
      speller = undefined
    },
  }
}
