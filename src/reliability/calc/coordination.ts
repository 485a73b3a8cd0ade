// The least time that agreement over a distance takes. Light in glass does not get faster, so this is the part of a latency that
// no tuning removes. All exact, in seconds and kilometres.

import { compare, div, mul, ONE, type Ratio, ratio, sign, ZERO } from '../rational.ts'
import { count, notNegative } from './preconditions.ts'
import { majority } from './quorum.ts'

/** Light in fibre, kilometres per second: two thirds of its speed in a vacuum. */
export const FIBRE = ratio(200_000)

/**
 * The shortest round trip over a distance: 2 * km / 200,000 seconds, 1 ms for every 100 km. Cables do not run straight and
 * routers take time, so measured ones are longer. Throws a RangeError for a negative distance.
 */
export function roundTrip(km: Ratio): Ratio {
  notNegative(km, 'km')
  return div(mul(ratio(2), km), FIBRE)
}

/**
 * The wait until `acks` of the copies have a write, the one beside the leader included: the (acks - 1)-th shortest of the other
 * round trips, and zero where one is enough. The leader asks all of them at once.
 * Throws a RangeError for acks outside 1..copies and for a negative round trip.
 */
export function waitFor(acks: number, others: readonly Ratio[]): Ratio {
  count(acks, 'acks', 1, others.length + 1)
  for (const one of others) notNegative(one, 'a round trip')
  return others.toSorted(compare)[acks - 2] ?? ZERO
}

export interface Coordination {
  readonly copies: number
  /** How many make a majority. */
  readonly majority: number
  /** The least time for a write that a majority has. */
  readonly byMajority: Ratio
  /** The least time for a write that all have. */
  readonly byAll: Ratio
  /** Writes per second on one key, one after another, by a majority; null where there is no distance to wait for. */
  readonly perKey: Ratio | null
}

/** The floor under a replicated write, from the round trips between the leader and each of the other copies. */
export function coordination(others: readonly Ratio[]): Coordination {
  const copies = others.length + 1
  const needed = majority(copies)
  const byMajority = waitFor(needed, others)
  return { copies, majority: needed, byMajority, byAll: waitFor(copies, others), perKey: sequential(byMajority) }
}

/**
 * Writes per second where each waits for the one before: 1 / RTT; null for no wait. Writes packed into one round share the
 * wait, so more can get through together. Throws a RangeError for a negative round trip.
 */
export function sequential(rtt: Ratio): Ratio | null {
  notNegative(rtt, 'rtt')
  return sign(rtt) === 0 ? null : div(ONE, rtt)
}
