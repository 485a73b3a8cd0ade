// What a calculator will not reckon with, said before the arithmetic is reached: numbers that are only digits, and zeros that
// would divide.

import { Refusal } from '../../refusal.ts'
import { compare, type Ratio, ratio, sign } from '../../reliability/rational.ts'

const LARGEST = ratio(10n ** 18n)
/** A denominator of more digits than this comes from a number with more decimals than anybody measures. */
const FINEST = 10n ** 24n

type Named = Readonly<Record<string, Ratio | undefined>>

/**
 * Refuses values above 10^18 and those with more than about 20 decimals; values that were left out pass.
 * The keys are what the values are called in a reply.
 */
export function sensible(values: Named, example: string): void {
  for (const [name, value] of Object.entries(values)) {
    if (value && compare(value, LARGEST) > 0)
      throw new Refusal('out-of-range', `The ${name} is too large. Expected at most 10^18.`, example)
    if (value && value.d > FINEST)
      throw new Refusal('out-of-range', `The ${name} has too many decimals. Expected at most 20.`, example)
  }
}

/** Refuses zeros; values that were left out pass. */
export function aboveZero(values: Named, example: string): void {
  for (const [name, value] of Object.entries(values)) {
    if (value && sign(value) <= 0)
      throw new Refusal('out-of-range', `The ${name} is 0. Expected a value above 0.`, example)
  }
}
