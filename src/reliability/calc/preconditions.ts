// What a number must be before a formula takes it. A calculator that is asked about a negative time answers with an error,
// never with a figure that looks right.

import { compare, ONE, type Ratio, sign } from '../rational.ts'

/** Counts of nodes, calls, layers and tries that go into exact powers end here; the answer would only be digits. */
export const LARGEST_COUNT = 1000

/** Throws a RangeError unless value > 0. */
export function positive(value: Ratio, name: string): void {
  if (sign(value) <= 0) throw new RangeError(`${name} must be above zero`)
}

/** Throws a RangeError unless value >= 0. */
export function notNegative(value: Ratio, name: string): void {
  if (sign(value) < 0) throw new RangeError(`${name} must not be negative`)
}

/** Throws a RangeError unless 0 <= value <= 1. */
export function share(value: Ratio, name: string): void {
  if (sign(value) < 0 || compare(value, ONE) > 0) throw new RangeError(`${name} must be between 0 and 1`)
}

/** Throws a RangeError unless value is a whole number from low to high. */
export function count(value: number, name: string, low = 1, high: number = LARGEST_COUNT): void {
  if (!Number.isSafeInteger(value) || value < low || value > high) {
    throw new RangeError(`${name} must be a whole number from ${low} to ${high}`)
  }
}

/** Throws a RangeError unless value is a finite number from low to high. */
export function finite(value: number, name: string, low = 0, high: number = Number.MAX_VALUE): void {
  if (!(value >= low && value <= high)) throw new RangeError(`${name} must be from ${low} to ${high}`)
}
