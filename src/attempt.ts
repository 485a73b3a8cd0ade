// One input, from what was heard to the outcome: done, or excused where it could not be.

import type { Event, Input, Outcome } from './bot.ts'
import { type Calling, tidy } from './calling.ts'
import type { Asker, Context } from './command.ts'
import { Late } from './deadline.ts'
import { deliver, echoed, failed, noted, referenceOf, refused } from './delivery.ts'
import type { Ear, Heard } from './hear.ts'
import { createTokens, type Tokens } from './kept-calls.ts'
import { notNow, Refusal } from './refusal.ts'
import type { Reply } from './reply.ts'
import { isOff } from './store/fault.ts'
import type { Patient } from './store/patient.ts'

/** What became of an input, and the line of the log that tells of it. */
export interface Ended {
  readonly outcome: Outcome
  readonly event: Event
  /** It is the same for whoever asks, whenever. */
  readonly forAll?: true
}

/** What a command may use, but for who asks and the buttons of this one answer. */
type Parts = Omit<Context, 'asker' | 'button' | 'form'>

/** Answers, or says why not. Rejects only where that can't be said either. */
export function createAttempt({
  ear,
  calling,
  patient,
  problem,
  parts,
}: {
  readonly ear: Ear
  readonly calling: Calling
  readonly patient: Patient
  /** Hears of a store that has failed. */
  readonly problem: (error: Error) => void
  readonly parts: Parts
}): (input: Input, asker: Asker) => Promise<Ended> {
  const { typed } = parts

  /** Does what was heard. Throws what keeps it from being done. */
  async function fulfil(input: Input, heard: Heard, asker: Asker, tokens: Tokens, own: Context): Promise<Ended> {
    if (heard.act === 'take-back') {
      if (heard.person !== asker.person)
        throw new Refusal('not-yours', 'Only the person who shared this can take it back.', '/nines help')
      const reply: Reply = { blocks: [], answer: { type: 'retracted' } }
      return { outcome: { to: 'place', act: 'retract', reply }, event: { outcome: 'retract' } }
    }
    const call = await calling.pinned(tidy(heard.call), own)
    const answered = await calling.run(call, own)
    const asked = heard.heard || 'press' in input ? tidy(heard.call) : undefined
    const said =
      asked && calling.echoes(call)
        ? echoed(answered, heard.heard ? 'Read as ' : '', typed(calling.lineOf(asked)))
        : answered
    const reply = noted(said, heard.unread ?? [])
    const delivered = deliver(input, heard.act, call, reply, asker, tokens.button)
    const kept = await tokens.keep(delivered.reply)
    // What was kept belongs to one workspace.
    const forAll = heard.act === 'call' && kept === delivered.reply && !tokens.used(kept)
    return {
      outcome: { ...delivered, reply: kept },
      event: { ...calling.namesOf(call), outcome: reply.answer.type },
      ...(forAll && calling.formOf(call)?.timeless && { forAll: true }),
    }
  }

  /** Says why it could not be done: what was asked was at fault, or what it needs is off, or the fault is ours. */
  async function excuse(
    input: Input,
    heard: Heard | undefined,
    thrown: unknown,
    tokens: Tokens,
    own: Context,
  ): Promise<Ended> {
    const call = heard && 'call' in heard ? heard.call : undefined
    const isLost = isOff(thrown) || thrown instanceof Late
    if (isLost) problem(thrown as Error)
    const error = isLost ? notNow() : thrown
    if (!(error instanceof Refusal))
      return { outcome: aside(input, failed(error)), event: bug(error, call && calling.namesOf(call)) }
    const asked = call && calling.askBack(call, own)
    const reply = await tokens.keep(await refused(error, typed, tokens.button, asked))
    return {
      outcome: aside(input, reply),
      event: { ...(call && calling.namesOf(call)), outcome: reply.answer.type, code: error.code },
    }
  }

  return async (input, asker) => {
    const tokens = createTokens(patient, asker)
    const own = context(asker, tokens, parts)
    let heard: Heard | undefined
    try {
      heard = await ear.hear(input, asker)
      return await fulfil(input, heard, asker, tokens, own)
    } catch (thrown) {
      return excuse(input, heard, thrown, tokens, own)
    }
  }
}

/** To whoever asked alone. */
export const aside = (input: Input, reply: Reply): Outcome => ({
  to: 'asker',
  act: 'press' in input && input.on === 'private' ? 'replace' : 'post',
  reply,
})

/** What is logged of a fault of ours. */
export const bug = (error: unknown, names: Pick<Event, 'command' | 'form'> = {}): Event => ({
  ...names,
  outcome: 'bug',
  reference: referenceOf(error),
  error: error as Error,
})

function context(asker: Asker, tokens: Tokens, parts: Parts): Context {
  return {
    ...parts,
    asker,
    button: (label, call) => tokens.button(label, { act: 'call', call }),
    form(title, about, fields, call) {
      const token = tokens.token({ act: 'call', call })
      return { kind: 'form', title, about, fields, submit: token, open: token }
    },
  }
}
