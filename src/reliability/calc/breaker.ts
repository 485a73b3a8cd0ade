// How long a circuit breaker watches failures before it opens. A window full of earlier successes has to be overwritten first,
// so a large window on a quiet service protects nobody for minutes.

import { ceil, compare, div, least, mul, type Ratio, ratio, sub, ZERO } from '../rational.ts'
import { count, positive, share } from './preconditions.ts'

const LARGEST_WINDOW = 1_000_000

export interface Failing {
  /** The failure share at which the breaker opens, 0 < f <= 1. */
  readonly threshold: Ratio
  /** The share of calls that fail from now on, 0..1. */
  readonly failing: Ratio
  /** The share that failed before; zero where left out. */
  readonly before?: Ratio
  /** Calls per second. */
  readonly rate: Ratio
}

export interface CountWindow {
  /** The window holds the last this many calls. */
  readonly calls: number
  /** Nothing is decided before this many; never more than the window holds. The window where left out. */
  readonly minimum?: number
  /** Whether the window is full of earlier calls (the default), or starts empty, as after a deployment. */
  readonly filled?: boolean
}

export interface Trip {
  /** Calls from the first failing one until it opens; 0 where it would be open already. */
  readonly calls: bigint
  readonly seconds: Ratio
  /** The mean number of those calls that fail. */
  readonly failures: Ratio
}

function checked({ threshold, failing, before = ZERO, rate }: Failing): Required<Failing> {
  positive(threshold, 'threshold')
  share(threshold, 'threshold')
  share(failing, 'failing')
  share(before, 'before')
  positive(rate, 'rate')
  return { threshold, failing, before, rate }
}

/** The share of a full window that must be new for its failures to reach the threshold; null where they never do. */
function renewed({ threshold, failing, before }: Required<Failing>): Ratio | null {
  if (compare(before, threshold) >= 0) return ZERO
  return compare(failing, threshold) < 0 ? null : div(sub(threshold, before), sub(failing, before))
}

/**
 * When a breaker over the last N calls opens: the smallest k with k * failing + (N - k) * before >= threshold * N. Exact.
 *
 * Assumes that failures come at exactly their share (a mean; real ones come sooner or later by chance) and that calls arrive
 * evenly. A window that starts empty is judged from the minimum on, of failing calls only. Null where the share of failures
 * stays below the threshold. Throws a RangeError for shares outside 0..1, a threshold of zero, a rate of zero or less, and
 * counts that are not whole numbers of at least 1.
 * Source: the count-based sliding window of Resilience4j's CircuitBreaker.
 */
export function tripByCount(window: CountWindow, failure: Failing): Trip | null {
  const { calls: size, minimum = size, filled = true } = window
  count(size, 'calls', 1, LARGEST_WINDOW)
  count(minimum, 'minimum', 1, LARGEST_WINDOW)
  const known = checked(failure)
  if (!filled) {
    if (compare(known.failing, known.threshold) < 0) return null
    return after(least(ratio(minimum), ratio(size)), known)
  }
  const part = renewed(known)
  return part && after(ratio(ceil(mul(part, ratio(size)))), known)
}

function after(calls: Ratio, { failing, rate }: Required<Failing>): Trip {
  return { calls: ceil(calls), seconds: div(calls, rate), failures: mul(calls, failing) }
}

/**
 * The same for a window of the last `span` seconds that was full when the failures began: span * (threshold - before) /
 * (failing - before). Exact. Null where that is never, and where the window holds fewer calls than the minimum.
 * Implementations that count in whole buckets are late by up to one bucket. Throws a RangeError as tripByCount does.
 */
export function tripByTime(span: Ratio, minimum: number, failure: Failing): Ratio | null {
  positive(span, 'span')
  count(minimum, 'minimum', 1, LARGEST_WINDOW)
  const known = checked(failure)
  if (compare(mul(span, known.rate), ratio(minimum)) < 0) return null
  const part = renewed(known)
  return part && mul(part, span)
}
