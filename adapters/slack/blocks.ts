// One block of a reply -> blocks of Block Kit that each stay within its limits. Running text becomes rich text, whose elements are
// literal: nothing in it can turn into a mention or into formatting, and no escaping is needed.

import type { types } from '@slack/bolt'
import { cut } from '../../src/cut.ts'
import { chartTable, plainBlock, plainTime, splitSpans, splitText } from '../../src/plain.ts'
import {
  type BlockOf,
  type ChartData,
  plain,
  type Renderer,
  renderSpan,
  type SpanRenderer,
  type Text,
} from '../../src/reply.ts'
import { LIMITS } from './limits.ts'

/** @slack/types has no native chart yet. */
export interface ChartBlock {
  readonly type: 'data_visualization'
  readonly title: string
  readonly chart: {
    readonly type: 'bar' | 'line'
    readonly series: readonly {
      readonly name: string
      readonly data: readonly { readonly label: string; readonly value: number }[]
    }[]
    readonly axis_config: { readonly categories: readonly string[] }
  }
}
export type SlackBlock = types.KnownBlock | ChartBlock
export type Surface = keyof typeof LIMITS.blocks
export interface Options {
  readonly surface?: Surface
  /** False where the platform has refused the native chart: its statement and a table take its place. */
  readonly charts?: boolean
}

type Inline = types.RichTextElement
const span: SpanRenderer<Inline> = {
  plain: ({ text }) => ({ type: 'text', text }),
  bold: ({ text }) => ({ type: 'text', text, style: { bold: true } }),
  code: ({ text }) => ({ type: 'text', text, style: { code: true } }),
  link: ({ text, url }) => ({ type: 'link', url, text }),
  time: ({ at }) => ({
    type: 'date',
    timestamp: Math.floor(at / 1000),
    format: '{date_short_pretty} {time}',
    fallback: plainTime(at),
  }),
  person: ({ name }) => ({ type: 'text', text: name, style: { bold: true } }),
}

const size = (each: Text[number]): number =>
  'text' in each ? each.text.length : 'name' in each ? each.name.length : 24
const pieces = (text: Text): Text[] => splitSpans(text, LIMITS.sectionText, size)
/** An item with nothing in it keeps its place. */
const orEmpty = (made: readonly Text[]): readonly Text[] => (made.length > 0 ? made : [[]])
const section = (text: Text): types.RichTextSection => ({ type: 'rich_text_section', elements: inline(text) })
const inline = (text: Text): Inline[] => {
  const elements = text.filter((each) => !('text' in each) || each.text !== '').map((each) => renderSpan(span, each))
  return elements.length > 0 ? elements : [{ type: 'text', text: '–' }]
}
const rich = (...elements: types.RichTextBlockElement[]): types.RichTextBlock => ({ type: 'rich_text', elements })
const preformatted = (text: string): SlackBlock[] =>
  splitText(text, LIMITS.sectionText).map((piece) =>
    rich({ type: 'rich_text_preformatted', elements: [{ type: 'text', text: piece || ' ' }] }),
  )

export function renderer({ surface = 'message', charts = true }: Options): Renderer<readonly SlackBlock[]> {
  const own: Renderer<readonly SlackBlock[]> = {
    heading: ({ text }) =>
      splitText(text, LIMITS.header).map((piece) => ({
        type: 'header',
        text: { type: 'plain_text', text: piece, emoji: false },
      })),
    text: ({ text }) => pieces(text).map((piece) => rich(section(piece))),
    list({ items, ordered }) {
      const made = items.flatMap((item, index) => orEmpty(pieces(item)).map((piece, part) => ({ piece, index, part })))
      return grouped(made, ({ piece }) => cellSize(piece)).map((group) => {
        const first = group[0]
        return rich({
          type: 'rich_text_list',
          style: ordered ? 'ordered' : 'bullet',
          elements: group.map(({ piece }) => section(piece)),
          ...(ordered && first && first.index > 0 && { offset: first.index }),
        })
      })
    },
    facts: ({ facts }) =>
      grouped(
        facts.flatMap(({ label, value }) => pieces([{ kind: 'bold', text: `${label}: ` }, ...value])),
        cellSize,
      ).map((group) => rich(...group.map(section))),
    table: (block) =>
      surface === 'message' && fitsTable(block) ? [nativeTable(block)] : preformatted(plainBlock(block)),
    formula: ({ text }) => preformatted(text),
    code: ({ text }) => preformatted(text),
    chart: ({ chart, alt }) => {
      if (charts && surface === 'message' && fitsChart(chart))
        return [...own.text({ kind: 'text', text: [plain(alt)] }), nativeChart(chart)]
      const { caption, head, rows } = chartTable(chart)
      return [
        ...own.text({ kind: 'text', text: [plain(alt)] }),
        ...own.table({ kind: 'table', caption, head, rows: rows.map((row) => row.map((cell) => [plain(cell)])) }),
      ]
    },
    buttons: ({ buttons }) => {
      const rows: SlackBlock[] = []
      for (let at = 0; at < buttons.length; at += LIMITS.buttonsInBlock) {
        const elements = buttons.slice(at, at + LIMITS.buttonsInBlock).map(
          ({ label, token }): types.Button => ({
            type: 'button',
            // Numbered once the whole message is known: equal ids in one message make Slack refuse all of it.
            action_id: '',
            text: { type: 'plain_text', text: cut(label, LIMITS.buttonText) },
            value: token,
          }),
        )
        rows.push({ type: 'actions', elements })
      }
      return rows
    },
    form: ({ title, about, open }) => [
      ...own.text({ kind: 'text', text: [plain(about)] }),
      ...own.buttons({ kind: 'buttons', buttons: [{ label: title, token: open }] }),
    ],
  }
  return own
}

/** Runs of items that together stay within what one block may hold. */
function grouped<T>(items: readonly T[], measure: (item: T) => number): T[][] {
  const out: T[][] = []
  let used = 0
  for (const item of items) {
    const cost = measure(item)
    const last = out.at(-1)
    if (last && used + cost <= LIMITS.sectionText) {
      last.push(item)
      used += cost
    } else {
      out.push([item])
      used = cost
    }
  }
  return out
}

const cellSize = (text: Text): number => text.reduce((sum, each) => sum + size(each), 0)
const fitsTable = ({ head, rows }: BlockOf<'table'>): boolean =>
  head.length <= LIMITS.tableColumns &&
  rows.length < LIMITS.tableRows &&
  rows.flat().reduce((sum, cell) => sum + cellSize(cell), head.join('').length) <= LIMITS.tableCharacters

function nativeTable({ head, rows }: BlockOf<'table'>): SlackBlock {
  // An empty cell makes Slack refuse the message.
  const cell = (text: Text): types.RichTextBlock => rich(section(text))
  return {
    type: 'table',
    rows: [
      head.map((each) => cell(each === '' ? [] : [{ kind: 'bold', text: each }])),
      ...rows.map((row) => row.map(cell)),
    ],
    column_settings: head.map(() => ({ is_wrapped: true })),
  } as types.TableBlock
}

const fitsChart = ({ title, labels, series }: ChartData): boolean =>
  title.length <= LIMITS.chartTitle &&
  labels.length <= LIMITS.chartPoints &&
  series.length <= LIMITS.chartSeries &&
  [...labels, ...series.map(({ name }) => name)].every((label) => label.length <= LIMITS.chartLabel)

const nativeChart = ({ title, shape, labels, series }: ChartData): ChartBlock => ({
  type: 'data_visualization',
  title,
  chart: {
    type: shape,
    series: series.map(({ name, values }) => ({
      name,
      data: labels.map((label, at) => ({ label, value: values[at] ?? 0 })),
    })),
    axis_config: { categories: labels },
  },
})
