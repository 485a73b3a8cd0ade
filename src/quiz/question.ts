// A question as it is asked: one right answer of four, and for each of the four why it is right or wrong.
//
// Written ones come from the bank, generated ones from a template and a seed; nobody who asks or marks can tell them apart.

import { createRandom } from '../random.ts'

export interface Option {
  readonly text: string
  /** Why it is right, or which mistake leads to it. */
  readonly why: string
  readonly right: boolean
}

export interface QuestionSource {
  readonly who: string
  readonly year: number
  readonly title: string
  readonly url: string
}

/** 1 uses the vocabulary, 2 applies it, 3 is a trap that seasoned engineers fall into. */
export type Difficulty = 1 | 2 | 3

export interface Question {
  /** `<topic>/<slug>` for a written one, `made/<template>/<seed>` for a generated one. */
  readonly id: string
  readonly topic: string
  /** The topic by its title, where a bank has looked it up. */
  readonly subject?: string
  /** Id of the entry that explains it: a concept, or the topic itself. */
  readonly concept: string
  readonly difficulty: Difficulty
  readonly ask: string
  /** Exactly one of them is right; which one stands first says nothing until `shuffled` has ordered them. */
  readonly options: readonly [Option, Option, Option, Option]
  readonly source: QuestionSource
  /** Arithmetic that the right answer rests on: `expression = result`, with the numbers put in. */
  readonly working?: string
}

/**
 * The same question with its options in the order that this seed gives. The order hangs on the seed and the id only, so two
 * questions of one seed are ordered differently, and a correction of a text leaves a posted question as it was.
 */
export function shuffled(question: Question, seed: string): Question {
  const [a, b, c, d] = question.options
  const [first = a, second = b, third = c, fourth = d] = createRandom(`${seed}\n${question.id}`).order(question.options)
  return { ...question, options: [first, second, third, fourth] }
}

/** What an option is called where it is shown: A to D, by its place. */
export const letterOf = (place: number): string => 'ABCD'[place] ?? ''
