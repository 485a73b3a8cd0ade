// Availability out of how long it works and how long it takes to mend. MTBF is read here as most operators do, as the mean
// uptime between two failures (what a purist calls MTTF); the strict reading counts the repair in.

import { add, compare, complement, div, mul, type Ratio, ratio, sign, sub } from './rational.ts'

export interface Repaired {
  /** `MTBF / (MTBF + MTTR)`. "The Calculus of Service Availability"; AWS; Atlassian. */
  readonly availability: Ratio
  /** `(MTBF - MTTR) / MTBF`, with MTBF from failure to failure. Null where repairs would take longer than that. */
  readonly strict: Ratio | null
}

/** Both in the same unit. 1,000 h and 1 h make 99.9001 %, read strictly 99.9 %. Throws a RangeError when both are 0. */
export function availabilityOf(given: { readonly mtbf: Ratio; readonly mttr: Ratio }): Repaired {
  const { mtbf, mttr } = given
  const strict = sign(mtbf) === 0 || compare(mttr, mtbf) > 0 ? null : div(sub(mtbf, mttr), mtbf)
  return { availability: div(mtbf, add(mtbf, mttr)), strict }
}

/** The longest mean repair that keeps the target: `MTBF * (1 - S) / S`. Null for a target of 0, which any repair keeps. */
export const mttrFor = (given: { readonly mtbf: Ratio; readonly target: Ratio }): Ratio | null =>
  sign(given.target) === 0 ? null : div(mul(given.mtbf, complement(given.target)), given.target)

/** The shortest mean uptime that keeps the target: `MTTR * S / (1 - S)`. Null for a target of 1, which none keeps. */
export function mtbfFor(given: { readonly mttr: Ratio; readonly target: Ratio }): Ratio | null {
  const allowed = complement(given.target)
  return sign(allowed) === 0 ? null : div(mul(given.mttr, given.target), allowed)
}

export interface Observed {
  /** Null without a failure: nothing to take a mean of. */
  readonly mtbf: Ratio | null
  readonly mttr: Ratio | null
  readonly availability: Ratio
}

/**
 * What a period shows: MTBF `(period - downtime) / failures`, MTTR `downtime / failures`. 24 h with 2 h down in 2 failures is
 * an MTBF of 11 h (Atlassian, "MTBF, MTTR, MTTA, and MTTF"). Throws a RangeError for an empty period.
 */
export function mtbfFromPeriod(given: {
  readonly period: Ratio
  readonly downtime: Ratio
  readonly failures: number
}): Observed {
  const up = sub(given.period, given.downtime)
  const each = (total: Ratio): Ratio | null => (given.failures === 0 ? null : div(total, ratio(given.failures)))
  return { mtbf: each(up), mttr: each(given.downtime), availability: div(up, given.period) }
}
