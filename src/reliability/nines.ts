// Nines, both ways, and what a target allows to be down. Counted from the unavailability: the availability of twelve nines has
// lost its digits in a floating-point number long before.

import { complement, div, fromNumber, magnitude, mul, ONE, type Ratio, ratio, toNumber } from './rational.ts'

/**
 * `-log10(1 - A)`: 3 for 0.001, 3.3 for 0.0005, Infinity for 0, however small the unavailability. Whole numbers of nines come
 * out whole.
 */
export function ninesOf(unavailability: Ratio): number {
  const power = magnitude(unavailability)
  if (power === undefined) return Number.POSITIVE_INFINITY
  const leading = div(unavailability, powerOfTen(power))
  return 0 - power - Math.log10(toNumber(leading))
}

/**
 * `1 - 10^-n`. Exact for a whole n; of 3.5 nines, which is no ratio, to the digits of a floating-point number. Throws a
 * RangeError below 0 and for what is not a finite number.
 */
export function targetOfNines(n: number): Ratio {
  if (!(n >= 0 && Number.isFinite(n))) throw new RangeError(`not a number of nines: ${n}`)
  const whole = Math.floor(n)
  const rest = n === whole ? ONE : fromNumber(10 ** (whole - n))
  return complement(mul(rest, powerOfTen(-whole)))
}

const powerOfTen = (power: number): Ratio =>
  power >= 0 ? ratio(10n ** BigInt(power)) : ratio(1n, 10n ** BigInt(-power))

/** `(1 - S) * W`, in the unit of the window. SRE Book, appendix A. */
export const downtime = (target: Ratio, window: Ratio): Ratio => mul(complement(target), window)
