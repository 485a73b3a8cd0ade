// The blocks that calculators add to their first line: facts, tables and charts from plain strings.

import { type Block, type ChartData, spans, type Text } from '../../reply.ts'

type Cell = string | Text
const cell = (given: Cell): Text => (typeof given === 'string' ? spans(given) : given)

/** Label and value, in order; those without a value are left out. None at all is no block. */
export function facts(pairs: readonly (readonly [label: string, value: Cell | undefined])[]): Block[] {
  const shown = pairs.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value: cell(value) }]))
  return shown.length === 0 ? [] : [{ kind: 'facts', facts: shown }]
}

export const table = (caption: string, head: readonly string[], rows: readonly (readonly Cell[])[]): Block => ({
  kind: 'table',
  caption,
  head,
  rows: rows.map((each) => each.map(cell)),
})

/** @param alt states the finding in a sentence */
export const chart = (data: ChartData, alt: string): Block => ({ kind: 'chart', chart: data, alt })
