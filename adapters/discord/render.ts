// Reply -> Components V2. Text displays hold Discord's Markdown, so every piece of text is escaped; mentions are off for the whole
// message besides.

import type { APIMessageTopLevelComponent, APIModalInteractionResponseCallbackData } from 'discord.js'
import type { Suggestion } from '../../src/command.ts'
import { cut } from '../../src/cut.ts'
import { plainTime, splitSpans, splitText } from '../../src/plain.ts'
import {
  type Block,
  type BlockOf,
  type Button,
  type ChartData,
  type Renderer,
  type Reply,
  renderBlock,
  renderSpan,
  type SpanRenderer,
  type Text,
} from '../../src/reply.ts'
import { columns, padded } from '../../src/width.ts'
import { LIMITS } from './limits.ts'

// Numbers of the API, written out so that nothing of the SDK is loaded to draw: components/reference, "Component Types".
const ROW = 1
const BUTTON = 2
const TEXT_INPUT = 4
const TEXT = 10
const GALLERY = 12
const LABEL = 18
const SECONDARY = 2

export interface DiscordMessage {
  readonly components: APIMessageTopLevelComponent[]
  /** Pictures that the components refer to by name. */
  readonly charts: readonly { readonly name: string; readonly chart: ChartData }[]
}

/** Columns of a code block that a phone still shows without wrapping. */
const CODE_WIDTH = 60
/** A zero-width space: nothing else keeps a run of backticks from closing a code block. */
const BREAK = '\u200b'

/** Escapes what Discord's Markdown, mentions and timestamps are made of. A backslash before punctuation is never shown. */
export function literal(text: string): string {
  return text
    .replace(/[\\*_~|`[\]<>@]/g, '\\$&')
    .replace(/^(\s*)([#+-])/gm, '$1\\$2')
    .replace(/^(\s*\d+)\./gm, '$1\\.')
}

/** No two backticks stand together, so that no run of them closes what they are in. */
const apart = (text: string): string => text.replace(/`(?=`)/g, `\`${BREAK}`)

const inCode = (text: string): string => {
  const safe = apart(text).replace(/\n/g, ' ')
  return safe.includes('`') ? `\`\` ${safe} \`\`` : `\`${safe || ' '}\``
}
const fenced = (text: string): string => `\`\`\`\n${apart(text)}\n\`\`\``

/** A URL with nothing in it that would end the link. */
const inLink = (url: string): string =>
  url.replace(/[()\s<>]/g, (one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`)

const span: SpanRenderer<string> = {
  plain: ({ text }) => literal(text),
  bold: ({ text }) => (text.trim() === '' ? text : `**${literal(text)}**`),
  code: ({ text }) => inCode(text),
  link: ({ text, url }) => `[${literal(text)}](${inLink(url)})`,
  time: ({ at }) => `<t:${Math.floor(at / 1000)}:f>`,
  person: ({ name }) => `**${literal(name)}**`,
}

const inline = (text: Text): string => text.map((each) => renderSpan(span, each)).join('')
const ROOM = LIMITS.characters - 100
/** Running text, in pieces that each fit a message; `before` stands even where there is no text. */
function pieces(text: Text, before = ''): string[] {
  const made = splitSpans(text, ROOM - before.length, (each) => renderSpan(span, each).length)
  return (made.length > 0 ? made : [[]]).map((piece, at) => (at === 0 ? before : '') + inline(piece))
}
const blocks = (text: string): string[] => splitText(text, ROOM, (piece) => fenced(piece).length).map(fenced)

type Made =
  | { readonly text: string }
  | { readonly row: readonly Button[] }
  | { readonly chart: ChartData; readonly alt: string }

const renderer: Renderer<readonly Made[]> = {
  heading: ({ text }) => pieces([{ kind: 'plain', text }], '### ').map((piece) => ({ text: piece })),
  text: ({ text }) => pieces(text).map((piece) => ({ text: piece })),
  list: ({ items, ordered }) => joined(items.flatMap((item, at) => pieces(item, ordered ? `${at + 1}. ` : '- '))),
  facts: ({ facts }) =>
    joined(
      facts.flatMap(({ label, value }) =>
        pieces([{ kind: 'bold', text: `${label}:` }, { kind: 'plain', text: ' ' }, ...value]),
      ),
    ),
  table: (block) =>
    tableWidth(block) <= CODE_WIDTH ? blocks(codeTable(block)).map((text) => ({ text })) : rowsAsFacts(block),
  formula: ({ text }) => blocks(text).map((piece) => ({ text: piece })),
  code: ({ text }) => blocks(text).map((piece) => ({ text: piece })),
  chart: ({ chart, alt }) => [...pieces([{ kind: 'plain', text: alt }]).map((text) => ({ text })), { chart, alt }],
  buttons({ buttons }) {
    const rows: Made[] = []
    for (let at = 0; at < buttons.length; at += LIMITS.buttonsInRow)
      rows.push({ row: buttons.slice(at, at + LIMITS.buttonsInRow) })
    return rows
  },
  form: ({ title, about, open }) => [
    ...pieces([{ kind: 'plain', text: about }]).map((text) => ({ text })),
    { row: [{ label: title, token: open }] },
  ],
}

/** Lines in as few text displays as hold them. */
function joined(lines: readonly string[]): Made[] {
  const out: string[] = []
  for (const line of lines) {
    const last = out.at(-1)
    if (last !== undefined && last.length + 1 + line.length <= ROOM) out[out.length - 1] = `${last}\n${line}`
    else out.push(line)
  }
  return out.map((text) => ({ text }))
}

const cellText = (text: Text): string =>
  text
    .map((each) => ('text' in each ? each.text : 'name' in each ? each.name : plainTime(each.at)))
    .join('')
    .replace(/\n/g, ' ') || '–'
const widths = ({ head, rows }: BlockOf<'table'>): number[] =>
  head.map((name, at) => Math.max(columns(name), ...rows.map((row) => columns(cellText(row[at] ?? [])))))
const tableWidth = (block: BlockOf<'table'>): number => widths(block).reduce((sum, width) => sum + width + 3, -3)

function codeTable(block: BlockOf<'table'>): string {
  const sizes = widths(block)
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => padded(cell, sizes[at] ?? 0))
      .join(' │ ')
      .trimEnd()
  return [
    line(block.head),
    sizes.map((size) => '─'.repeat(size)).join('─┼─'),
    ...block.rows.map((row) => line(row.map(cellText))),
  ].join('\n')
}

/** A wide table, row by row: the first cell names the row, the others are told by their heads. */
function rowsAsFacts({ head, rows }: BlockOf<'table'>): Made[] {
  return joined(
    rows.flatMap(([first = [], ...cells], at) => [
      ...(at === 0 && head[0] ? pieces([{ kind: 'plain', text: head[0] }]) : []),
      ...pieces([{ kind: 'bold', text: cellText(first) }]),
      ...cells.flatMap((cell, index) =>
        pieces(
          [
            { kind: 'plain', text: `${head[index + 1] ?? ''}: ` },
            ...(cell.length > 0 ? cell : [{ kind: 'plain', text: '–' } as const]),
          ],
          '- ',
        ),
      ),
    ]),
  )
}

/** Replies that the bot remembers come again as the same object: they are drawn once. */
const drawn = new WeakMap<object, readonly DiscordMessage[]>()

/** The reply as messages that each stay within every limit. Words are split over messages, never dropped. */
export function render(reply: Pick<Reply, 'blocks'>): readonly DiscordMessage[] {
  const known = drawn.get(reply)
  if (known) return known
  const made = draw(reply)
  drawn.set(reply, made)
  return made
}

function draw(reply: Pick<Reply, 'blocks'>): DiscordMessage[] {
  const all = reply.blocks
    .flatMap((block: Block) => renderBlock(renderer, block))
    .filter((made) => !('text' in made) || made.text.trim() !== '')
  const messages: {
    components: APIMessageTopLevelComponent[]
    charts: { name: string; chart: ChartData }[]
    used: number
    count: number
  }[] = []
  let number = 0
  for (const made of all) {
    const length = 'text' in made ? made.text.length : 0
    const count = 'row' in made ? 1 + made.row.length : 'chart' in made ? 2 : 1
    let into = messages.at(-1)
    if (!into || into.used + length > LIMITS.characters || into.count + count > LIMITS.components) {
      into = { components: [], charts: [], used: 0, count: 0 }
      messages.push(into)
    }
    into.used += length
    into.count += count
    if ('text' in made) into.components.push({ type: TEXT, content: made.text })
    else if ('row' in made) {
      into.components.push({
        type: ROW,
        components: made.row.map(({ label, token }) => ({
          type: BUTTON,
          style: SECONDARY,
          label: cut(label, LIMITS.buttonLabel),
          custom_id: token,
        })),
      })
    } else {
      const name = `chart-${++number}.png`
      into.charts.push({ name, chart: made.chart })
      into.components.push({
        type: GALLERY,
        items: [{ media: { url: `attachment://${name}` }, description: cut(made.alt, LIMITS.mediaDescription) }],
      })
    }
  }
  return messages.map(({ components, charts }) => ({ components, charts }))
}

/** A form as a modal. What it answers is its token, in the id. */
export function renderForm(form: BlockOf<'form'>): APIModalInteractionResponseCallbackData {
  return {
    custom_id: form.submit,
    title: cut(form.title, LIMITS.modalTitle),
    components: form.fields.slice(0, LIMITS.modalFields).map(({ name, label, placeholder, value, long }) => ({
      type: LABEL,
      label: cut(label, LIMITS.fieldLabel),
      component: {
        type: TEXT_INPUT,
        custom_id: name,
        style: long ? 2 : 1,
        ...(placeholder !== undefined && { placeholder: cut(placeholder, LIMITS.placeholder) }),
        ...(value !== undefined && { value }),
      },
    })),
  }
}

/** Completions. A value is never cut, since that would be another value. */
export const choices = (found: readonly Suggestion[]): { name: string; value: string }[] =>
  found
    .filter(({ value }) => value.length <= LIMITS.choiceName)
    .slice(0, LIMITS.choices)
    .map(({ label, value }) => ({
      // Never between the halves of one character.
      name: cut(label, LIMITS.choiceName),
      value,
    }))
