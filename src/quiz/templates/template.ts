// What a template is, and how a question is made of it.
//
// A template draws numbers from the seed, works out the right answer exactly, and gives at least three wrong ones: each is what
// a usual mistake makes of the same numbers. The mistake is shown as arithmetic, so that whoever made it finds the spot.

import { createRandom, type Random } from '../../random.ts'
import { abs, compare, mul, type Ratio, ratio, sub } from '../../reliability/rational.ts'
import type { Difficulty, Option, Question, QuestionSource } from '../question.ts'

export interface Template {
  /** A slug; part of the id of every question made of it. */
  readonly name: string
  readonly topic: string
  readonly concept: string
  readonly difficulty: Difficulty
  readonly source: QuestionSource
  draw(random: Random): Draft
}

export interface Draft {
  readonly ask: string
  readonly right: Choice
  /** At least three, in any order: three that differ are drawn from them. */
  readonly wrong: readonly Choice[]
}

export interface Choice {
  readonly text: string
  /** What `text` rounds. Two options nearer than 1 % to each other are one too many. */
  readonly value: Ratio
  /** `expression = result`, which holds for the mistake too: shown first. */
  readonly sum: string
  /** What the arithmetic does, and for a wrong one where it goes astray. Without the final stop. */
  readonly says: string
}

/** The parts of an id `made/<template>/<seed>`; undefined for any other id. */
export function partsOf(id: string): { readonly template: string; readonly seed: string } | undefined {
  const [, template, seed] = /^made\/([a-z0-9]+(?:-[a-z0-9]+)*)\/([a-z0-9]{1,24})$/.exec(id) ?? []
  return template === undefined || seed === undefined ? undefined : { template, seed }
}

export const madeId = (template: string, seed: string): string => `made/${template}/${seed}`

/** How often numbers that give no four distinct options are drawn anew. The tests show that a few draws are enough. */
const MOST_DRAWS = 100

/** The question of this seed: the same one for ever. The right option stands first: `shuffled` orders them. */
export function make(template: Template, seed: string): Question {
  const { ask, right, wrong } = draftOf(template, seed)
  const option = (choice: Choice): Option => ({
    text: choice.text,
    why: `${choice.sum}. ${choice.says}.`,
    right: choice === right,
  })
  const [a, b, c] = wrong
  return {
    id: madeId(template.name, seed),
    topic: template.topic,
    concept: template.concept,
    difficulty: template.difficulty,
    ask,
    options: [option(right), option(a), option(b), option(c)],
    source: template.source,
    working: right.sum,
  }
}

/** The numbers of this seed with exactly three wrong answers. Throws where the template can't give them. */
export function draftOf(
  template: Template,
  seed: string,
): Draft & { readonly wrong: readonly [Choice, Choice, Choice] } {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const random = createRandom(`${template.name}/${seed}${draw === 0 ? '' : `/${draw}`}`)
    const draft = template.draw(random)
    const kept: Choice[] = [draft.right]
    for (const choice of random.order(draft.wrong)) if (kept.every((other) => differ(choice, other))) kept.push(choice)
    const [, a, b, c] = kept
    if (a && b && c) return { ...draft, wrong: [a, b, c] }
  }
  throw new Error(`the template ${template.name} gives no four distinct options for the seed ${seed}`)
}

/** Different as shown, and by enough that no rounding makes one pass for the other. */
function differ(a: Choice, b: Choice): boolean {
  const larger = compare(abs(a.value), abs(b.value)) > 0 ? abs(a.value) : abs(b.value)
  return a.text !== b.text && compare(abs(sub(a.value, b.value)), mul(larger, ratio(1, 100))) > 0
}
