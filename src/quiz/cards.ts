// What a channel or a person remembers, as far as answers show it: FSRS state for a topic or a question.
//
// ts-fsrs does the arithmetic (Free Spaced Repetition Scheduler, Ye 2022 onwards; default weights). Its steps of minutes for
// fresh cards are off, since a daily quiz comes once a day, and so is its fuzz, since nothing here may hang on chance.

import { createEmptyCard, fsrs, Rating, type Card as State } from 'ts-fsrs'
import { z } from 'zod'

const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false })

const card = z.strictObject({
  /** When the next review is due, epoch milliseconds. */
  due: z.int(),
  /** When the last review was, epoch milliseconds. */
  reviewed: z.int(),
  /** Days until recall has fallen to 90 %. */
  stability: z.number().positive(),
  /** 1 is easy, 10 is hard. */
  difficulty: z.number().min(1).max(10),
  /** The interval that was set at the last review, days. */
  scheduled: z.number().nonnegative(),
  reps: z.int().positive(),
  lapses: z.int().nonnegative(),
  state: z.union([z.literal(1), z.literal(2), z.literal(3)]),
})

/** Plain data, kept as JSON. There is none for what was never answered. */
export type Card = Readonly<z.output<typeof card>>

export const RATINGS = ['again', 'hard', 'good', 'easy'] as const
export type Grade = (typeof RATINGS)[number]

const GRADES = { again: Rating.Again, hard: Rating.Hard, good: Rating.Good, easy: Rating.Easy } as const

/**
 * The card after an answer at `now` (epoch milliseconds). Without a card it is the first answer. An answer from before the last
 * review, as clocks of two replicas may give, counts as one of the same moment.
 */
export function review(before: Card | undefined, grade: Grade, now: number): Card {
  const at = Math.max(now, before?.reviewed ?? now)
  const { card: after } = scheduler.next(before ? toState(before) : createEmptyCard(at), at, GRADES[grade])
  return {
    due: after.due.getTime(),
    reviewed: at,
    stability: after.stability,
    difficulty: after.difficulty,
    scheduled: after.scheduled_days,
    reps: after.reps,
    lapses: after.lapses,
    state: after.state === 0 ? 1 : after.state,
  }
}

/** The chance of a right answer at `now`, 0 to 1: 1 on the day of a review, 0.9 after as many days as the card is stable. */
export function recall(known: Card, now: number): number {
  return scheduler.get_retrievability(toState(known), Math.max(now, known.reviewed), false)
}

/** How hard it has proved so far, 0 to 1, whenever that was: about 0.6 after a wrong first answer, 0.1 after a right one. */
export const hardness = (known: Card): number => (known.difficulty - 1) / 9

export const isDue = (known: Card, now: number): boolean => known.due <= now

/** The card of a stored text; undefined for a text that is none, so that a damaged one is forgotten and not fatal. */
export function readCard(text: string): Card | undefined {
  try {
    return card.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

export const writeCard = (known: Card): string => JSON.stringify(known)

/** How one person did: a wrong answer brings the question back, a right one lets it rest. */
export const gradeOfAnswer = (right: boolean): Grade => (right ? 'good' : 'again')

/**
 * How a channel did, from its right answers among all. Undefined where nobody answered: then nothing was learned about it.
 * Guessing gets a quarter right, so less than half is forgotten, not half known. Two answers or fewer are never "easy".
 */
export function gradeOfChannel(right: number, answered: number): Grade | undefined {
  if (answered <= 0) return undefined
  const share = right / answered
  if (share < 0.5) return 'again'
  if (share < 0.7) return 'hard'
  return share < 0.9 || answered < 3 ? 'good' : 'easy'
}

const toState = (known: Card): State => ({
  due: new Date(known.due),
  stability: known.stability,
  difficulty: known.difficulty,
  elapsed_days: 0,
  scheduled_days: known.scheduled,
  learning_steps: 0,
  reps: known.reps,
  lapses: known.lapses,
  state: known.state,
  last_review: new Date(known.reviewed),
})
