// The buttons of one reply. A call that is too long for a token is kept in the store before the reply goes out; where that can't be
// done, its button is left out, and the rest is said all the same.

import type { Asker, Call } from './command.ts'
import { type Press, pack, packKept, unpack } from './press.ts'
import { Refusal } from './refusal.ts'
import type { Block, Button, Reply } from './reply.ts'
import type { Patient } from './store/patient.ts'

/** Whose call it is, and when it is made. */
type Where = Pick<Asker, 'workspace' | 'now'>
type CallPress = Extract<Press, { call: Call }>

/** Nobody waits longer than this for a button, in milliseconds. */
const PATIENCE_MS = 500

export interface Tokens {
  button(label: string, press: Press): Button | undefined
  token(press: CallPress): string
  /** Whether a reply has buttons whose call must be kept. */
  used(reply: Reply): boolean
  /** Keeps what the buttons of a reply stand for. The same reply, or one without the buttons that could not be kept. */
  keep(reply: Reply): Promise<Reply>
}

export function createTokens(patient: Patient, asker: Where): Tokens {
  const long = new Map<string, { readonly hash: string; readonly text: string }>()
  const token = (press: CallPress): string => {
    const short = pack(press)
    if (short !== undefined) return short
    const { token: made, hash, text } = packKept(press)
    long.set(made, { hash, text })
    return made
  }
  const shown = (reply: Reply): string[] =>
    long.size === 0 ? [] : [...new Set(reply.blocks.flatMap(tokensOf))].filter((each) => long.has(each))
  return {
    token,
    button(label, press) {
      if (press.act !== 'take-back') return { label, token: token(press) }
      const made = pack(press)
      return made === undefined ? undefined : { label, token: made }
    },
    used: (reply) => shown(reply).length > 0,
    async keep(reply) {
      const needed = shown(reply)
      if (needed.length === 0) return reply
      const list = [...new Set(needed.flatMap((each) => long.get(each) ?? []))]
      try {
        const { workspace, now } = asker
        await patient(PATIENCE_MS, async ({ calls }) => {
          for (const { hash, text } of list) await calls.keep(workspace, hash, text, now.epochMilliseconds)
        })
        return reply
      } catch {
        const lost = new Set(needed)
        return { ...reply, blocks: reply.blocks.flatMap((block) => withoutTokens(block, lost)) }
      }
    },
  }
}

const tokensOf = (block: Block): string[] =>
  block.kind === 'buttons'
    ? block.buttons.map(({ token }) => token)
    : block.kind === 'form'
      ? [block.submit, block.open]
      : []

function withoutTokens(block: Block, lost: ReadonlySet<string>): Block[] {
  if (block.kind === 'form') return lost.has(block.submit) ? [] : [block]
  if (block.kind !== 'buttons') return [block]
  const buttons = block.buttons.filter(({ token }) => !lost.has(token))
  return buttons.length > 0 ? [{ ...block, buttons }] : []
}

/** The call that is kept under a hash. Throws a Refusal where there is none any more, or where it can't be looked up in time. */
export async function findKept(patient: Patient, { workspace, now }: Where, hash: string): Promise<Call> {
  const found = patient(PATIENCE_MS, ({ calls }) => calls.find(workspace, hash, now.epochMilliseconds))
  const text = await found.catch(() => {
    throw new Refusal(
      'not-now',
      "What this button stands for can't be looked up at the moment. Press it again in a minute, or ask again.",
      '/nines help',
    )
  })
  const press = text === undefined ? undefined : unpack(text)
  if (press?.act === 'call') return press.call
  throw new Refusal(
    'unknown-button',
    'What this button stood for is not kept here any more. Ask again to get a new one.',
    '/nines help',
  )
}
