// Between what the availability of a system lies when nothing is known about whether its parts fail together. Independence
// is one point in between.

import { fold, type Part } from './part.ts'
import { compare, complement, div, least, ONE, type Ratio, ratio, sub, sum, ZERO } from './rational.ts'

export interface Bounds {
  readonly lower: Ratio
  readonly upper: Ratio
}

/**
 * The tightest bounds of each group, from the leaves up. A row: at worst the failures never coincide, `1 - sum(1 - A)`, at
 * best they all do, `min(A)` (Mahoney, "Sense and Availability": 80 % and 95 % give 75 to 80 %). Side by side: `max(A)` to
 * `sum(A)`. k of n in between, after Rueger (1978). A group's bounds rise with its parts', so those of a tree hold as well,
 * but need not be the tightest.
 */
export function bounds(part: Part): Bounds {
  return fold<Bounds>(part, {
    leaf: ({ availability }) => ({ lower: availability, upper: availability }),
    group: (need, children) =>
      within(
        need,
        children.map(({ lower }) => lower),
        children.map(({ upper }) => upper),
      ),
    repeat(need, times, { lower, upper }) {
      if (need <= 0) return { lower: ONE, upper: ONE }
      if (need > times) return { lower: ZERO, upper: ZERO }
      const copies = ratio(times)
      const tooMany = ratio(times - need + 1)
      return {
        lower: complement(least(ONE, div(mulWhole(complement(lower), copies), tooMany))),
        upper: least(ONE, div(mulWhole(upper, copies), ratio(need))),
      }
    },
  })
}

const mulWhole = (a: Ratio, whole: Ratio): Ratio => ratio(a.n * whole.n, a.d)

function within(need: number, lowers: readonly Ratio[], uppers: readonly Ratio[]): Bounds {
  // Fewer than `need` are up when at least n - need + 1 are down: the same bound, on the other side.
  return {
    lower: complement(atLeast(lowers.length - need + 1, lowers.map(complement))),
    upper: atLeast(need, uppers),
  }
}

/**
 * The most that "at least k of these events" can come to: `min over j < k of (sum of all but the j largest) / (k - j)`,
 * at most 1. If k happen then, without the j likeliest, k - j of the others do.
 */
function atLeast(k: number, chances: readonly Ratio[]): Ratio {
  if (k <= 0) return ONE
  if (k > chances.length) return ZERO
  const rising = chances.toSorted(compare)
  let rest = sum(rising)
  let lowest = ONE
  for (let j = 0; j < k; j++) {
    lowest = least(lowest, div(rest, ratio(k - j)))
    rest = sub(rest, rising[rising.length - 1 - j] ?? ZERO)
  }
  return lowest
}
