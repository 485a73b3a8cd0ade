// Which form of which command a text means: its values spot themselves, and the words that are left are held against the sentences
// that the forms are asked by. The same for plain words, over all commands, and for a typed line that names no form, over those of
// its command.

import type { Call, Commands, Form, Passage, Raw } from './command.ts'
import { stem, words } from './library/words.ts'
import { takeSpots } from './spots.ts'
import { type Quantity, quantitiesIn } from './value/quantity.ts'

/** A sentence of a form: its words, what each weighs, and all together. */
interface Asked {
  readonly words: readonly (readonly [string, number])[]
  readonly weight: number
}

interface Candidate {
  readonly command: string
  readonly name: string
  readonly form: Form
  /** The stems of each sentence that means it. */
  readonly asked: readonly Asked[]
}

export interface Meaning extends Call {
  readonly score: number
  /** How far the words are those of a sentence of the form: 0 to 1. */
  readonly alike: number
  /** Values that were found. */
  readonly taken: number
  /** How far the values by themselves speak of arithmetic: a length of time or a percentage does, "two" hardly. */
  readonly evidence: number
  readonly missing: readonly string[]
  /** What is said besides the values. */
  readonly left: string
  /** Quantities that no option takes. */
  readonly over: readonly Quantity[]
}

export interface Meanings {
  /** Best first; of all commands, or of one. */
  of(text: string, door: Passage['door'], command?: string): readonly Meaning[]
}

const LONGEST_SENTENCE = 600
const LEAST_ALIKE = 0.3
/** Words that stand in every sentence say less about which is meant. */
const LIGHT = 0.15
const LEAST_WEIGHT = 0.9

/**
 * Words that say little of what is asked. Fewer than the library's stop words: "use", "work" and "last" tell one calculator from another,
 * and none is left out, since a sentence may hold no others.
 */
const FUNCTION_WORDS = new Set(
  `a an the of to in on at for is are was were be been am do does did have has had it its that this these those our we us i my me you your they and or but so if then with by from as
  can could will would should may might please just also there here what how much many when which who why not no any some all over per get got give tell show`.split(
    /\s+/,
  ),
)

const stems = (text: string): string[] => words(text).map(stem)

/** The sentences of all forms, and what each of their words weighs. Made when the first text is to be understood. */
function readAsked(commands: Commands): { candidates: readonly Candidate[]; weigh(word: string): number } {
  const sentences = commands.flatMap((command) =>
    Object.entries(command.forms).map(([name, form]) => ({
      command: command.name,
      name,
      form,
      asked: (command.asked[name] ?? []).map((each) => [...new Set(stems(withoutQuantities(each)))]),
    })),
  )
  const frequency = new Map<string, number>()
  for (const { asked } of sentences) {
    for (const word of new Set(asked.flat())) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  }
  const most = Math.log(1 + sentences.length)
  const weigh = (word: string): number =>
    FUNCTION_WORDS.has(word) ? LIGHT : Math.log(1 + sentences.length / (frequency.get(word) ?? 2)) / most
  const weighed = (list: readonly string[]): Asked => {
    const pairs = list.map((word) => [word, weigh(word)] as const)
    return { words: pairs, weight: pairs.reduce((sum, [, weight]) => sum + weight, 0) }
  }
  return { candidates: sentences.map((each) => ({ ...each, asked: each.asked.map(weighed) })), weigh }
}

export function createMeanings(commands: Commands): Meanings {
  let read: ReturnType<typeof readAsked> | undefined
  const known = (): ReturnType<typeof readAsked> => {
    read ??= readAsked(commands)
    return read
  }

  const alike = (said: ReadonlySet<string>, asked: Candidate['asked']): number => {
    const { weigh } = known()
    let whole = 0
    for (const word of said) whole += weigh(word)
    let best = 0
    for (const { words: own, weight } of asked) {
      let shared = 0
      for (const [word, each] of own) if (said.has(word)) shared += each
      if (shared === 0) continue
      // What the sentence says should be said; what is said besides (which service, which day) matters less. One that is
      // hardly more than its value ("what is 99.9") says little by the words that are left.
      const needed = Math.max(weight, LEAST_WEIGHT)
      best = Math.max(best, (shared / needed) * (0.6 + (0.4 * shared) / Math.max(needed, whole)))
    }
    return best
  }

  return {
    of(text, door, command) {
      const found: Meaning[] = []
      const whole = quantitiesIn(text)
      // A story is no question about a number; a line may hold a pasted list.
      if (door === 'sentence' && text.length > LONGEST_SENTENCE) return found
      const said = whole.length === 0 && door === 'sentence' ? new Set(stems(text)) : undefined
      let wordsAlone: ReadonlySet<string> | undefined
      const bare = (): ReadonlySet<string> => {
        wordsAlone ??= new Set(stems(withoutQuantities(text)))
        return wordsAlone
      }
      for (const each of known().candidates) {
        if (command === undefined ? each.asked.length === 0 : each.command !== command || each.form.hidden) continue
        // Without a number in it, a text must at least sound like the form before its values are looked for.
        if (said && alike(said, each.asked) < LEAST_ALIKE) continue
        const { raw, left, quantities, guessed, named } = takeSpots(each.form.options, text, door, {}, true)
        const missing = missingOf(each.form, raw)
        const free = new Set(quantities)
        // An expression of three parts says more than one option.
        const taken = Math.max(Object.keys(raw).length, whole.length - quantities.length)
        // A value that is known by the words beside it says those words too.
        const fit = Math.min(
          1,
          alike(each.form.regardless ? bare() : new Set(stems(left)), each.asked) + 0.06 * Math.min(named.length, 3),
        )
        found.push({
          command: each.command,
          form: each.name,
          raw,
          alike: fit,
          taken,
          evidence:
            telling(whole.filter((quantity) => !free.has(quantity))) +
            // A value that is no quantity, such as a list of moves.
            0.7 * Object.values(raw).filter((text) => /[>→]/.test(text)).length,
          missing,
          left,
          over: quantities,
          score:
            2 * fit +
            0.5 * Math.min(taken, 4) +
            (door === 'line' ? 0.3 : 0.08) * Math.min(named.length, 2) -
            0.2 * guessed.length -
            // A line with a value that has no place is refused.
            (each.form.regardless ? 0 : overWeight(quantities) * (door === 'line' ? 2 : 1)) -
            // A sentence may leave out what is asked back; a line says what it means.
            (door === 'line' ? 0.8 * missing.length : missing.length > 0 ? 0.45 + 0.15 * missing.length : 0),
        })
      }
      return found.sort((a, b) => b.score - a.score)
    },
  }
}

/** What a form still needs. */
export const missingOf = (form: Form, raw: Raw): readonly string[] => [
  ...Object.entries(form.options).flatMap(([name, { needed }]) => (needed && raw[name] === undefined ? [name] : [])),
  ...(form.lacks?.(raw) ?? []),
]

const telling = (quantities: readonly Quantity[]): number =>
  quantities.reduce(
    (sum, { kind, text }) =>
      sum +
      (kind !== 'number'
        ? 1
        : /^\d\d[.,]\d|^0[.,]\d/.test(text)
          ? 1
          : /[.,]|\d{4}/.test(text)
            ? 0.7
            : /\d/.test(text)
              ? 0.25
              : 0.1),
    0,
  )

/** A quantity that a form has no place for speaks against it; a bare small number less than one with a unit. */
const overWeight = (quantities: readonly Quantity[]): number =>
  quantities.reduce(
    (sum, { kind, text }) => sum + (kind === 'time' || (kind === 'number' && !/^\d\d[.,]\d/.test(text)) ? 0.4 : 0.8),
    0,
  )

/** A text without its quantities. */
export const withoutQuantities = (sentence: string): string =>
  quantitiesIn(sentence).reduceRight((left, { from, to }) => `${left.slice(0, from)} ${left.slice(to)}`, sentence)
