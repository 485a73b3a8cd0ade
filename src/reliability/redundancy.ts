// How many copies a target takes, if they fail independently.

import { shortfallOfCopies } from './quorum.ts'
import { compare, complement, type Ratio, ratio } from './rational.ts'

/** Beyond this the assumption of independence has long stopped meaning anything. */
export const MOST_REPLICAS = 1000

export interface Replicas {
  readonly count: number
  /** Of the group: `P(fewer than need of count are up)`. */
  readonly unavailability: Ratio
}

/**
 * The fewest copies of a part (its availability) of which `need`, 1 unless given, are up often enough: for one of n, the least
 * n with `q^n <= 1 - S`. Null where 1,000 are too few. 99.95 % parts make 99.99 % with two.
 */
export function replicasFor(wanted: {
  readonly target: Ratio
  readonly part: Ratio
  readonly need?: number
}): Replicas | null {
  const need = wanted.need ?? 1
  const allowed = complement(wanted.target)
  const enough = (count: number): boolean =>
    compare(given({ part: wanted.part, count, need }).unavailability, allowed) <= 0
  if (need > MOST_REPLICAS || !enough(MOST_REPLICAS)) return null
  // One more copy never hurts, so the counts that do are all above those that do not.
  let [tooFew, count] = [need - 1, MOST_REPLICAS]
  while (count - tooFew > 1) {
    const middle = (tooFew + count) >> 1
    if (enough(middle)) count = middle
    else tooFew = middle
  }
  return given({ part: wanted.part, count, need })
}

/** The unavailability of `count` copies of a part (its availability) of which `need`, 1 unless given, must be up. */
export function given(group: { readonly part: Ratio; readonly count: number; readonly need?: number }): Replicas {
  const down = shortfallOfCopies(group.need ?? 1, group.count, complement(group.part))
  return { count: group.count, unavailability: ratio(down.n, down.d) }
}
