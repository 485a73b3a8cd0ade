// What a service level agreement pays back.

import { compare, type Ratio, ZERO } from './rational.ts'

/** Below this availability, this share of the bill. */
export interface Tier {
  readonly below: Ratio
  readonly credit: Ratio
}

/**
 * The credit of the lowest tier that the availability is below, in whatever order they are given; 0 above all of them.
 * Strictly below, as contracts say it: exactly 99.9 % earns nothing where credits start "below 99.9 %" (AWS Compute SLA).
 */
export function credit(given: { readonly tiers: readonly Tier[]; readonly availability: Ratio }): Ratio {
  const missed = given.tiers.filter(({ below }) => compare(given.availability, below) < 0)
  return missed.sort((a, b) => compare(a.below, b.below))[0]?.credit ?? ZERO
}
