// Where the options of a form find their own values in a text: what is certainly meant first, then what nothing else has claimed.

import { type Options, type Passage, type Raw, type Spot, TAKEN } from './command.ts'
import { type Quantity, quantitiesIn } from './value/quantity.ts'

export interface Taken {
  readonly raw: Raw
  /** The text without the values. */
  readonly left: string
  /** Those that no option has taken. */
  readonly quantities: readonly Quantity[]
  /** Options whose value was only what nothing else claimed. */
  readonly guessed: readonly string[]
  /** Options whose value was known by the words beside it. */
  readonly named: readonly string[]
}

/**
 * The values that options find in a text, and the text without them. Options that `given` names already are passed over. On a line the
 * option that takes the rest gets what the others leave, unless it is asked to find its own too (`all`).
 */
export function takeSpots(
  options: Options,
  text: string,
  door: Passage['door'],
  given: Raw = {},
  all = door === 'sentence',
): Taken {
  const raw: Record<string, string> = { ...given }
  let left = text
  let quantities = quantitiesIn(text)
  const declared = Object.entries(options)
  const early = declared.toSorted(([, a], [, b]) => Number(b.kind.early ?? false) - Number(a.kind.early ?? false))
  const guessed: string[] = []
  const named: string[] = []
  for (const sure of [true, false]) {
    for (const [name, { kind }] of sure ? early : declared) {
      if (raw[name] !== undefined || !kind.spot || (kind.rest && !all)) continue
      const spots = kind.spot({ text: left, whole: text, door, sure, quantities })
      if (spots.length === 0) continue
      raw[name] = spots.flatMap((spot) => spot.text.trim() || []).join(';')
      if (!sure && !kind.rest) guessed.push(name)
      if (sure && kind.known) named.push(name)
      const places = spots.toSorted((a, b) => a.from - b.from)
      left = without(left, places)
      quantities = apartFrom(quantities, places)
    }
  }
  return { raw, left: left.replaceAll(/\u0001+/g, ' '), quantities, guessed, named }
}

/** The text with `TAKEN` in these places, which stand in order. */
function without(text: string, places: readonly Spot[]): string {
  let out = ''
  for (const { from, to } of places) {
    const start = Math.max(from, out.length)
    if (to > start) out += text.slice(out.length, start) + TAKEN.repeat(to - start)
  }
  return out + text.slice(out.length)
}

/** Those that no place touches. Both stand in order, so that one walk will do. */
function apartFrom(quantities: readonly Quantity[], places: readonly Spot[]): readonly Quantity[] {
  let at = 0
  let end = 0
  return quantities.filter((each) => {
    for (let place = places[at]; place && place.from < each.to; place = places[++at]) end = Math.max(end, place.to)
    return end <= each.from
  })
}
