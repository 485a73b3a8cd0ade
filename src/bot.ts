// createBot: the one object an adapter holds. Four doors, one call; `answer` never throws.

import { clean } from './clean.ts'
import { type Asker, type Call, type Commands, type Context, findForm, type Raw, type Suggestion } from './command.ts'
import { deliver, failed, referenceOf, refused, toButton } from './delivery.ts'
import type { Library } from './library/library.ts'
import { HOME, menuName, readLine } from './line.ts'
import { type Press, pack, unpack } from './press.ts'
import { Refusal } from './refusal.ts'
import { createRemembered } from './remembered.ts'
import type { Reply } from './reply.ts'
import { createSentenceReader } from './sentence.ts'
import type { Zones } from './zones.ts'

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
  /** Completions of one option, at most 25. */
  suggest(call: Pick<Call, 'command' | 'form'>, option: string, typed: string, asker: Asker): readonly Suggestion[]
}

/** One line of the log: what was done, never what was said. */
export interface Event {
  readonly command?: string
  readonly form?: string
  readonly outcome: string
  readonly reference?: string
  readonly error?: Error
}

export interface Parts {
  readonly commands: Commands
  readonly library: Library
  readonly zones: Zones
  readonly prefix?: string
  readonly onEvent?: (event: Event) => void
}

const HELP: Call = { command: HOME, form: 'help', raw: {} }
const GREETING: Call = { command: HOME, form: 'greeting', raw: {} }
const TERM: Call = { command: 'concept', form: 'show', raw: {} }

export function createBot({ commands, library, zones, prefix = '', onEvent = () => {} }: Parts): Bot {
  const sentences = createSentenceReader(commands, library, { term: TERM, help: HELP, greeting: GREETING })
  const typed = (line: string): string =>
    line.replace(/^\/([a-z0-9-]+)/, (whole, name: string) =>
      commands.some((each) => each.name === name) ? `/${menuName(name, prefix)}` : whole,
    )

  const remembered = createRemembered<{ readonly outcome: Outcome; readonly event: Event }>()

  /** The call that an input makes, and what is to be done with its answer. */
  function read(input: Input): Press {
    const call = (made: Call): Press => ({ act: 'call', call: made })
    if ('call' in input) return call(input.call)
    if ('explain' in input) return call({ command: HOME, form: 'explain', raw: { text: input.explain } })
    if ('press' in input) return unpack(input.press)
    if ('fill' in input) {
      const press = unpack(input.fill)
      if (press.act !== 'call')
        throw new Refusal('bad-button', 'This form carries nothing that can be read.', '/nines help')
      return call({ ...press.call, raw: { ...press.call.raw, ...input.values } })
    }
    const line = clean('say' in input ? input.say : input.command)
    return call(readLine(line, commands, prefix) ?? sentences.read(withoutHome(line)))
  }

  async function run(call: Call, context: Context): Promise<Reply> {
    const form = findForm(commands, call)
    if (!form)
      throw new Refusal(
        'unknown-command',
        'This was made by another version of Nines, and there is no such command now.',
        '/nines help',
      )
    return form.call(call.raw, context)
  }

  return {
    commands,
    library,
    typed,

    async answer(input, asker) {
      const key = keyOf(input, asker)
      const known = remembered.get(key)
      if (known) {
        onEvent(known.event)
        return known.outcome
      }
      let press: Press | undefined
      try {
        press = read(input)
        if (press.act === 'take-back') {
          if (press.person !== asker.person)
            throw new Refusal('not-yours', 'Only the person who shared this can take it back.', '/nines help')
          onEvent({ outcome: 'retract' })
          return { to: 'place', act: 'retract', reply: { blocks: [], answer: { type: 'retracted' } } }
        }
        const call = tidy(press.call)
        const reply = await run(call, context(asker, { library, zones, commands, typed }))
        const event = { command: call.command, form: call.form, outcome: reply.answer.type }
        const outcome = deliver(input, press.act, call, reply, asker)
        onEvent(event)
        if (press.act === 'call' && findForm(commands, call)?.timeless) remembered.set(key, { outcome, event })
        return outcome
      } catch (error) {
        const made = press && 'call' in press ? { command: press.call.command, form: press.call.form } : {}
        const reply = error instanceof Refusal ? refused(error, typed) : failed(error)
        onEvent({
          ...made,
          outcome: reply.answer.type,
          ...(error instanceof Refusal ? {} : { reference: referenceOf(error), error: error as Error }),
        })
        return { to: 'asker', act: 'press' in input && input.on === 'private' ? 'replace' : 'post', reply }
      }
    },

    suggest(call, option, given, asker) {
      const found = findForm(commands, call)?.options[option]
      try {
        return (found?.kind.suggest?.(clean(given), { library, asker }) ?? []).slice(0, 25)
      } catch (error) {
        onEvent({
          command: call.command,
          form: call.form,
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

function context(asker: Asker, parts: Pick<Context, 'library' | 'zones' | 'commands' | 'typed'>): Context {
  return {
    ...parts,
    asker,
    button: (label, call) => toButton(label, { act: 'call', call }),
    form(title, about, fields, call) {
      // A form has no arguments of its own but those of the call, which are short: it always fits.
      const token = pack({ act: 'call', call }) ?? ''
      return { kind: 'form', title, about, fields, submit: token, open: token }
    },
  }
}
