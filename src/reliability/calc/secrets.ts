// How hard a random secret is to guess. It holds only for secrets a machine drew: what people think up is guessed in the order
// people think. All floats, since bits are logarithms.

import { count, finite } from './preconditions.ts'

/** Guesses per second of four attackers. Source: Wheeler, "zxcvbn", USENIX Security 2016, and its documentation. */
export const ATTACKERS: readonly { readonly name: string; readonly perSecond: number }[] = [
  { name: 'online, with rate limits', perSecond: 100 / 3600 },
  { name: 'online, without limits', perSecond: 10 },
  { name: 'offline, slow hash', perSecond: 1e4 },
  { name: 'offline, fast hash', perSecond: 1e10 },
]

/**
 * The entropy of a secret of `length` characters or words, each drawn evenly from `size`: length * log2(size) bits. A float.
 * Throws a RangeError unless both are whole numbers, the length of 1..10,000 and the size of at least 1.
 */
export function entropy(length: number, size: number): number {
  count(length, 'length', 1, 10_000)
  count(size, 'size', 1, Number.MAX_SAFE_INTEGER)
  return length * Math.log2(size)
}

export interface Guessing {
  /** The mean number of guesses, half of all: 2^(bits - 1). Infinity past 1,024 bits. */
  readonly guesses: number
  /** The mean time, seconds. */
  readonly seconds: number
  /** The same as powers of two, which never overflow. */
  readonly log2Guesses: number
  readonly log2Seconds: number
}

/** What guessing a secret of so many bits takes at `perSecond`. Floats. Throws a RangeError for negative bits or no guesses. */
export function guessing(bits: number, perSecond: number): Guessing {
  finite(bits, 'bits')
  finite(perSecond, 'perSecond', Number.MIN_VALUE)
  const [log2Guesses, log2Seconds] = [bits - 1, bits - 1 - Math.log2(perSecond)]
  return { guesses: 2 ** log2Guesses, seconds: 2 ** log2Guesses / perSecond, log2Guesses, log2Seconds }
}
