// Amdahl's law: what part of the work stays serial decides how far more workers help. It is the optimist's law; what workers
// cost one another is in usl.ts.

import { add, ceil, compare, complement, div, ONE, type Ratio, ratio, sign, sub } from '../rational.ts'
import { count, share } from './preconditions.ts'

const MOST_WORKERS = 1_000_000_000

/**
 * The speed-up of n workers over one: 1 / ((1 - p) + p / n). Exact.
 *
 * `parallel` is the share p of the time on one worker that can be spread. Throws a RangeError for p outside 0..1 or n that is
 * not a whole number of at least 1. Source: Amdahl, AFIPS Spring Joint Computer Conference, 1967.
 */
export function speedUp(parallel: Ratio, workers: number): Ratio {
  share(parallel, 'parallel')
  count(workers, 'workers', 1, MOST_WORKERS)
  return div(ONE, add(complement(parallel), div(parallel, ratio(workers))))
}

/** The speed-up that no number of workers reaches: 1 / (1 - p). Null where everything is parallel and there is no limit. */
export function speedLimit(parallel: Ratio): Ratio | null {
  share(parallel, 'parallel')
  const serial = complement(parallel)
  return sign(serial) === 0 ? null : div(ONE, serial)
}

/**
 * The smallest number of workers with at least the wanted speed-up, or null where none reaches it. The limit itself is never
 * reached. Exact. Throws a RangeError for p outside 0..1 or a wanted speed-up of zero or less.
 */
export function workersFor(parallel: Ratio, wanted: Ratio): bigint | null {
  share(parallel, 'parallel')
  if (sign(wanted) <= 0) throw new RangeError('wanted must be above zero')
  if (compare(wanted, ONE) <= 0) return 1n
  const room = sub(div(ONE, wanted), complement(parallel))
  return sign(room) <= 0 ? null : ceil(div(parallel, room))
}
