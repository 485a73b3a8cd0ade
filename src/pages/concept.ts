// One concept as a reply: the card, what waits behind More, where it comes from, and all of it as Markdown.

import type { Context } from '../command.ts'
import type { Concept } from '../library/entry.ts'
import { markdownReply } from '../markdown.ts'
import { type Block, bold, link, list, spans, type Text, text } from '../reply.ts'
import { termOf } from '../value/term.ts'
import { opens, type Part, reportCall, row, showCall } from './buttons.ts'

/** Related entries offered on a card: as many as stay readable in one row. */
const RELATED_SHOWN = 5

const lead = ({ title, definition }: Concept): Block => text(bold(title), ': ', ...definition)

export function card(entry: Concept, context: Context): Block[] {
  return [
    lead(entry),
    text(...entry.why),
    ...core(entry),
    ...actions(entry, 'card', context),
    ...row(context.worked(entry.id).map(({ name, call }) => context.button(`Calculate: ${name}`, call))),
    ...row(opens(related(entry, context), context)),
  ]
}

const core = ({ number, trap }: Concept): Block[] => [
  {
    kind: 'facts',
    facts: [
      { label: 'Number', value: number },
      { label: 'Trap', value: trap },
    ],
  },
]

export function more(entry: Concept, context: Context): Block[] {
  return [
    lead(entry),
    ...detail(entry),
    ...actions(entry, 'more', context),
    ...row(opens(neighbours(entry, context), context)),
  ]
}

function detail(entry: Concept): Block[] {
  const { how, assumes } = entry
  return [
    ...section('How it works', how),
    ...section('Trade-offs', entry.tradeoffs),
    ...section('Use when', entry.useWhen),
    ...section('Avoid when', entry.avoidWhen),
    ...section('You are looking at this when', entry.looksLike),
    ...section('Examples', entry.examples),
    ...section('Often confused with', entry.confusedWith),
    ...(assumes ? [text(bold('Assumes'), ' ', ...assumes)] : []),
  ]
}

const section = (name: string, items: readonly Text[]): Block[] =>
  items.length === 1 && items[0] ? [text(bold(name), ' ', ...items[0])] : [text(bold(name)), list(items)]

export function sources(entry: Concept, context: Context): Block[] {
  return [
    text(bold(entry.title), ': where it comes from'),
    list(
      entry.sources.map((source) =>
        spans(`${source.who} (${source.year}), `, link(source.title, source.url), `: ${source.supports}`),
      ),
    ),
    text(
      `Last checked against its sources on ${entry.reviewedOn}.`,
      entry.checkAfter ? ` Its numbers are to be looked up again after ${entry.checkAfter}.` : '',
    ),
    ...actions(entry, 'sources', context),
  ]
}

export function copy(entry: Concept, context: Context): Block[] {
  const whole = [
    lead(entry),
    text(...entry.why),
    ...core(entry),
    ...detail(entry),
    text(bold('Sources')),
    ...sources(entry, context).filter(({ kind }) => kind === 'list'),
  ]
  return [
    text(bold(entry.title), ' as Markdown, to paste into a document'),
    { kind: 'code', text: markdownReply({ blocks: whole }) },
    ...actions(entry, 'copy', context),
  ]
}

const LABELS: Record<Part, string> = { card: 'Card', more: 'More', sources: 'Sources', copy: 'Copy' }

/** The other parts of the entry, and its topic. */
function actions(entry: Concept, shown: Part, context: Context): Block[] {
  const parts = (Object.keys(LABELS) as Part[]).filter((part) => part !== shown)
  const topic = context.library.topic(entry.topic)
  return row([
    ...parts.map((part) => context.button(LABELS[part], showCall(entry, part))),
    topic && context.button(`Topic: ${topic.title}`, showCall(topic, 'card')),
    context.button('Report', reportCall(termOf(entry))),
  ])
}

const related = (entry: Concept, { library }: Context): Concept[] =>
  entry.related.flatMap((id) => library.concept(id) ?? []).slice(0, RELATED_SHOWN)

const neighbours = (entry: Concept, { library }: Context): NonNullable<ReturnType<typeof library.entry>>[] =>
  entry.confusedIds.flatMap((id) => library.entry(id) ?? [])
