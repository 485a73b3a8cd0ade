// The availability of a system out of that of its parts, if they fail independently. It is counted in unavailability, where
// the nines are: 1 - 0.00000001 keeps its digits only as long as nobody asks for the 1. Failures are seldom independent, so
// an answer goes with `bounds` or `commonCause`: three copies at 99.9 % are nine nines in theory only (Treynor, Dahlin, Rau,
// Beyer, "The Calculus of Service Availability", 2017).

import { fold, type Part } from './part.ts'
import { shortfall, shortfallOfCopies } from './quorum.ts'
import { complement, type Ratio, ratio } from './rational.ts'

export { bounds } from './bounds.ts'
export { commonCause } from './common-cause.ts'
export { type Contribution, contributions, weakest } from './contributions.ts'
export { type Leaf, leaves, type Part } from './part.ts'

/**
 * 1 - A, exactly. In a row `1 - prod(A)`, side by side `prod(1 - A)`, k of n by summing over how many are up (AWS,
 * "Availability and Beyond"; Azure Well-Architected). A group of nothing that needs nothing is always up; one that needs more
 * parts than it has never is. The work goes with `leaves(part)`: look there first.
 */
export function unavailability(part: Part): Ratio {
  const down = fold<Ratio>(part, {
    leaf: ({ availability }) => complement(availability),
    group: shortfall,
    repeat: shortfallOfCopies,
  })
  return ratio(down.n, down.d)
}
