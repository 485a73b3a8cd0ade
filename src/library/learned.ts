// How much each word speaks for each entry, learned from the library's own lines: multinomial logistic regression over the words of a
// line, those of everyday speech too ("both", "after"), and pairs of neighbours.
//
// The index knows how rare a word is. It does not know that "token" tells one entry of security from another less than it tells security
// from all else. This learns it from the content and nothing else, in the same order every time, so the same content gives the same
// weights. A weight is kept only where the entry says the word itself: what is kept grows with the content and not with its square.
// (Softmax regression by stochastic gradient descent: Bishop 2006, Pattern Recognition and Machine Learning, 4.3.4 and 5.2.4)

import { createRandom, hash } from '../random.ts'
import { type Token, tokens } from './words.ts'

/** A line that is said of an entry. */
export interface Lesson {
  /** The number of the entry. */
  readonly key: number
  readonly line: string
  /** How much it counts: 1 for a whole sentence. */
  readonly weight: number
}

/** What was learned, as plain data. */
export interface Learned {
  /** The features by their hashes, in rising order. */
  readonly features: Uint32Array
  readonly rarity: Float32Array
  /** Where the weights of each feature begin, and where the last end. */
  readonly starts: Uint32Array
  /** The number of the entry that each weight is for. */
  readonly keys: Uint32Array
  readonly weights: Float32Array
}

/** How often all lines are gone through. */
const ROUNDS = 4
/** With more lines than these allow, they are gone through less often: a start must not take minutes. */
const MOST_STEPS = 400_000
/** The length of a step, how it shrinks from round to round, and how much of a weight each step takes away. */
const STEP = 4
const STEP_SHRINKS = 0.2
const DECAY = 1e-4
/** What so many entries say tells none of them from another, and would cost most of the time. */
const MOST_KEYS = 400
/** An entry of few lines counts for more in each of them, up to so many times. */
const MOST_BALANCE = 5

/** Which number it is tells nothing, that there is one does; longer ones are often the code of an error. */
const SHORT_NUMBER = /^\d{1,2}$/

/** What a line is judged by, hashed: its words, and each two neighbours among those that carry meaning. */
function features(line: readonly Token[]): readonly number[] {
  const out = new Set<number>()
  let before: string | undefined
  for (const { stem, stop } of line) {
    const word = SHORT_NUMBER.test(stem) ? '#' : stem
    out.add(hash(stop ? `!${word}` : word))
    if (stop) continue
    if (before !== undefined) out.add(hash(`${before} ${word}`))
    before = word
  }
  return [...out]
}

/** Learns from the lines of all entries; `count` is how many entries there are. */
export function learn(lessons: readonly Lesson[], count: number): Learned {
  const said = lessons.map(({ line }) => features(tokens(line)))
  const learned = nothingYet(lessons, said)
  const find = finder(learned.features)
  const lines = said.map((list) => row(list, learned, find))
  const room: Room = {
    values: new Float64Array(count),
    touched: new Uint32Array(count),
    seen: new Uint32Array(count),
    turn: 0,
  }
  const balance = balanced(lessons, count)
  const random = createRandom('lessons')
  const order = lessons.map((_, at) => at)
  const rounds = Math.max(1, Math.min(ROUNDS, Math.floor(MOST_STEPS / lessons.length)))
  for (let round = 0; round < rounds; round++) {
    const step = STEP / (1 + STEP_SHRINKS * round)
    for (const at of random.order(order)) {
      const lesson = lessons[at]
      const line = lines[at]
      if (lesson && line) correct(learned, line, lesson.key, step, lesson.weight * (balance[lesson.key] ?? 1), room)
    }
  }
  return learned
}

/** Every feature with the entries that say it, all weights nought. */
function nothingYet(lessons: readonly Lesson[], said: readonly (readonly number[])[]): Learned {
  const held = new Map<number, { readonly keys: Set<number>; lines: number }>()
  said.forEach((list, at) => {
    const key = lessons[at]?.key ?? 0
    for (const feature of list) {
      const known = held.get(feature)
      if (known) {
        known.keys.add(key)
        known.lines++
      } else held.set(feature, { keys: new Set([key]), lines: 1 })
    }
  })
  const kept = [...held].filter(([, { keys }]) => keys.size <= MOST_KEYS).sort(([a], [b]) => a - b)
  const starts = new Uint32Array(kept.length + 1)
  kept.forEach(([, { keys }], at) => {
    starts[at + 1] = (starts[at] ?? 0) + keys.size
  })
  return {
    features: Uint32Array.from(kept, ([feature]) => feature),
    rarity: Float32Array.from(kept, ([, { lines }]) => Math.log(1 + lessons.length / (1 + lines))),
    starts,
    keys: Uint32Array.from(kept.flatMap(([, { keys }]) => [...keys])),
    weights: new Float32Array(starts.at(-1) ?? 0),
  }
}

/** What a line of each entry counts, so that one with few lines is heard beside one with many. */
function balanced(lessons: readonly Lesson[], count: number): Float64Array {
  const totals = new Float64Array(count)
  for (const { key, weight } of lessons) totals[key] = (totals[key] ?? 0) + weight
  const mean = totals.reduce((sum, each) => sum + each, 0) / count
  return totals.map((each) => Math.min(MOST_BALANCE, Math.sqrt(mean / each)))
}

/** What each entry gets from a line, and which of them get anything: room that is used again for every line. */
interface Room {
  readonly values: Float64Array
  readonly touched: Uint32Array
  /** The turn at which each entry was touched last. */
  readonly seen: Uint32Array
  turn: number
}

/**
 * One step down the gradient of one line's loss: the weights of what was said move towards its entry and away from the rest. Entries
 * that say none of its words have nothing that could move, and only their number counts.
 */
function correct(
  { starts, keys, weights }: Learned,
  line: Row,
  key: number,
  step: number,
  weight: number,
  room: Room,
): void {
  const { values, touched, seen } = room
  const turn = ++room.turn
  let count = 0
  for (let each = 0; each < line.numbers.length; each++) {
    const number = line.numbers[each] ?? 0
    const value = line.values[each] ?? 0
    const to = starts[number + 1] ?? 0
    for (let at = starts[number] ?? 0; at < to; at++) {
      const other = keys[at] ?? 0
      const more = (weights[at] ?? 0) * value
      if (seen[other] === turn) values[other] = (values[other] ?? 0) + more
      else {
        seen[other] = turn
        values[other] = more
        touched[count++] = other
      }
    }
  }
  let most = 0
  for (let at = 0; at < count; at++) most = Math.max(most, values[touched[at] ?? 0] ?? 0)
  let all = (values.length - count) * Math.exp(-most)
  for (let at = 0; at < count; at++) {
    const other = touched[at] ?? 0
    const share = Math.exp((values[other] ?? 0) - most)
    values[other] = share
    all += share
  }
  for (let at = 0; at < count; at++) {
    const other = touched[at] ?? 0
    values[other] = (values[other] ?? 0) / all - (other === key ? 1 : 0)
  }
  const left = 1 - step * DECAY
  for (let each = 0; each < line.numbers.length; each++) {
    const number = line.numbers[each] ?? 0
    const slope = step * weight * (line.values[each] ?? 0)
    const to = starts[number + 1] ?? 0
    for (let at = starts[number] ?? 0; at < to; at++)
      weights[at] = (weights[at] ?? 0) * left - slope * (values[keys[at] ?? 0] ?? 0)
  }
}

/** The features of a line that are known, by number, with what each counts: rarer ones more, all of them together one. */
interface Row {
  readonly numbers: Uint32Array
  readonly values: Float64Array
}

function row(list: readonly number[], { rarity }: Learned, find: (feature: number) => number | undefined): Row {
  const numbers = Uint32Array.from(list.flatMap((feature) => find(feature) ?? []))
  const values = Float64Array.from(numbers, (number) => rarity[number] ?? 0)
  const length = Math.hypot(...values) || 1
  return { numbers, values: values.map((value) => value / length) }
}

/** The number of a feature, by halves: a hundred thousand in a map would take longer to fill than an answer takes. */
function finder(sorted: Uint32Array): (feature: number) => number | undefined {
  return (feature) => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle] ?? 0) < feature) low = middle + 1
      else high = middle
    }
    return sorted[low] === feature ? low : undefined
  }
}

export interface Evidence {
  /** The logarithm, up to a constant, of how much more likely a line is said of each entry, by its number. */
  of(line: readonly Token[]): Float64Array
}

/** @param count how many entries there are */
export function openLearned(learned: Learned, count: number): Evidence {
  const { starts, keys, weights } = learned
  const find = finder(learned.features)
  return {
    of(line) {
      const out = new Float64Array(count)
      const { numbers, values } = row(features(line), learned, find)
      numbers.forEach((number, each) => {
        const value = values[each] ?? 0
        const to = starts[number + 1] ?? 0
        for (let at = starts[number] ?? 0; at < to; at++) {
          const key = keys[at] ?? 0
          out[key] = (out[key] ?? 0) + (weights[at] ?? 0) * value
        }
      })
      return out
    },
  }
}
