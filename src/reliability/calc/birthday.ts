// The chance that two of n random identifiers are the same. It grows with the square of n, so half of the bits are gone long
// before the identifiers are. Floats: there are logarithms in it, and 2^122 needs no more than 16 digits.

import { finite } from './preconditions.ts'

/** The random bits of common identifiers. */
export const IDENTIFIERS: readonly { readonly name: string; readonly bits: number; readonly note?: string }[] = [
  { name: 'UUIDv4', bits: 122 },
  { name: 'UUIDv7', bits: 74, note: 'within one millisecond' },
  { name: 'ULID', bits: 80, note: 'within one millisecond' },
  { name: 'Nano ID', bits: 126, note: '21 characters of 64' },
]

/** Up to here the product is taken factor by factor; beyond, the exponential is as exact as a float can tell. */
const SUMMED = 10_000

/**
 * The chance that n values drawn evenly from m have at least two alike. A float.
 *
 * 1 - (1 - 1/m)(1 - 2/m)... for small n, and 1 - exp(-n(n-1) / 2m) for large; expm1 keeps the digits of tiny chances.
 * Certain where n > m, and zero for one or none. Values that are not random (a bad generator, a cloned machine) collide far
 * sooner. Throws a RangeError for a negative n or m below 1.
 */
export function collision(n: number, m: number): number {
  finite(n, 'n')
  finite(m, 'm', 1)
  if (n < 2) return 0
  if (n > m) return 1
  if (n > SUMMED) return -Math.expm1((-(n - 1) / m) * (n / 2))
  let log = 0
  for (let i = 1; i < n; i++) log += Math.log1p(-i / m)
  return -Math.expm1(log)
}

/**
 * How many values reach the chance p of a collision: the n with n(n-1) / 2m = -ln(1 - p). A float, to be rounded; good where
 * n is far below m. Throws a RangeError for p outside 0 <= p < 1 or m below 1.
 */
export function idsFor(p: number, m: number): number {
  finite(p, 'p', 0, 1)
  finite(m, 'm', 1)
  if (p === 1) throw new RangeError('p must be below 1')
  return (1 + Math.sqrt(1 - 8 * m * Math.log1p(-p))) / 2
}
