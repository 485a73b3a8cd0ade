// How many replicas a load needs. Headroom is the part of each replica kept free for peaks; spares are whole replicas kept for
// failures. The two are separate because losing one replica and meeting a peak are separate events.

import { ceil, compare, complement, div, mul, ONE, type Ratio, ratio, sign } from '../rational.ts'
import { count, notNegative, positive, share } from './preconditions.ts'

export interface Demand {
  /** The load at its peak, in any unit per second. */
  readonly load: Ratio
  /** What one replica can take, in the same unit. */
  readonly each: Ratio
  /** The share of a replica to keep free, 0 <= headroom < 1; zero where left out. */
  readonly headroom?: Ratio
  /** Replicas beyond the need; zero where left out. */
  readonly spares?: number
}

export interface Capacity {
  readonly needed: bigint
  readonly total: bigint
  /** load / (total * each). */
  readonly utilisation: Ratio
  /** The same with one replica lost; null where there is only one. */
  readonly oneLost: Ratio | null
  /** Whether what is left then can carry the load at all. */
  readonly survivesOne: boolean
}

/**
 * ceil(load / (each * (1 - headroom))) replicas, plus the spares. Exact, so that 1000 / (100 * 0.8) is 13 because 12.5 is
 * rounded up and never because a float came out too high.
 *
 * The load is taken as evenly spread. Throws a RangeError for a load or capacity of zero or less, a headroom outside
 * 0 <= h < 1, and spares outside 0..1000.
 */
export function replicas({ load, each, headroom = ratio(0), spares = 0 }: Demand): Capacity {
  positive(load, 'load')
  positive(each, 'each')
  share(headroom, 'headroom')
  count(spares, 'spares', 0)
  const usable = mul(each, complement(headroom))
  positive(usable, 'what the headroom leaves')
  const needed = ceil(div(load, usable))
  const total = needed + BigInt(spares)
  const oneLost = utilisation(load, each, total - 1n)
  return {
    needed,
    total,
    utilisation: div(load, mul(each, ratio(total))),
    oneLost,
    survivesOne: oneLost !== null && compare(oneLost, ONE) <= 0,
  }
}

/** load / (each * replicas): above 1 where it cannot be carried, null without replicas. Exact. Throws as `replicas` does. */
export function utilisation(load: Ratio, each: Ratio, running: bigint): Ratio | null {
  notNegative(load, 'load')
  positive(each, 'each')
  const whole = mul(each, ratio(running))
  return sign(whole) <= 0 ? null : div(load, whole)
}
