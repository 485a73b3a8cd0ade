// Copies share power, code and configuration, so some failures take them all at once. The beta-factor model puts one number
// on it: the share of each copy's unavailability that the others have at the same time.

import { fold, type Part } from './part.ts'
import { plus, shortfall, shortfallOfCopies } from './quorum.ts'
import { complement, least, mul, ONE, type Ratio, ratio, sub } from './rational.ts'

/**
 * The unavailability where a share `shared` (beta, 0 to 1) of it is common to each redundant group:
 * `Q = beta * q + independent((1 - beta) * q)` (Fleming, 1975; NUREG/CR-4780), at most 1. Two parts at 99 % and 10 % shared
 * make 99.89 %, not 99.99 %. A group that needs all its parts has no redundancy to lose and stays as it is.
 *
 * Of unequal parts, the common failure takes beta times the smallest unavailability and each part keeps the rest of its own:
 * the same model for equal ones, the largest share that every part can have, and each part stays as available as was said.
 *
 * Exact for small trees. A group whose denominator passes 256 bits is rounded to 128, some 38 digits: the model is an estimate,
 * and its denominators would go into those of every neighbour.
 */
export function commonCause(part: Part, shared: Ratio): Ratio {
  const down = fold<Ratio>(part, {
    leaf: ({ availability }) => complement(availability),
    group: (need, downs) =>
      rounded(need > 0 && need < downs.length ? together(need, downs, shared) : shortfall(need, downs)),
    repeat(need, count, down) {
      if (need <= 0 || need >= count) return rounded(shortfallOfCopies(need, count, down))
      return rounded(capped(mul(shared, down), shortfallOfCopies(need, count, mul(complement(shared), down))))
    },
  })
  return ratio(down.n, down.d)
}

function together(need: number, downs: readonly Ratio[], shared: Ratio): Ratio {
  const common = mul(shared, downs.reduce(least, ONE))
  const own = downs.map((down) => sub(down, common))
  return capped(common, shortfall(need, own))
}

const capped = (common: Ratio, own: Ratio): Ratio => least(ONE, plus(common, own))

const bits = (value: bigint): number => value.toString(16).length * 4

function rounded(down: Ratio): Ratio {
  if (down.n === 0n || bits(down.d) <= 256) return down
  const shift = BigInt(128 + bits(down.d) - bits(down.n))
  return { n: (down.n << shift) / down.d, d: 1n << shift }
}
