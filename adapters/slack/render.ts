// Reply -> Block Kit. Running text becomes rich text, whose elements are literal: nothing in it can turn into a mention or into
// formatting, and no escaping is needed. Only the top-level `text`, which is read aloud and notified, is escaped.

import type { types } from '@slack/bolt'
import { chartTable, plainBlock, plainTime, splitSpans, splitText } from '../../src/plain.ts'
import {
  type Block,
  type BlockOf,
  type ChartData,
  plain,
  type Renderer,
  type Reply,
  renderBlock,
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
export interface SlackMessage {
  readonly text: string
  readonly blocks: SlackBlock[]
}
export type Surface = keyof typeof LIMITS.blocks
export interface Options {
  readonly surface?: Surface
  /** False where the platform has refused the native chart: its statement and a table take its place. */
  readonly charts?: boolean
}

/** Escapes what Slack's own markup reads: there is no other way to escape in it. */
export const literal = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

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

/** What one block of a reply becomes: pieces that fit, each with its plain text and how much of a message it takes. */
interface Piece {
  readonly block: SlackBlock
  readonly text: string
}

function renderer({ surface = 'message', charts = true }: Options): Renderer<readonly SlackBlock[]> {
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
            text: { type: 'plain_text', text: label.slice(0, LIMITS.buttonText) },
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

/** Replies that the bot remembers come again as the same object: they are drawn once. */
const drawn = new WeakMap<object, readonly SlackMessage[]>()

/** The reply as messages that each stay within every limit. Words are split over messages, never dropped. */
export function render(reply: Pick<Reply, 'blocks'>, options?: Options): readonly SlackMessage[] {
  if (options) return draw(reply, options)
  const known = drawn.get(reply)
  if (known) return known
  const made = draw(reply, {})
  drawn.set(reply, made)
  return made
}

function draw(reply: Pick<Reply, 'blocks'>, options: Options): SlackMessage[] {
  const blocks = renderer(options)
  const all: Piece[] = reply.blocks.flatMap((block) => piecesOf(blocks, block))
  const messages: { pieces: Piece[]; used: number; tables: number; charts: number }[] = []
  for (const piece of all) {
    const cost = weight(piece.block)
    const table = piece.block.type === 'table' ? 1 : 0
    const chart = piece.block.type === 'data_visualization' ? 1 : 0
    const last = messages.at(-1)
    const fits =
      last !== undefined &&
      last.pieces.length < LIMITS.blocks[options.surface ?? 'message'] &&
      last.used + cost <= LIMITS.messageCharacters &&
      last.tables + table <= LIMITS.tables &&
      last.charts + chart <= LIMITS.charts
    const into = fits ? last : { pieces: [], used: 0, tables: 0, charts: 0 }
    if (!fits) messages.push(into)
    into.pieces.push(piece)
    into.used += cost
    into.tables += table
    into.charts += chart
  }
  let button = 0
  const numbered = (block: SlackBlock): SlackBlock =>
    block.type === 'actions'
      ? { ...block, elements: block.elements.map((element) => ({ ...element, action_id: `nines:${button++}` })) }
      : block
  return messages.map(({ pieces: made }) => ({
    text: literal(
      made
        .map(({ text }) => text)
        .filter(Boolean)
        .join('\n'),
    ).slice(0, LIMITS.text),
    blocks: made.map(({ block }) => numbered(block)),
  }))
}

function piecesOf(draw: Renderer<readonly SlackBlock[]>, block: Block): Piece[] {
  const made = renderBlock(draw, block)
  const whole = plainBlock(block)
  const [only] = made
  // One block in pieces: the plain text goes with the first, as far as it fits a message, the rest with the others.
  if (made.length === 1 && only) return [{ block: only, text: whole }]
  return made.map((each) => ({ block: each, text: textOf(each) }))
}

/** The characters that a drawn block shows. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(' ')
  if (typeof value !== 'object' || value === null) return ''
  const block = value as { type?: string; text?: unknown; elements?: unknown; rows?: unknown }
  if (block.type === 'actions') return ''
  const own = typeof block.text === 'string' ? block.text : textOf(block.text)
  const inner =
    block.type === 'rich_text_section' || block.type === 'rich_text_preformatted'
      ? (block.elements as unknown[]).map(textOf).join('')
      : textOf(block.elements)
  return [own, inner, textOf(block.rows)].filter(Boolean).join(' ')
}

const weight = (block: SlackBlock): number => (block.type === 'actions' ? 0 : textOf(block).length)
