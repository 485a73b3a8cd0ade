// Reply -> lines for a terminal: colour where there is any, tables, charts drawn in characters, numbered buttons.

import { styleText } from 'node:util'
import { plainTime } from '../../src/plain.ts'
import {
  type Button,
  type ChartData,
  type Renderer,
  type Reply,
  renderBlock,
  renderSpan,
  type SpanRenderer,
  type Text,
} from '../../src/reply.ts'
import { columns } from '../../src/width.ts'

export interface Look {
  readonly colour: boolean
  /** Columns of the terminal. */
  readonly width: number
}

type Style = Parameters<typeof styleText>[0]

/** The reply as text, and its buttons in the order of their numbers. */
export function render(reply: Reply, look: Look): { readonly text: string; readonly buttons: readonly Button[] } {
  const buttons: Button[] = []
  const style = (format: Style, text: string): string =>
    look.colour ? styleText(format, text, { validateStream: false }) : text
  const span: SpanRenderer<string> = {
    plain: ({ text }) => text,
    bold: ({ text }) => style('bold', text),
    code: ({ text }) => style('cyan', text),
    link: ({ text, url }) => (text === url ? style('underline', url) : `${text} ${style('dim', `<${url}>`)}`),
    time: ({ at }) => plainTime(at),
    person: ({ name }) => style('bold', name),
  }
  const inline = (text: Text): string => text.map((each) => renderSpan(span, each)).join('')
  const boxed = (text: string): string =>
    text
      .split('\n')
      .map((each) => `  ${style('cyan', each)}`)
      .join('\n')
  const number = (button: Button): string => {
    buttons.push(button)
    return `${style('dim', `[${buttons.length}]`)} ${button.label}`
  }
  const renderer: Renderer<string> = {
    heading: ({ text }) => style(['bold', 'underline'], text),
    text: ({ text }) => wrap(inline(text), look.width),
    list: ({ items, ordered }) =>
      items
        .map((item, index) => {
          const mark = ordered ? `${index + 1}. ` : '• '
          return indent(wrap(inline(item), look.width - mark.length), mark)
        })
        .join('\n'),
    facts: ({ facts }) =>
      facts
        .map(({ label, value }) => indent(wrap(`${style('bold', label)}  ${inline(value)}`, look.width - 2), '', '  '))
        .join('\n'),
    table: ({ head, rows }) =>
      table(
        head,
        rows.map((row) => row.map(inline)),
        look.width,
        (text) => style('bold', text),
      ),
    formula: ({ text }) => boxed(text),
    code: ({ text }) => boxed(text),
    chart: ({ chart, alt }) => `${wrap(alt, look.width)}\n${drawChart(chart, look.width)}`,
    buttons: ({ buttons }) =>
      wrap(buttons.map((button) => number(button).replaceAll(' ', '\u00a0')).join('   '), look.width).replaceAll(
        '\u00a0',
        ' ',
      ),
    form: ({ title, about, open }) => `${wrap(about, look.width)}\n${number({ label: title, token: open })}`,
  }
  const text = reply.blocks
    .map((block) => renderBlock(renderer, block))
    .filter(Boolean)
    .join('\n\n')
  return { text, buttons }
}

function wrap(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => {
      const lines: string[] = []
      let now = ''
      let used = 0
      for (const word of line.split(' ')) {
        const size = columns(word)
        if (used > 0 && used + 1 + size > width) {
          lines.push(now)
          now = word
          used = size
        } else {
          now = used > 0 ? `${now} ${word}` : word
          used += (used > 0 ? 1 : 0) + size
        }
      }
      return [...lines, now].join('\n')
    })
    .join('\n')
}

const indent = (text: string, first: string, rest = ' '.repeat(first.length)): string =>
  text
    .split('\n')
    .map((line, at) => `${at === 0 ? first : rest}${line}`)
    .join('\n')

/** A table whose cells wrap, so that it stays within the width. */
function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
  strong: (text: string) => string,
): string {
  const all = [head, ...rows]
  const natural = head.map((_, at) => Math.max(...all.map((row) => columns(row[at] ?? ''))))
  const room = width - 3 * (head.length - 1)
  const sizes = share(natural, room)
  const draw = (cells: readonly string[], mark: (text: string) => string): string => {
    const wrapped = cells.map((cell, at) => wrap(cell || '–', sizes[at] ?? 10).split('\n'))
    const height = Math.max(...wrapped.map((lines) => lines.length))
    return Array.from({ length: height }, (_, line) =>
      wrapped
        .map((lines, at) => {
          const text = lines[line] ?? ''
          return mark(text) + ' '.repeat(Math.max(0, (sizes[at] ?? 0) - columns(text)))
        })
        .join(' │ ')
        .trimEnd(),
    ).join('\n')
  }
  const rule = sizes.map((size) => '─'.repeat(size)).join('─┼─')
  return [draw(head, strong), rule, ...rows.map((row) => draw(row, (text) => text))].join('\n')
}

/** Widths that add up to the room at most: narrow columns keep theirs, wide ones share what is left. */
function share(natural: readonly number[], room: number): number[] {
  if (natural.reduce((sum, size) => sum + size, 0) <= room) return [...natural]
  const fair = Math.floor(room / natural.length)
  const narrow = natural.filter((size) => size <= fair)
  const wide = natural.length - narrow.length
  const left = Math.max(8, Math.floor((room - narrow.reduce((sum, size) => sum + size, 0)) / Math.max(1, wide)))
  return natural.map((size) => (size <= fair ? size : left))
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** Bars from zero, one a label and series; a line is drawn as bars too, since that is what characters can show. */
function drawChart({ labels, series, unit }: ChartData, width: number): string {
  const label = Math.min(20, Math.max(...labels.map(columns), 1))
  const most = Math.max(...series.flatMap(({ values }) => values), 0)
  const room = Math.max(10, width - label - 24)
  return labels
    .flatMap((name, at) =>
      series.map(({ name: which, values }, index) => {
        const value = values[at] ?? 0
        const eighths = most > 0 ? Math.round((Math.max(0, value) / most) * room * 8) : 0
        const bar = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '')
        const left = index === 0 ? name : ''
        return `${left}${' '.repeat(Math.max(0, label - columns(left)))} ${bar} ${value} ${unit}${series.length > 1 ? ` ${which}` : ''}`
      }),
    )
    .join('\n')
}
