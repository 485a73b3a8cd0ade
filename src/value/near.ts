// What stands around a quantity: the words that say what it is a quantity of. They reach to the next quantity, comma or "and".

import { type Passage, TAKEN } from '../command.ts'
import { type Lazy, lazy } from './lazy.ts'
import type { Quantity } from './quantity.ts'

/** How far the words around a quantity are looked at, in characters. */
const REACH = 48
const BREAK = /[,;\n()|>]|[.?!](?=\s)|\s(?:and|then|but|plus)\s/gi

/** The words before a quantity, back to what ends them; and those after. */
export function around({ text, quantities }: Passage, quantity: Quantity): Words {
  // Quantities stand in order and do not overlap, so only its two neighbours matter.
  const at = placeOf(quantities, quantity.from)
  const own = quantities[at] === quantity || quantities[at]?.from === quantity.from
  const previous = Math.max(0, quantity.from - REACH, quantities[at - 1]?.to ?? 0)
  const next = Math.min(text.length, quantity.to + REACH, quantities[own ? at + 1 : at]?.from ?? text.length)
  const head = text.slice(previous, quantity.from)
  const tail = text.slice(quantity.to, next)
  const before = known.get(quantity)
  if (before && before.head === head && before.tail === tail) return before.words
  const words = wordsOf(head, tail)
  known.set(quantity, { head, tail, words })
  return words
}

export interface Words {
  readonly before: string
  readonly after: string
  readonly opens: boolean
}

/** Every form looks at the same quantities, most of them among the same words. */
const known = new WeakMap<Quantity, { readonly head: string; readonly tail: string; readonly words: Words }>()

function wordsOf(head: string, tail: string): Words {
  const breaks = [...head.matchAll(BREAK)].at(-1)
  const taken = head.lastIndexOf(TAKEN) + 1
  const start = Math.max(taken, breaks ? breaks.index + breaks[0].length : 0)
  const end = [tail.search(BREAK), tail.indexOf(TAKEN)].filter((at) => at >= 0)
  const before = head.slice(start)
  return {
    before: plain(before),
    after: plain(tail.slice(0, end.length > 0 ? Math.min(...end) : tail.length)),
    // Nothing is said before it: its label follows.
    opens: before.trim() === '',
  }
}

/** "window=7d" names its value as "window 7d" does. */
const plain = (text: string): string => text.toLowerCase().replaceAll('=', ' ')

/** Where the first quantity stands that begins at `from` or after it. */
function placeOf(quantities: readonly Quantity[], from: number): number {
  let [low, high] = [0, quantities.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((quantities[middle] as Quantity).from < from) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Words that may stand between a label and its value: "rebuild takes about 6h". They are grammar beside a number, and no list of words
 * without meaning: "most", "quorum" and "size" carry one anywhere else.
 */
export const BETWEEN =
  'of|is|are|was|were|be|being|must be|should be|takes?|taking|took|in|at|after|within|for|to|with|by|about|around|only|just|up to|time|a|an|the|every|each|our|its|from|than|most|less|under|below|quorum|size|set|needs?|means?|it|them|this|that|all|those'
/** A few words may stand between: "mtbf is about 1000h", "50 parallel calls". */
const last = (words: string): Lazy =>
  lazy(
    `(?<![\\p{L}])(?:${words})(?![\\p{L}])(?:[^\\p{L}\\p{N}]+(?:${BETWEEN}))*(?:[^\\p{L}\\p{N}]+[\\p{L}'-]+){0,3}[^\\p{L}\\p{N}]*$`,
    'iu',
  )
const first = (words: string): Lazy =>
  lazy(
    `^[^\\p{L}\\p{N}]*(?:(?:${BETWEEN})[^\\p{L}\\p{N}]+)*(?:[\\p{L}'-]+[^\\p{L}\\p{N}]+){0,2}?(?:${words})(?![\\p{L}])`,
    'iu',
  )

export interface Label {
  /** Words, as a pattern, that stand before such a quantity: "mtbf 1000h". */
  readonly before?: string
  /** Words that stand after it: "50 calls". */
  readonly after?: string
}

/** All words of a label, as one pattern. */
export const patternOf = ({ before, after }: Label): string =>
  [before, after].filter((each) => each !== undefined).join('|')

/** A test of whether a quantity is labelled so. */
export function labelled({ before, after }: Label): (passage: Passage, quantity: Quantity) => boolean {
  const [head, tail] = [before === undefined ? undefined : last(before), after === undefined ? undefined : first(after)]
  return (passage, quantity) => {
    const near = around(passage, quantity)
    const [ahead, behind] = [head?.().test(near.before) ?? false, tail?.().test(near.after) ?? false]
    return ahead || (behind && (near.opens || head === undefined || !head().test(near.before)))
  }
}
