// Percentiles of samples by the nearest-rank rule: each answer is one of the samples, so nothing is invented between two of
// them. With few samples a high percentile is only the maximum under another name; that is said along with it.

import { ceil, compare, complement, decimal, div, mul, type Ratio, ratio, sign, sum } from '../rational.ts'

/** The percentiles people ask for, as shares. */
export const USUAL: readonly Ratio[] = ['0.5', '0.9', '0.95', '0.99', '0.999'].map(decimal)

export interface Percentile {
  readonly share: Ratio
  readonly value: Ratio
  /** The place of the value among the sorted samples, from 1. */
  readonly rank: bigint
  /** True where the rank is the last one, so that the value is the maximum whatever the share says. */
  readonly isMaximum: boolean
  /** The smallest number of samples that tells this percentile from the maximum. */
  readonly needs: bigint
}

export interface Summary {
  readonly n: number
  readonly min: Ratio
  readonly max: Ratio
  readonly mean: Ratio
  readonly percentiles: readonly Percentile[]
}

/**
 * The smallest n with ceil(p * n) < n, which is ceil(1 / (1 - p)): 2 for p50, 100 for p99. Exact.
 * Throws a RangeError for a share outside 0 < p < 1.
 */
export function needs(percentile: Ratio): bigint {
  const rest = complement(percentile)
  if (sign(percentile) <= 0 || sign(rest) <= 0) throw new RangeError('a percentile lies between 0 and 1')
  return ceil(div(ratio(1), rest))
}

/**
 * Count, extremes, mean and nearest-rank percentiles (the value of rank ceil(p * n)), in the unit of the samples. Exact.
 *
 * The samples come in any order. Percentiles of two groups cannot be averaged into that of both: pass all of the samples.
 * Throws a RangeError for no samples, and for a share outside 0 < p < 1.
 * Source: Hyndman & Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50(4), 1996, definition 1.
 */
export function percentiles(samples: readonly Ratio[], shares: readonly Ratio[] = USUAL): Summary {
  const sorted = samples.toSorted(compare)
  const [min, max] = [sorted[0], sorted.at(-1)]
  if (!min || !max) throw new RangeError('no samples')
  const n = ratio(sorted.length)
  return {
    n: sorted.length,
    min,
    max,
    mean: div(sum(sorted), n),
    percentiles: shares.map((one) => {
      const needed = needs(one)
      const rank = ceil(mul(one, n))
      return { share: one, value: sorted[Number(rank) - 1] ?? max, rank, isMaximum: rank === n.n, needs: needed }
    }),
  }
}
