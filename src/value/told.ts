// Values that are told by the words beside them, where several of one kind stand in one text: "detect 5m decide 10m" or "5m to detect,
// 10m to decide". A label before a value goes before one after it, unless the text shows that its labels follow. In a sentence such a
// value is taken only where its words are there; a typed line may give the others in their order.

import { type Kind, type Passage, type Spot, TAKEN } from '../command.ts'
import { type Lazy, lazy } from './lazy.ts'
import { around, BETWEEN, type Label, patternOf } from './near.ts'
import type { Quantity } from './quantity.ts'

export interface Told extends Label {
  /** On a line, too, it is taken only with its words. */
  readonly labelledOnly?: true
}

const MOST_LOOKED_AT = 40
/** No line says more by words; a pasted list of thousands must not be searched pair by pair. */
const front = (passage: Passage): Passage => ({
  ...passage,
  quantities: passage.quantities.slice(0, MOST_LOOKED_AT),
})

/** The kind, looked for among the first values of a text only. */
export const inFront = <T>(kind: Kind<T>): Kind<T> => ({
  ...kind,
  spot: (passage): readonly Spot[] => kind.spot?.(front(passage)) ?? [],
})

const before = (label: string): Lazy =>
  lazy(
    `(?<![\\p{L}\\p{N}])(?:${label})(?![\\p{L}\\p{N}])(?:[^\\p{L}\\p{N}]+(?:${BETWEEN})(?!\\p{L}))*[^\\p{L}\\p{N}]*$`,
    'iu',
  )
/** A word may stand ahead of it: "3 synchronous replicas". */
const after = (label: string): Lazy =>
  lazy(`^[^\\p{L}\\p{N}]*(?:[\\p{L}'-]+[^\\p{L}\\p{N}]+){0,1}?(?:${label})(?![\\p{L}\\p{N}])`, 'iu')

/** The kind, whose value is known by its words. The kind itself has none. */
export function told<T>(kind: Kind<T>, label: Told): Kind<T> {
  const head = label.before === undefined ? undefined : before(label.before)
  const tail = label.after === undefined ? undefined : after(label.after)
  return {
    ...kind,
    known: true,
    words: [kind.words, patternOf(label)].filter((each) => each !== undefined).join('|'),
    spot(whole): readonly Spot[] {
      const passage = front(whole)
      const only = (quantity: Quantity): readonly Spot[] =>
        kind.spot?.({ ...passage, sure: true, quantities: [quantity] }) ?? []
      const near = passage.quantities
        .filter((quantity) => only(quantity).length > 0)
        .map((quantity) => ({ quantity, ...around(passage, quantity) }))
      const ahead = near.find((each) => head?.().test(each.before))
      const behind =
        near.find((each) => each.opens && tail?.().test(each.after)) ?? near.find((each) => tail?.().test(each.after))
      const ours = labelsFollow(passage) ? (behind ?? ahead) : (ahead ?? behind)
      const any = passage.door === 'line' && !passage.sure && !label.labelledOnly ? near[0] : undefined
      const found = ours ?? any
      return found ? only(found.quantity) : []
    },
  }
}

/** The kind, found in a sentence only where it speaks of the matter: two durations alone may be anything. */
export const spokenOf = <T>(kind: Kind<T>, matter: RegExp): Kind<T> => ({
  ...kind,
  spot: (passage): readonly Spot[] =>
    passage.door === 'sentence' && !matter.test(passage.text) ? [] : (kind.spot?.(passage) ?? []),
})

/** A text that begins with a value and ends with words names each value after it: "5m to detect 10m to decide". */
function labelsFollow({ text, quantities }: Passage): boolean {
  const taken = [text.indexOf(TAKEN), text.lastIndexOf(TAKEN) + 1] as const
  const first = Math.min(quantities[0]?.from ?? text.length, taken[0] < 0 ? text.length : taken[0])
  const last = Math.max(quantities.at(-1)?.to ?? 0, taken[1])
  return !/\p{L}/u.test(text.slice(0, first)) && /\p{L}/u.test(text.slice(last))
}
