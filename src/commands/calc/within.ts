// Bounds of a value that its kind does not set: past them a formula has no answer, or only digits.

import type { Kind } from '../../command.ts'
import { Refusal } from '../../refusal.ts'
import { compare, decimal, type Ratio } from '../../reliability/rational.ts'

export interface Bounds {
  /** As a decimal, in the unit of the value. */
  readonly least: string
  readonly most: string
  /** What is wrong outside of them, as a sentence. */
  readonly says: string
}

/** Throws a Refusal unless `least` <= value <= `most`. */
export function within(value: Ratio, { least, most, says }: Bounds, example: string): void {
  if (compare(value, decimal(least)) < 0 || compare(value, decimal(most)) > 0)
    throw new Refusal('out-of-range', says, example)
}

/** The kind, within bounds. */
export const bounded = (kind: Kind<Ratio>, bounds: Bounds): Kind<Ratio> => ({
  ...kind,
  read(text, context) {
    const value = kind.read(text, context)
    within(value, bounds, kind.example)
    return value
  },
})
