// The chance that two of n random identifiers are the same. It grows with the square of n, so half of the bits are gone long
// before the identifiers are. Floats: there are logarithms in it, and 2^122 needs no more than 16 digits.

import { finite } from './preconditions.ts'

export interface Identifier {
  readonly name: string
  readonly bits: number
  /** The rest of it is the millisecond: only those of the same one can meet. */
  readonly clock?: true
}

/** The random bits of common identifiers: RFC 9562 for the UUIDs, the ULID specification, 21 characters of 64 for Nano ID. */
export const IDENTIFIERS = {
  uuid4: { name: 'UUIDv4', bits: 122 },
  uuid7: { name: 'UUIDv7', bits: 74, clock: true },
  ulid: { name: 'ULID', bits: 80, clock: true },
  nanoid: { name: 'Nano ID', bits: 126 },
} as const satisfies Readonly<Record<string, Identifier>>

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
