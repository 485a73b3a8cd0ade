// An answer to a question: right or wrong, and what to say about it.

import { letterOf, type Option, type Question } from './question.ts'

export interface Marked extends Option {
  /** A to D, by its place among the options as they were shown. */
  readonly letter: string
  readonly place: number
}

export interface Mark {
  readonly right: boolean
  /** "Right: B." or "Wrong: you chose A, the answer is C." */
  readonly verdict: string
  readonly chosen: Marked
  /** The right option. */
  readonly answer: Marked
  /** The options that were neither chosen nor right, in order. */
  readonly others: readonly Marked[]
  readonly working?: string
}

/** The options with their letters, in the order of the question. */
export const lettered = (question: Question): readonly Marked[] =>
  question.options.map((option, place) => ({ ...option, place, letter: letterOf(place) }))

/**
 * Marks the option at a place, counted from 0, of a question whose options stand as they were shown. Undefined where there is
 * no such place, as a press that was tampered with may ask.
 */
export function mark(shown: Question, place: number): Mark | undefined {
  const options = lettered(shown)
  const chosen = options.find((option) => option.place === place)
  const answer = options.find((option) => option.right)
  if (!chosen || !answer) return undefined
  return {
    right: chosen.right,
    verdict: chosen.right
      ? `Right: ${answer.letter}.`
      : `Wrong: you chose ${chosen.letter}, the answer is ${answer.letter}.`,
    chosen,
    answer,
    others: options.filter((option) => option !== chosen && option !== answer),
    ...(shown.working !== undefined && { working: shown.working }),
  }
}
