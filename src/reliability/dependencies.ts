// The rule of the extra nine: a service is no better than what it cannot do without, so each critical dependency has to be ten
// times better than the service, and even then they take their part of the budget.

import { complement, div, mul, pow, type Ratio, ratio, sub } from './rational.ts'

export interface ExtraNine {
  /** The availability each dependency must give: `1 - (1 - S) / 10`. */
  readonly needed: Ratio
  /** The unavailability all of them cause at that level: `n * (1 - S) / 10`. */
  readonly theirs: Ratio
  /** What is left for the service itself, `(1 - S) - theirs`. Nothing with ten dependencies, below zero with more. */
  readonly own: Ratio
  /** The availability if every dependency were only as good as the target: `S^n`, before any failure of the service. */
  readonly allAtTarget: Ratio
}

/**
 * Treynor, Dahlin, Rau, Beyer, "The Calculus of Service Availability" (2017): 99.99 % allows 53 minutes a year, five
 * dependencies at 99.999 % take 26 of them. A dependency counts once, however often and however deep it is used. Their
 * failures are added up as if they never coincided, which is the worst case.
 */
export function extraNine(given: { readonly target: Ratio; readonly dependencies: number }): ExtraNine {
  const allowed = complement(given.target)
  const each = div(allowed, ratio(10n))
  const theirs = mul(each, ratio(given.dependencies))
  return {
    needed: complement(each),
    theirs,
    own: sub(allowed, theirs),
    allAtTarget: pow(given.target, given.dependencies),
  }
}
