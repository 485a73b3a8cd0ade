// What a soak is judged by. Memory is what is left after the garbage was collected (the heap and what it holds outside), as medians
// over a third of the run each: the first third fills caches and compiles, and is left out; the last may not be above the middle one
// by more than 5 %. Single samples catch calls in flight, so no two of them are compared. What native code holds is seen in the
// resident memory alone, where the allocator keeps freed pages as it likes; so that may rise by 10 %.

import { median } from './rows.ts'

/** Megabytes at a time. */
export interface Sample {
  readonly minute: number
  /** Resident. */
  readonly rss: number
  /** After the garbage was collected. */
  readonly heap: number
}

export const MOST_GROWTH = { heap: 1.05, rss: 1.1 } as const
/** With fewer in a third, a median is chance: then nothing is judged. */
const FEWEST = 5

export interface Growth {
  readonly middle: number
  readonly last: number
  /** Last by middle. */
  readonly ratio: number
  readonly grows: boolean
}

/** Compares the last third with the middle one. Undefined where the run was too short to tell. */
export function growthOf(samples: readonly Sample[], what: keyof typeof MOST_GROWTH): Growth | undefined {
  const third = Math.floor(samples.length / 3)
  if (third < FEWEST) return undefined
  const part = (from: number, to?: number): number => median(samples.slice(from, to).map((each) => each[what]))
  const middle = part(-2 * third, -third)
  const last = part(-third)
  const ratio = last / middle
  return { middle, last, ratio, grows: ratio > MOST_GROWTH[what] }
}

/** Megabytes a minute, by least squares over the last two thirds; 0 where there are fewer than two samples. */
export function slopeOf(samples: readonly Sample[], what: 'rss' | 'heap'): number {
  const later = samples.slice(Math.floor(samples.length / 3))
  const mean = (pick: (each: Sample) => number): number =>
    later.reduce((sum, each) => sum + pick(each), 0) / later.length
  const [minute, size] = [mean((each) => each.minute), mean((each) => each[what])]
  const across = later.reduce((sum, each) => sum + (each.minute - minute) ** 2, 0)
  const along = later.reduce((sum, each) => sum + (each.minute - minute) * (each[what] - size), 0)
  return across > 0 ? along / across : 0
}

/** The last sample up to the end of each whole minute. */
export function byMinute(samples: readonly Sample[], what: 'rss' | 'heap'): number[] {
  const minutes = Math.floor(samples.at(-1)?.minute ?? 0)
  return Array.from({ length: minutes }, (_, at) => samples.findLast(({ minute }) => minute <= at + 1)?.[what] ?? 0)
}
