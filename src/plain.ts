// Reply -> plain text: the reference renderer. Every word it gives must be in what the others draw, buttons apart: those who
// hear a message read, or see it in a notification, can't press them.

import {
  type Block,
  type ChartData,
  type Renderer,
  type Reply,
  renderBlock,
  renderSpan,
  type SpanRenderer,
  type Text,
} from './reply.ts'

const span: SpanRenderer<string> = {
  plain: ({ text }) => text,
  bold: ({ text }) => text,
  code: ({ text }) => text,
  link: ({ text, url }) => (text === url ? url : `${text} (${url})`),
  time: ({ at }) => plainTime(at),
  person: ({ name }) => name,
}

/** An instant in words that read the same everywhere: 2026-11-22 09:00 UTC. */
export const plainTime = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

export const plainText = (text: Text): string => text.map((each) => renderSpan(span, each)).join('')

const block: Renderer<string> = {
  heading: ({ text }) => text,
  text: ({ text }) => plainText(text),
  list: ({ items, ordered }) =>
    items.map((item, index) => `${ordered ? `${index + 1}.` : '-'} ${plainText(item)}`).join('\n'),
  facts: ({ facts }) => facts.map(({ label, value }) => `${label}: ${plainText(value)}`).join('\n'),
  table: ({ head, rows }) =>
    [head, ...rows.map((row) => row.map(plainText))]
      .map((row) => row.map((cell) => cell || '–').join(' | '))
      .join('\n'),
  formula: ({ text }) => text,
  code: ({ text }) => text,
  chart: ({ alt }) => alt,
  buttons: () => '',
  form: ({ about }) => about,
}

export const plainBlock = (each: Block): string => renderBlock(block, each)

export function plainReply(reply: Reply): string {
  return reply.blocks.map(plainBlock).filter(Boolean).join('\n\n')
}

/** A chart's points as a table, for where no chart can be drawn. */
export function chartTable({ title, unit, labels, series }: ChartData): {
  caption: string
  head: string[]
  rows: string[][]
} {
  const head = ['', ...series.map(({ name }) => `${name} (${unit})`)]
  return {
    caption: title,
    head,
    rows: labels.map((label, at) => [label, ...series.map(({ values }) => String(values[at] ?? ''))]),
  }
}

/** Splits text into pieces of at most `most` by `measure`, at spaces where there are any; no character is lost but those spaces. */
export function splitText(
  text: string,
  most: number,
  measure: (piece: string) => number = (piece) => piece.length,
): string[] {
  const out: string[] = []
  let left = text
  while (measure(left) > most) {
    let low = 1
    let high = left.length
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (measure(left.slice(0, middle)) <= most) low = middle
      else high = middle - 1
    }
    const space = Math.max(left.lastIndexOf(' ', low), left.lastIndexOf('\n', low))
    let cut = space > 0 ? space : low
    // Never between the halves of one character.
    if (/[\ud800-\udbff]/.test(left[cut - 1] ?? '') && cut > 1) cut--
    out.push(left.slice(0, cut))
    left = left.slice(space > 0 ? cut + 1 : cut)
  }
  out.push(left)
  return out
}

/** Splits running text into pieces of at most `most` characters by `measure` of each span's text, keeping the spans' kinds. */
export function splitSpans(text: Text, most: number, measure: (span: Text[number]) => number): Text[] {
  const out: Text[number][][] = [[]]
  let used = 0
  const put = (each: Text[number]): void => {
    const size = measure(each)
    if (used + size > most && used > 0) {
      out.push([])
      used = 0
    }
    out.at(-1)?.push(each)
    used += size
  }
  for (const each of text) {
    if (!('text' in each) || measure(each) <= most - used) put(each)
    else {
      const overhead = measure({ ...each, text: '' })
      const room = Math.max(1, most - overhead)
      const fit = (piece: string): number => measure({ ...each, text: piece }) - overhead
      for (const piece of splitText(each.text, room, fit)) put({ ...each, text: piece })
    }
  }
  return out.filter((piece) => piece.length > 0)
}
