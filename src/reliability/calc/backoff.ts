// Exponential backoff: how long the waits between tries are, alone and together. Full jitter draws each wait evenly between
// nothing and its ceiling, which spreads clients that failed together and halves the mean wait.

import { compare, div, least, mul, ONE, type Ratio, ratio, sum } from '../rational.ts'
import { count, positive } from './preconditions.ts'

export interface Backoff {
  /** The ceiling of the first wait, seconds. */
  readonly base: Ratio
  /** By how much it grows from wait to wait, at least 1; 2 where left out. */
  readonly factor?: Ratio
  /** No wait is longer than this, seconds. */
  readonly cap: Ratio
  /** How many waits, one before each retry. */
  readonly retries: number
}

export interface Waits {
  readonly waits: readonly {
    /** Which retry this wait comes before, from 1. */
    readonly retry: number
    /** The wait without jitter, and the longest with it. */
    readonly longest: Ratio
    /** The mean with full jitter. */
    readonly expected: Ratio
  }[]
  /** All of the waits without jitter; also the most that full jitter can make of them. */
  readonly longest: Ratio
  /** The mean of all of the waits together with full jitter. */
  readonly expected: Ratio
}

/**
 * The waits min(cap, base * factor^i), i from 0, and half of each as the mean under full jitter. Exact seconds; the time of the
 * tries themselves is not in it.
 *
 * Throws a RangeError for a base or cap of zero or less, a factor below 1, and retries outside 0..1000.
 * Source: Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015.
 */
export function backoff({ base, factor = ratio(2), cap, retries }: Backoff): Waits {
  positive(base, 'base')
  positive(cap, 'cap')
  count(retries, 'retries', 0)
  if (compare(factor, ONE) < 0) throw new RangeError('factor must be at least 1')
  const two = ratio(2)
  let next = least(cap, base)
  const waits = Array.from({ length: retries }, (_, i) => {
    const longest = next
    // Cut at every step, so that a thousand retries do not raise anything to the thousandth power.
    next = least(cap, mul(next, factor))
    return { retry: i + 1, longest, expected: div(longest, two) }
  })
  const longest = sum(waits.map((one) => one.longest))
  return { waits, longest, expected: div(longest, two) }
}
