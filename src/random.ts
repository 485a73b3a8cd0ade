// Chance that comes from a text: the same seed gives the same numbers on every machine, in every release, for ever.
//
// A posted question is stored as its id and a seed and is drawn again when it is answered or revealed, so this generator is
// part of what is stored: changing it changes posted questions. The text is hashed with FNV-1a (Fowler, Noll, Vo; 32 bits,
// over UTF-16 units), the hash starts mulberry32 (Ettinger 2017). Only 32-bit integer arithmetic, hence nothing that rounds
// differently elsewhere. Good enough to draw questions, and nothing that keeps a secret.

export interface Random {
  /** A whole number from 0 up to `limit`, `limit` left out. `limit` is from 1 to 2^21. */
  below(limit: number): number
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  /** One of the items. Throws a RangeError where there are none. */
  pick<T>(items: readonly T[]): T
  /** All items in a drawn order; every order is equally likely (Fisher and Yates). */
  order<T>(items: readonly T[]): T[]
}

export function createRandom(seed: string): Random {
  let state = hash(seed)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  // Exact in a double while limit <= 2^21, which is far more than anything drawn here.
  const below = (limit: number): number => Math.floor((next() * limit) / 2 ** 32)
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    pick<T>(items: readonly T[]): T {
      if (items.length === 0) throw new RangeError('nothing to pick from')
      return items[below(items.length)] as T
    },
    order<T>(items: readonly T[]): T[] {
      const out = [...items]
      for (let last = out.length - 1; last > 0; last--) {
        const at = below(last + 1)
        const moved = out[last] as T
        out[last] = out[at] as T
        out[at] = moved
      }
      return out
    },
  }
}

/** FNV-1a of a text, as an unsigned 32-bit number. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}
