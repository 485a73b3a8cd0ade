// What reached the bot -> what is to be done: the call that it makes, to answer, to share or to take back.

import type { Input } from './bot.ts'
import { clean } from './clean.ts'
import type { Asker, Call, Commands } from './command.ts'
import { findKept } from './kept-calls.ts'
import type { Library } from './library/library.ts'
import { HOME, readLine } from './line.ts'
import type { Meanings } from './meant.ts'
import { type Kept, type Press, unpack } from './press.ts'
import { Refusal } from './refusal.ts'
import { createSentenceReader } from './sentence.ts'
import type { Patient } from './store/patient.ts'

/** How an input was read: `heard` from plain words, `unread` are words of a line that nothing has read. */
interface How {
  readonly heard?: true
  readonly unread?: readonly string[]
}
export type Heard = Press & How

export interface Ear {
  /** What an input says by itself. Throws a Refusal for what can't be read. */
  read(input: Input): (Press | Kept) & How
  /** The same with the call that was kept, and with what a form was filled with. */
  hear(input: Input, asker: Asker): Promise<Heard>
}

const HELP: Call = { command: HOME, form: 'help', raw: {} }
const GREETING: Call = { command: HOME, form: 'greeting', raw: {} }
const TERM: Call = { command: 'concept', form: 'show', raw: {} }

export function createEar({
  commands,
  library,
  meanings,
  patient,
  prefix,
}: {
  readonly commands: Commands
  readonly library: Library
  readonly meanings: Meanings
  readonly patient: Patient
  readonly prefix: string
}): Ear {
  const sentences = createSentenceReader(commands, library, meanings, { term: TERM, help: HELP, greeting: GREETING })

  function read(input: Input): (Press | Kept) & How {
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
    const made = readLine(line, commands, prefix, meanings)
    return made
      ? { ...call(made.call), unread: made.unread }
      : { ...call(sentences.read(withoutHome(line))), heard: true }
  }

  return {
    read,

    async hear(input, asker) {
      const made = read(input)
      const press: Heard =
        made.act === 'kept' ? { act: made.as, call: await findKept(patient, asker, made.hash) } : made
      if (!('fill' in input) || press.act !== 'call') return press
      return { ...press, call: { ...press.call, raw: { ...press.call.raw, ...input.values } } }
    },
  }
}

/** A sentence that followed `/nines`. */
const withoutHome = (line: string): string => line.replace(/^\s*\/\S+\s+/, '')
