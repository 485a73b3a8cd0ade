// Little's law: how many items are inside, how fast they arrive and how long each stays are three views of two numbers.
// It holds for any stable system in the long run, whatever the distributions, so it checks a capacity claim in one line.

import { div, mul, type Ratio } from '../rational.ts'
import { notNegative } from './preconditions.ts'

export interface Little {
  /** L: the mean number of items inside, for instance requests in flight. */
  readonly inside: Ratio
  /** Lambda: the mean rate of arrival, items per second. */
  readonly rate: Ratio
  /** W: the mean time an item stays inside, seconds. */
  readonly time: Ratio
}

export type Solved = Little & { readonly solved: keyof Little }

/**
 * The third of L = lambda * W from the other two. Exact.
 *
 * Throws a RangeError unless exactly two are given, where one is negative, and where it would divide by zero.
 * Source: Little, "A Proof for the Queuing Formula L = lambda W", Operations Research 9(3), 1961.
 */
export function little({ inside, rate, time }: Partial<Little>): Solved {
  for (const [name, value] of Object.entries({ inside, rate, time })) if (value) notNegative(value, name)
  if (rate && time && !inside) return { inside: mul(rate, time), rate, time, solved: 'inside' }
  if (inside && time && !rate) return { inside, rate: div(inside, time), time, solved: 'rate' }
  if (inside && rate && !time) return { inside, rate, time: div(inside, rate), solved: 'time' }
  throw new RangeError('exactly two of inside, rate and time are needed')
}
