// What retries do to the layer at the bottom. Each layer multiplies the tries of the one above, so the load grows the most just
// when the bottom is least able to take it.

import { add, mul, ONE, pow, type Ratio, ZERO } from '../rational.ts'
import { count, LARGEST_COUNT, share } from './preconditions.ts'

/** At most this many layers: their tries are multiplied. */
export const DEEPEST = 20

/**
 * The most calls that one request causes at the bottom: (1 + retries)^layers, where every layer retries and nothing succeeds.
 *
 * Throws a RangeError for retries outside 0..1000 or layers outside 1..DEEPEST.
 * Source: Site Reliability Engineering, chapter 22: three retries at each of three layers make 64.
 */
export function mostCalls(retries: number, layers: number): bigint {
  count(retries, 'retries', 0)
  count(layers, 'layers', 1, DEEPEST)
  return BigInt(1 + retries) ** BigInt(layers)
}

export interface Tries {
  /** The mean number of calls for one request. */
  readonly calls: Ratio
  /** The share of requests for which every try fails. */
  readonly failed: Ratio
}

/**
 * The calls of one request that is tried until it succeeds, at most `attempts` times: the sum of p^k for k = 0..attempts-1, and
 * p^attempts for giving up. Exact.
 *
 * `failure` is the share p of tries that fail, each independent of the one before. In an outage they are not: then p is 1 and
 * the mean is `attempts`. Layers that all retry behave as one with mostCalls tries, so pass that number for the bottom.
 * Throws a RangeError for p outside 0..1 or attempts outside 1..1000.
 */
export function expectedCalls(failure: Ratio, attempts: number): Tries {
  share(failure, 'failure')
  count(attempts, 'attempts', 1, LARGEST_COUNT)
  let calls = ZERO
  // From the inside out: 1 + p * (1 + p * (1 + ...)).
  for (let i = 0; i < attempts; i++) calls = add(ONE, mul(failure, calls))
  return { calls, failed: pow(failure, attempts) }
}
