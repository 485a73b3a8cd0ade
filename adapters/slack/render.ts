// Reply -> messages of Slack, as many as its limits take. Only the top-level `text`, which is read aloud and notified, is escaped.

import { cut } from '../../src/cut.ts'
import { plainBlock } from '../../src/plain.ts'
import { type Block, type Renderer, type Reply, renderBlock } from '../../src/reply.ts'
import { type Options, renderer, type SlackBlock } from './blocks.ts'
import { LIMITS } from './limits.ts'

export interface SlackMessage {
  readonly text: string
  readonly blocks: SlackBlock[]
}

/** Escapes what Slack's own markup reads: there is no other way to escape in it. */
export const literal = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** What one block of a reply becomes: pieces that fit, each with its plain text and how much of a message it takes. */
interface Piece {
  readonly block: SlackBlock
  readonly text: string
}

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
    text: cut(
      literal(
        made
          .map(({ text }) => text)
          .filter(Boolean)
          .join('\n'),
      ),
      LIMITS.text,
    ),
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
