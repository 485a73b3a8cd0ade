// A call on its way: made safe and whole, run, and written as the line that says the same.

import { pinRaw, pinSome } from './arguments.ts'
import type { Event } from './bot.ts'
import { clean } from './clean.ts'
import { type Call, type Commands, type Context, type Form, findForm } from './command.ts'
import { within } from './deadline.ts'
import type { AskedBack } from './delivery.ts'
import { writeLine } from './line.ts'
import type { Meanings } from './meant.ts'
import { Refusal } from './refusal.ts'
import type { Reply } from './reply.ts'

/** What looks things up ends before the platforms hang up after three seconds, so that there is time left to say that it was in vain. */
const PATIENCE_MS = 2500

export interface Calling {
  formOf(call: Pick<Call, 'command' | 'form'>): Form | undefined
  /** For the log: names of ours alone, since a button may carry any other. */
  namesOf(call: Pick<Call, 'command' | 'form'>): Pick<Event, 'command' | 'form'>
  /** Whether its command says back what it understood. */
  echoes(call: Call): boolean
  lineOf(call: Call): string
  /** The same call, whenever and by whomever it is made. Throws a Refusal where a value can't be read. */
  pinned(call: Call, context: Context): Promise<Call>
  /** Throws a Refusal, or a Late where what it looks up takes too long. */
  run(call: Call, context: Context): Promise<Reply>
  /** For a call that was refused: how it is offered again, completed. */
  askBack(call: Call, context: Context): AskedBack
}

export function createCalling(commands: Commands, meanings: Meanings): Calling {
  const formOf = (call: Pick<Call, 'command' | 'form'>): Form | undefined => findForm(commands, call)
  const lineOf = (call: Call): string => writeLine(call, commands, meanings)

  /** A call with all that it needs: where a value is missing still, a likely one stands in. */
  function filled(call: Call): Call | undefined {
    const raw: Record<string, string> = { ...call.raw }
    const form = formOf(call)
    for (const [name, { kind, needed }] of Object.entries(form?.options ?? {})) {
      const [likely] = kind.likely ?? []
      if (!needed || raw[name] !== undefined) continue
      if (likely === undefined) return undefined
      raw[name] = likely
    }
    return (form?.lacks?.(raw) ?? []).length > 0 ? undefined : { ...call, raw }
  }

  return {
    formOf,
    lineOf,
    namesOf: (call) => (formOf(call) ? { command: call.command, form: call.form } : {}),
    echoes: (call) => commands.find(({ name }) => name === call.command)?.echoes ?? false,

    async pinned(call, context) {
      const form = formOf(call)
      return form ? { ...call, raw: await pinRaw(form.options, call.raw, context, form.example) } : call
    },

    async run(call, context) {
      const form = formOf(call)
      if (!form)
        throw new Refusal(
          'unknown-command',
          'This was made by another version of Nines, and there is no such command now.',
          '/nines help',
        )
      const answered = form.call(call.raw, context)
      return form.timeless ? answered : within(PATIENCE_MS, answered)
    },

    askBack: (call, context) => ({
      call: tidy(call),
      pinned: async (completed) =>
        tidy({ ...completed, raw: await pinSome(formOf(completed)?.options ?? {}, completed.raw, context) }),
      line(completed) {
        const whole = filled(completed)
        return whole && lineOf(whole)
      },
    }),
  }
}

/** The call with its texts made safe to work with; what is blank is as if it were not given. */
export function tidy(call: Call): Call {
  const raw = Object.entries(call.raw).map(([name, value]) => [clean(name).trim(), clean(value).trim()] as const)
  return { ...call, raw: Object.fromEntries(raw.filter(([, value]) => value !== '')) }
}
