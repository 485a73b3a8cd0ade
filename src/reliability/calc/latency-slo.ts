// A latency objective over samples: which share of them was fast enough. Counting against a threshold can be added up over
// hosts and days, which a percentile cannot, so this is the form in which a latency SLO is kept.

import { compare, complement, floor, mul, type Ratio, ratio } from '../rational.ts'
import { share } from './preconditions.ts'

export interface LatencyResult {
  /** Samples at or under the threshold. */
  readonly good: number
  readonly slow: number
  readonly total: number
  /** good / total; null without samples, since 0 / 0 says nothing. */
  readonly share: Ratio | null
  /** Whether the share reaches the target, compared before any rounding; null without samples. */
  readonly met: boolean | null
  /** How many slow samples the target allows among this many, rounded down. */
  readonly allowed: bigint
  /** allowed - slow: below zero where the target is missed. */
  readonly left: bigint
}

/**
 * Judges samples by a threshold of the same unit and a target share. Exact.
 *
 * A sample that equals the threshold is good, as in the `le` bucket of a histogram. The allowance is
 * floor((1 - target) * total). Throws a RangeError for a target outside 0..1.
 * Source: The Site Reliability Workbook, chapter 2 (SLIs as good events / valid events; error budgets rounded down).
 */
export function latencySlo(samples: readonly Ratio[], threshold: Ratio, target: Ratio): LatencyResult {
  share(target, 'target')
  const total = samples.length
  const good = samples.filter((one) => compare(one, threshold) <= 0).length
  const slow = total - good
  const reached = total === 0 ? null : ratio(good, total)
  const allowed = floor(mul(complement(target), ratio(total)))
  return {
    good,
    slow,
    total,
    share: reached,
    met: reached && compare(reached, target) >= 0,
    allowed,
    left: allowed - BigInt(slow),
  }
}
