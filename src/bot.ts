// createBot: the one object an adapter holds. Four doors, one call; `answer` never throws.

import { clean } from './clean.ts'
import {
  type Asker,
  type Call,
  type Commands,
  type Context,
  findForm,
  pinRaw,
  pinSome,
  type Raw,
  type Suggestion,
} from './command.ts'
import { Late, within } from './deadline.ts'
import { type AskedBack, deliver, echoed, failed, noted, referenceOf, refused } from './delivery.ts'
import { createTokens, findKept, type Tokens } from './kept-calls.ts'
import type { Library } from './library/library.ts'
import { HOME, menuName, readLine, writeLine } from './line.ts'
import { createMeanings } from './meant.ts'
import { type Kept, type Press, unpack } from './press.ts'
import type { Quiz } from './quiz/service.ts'
import { notNow, Refusal } from './refusal.ts'
import { createRemembered } from './remembered.ts'
import type { Reply } from './reply.ts'
import { createSentenceReader } from './sentence.ts'
import { isOff } from './store/fault.ts'
import { createPatient } from './store/patient.ts'
import type { Store } from './store/store.ts'
import { createWorked, picks } from './worked.ts'
import { createZones } from './zones.ts'

/** What reached the bot. `command` is a typed command, `say` a message addressed to it, `call` named options. */
export type Input =
  | { readonly say: string }
  | { readonly command: string }
  | { readonly call: Call }
  | { readonly explain: string }
  | { readonly press: string; readonly on: 'private' | 'public' }
  | { readonly fill: string; readonly values: Raw }

/**
 * A reply and where it goes. `asker`: seen by nobody else; `place`: where it was asked, in the thread. `replace` puts it in place
 * of the message whose button was pressed; `share` posts it for all and removes the private copy; `retract` removes the
 * message whose button was pressed.
 */
export interface Outcome {
  readonly to: 'asker' | 'place'
  readonly act: 'post' | 'replace' | 'share' | 'retract'
  readonly reply: Reply
}

export interface Bot {
  readonly commands: Commands
  readonly library: Library
  /** How a line such as "/concept cap" is typed here. */
  typed(line: string): string
  answer(input: Input, asker: Asker): Promise<Outcome>
  /** Whether this needs nothing but the library and arithmetic: then it is answered however slow the store is. */
  fromMemory(input: Input): boolean
  /** Completions of one option, at most 25. */
  suggest(call: Pick<Call, 'command' | 'form'>, option: string, typed: string, asker: Asker): readonly Suggestion[]
}

/** One line of the log: what was done, never what was said. */
export interface Event {
  readonly command?: string
  readonly form?: string
  readonly outcome: string
  /** Of a refusal. */
  readonly code?: string
  /** Which limit turned the call away. */
  readonly limit?: 'person' | 'workspace' | 'load'
  /** From its arrival to its answer, in milliseconds. */
  readonly ms?: number
  readonly reference?: string
  readonly error?: Error
}

export interface Parts {
  readonly commands: Commands
  readonly library: Library
  /** What outlives a restart, opened when it is first needed. */
  readonly store: () => Promise<Store>
  /** What asks questions and remembers the answers, likewise. */
  readonly quiz: () => Promise<Quiz>
  readonly prefix?: string
  readonly onEvent?: (event: Event) => void
}

/** What looks things up ends before the platforms hang up after three seconds, so that there is time left to say that it was in vain. */
const PATIENCE_MS = 2500

/** How an input was read: `heard` from plain words, `unread` are words of a line that nothing has read. */
interface Heard {
  readonly heard?: true
  readonly unread?: readonly string[]
}

const HELP: Call = { command: HOME, form: 'help', raw: {} }
const GREETING: Call = { command: HOME, form: 'greeting', raw: {} }
const TERM: Call = { command: 'concept', form: 'show', raw: {} }

export function createBot({ commands, library, store, quiz, prefix = '', onEvent = () => {} }: Parts): Bot {
  const problem = (error: Error): void => onEvent({ outcome: 'store', reference: referenceOf(error), error })
  const patient = createPatient(store, problem)
  const zones = createZones(store, patient)
  const meanings = createMeanings(commands)
  const sentences = createSentenceReader(commands, library, meanings, { term: TERM, help: HELP, greeting: GREETING })
  const typed = (line: string): string =>
    line.replace(/^\/([a-z0-9-]+)/, (whole, name: string) =>
      commands.some((each) => each.name === name) ? `/${menuName(name, prefix)}` : whole,
    )

  const worked = createWorked(commands)
  const remembered = createRemembered<{ readonly outcome: Outcome; readonly event: Event }>()

  /** The call that an input makes, and what is to be done with its answer. */
  function read(input: Input): (Press | Kept) & Heard {
    const call = (made: Call): Press => ({ act: 'call', call: made })
    if ('call' in input) return call(input.call)
    if ('explain' in input) return call({ command: HOME, form: 'explain', raw: { text: input.explain } })
    if ('press' in input) return unpack(input.press)
    if ('fill' in input) {
      const press = unpack(input.fill)
      if (press.act === 'call' || press.act === 'kept') return press
      throw new Refusal('bad-button', 'This form carries nothing that can be read.', '/nines help')
    }
    const line = clean('say' in input ? input.say : input.command)
    const read = readLine(line, commands, prefix, meanings)
    return read
      ? { ...call(read.call), unread: read.unread }
      : { ...call(sentences.read(withoutHome(line))), heard: true }
  }

  /** The same with the call that was kept, and with what a form was filled with. */
  async function whole(input: Input, asker: Asker): Promise<Press & Heard> {
    const made = read(input)
    const press: Press & Heard =
      made.act === 'kept' ? { act: made.as, call: await findKept(patient, asker, made.hash) } : made
    if (!('fill' in input) || press.act !== 'call') return press
    return { ...press, call: { ...press.call, raw: { ...press.call.raw, ...input.values } } }
  }

  const lineOf = (call: Call): string => writeLine(call, commands, meanings)
  const echoes = (call: Call): boolean => commands.find(({ name }) => name === call.command)?.echoes ?? false
  /** A call with all that it needs: where a value is missing still, a likely one stands in. */
  const filled = (call: Call): Call | undefined => {
    const raw: Record<string, string> = { ...call.raw }
    const form = findForm(commands, call)
    for (const [name, { kind, needed }] of Object.entries(form?.options ?? {})) {
      const [likely] = kind.likely ?? []
      if (!needed || raw[name] !== undefined) continue
      if (likely === undefined) return undefined
      raw[name] = likely
    }
    return (form?.lacks?.(raw) ?? []).length > 0 ? undefined : { ...call, raw }
  }
  const askBack = (call: Call, own: Context): AskedBack => ({
    call: tidy(call),
    pinned: async (completed) =>
      tidy({ ...completed, raw: await pinSome(findForm(commands, completed)?.options ?? {}, completed.raw, own) }),
    line(completed) {
      const whole = filled(completed)
      return whole && lineOf(whole)
    },
  })

  /** Names of ours alone: a button may carry any other. */
  const namesOf = (call: Pick<Call, 'command' | 'form'>): Pick<Event, 'command' | 'form'> =>
    findForm(commands, call) ? { command: call.command, form: call.form } : {}

  async function pinned(call: Call, context: Context): Promise<Call> {
    const form = findForm(commands, call)
    return form ? { ...call, raw: await pinRaw(form.options, call.raw, context, form.example) } : call
  }

  async function run(call: Call, context: Context): Promise<Reply> {
    const form = findForm(commands, call)
    if (!form)
      throw new Refusal(
        'unknown-command',
        'This was made by another version of Nines, and there is no such command now.',
        '/nines help',
      )
    const answered = form.call(call.raw, context)
    return form.timeless ? answered : within(PATIENCE_MS, answered)
  }

  return {
    commands,
    library,
    typed,

    fromMemory(input) {
      try {
        const made = read(input)
        if (made.act !== 'call') return false
        // Commands that say back what they understood work out numbers, whatever else they may look up beside it.
        return findForm(commands, made.call)?.timeless === true || echoes(made.call)
      } catch {
        // What can't be read is refused, which needs nothing.
        return true
      }
    },

    async answer(input, asker) {
      const began = performance.now()
      const ended = (event: Event): void => onEvent({ ...event, ms: performance.now() - began })
      const key = keyOf(input, asker)
      const known = remembered.get(key)
      if (known) {
        ended(known.event)
        return known.outcome
      }
      const tokens = createTokens(patient, asker)
      const own = context(asker, tokens, { library, zones, store, quiz, commands, typed, worked })
      let press: (Press & Heard) | undefined
      try {
        press = await whole(input, asker)
        if (press.act === 'take-back') {
          if (press.person !== asker.person)
            throw new Refusal('not-yours', 'Only the person who shared this can take it back.', '/nines help')
          ended({ outcome: 'retract' })
          return { to: 'place', act: 'retract', reply: { blocks: [], answer: { type: 'retracted' } } }
        }
        const call = await pinned(tidy(press.call), own)
        const answered = await run(call, own)
        const asked = press.heard || 'press' in input ? tidy(press.call) : undefined
        const said =
          asked && echoes(call) ? echoed(answered, press.heard ? 'Read as ' : '', typed(lineOf(asked))) : answered
        const reply = noted(said, press.unread ?? [])
        const event = { ...namesOf(call), outcome: reply.answer.type }
        const delivered = deliver(input, press.act, call, reply, asker, tokens.button)
        const kept = await tokens.keep(delivered.reply)
        const outcome = { ...delivered, reply: kept }
        ended(event)
        // What was kept belongs to one workspace.
        const forAll = kept === delivered.reply && !tokens.used(kept)
        if (press.act === 'call' && forAll && findForm(commands, call)?.timeless)
          remembered.set(key, { outcome, event })
        return outcome
      } catch (thrown) {
        const made = press && 'call' in press ? namesOf(press.call) : {}
        const isLost = isOff(thrown) || thrown instanceof Late
        if (isLost) problem(thrown as Error)
        const error = isLost ? notNow() : thrown
        const reply =
          error instanceof Refusal
            ? await tokens.keep(
                await refused(
                  error,
                  typed,
                  tokens.button,
                  press && 'call' in press ? askBack(press.call, own) : undefined,
                ),
              )
            : failed(error)
        ended({
          ...made,
          outcome: reply.answer.type,
          ...(error instanceof Refusal
            ? { code: error.code }
            : { reference: referenceOf(error), error: error as Error }),
        })
        return { to: 'asker', act: 'press' in input && input.on === 'private' ? 'replace' : 'post', reply }
      }
    },

    suggest(call, option, given, asker) {
      const command = commands.find(({ name }) => name === call.command)
      const found = findForm(commands, call)?.options[option]
      try {
        if (command?.picks !== undefined && option === command.picks) return picks(command, clean(given))
        return (found?.kind.suggest?.(clean(given), { library, asker }) ?? []).slice(0, 25)
      } catch (error) {
        onEvent({
          ...namesOf(call),
          outcome: 'bug',
          reference: referenceOf(error),
          error: error as Error,
        })
        return []
      }
    },
  }
}

/** All that decides where a timeless reply goes and what it says. */
const keyOf = (input: Input, { direct }: Asker): string => `${direct ? 'd' : 'p'}${JSON.stringify(input)}`

/** The call with its texts made safe to work with; what is blank is as if it were not given. */
function tidy(call: Call): Call {
  const raw = Object.entries(call.raw).map(([name, value]) => [clean(name).trim(), clean(value).trim()] as const)
  return { ...call, raw: Object.fromEntries(raw.filter(([, value]) => value !== '')) }
}

/** A sentence that followed `/nines`. */
const withoutHome = (line: string): string => line.replace(/^\s*\/\S+\s+/, '')

function context(asker: Asker, tokens: Tokens, parts: Omit<Context, 'asker' | 'button' | 'form'>): Context {
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
