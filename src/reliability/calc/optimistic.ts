// What optimistic locking costs: a writer reads, thinks and writes, and starts again if somebody else wrote meanwhile. Cheap
// while writers rarely meet; under contention most of the work is thrown away.

import { finite } from './preconditions.ts'

export interface Contention {
  /** The chance that one try meets another write. */
  readonly collision: number
  /** The mean number of tries until one succeeds. */
  readonly attempts: number
  /** One less: the mean number of tries thrown away. */
  readonly retries: number
}

/**
 * The chance that another write lands on the same record between a read and its write: 1 - exp(-lambda * T). Floats.
 *
 * `rate` is lambda, the successful writes per second of all others on that one record, `time` is T, the seconds from read to
 * write. The others come independently (a Poisson process) and do not slow down when they collide; tries follow one another at
 * once and without limit, so their number is geometric with mean exp(lambda * T): Infinity where that is past a float.
 * Throws a RangeError for negative or infinite values.
 * Source: Kung & Robinson, "On Optimistic Methods for Concurrency Control", ACM TODS 6(2), 1981, for the method.
 */
export function contention(rate: number, time: number): Contention {
  finite(rate, 'rate')
  finite(time, 'time')
  const expected = rate * time
  return { collision: -Math.expm1(-expected), attempts: Math.exp(expected), retries: Math.expm1(expected) }
}
