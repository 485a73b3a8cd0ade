// Burn rate: how many times faster than evenly the budget goes. At 1 it lasts exactly the window. SRE Workbook, ch. 5.

import { complement, div, mul, ONE, type Ratio, sign, ZERO } from './rational.ts'

/** `errors / (1 - S)`. Null for a target of 1, which leaves nothing to burn. */
export function burnRate(errorRatio: Ratio, target: Ratio): Ratio | null {
  const allowed = complement(target)
  return sign(allowed) === 0 ? null : div(errorRatio, allowed)
}

/** The burn rate of a full outage, `1 / (1 - S)`: no alert above it can ever fire. Null for a target of 1. */
export const maximumBurn = (target: Ratio): Ratio | null => burnRate(ONE, target)

/** The share of the window's budget that goes at this burn rate: `burn * over / W`. */
export const shareSpent = (burn: Ratio, over: Ratio, window: Ratio): Ratio => div(mul(burn, over), window)

/** The burn rate that takes this share of the budget in that time: `share * W / over`. Throws a RangeError for no time. */
export const burnForShare = (share: Ratio, over: Ratio, window: Ratio): Ratio => div(mul(share, window), over)

/**
 * Seconds until the budget is gone at this burn rate: `R * W / burn`, with R the share of it that is left (1 unless given).
 * 0 where it is gone already, whatever the burn rate; null where it never goes, at a burn rate of 0 or less.
 */
export function exhaustion(given: {
  readonly window: Ratio
  readonly burn: Ratio
  readonly remaining?: Ratio
}): Ratio | null {
  const remaining = given.remaining ?? ONE
  if (sign(remaining) <= 0) return ZERO
  return sign(given.burn) <= 0 ? null : div(mul(remaining, given.window), given.burn)
}
