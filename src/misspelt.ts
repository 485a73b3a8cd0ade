// Variables of the environment that look like ours and are none: a name with a slip in it would otherwise be as if it were not set.

import { distance } from './library/spelling.ts'

/** Names no farther apart than this are the same name with a slip in it. */
const SLIPS = 3

/**
 * A line for each name that begins as one of `families` and is not among the `known`, with the nearest of those: first one that
 * differs by a slip, then one that ends in the same word, as TOKEN_KEY does for NINES_SECRET_KEY.
 */
export function misspelt(
  names: readonly string[],
  families: readonly string[],
  known: readonly string[],
): readonly string[] {
  return names
    .filter((name) => families.some((family) => name.startsWith(family)) && !known.includes(name))
    .map((name) => `${name} is not a variable of Nines; the nearest is ${nearest(name, known)}`)
}

function nearest(name: string, known: readonly string[]): string | undefined {
  const last = name.split('_').at(-1)
  const far = (other: string): number => {
    const away = distance(name, other, Math.max(name.length, other.length))
    return away <= SLIPS ? away : other.split('_').at(-1) === last ? 100 + away : 200 + away
  }
  return [...known].sort((a, b) => far(a) - far(b))[0]
}
