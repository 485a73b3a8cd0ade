// The chance to lose data that is kept in r copies: all of them must be down at once, before any is rebuilt. Copies are taken
// to fail independently and at a constant rate, each being rebuilt at once and beside the others, in exponential times. Shared
// causes (one rack, one bug, one operator) break the first assumption and usually decide the matter: this is a bound from below.
//
// The number of lost copies is a birth-death chain: from j to j + 1 at (r - j) * lambda, back at j * mu, with mu = 1 / repair.
// Its mean time to r is a sum of positive terms, so it is computed to full precision. All floats: it starts with a logarithm.

import { type Ratio, toNumber } from '../rational.ts'
import { count, positive, share } from './preconditions.ts'

/** A year of 365 days, in seconds. */
export const YEAR = 31_536_000

export interface Copies {
  /** 1..10. */
  readonly replicas: number
  /** The share of copies (disks, nodes) that fail in a year, 0 < afr < 1. */
  readonly annualFailure: Ratio
  /** The mean time until a lost copy is whole again, including the time to notice, seconds. */
  readonly repair: Ratio
}

export interface Durability {
  /** The mean time to data loss, years. */
  readonly meanYears: number
  /** The chance that a year loses the data. */
  readonly yearlyLoss: number
  /** -log10 of that: 11 for eleven nines. */
  readonly nines: number
  /** The rule of thumb r * lambda^r * T^(r-1), losses per year: close where a repair is much shorter than a lifetime. */
  readonly thumb: number
}

/**
 * Mean time to data loss and its chance in a year, 1 - exp(-1 / mean), with lambda = -ln(1 - afr) per year. Floats.
 *
 * The chance takes losses as evenly spread over time. A system that starts whole is safer for its first few repairs' time, so
 * this errs to the careful side, by about that share of a year. With one copy it is the annual failure itself. The rule of thumb is for
 * parallel repair; if one copy at a time is rebuilt, r! takes the place of r.
 * Throws a RangeError for replicas outside 1..10, a share outside 0 < afr < 1, or a repair of zero or less.
 * Source: Patterson, Gibson & Katz, "A Case for Redundant Arrays of Inexpensive Disks (RAID)", SIGMOD 1988, for two copies
 * MTTF^2 / (2 * MTTR); the chain generalises it.
 */
export function durability({ replicas, annualFailure, repair }: Copies): Durability {
  count(replicas, 'replicas', 1, 10)
  positive(annualFailure, 'annualFailure')
  share(annualFailure, 'annualFailure')
  positive(repair, 'repair')
  const lambda = -Math.log1p(-toNumber(annualFailure))
  if (!Number.isFinite(lambda)) throw new RangeError('annualFailure must be below 1')
  const years = toNumber(repair) / YEAR
  let step = 0
  let meanYears = 0
  for (let lost = 0; lost < replicas; lost++) {
    // The mean time from `lost` to one more: to leave at all, and the way back up where a repair came first.
    const failing = (replicas - lost) * lambda
    step = (1 + (lost / years) * step) / failing
    meanYears += step
  }
  const yearlyLoss = -Math.expm1(-1 / meanYears)
  const thumb = replicas * lambda ** replicas * years ** (replicas - 1)
  return { meanYears, yearlyLoss, nines: -Math.log10(yearlyLoss), thumb }
}
