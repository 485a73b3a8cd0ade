// Where a reply goes, and the replies to what could not be answered. The same on every platform, so it is decided here.

import { createHash } from 'node:crypto'
import type { Input, Outcome } from './bot.ts'
import type { Asker, Call } from './command.ts'
import type { Press } from './press.ts'
import { quoted, type Refusal } from './refusal.ts'
import { type Block, type Button, buttons, code, person, plain, type Reply, text } from './reply.ts'

/** Makes the button of a press; undefined where it can't be one. */
export type MakeButton = (label: string, press: Press) => Button | undefined

/**
 * Where a reply goes. What was asked by a command or a shortcut is the asker's until they share it; what was said in a
 * place is answered there; a button on a private message replaces it, on a public one it answers the presser alone.
 */
export function deliver(
  input: Input,
  act: 'call' | 'share',
  call: Call,
  reply: Reply,
  asker: Asker,
  toButton: MakeButton,
): Outcome {
  const again = reply.again ?? call
  const own: Reply = {
    ...(reply.private && { private: true }),
    blocks: withoutRepeats(reply.blocks),
    answer: reply.answer,
  }
  if (act === 'share' && !reply.private) {
    const back = toButton('Take back', { act: 'take-back', person: asker.person })
    const shared = [...own.blocks, text('Shared by ', person(asker.name), '.'), ...(back ? buttons([back]) : [])]
    return { to: 'place', act: 'share', reply: { ...own, blocks: shared } }
  }
  if ('say' in input) return { to: reply.private ? 'asker' : 'place', act: 'post', reply: own }
  const share =
    reply.private || asker.direct || own.blocks.some(({ kind }) => kind === 'form')
      ? undefined
      : toButton('Share', { act: 'share', call: again })
  return {
    to: 'asker',
    act: 'press' in input && input.on === 'private' ? 'replace' : 'post',
    reply: share ? { ...own, blocks: withButton(own.blocks, share) } : own,
  }
}

/** One call is offered once: what is said twice in a reply is pressed at its first place. */
function withoutRepeats(blocks: readonly Block[]): readonly Block[] {
  const offered = new Set<string>()
  const first = ({ token }: Button): boolean => {
    if (offered.has(token)) return false
    offered.add(token)
    return true
  }
  return blocks.flatMap((block) => (block.kind === 'buttons' ? buttons(block.buttons.filter(first)) : [block]))
}

/** Adds a button to the first row of a reply, or a row of its own. */
function withButton(blocks: readonly Block[], button: Button): readonly Block[] {
  const at = blocks.findIndex(({ kind }) => kind === 'buttons')
  const row = blocks[at]
  if (row?.kind !== 'buttons') return [...blocks, ...buttons([button])]
  return blocks.with(at, { kind: 'buttons', buttons: [...row.buttons, button] })
}

/** The call that could not be answered. `line` is a whole line for one of its completions, where all else that it needs is known or likely. */
export interface AskedBack {
  readonly call: Call
  line(completed: Call): string | undefined
  /** The same call, whenever and by whomever it is made. */
  pinned(completed: Call): Promise<Call>
}

/** How many of the likely values are offered to press. */
const LIKELY_SHOWN = 4

/**
 * What could not be answered: what was given, what is expected, an example that works. Where a value of a call is at fault, what was
 * understood is said back, and the likely values are there to press or to type.
 */
export async function refused(
  refusal: Refusal,
  typed: (line: string) => string,
  toButton: MakeButton,
  asked?: AskedBack,
): Promise<Reply> {
  const { option, likely, code: reason, message } = refusal
  const [first] = likely
  const fixed = (value: string): Call | undefined =>
    asked && option !== undefined ? { ...asked.call, raw: { ...asked.call.raw, [option]: value } } : undefined
  const whole = first === undefined ? undefined : fixed(first)
  const example = typed((whole && asked?.line(whole)) ?? refusal.example)
  const offered: Button[] = []
  for (const value of likely.slice(0, LIKELY_SHOWN)) {
    const call = fixed(value)
    const button = asked && call && toButton(value, { act: 'call', call: await asked.pinned(call) })
    if (button) offered.push(button)
  }
  const understood = Object.entries(asked?.call.raw ?? {}).filter(([name]) => name !== option)
  return {
    private: true,
    blocks: [
      text(...refusal.text, ' For example: ', code(example)),
      ...(option !== undefined && understood.length > 0
        ? [text('Understood so far: ', understood.map(([name, value]) => `${name} ${quoted(value)}`).join(', '), '.')]
        : []),
      ...buttons(offered),
    ],
    answer: { type: 'refusal', code: reason, message, example } as Reply['answer'],
  }
}

/** A reply to plain words, or to a button, says in its first block which line it answers. */
export function echoed(reply: Reply, lead: string, line: string): Reply {
  const [first, ...rest] = reply.blocks
  if (first?.kind !== 'text') return reply
  return { ...reply, blocks: [text(lead, code(line), plain('\n'), ...first.text), ...rest] }
}

/** The answer to a line says which of its words were passed over. */
export function noted(reply: Reply, unread: readonly string[]): Reply {
  if (unread.length === 0) return reply
  const note = `Not read: ${unread.map((word) => quoted(word)).join(', ')}.`
  const [first, ...rest] = reply.blocks
  const blocks =
    first?.kind === 'text' ? [text(...first.text, plain(`\n${note}`)), ...rest] : [text(note), ...reply.blocks]
  return { ...reply, blocks }
}

export function failed(error: unknown): Reply {
  const reference = referenceOf(error)
  return {
    private: true,
    blocks: [
      text(plain('That went wrong, and the fault is not yours. It has been logged as '), code(reference), plain('.')),
    ],
    answer: { type: 'bug', reference } as Reply['answer'],
  }
}

/** The same fault has the same reference, so that reports of it meet. */
export function referenceOf(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return createHash('sha256').update(trace).digest('hex').slice(0, 8)
}
