// Numbers as people give them, for the laws: targets, shares and times as exact ratios.

import fc from 'fast-check'
import { complement, type Ratio, ratio } from '../../src/reliability/rational.ts'

/** 0 to below 1, the way targets are: any decimal, or one nine after another up to eleven. */
export const target: fc.Arbitrary<Ratio> = fc.oneof(
  fc.integer({ min: 0, max: 999_999 }).map((n) => ratio(n, 1_000_000)),
  fc.integer({ min: 1, max: 11 }).map((nines) => complement(ratio(1n, 10n ** BigInt(nines)))),
)
/** 0 to 1, both included. */
export const share: fc.Arbitrary<Ratio> = fc.integer({ min: 0, max: 10_000 }).map((n) => ratio(n, 10_000))
/** More than 0, at most 1. */
export const someShare: fc.Arbitrary<Ratio> = fc.integer({ min: 1, max: 10_000 }).map((n) => ratio(n, 10_000))
/** A minute to ten years, to the millisecond. */
export const window: fc.Arbitrary<Ratio> = fc
  .integer({ min: 60_000, max: 315_360_000_000 })
  .map((ms) => ratio(ms, 1000))
/** More than nothing, at most a day. */
export const seconds: fc.Arbitrary<Ratio> = fc.integer({ min: 1, max: 86_400_000 }).map((ms) => ratio(ms, 1000))
