// Two entries side by side: the written comparison where there is one, else the table that their fields give.

import type { Context } from '../command.ts'
import type { Concept, Entry } from '../library/entry.ts'
import { type Block, bold, list, plain, spans, type Text, text } from '../reply.ts'
import { termOf } from '../value/term.ts'
import { opens, pairCall, reportCall, row, showCall } from './buttons.ts'

export function comparisonPage(pair: readonly [Entry, Entry], context: Context): Block[] {
  const [a, b] = pair
  const written = context.library.comparison(a.id, b.id)
  const body = written
    ? [
        text(...written.difference),
        table(pair, written.table.head, written.table.rows),
        text(bold('Which one')),
        list(written.choose),
      ]
    : fromFields(pair)
  return [
    ...body,
    ...row([
      ...opens(pair, context),
      context.button('Copy', pairCall(a, b, 'copy')),
      context.button('Report', reportCall(`${termOf(a)} vs ${termOf(b)}`)),
    ]),
  ]
}

function fromFields(pair: readonly [Entry, Entry]): Block[] {
  const [a, b] = pair
  const rows: Text[][] = [[[plain('What it is')], meaning(a), meaning(b)]]
  if (a.type === 'concept' && b.type === 'concept') {
    rows.push(
      [[plain('Why it matters')], a.why, b.why],
      [[plain('Number')], a.number, b.number],
      [[plain('Seen when')], a.looksLike[0] ?? [], b.looksLike[0] ?? []],
    )
  }
  const choose = pair.flatMap((entry) =>
    entry.type === 'concept'
      ? [spans(bold(entry.title), ' when ', ...join(entry))]
      : [spans(bold(entry.title), ': ', ...entry.start)],
  )
  return [
    text(bold(a.title), ' and ', bold(b.title), ' side by side.'),
    table(pair, ['', a.title, b.title], rows),
    text(bold('Which one')),
    list(choose),
  ]
}

const meaning = (entry: Entry): Text => (entry.type === 'concept' ? entry.definition : entry.covers)
const join = ({ useWhen }: Concept): Text =>
  useWhen.flatMap((each, index) => (index === 0 ? each : [plain('; or '), ...each]))

const table = (pair: readonly [Entry, Entry], head: readonly string[], rows: readonly (readonly Text[])[]): Block => ({
  kind: 'table',
  caption: `${pair[0].title} and ${pair[1].title} compared`,
  head,
  rows,
})

/** One side is in the library, the other is not: what there is, and what is missing, said first. */
export function halfPage(known: Entry, unknown: string, context: Context): Block[] {
  return [
    text('There is no entry for ', bold(unknown), ', so there is nothing to compare. What there is:'),
    text(bold(known.title), ': ', ...meaning(known)),
    ...row([context.button(known.title, showCall(known, 'card'))]),
  ]
}
