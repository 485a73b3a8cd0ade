// Values of one sort whose words may stand before them or after: "in 200/s out 250/s" and "200/s in 250/s out" say the same. Each is
// told from its neighbour by what stands before it, or by asking for the words before it first.

import type { Kind, Passage, Spot } from '../command.ts'
import { spotOf } from './amount.ts'
import { around, type Label, labelled, patternOf } from './near.ts'
import type { Quantity } from './quantity.ts'

export interface Beside extends Label {
  /** Kinds of quantity that may be its own. */
  readonly of: readonly Quantity['kind'][]
  /** Words before a quantity that make it a neighbour's. */
  readonly others?: string
  /** Whether words before a quantity count for more than words after an earlier one: "100ms cap 10s". */
  readonly leads?: true
}

/** Where such words stand last in a text; -1 where they do not. */
function lastPlace(words: string): (text: string) => number {
  const pattern = new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'giu')
  return (text) => [...text.matchAll(pattern)].at(-1)?.index ?? -1
}

/** A test of whether the words nearest before a quantity are those of its neighbour (`others`) and not its own. */
export function neighbours(others: string, own: string | undefined): (passage: Passage, quantity: Quantity) => boolean {
  const theirs = lastPlace(others)
  const ours = own === undefined ? () => -1 : lastPlace(own)
  return (passage, quantity) => {
    const { before } = around(passage, quantity)
    const place = theirs(before)
    return place >= 0 && place > ours(before)
  }
}

/** The kind, finding its own by these words first; without them as it does by itself. */
export function beside<T>(kind: Kind<T>, { of, before, after, others, leads }: Beside): Kind<T> {
  const isOurs = labelled({ ...(before !== undefined && { before }), ...(after !== undefined && { after }) })
  const isAhead = before !== undefined && leads ? labelled({ before }) : undefined
  const isTheirs = others === undefined ? undefined : neighbours(others, before)
  const words = [
    kind.words,
    patternOf({ ...(before !== undefined && { before }), ...(after !== undefined && { after }) }),
  ]
  return {
    ...kind,
    words: words.filter((each) => each !== undefined && each !== '').join('|'),
    spot(passage: Passage): Spot[] {
      const open = passage.quantities.filter((each) => of.includes(each.kind) && !isTheirs?.(passage, each))
      const found =
        (isAhead && open.find((each) => isAhead(passage, each))) ?? open.find((each) => isOurs(passage, each))
      if (found) return [spotOf(found)]
      return passage.sure ? [] : [...(kind.spot?.(passage) ?? [])]
    },
  }
}
