// What a rare slow call becomes when a request waits for many of them: the tail of a leaf turns into the middle of the whole.
// The calls are taken as independent. Calls that are slow together make the whole less often slow than this.

import { compare, complement, pow, type Ratio, sign, toNumber } from '../rational.ts'
import { count, share } from './preconditions.ts'

/** The widest fan-out that is answered exactly. */
export const WIDEST = 10_000

/**
 * The share of requests that meet at least one slow call: 1 - (1 - p)^n. Exact.
 *
 * `slow` is the share p of single calls that are slow, `calls` the number n of independent calls a request waits for.
 * Throws a RangeError for p outside 0..1 and n outside 1..WIDEST.
 * Source: Dean & Barroso, "The Tail at Scale", Communications of the ACM 56(2), 2013.
 */
export function anySlow(slow: Ratio, calls: number): Ratio {
  share(slow, 'slow')
  count(calls, 'calls', 1, WIDEST)
  return complement(pow(complement(slow), calls))
}

/**
 * The share of slow calls a leaf may have so that only `overall` of the requests are slow: 1 - (1 - overall)^(1/n).
 * A float, since roots are not rational. Throws a RangeError as anySlow does.
 */
export function leafFor(overall: Ratio, calls: number): number {
  share(overall, 'overall')
  count(calls, 'calls', 1, WIDEST)
  return -Math.expm1(Math.log1p(-toNumber(overall)) / calls)
}

/**
 * The largest n for which at most `overall` of the requests are slow. Exact: found by comparing powers. 0 where even one call
 * is too many, null where WIDEST calls still hold it. Throws a RangeError for shares outside 0..1.
 */
export function widestFor(slow: Ratio, overall: Ratio): number | null {
  share(slow, 'slow')
  share(overall, 'overall')
  const holds = (calls: number): boolean => calls === 0 || compare(anySlow(slow, calls), overall) <= 0
  if (sign(slow) === 0 || holds(WIDEST)) return null
  let [good, bad] = [0, WIDEST]
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (holds(middle)) good = middle
    else bad = middle
  }
  return good
}
