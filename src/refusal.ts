// What we can explain to the asker. Everything else that is thrown is a bug: logged, with a reference the reply repeats.

import { cut } from './cut.ts'
import type { Text } from './reply.ts'
import { spans } from './reply.ts'

/** An example that works when it is pasted back, with what the example gives to press or type. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly example: string
  /** What was probably meant instead: texts for the option at fault, offered to press. */
  readonly likely: readonly string[]
  /** The option at fault, where there is one. */
  readonly option: string | undefined

  /**
   * @param code stable slug, for machines
   * @param message what was given and what is expected, one or two sentences
   * @param example a line that works when it is typed as it stands
   * @param likely texts that the value at fault may have been meant to be
   */
  constructor(code: string, message: string, example: string, likely: readonly string[] = [], option?: string) {
    super(message)
    this.code = code
    this.example = example
    this.likely = likely
    this.option = option
  }

  /** The same refusal, with the option at fault and an example of the form at hand. */
  at(option: string, example?: string): Refusal {
    return new Refusal(this.code, this.message, example ?? this.example, this.likely, this.option ?? option)
  }

  get text(): Text {
    return spans(this.message)
  }
}

/** What is kept can't be had, whatever is asked of it: what is off, and what works all the same. */
export const notNow = (): Refusal =>
  new Refusal(
    'not-now',
    "What Nines keeps (time zones, questions, boards, reports) can't be reached at the moment. Terms and numbers are answered all the same; try this again in a minute. If it stays like this, whoever runs Nines finds the reason in its log.",
    '/nines help',
  )

/** A person's own words inside a sentence of ours: one line, cut to a readable length. */
export function quoted(given: string, most = 60): string {
  const line = given.replace(/\s+/g, ' ').trim()
  return `“${line.length > most ? `${cut(line, most - 1)}…` : line}”`
}
