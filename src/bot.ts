// createBot: the one object an adapter holds. Four doors, one call; `answer` never throws.

import { aside, bug, createAttempt, type Ended } from './attempt.ts'
import { createCalling } from './calling.ts'
import { clean } from './clean.ts'
import type { Asker, Call, Commands, Raw, Suggestion } from './command.ts'
import { failed, referenceOf } from './delivery.ts'
import { createEar } from './hear.ts'
import type { Library } from './library/library.ts'
import { menuName } from './line.ts'
import { createMeanings } from './meant.ts'
import type { Quiz } from './quiz/service.ts'
import { createRemembered } from './remembered.ts'
import { createRepeats } from './repeats.ts'
import type { Reply } from './reply.ts'
import { StoreError } from './store/fault.ts'
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
  /** The same was told a short while ago: it counts, and is no news. */
  readonly repeated?: true
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

/** For how many milliseconds the log is not told again why the store can't be used. */
const TOLD_MS = 10 * 60 * 1000

export function createBot({ commands, library, store, quiz, prefix = '', onEvent = () => {} }: Parts): Bot {
  const causes = createRepeats(TOLD_MS)
  const problem = (error: Error): void => {
    // It names what an operator has to mend, which stays the same for whoever meets it.
    const repeated = error instanceof StoreError && causes.isRepeated(error.message)
    onEvent({ outcome: 'store', reference: referenceOf(error), error, ...(repeated && { repeated }) })
  }
  const patient = createPatient(store, problem)
  const zones = createZones(store, patient)
  const meanings = createMeanings(commands)
  const ear = createEar({ commands, library, meanings, patient, prefix })
  const calling = createCalling(commands, meanings)
  const remembered = createRemembered<Ended>()
  const typed = (line: string): string =>
    line.replace(/^\/([a-z0-9-]+)/, (whole, name: string) =>
      commands.some((each) => each.name === name) ? `/${menuName(name, prefix)}` : whole,
    )
  const attempt = createAttempt({
    ear,
    calling,
    patient,
    problem,
    parts: { library, zones, store, quiz, commands, typed, worked: createWorked(commands) },
  })

  return {
    commands,
    library,
    typed,

    fromMemory(input) {
      try {
        const made = ear.read(input)
        if (made.act !== 'call') return false
        // Commands that say back what they understood work out numbers, whatever else they may look up beside it.
        return calling.formOf(made.call)?.timeless === true || calling.echoes(made.call)
      } catch {
        // What can't be read is refused, which needs nothing.
        return true
      }
    },

    async answer(input, asker) {
      const began = performance.now()
      let ended: Ended | undefined
      try {
        const key = keyOf(input, asker)
        ended = remembered.get(key)
        if (!ended) {
          ended = await attempt(input, asker)
          if (ended.forAll) remembered.set(key, ended)
        }
      } catch (error) {
        ended = { outcome: aside(input, failed(error)), event: bug(error) }
      }
      onEvent({ ...ended.event, ms: performance.now() - began })
      return ended.outcome
    },

    suggest(call, option, given, asker) {
      const command = commands.find(({ name }) => name === call.command)
      const found = calling.formOf(call)?.options[option]
      try {
        if (command?.picks !== undefined && option === command.picks) return picks(command, clean(given))
        return (found?.kind.suggest?.(clean(given), { library, asker }) ?? []).slice(0, 25)
      } catch (error) {
        onEvent(bug(error, calling.namesOf(call)))
        return []
      }
    },
  }
}

/** All that decides where a timeless reply goes and what it says. */
const keyOf = (input: Input, { direct }: Asker): string => `${direct ? 'd' : 'p'}${JSON.stringify(input)}`
