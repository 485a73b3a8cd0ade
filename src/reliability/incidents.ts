// Incident lengths in a few figures. Mean and median together, because one long night moves the mean and not the median; and
// neither shows a trend in a short list (Davidovič, "Incident Metrics in SRE", 2021).

import { add, compare, div, type Ratio, ratio, sum, ZERO } from './rational.ts'

export interface Summary {
  readonly n: number
  readonly mean: Ratio
  /** Of an even number of them, the middle of the two in the middle. */
  readonly median: Ratio
  /** Nearest rank: the ceil(0.9 n)-th of the sorted list, so always one that happened. */
  readonly p90: Ratio
  readonly min: Ratio
  readonly max: Ratio
  readonly sum: Ratio
}

/** In the unit of the list. Null for an empty one. */
export function summary(list: readonly Ratio[]): Summary | null {
  const n = list.length
  if (n === 0) return null
  const sorted = list.toSorted(compare)
  const at = (index: number): Ratio => sorted[index] ?? ZERO
  const total = sum(list)
  return {
    n,
    mean: div(total, ratio(n)),
    median: div(add(at((n - 1) >> 1), at(n >> 1)), ratio(2n)),
    p90: at(Math.ceil((9 * n) / 10) - 1),
    min: at(0),
    max: at(n - 1),
    sum: total,
  }
}
