// Which entries running text is about: the names in it, less those that mean something else there.

import type { Concept } from './entry.ts'
import type { Mention, Names } from './names.ts'
import type { Hits, Search } from './search.ts'
import { words } from './words.ts'

/** From these shares on a message is of another field: one with a name of ours in it, and what stands beside an ordinary word. */
const FOREIGN_NAMED = 0.35
const FOREIGN = 0.15
/** Words beside it that make an ordinary word mean its entry: about three of those that only some entries have, or some that speak for it. */
const LEAST_COMPANY = 6
const LEAST_SHARE = 0.05

/**
 * A name counts unless the message is of another field as far as can be told. An ordinary word counts where another entry is named that
 * is none, or where the message is about its entry in other words and these say nothing of another field.
 */
export function mentioned(
  text: string,
  concepts: ReadonlyMap<string, Concept>,
  names: Names,
  search: Search,
): string[] {
  const list = words(text)
  const found = names.mentions(list).flatMap((mention) => {
    const entry = concepts.get(mention.id)
    return entry ? [{ ...mention, entry, name: list.slice(mention.from, mention.to).join(' ') }] : []
  })
  const isOrdinary = ({ entry, name }: (typeof found)[number]): boolean =>
    entry.everyday.some((each) => words(each).join(' ') === name)
  const sure = new Set(found.filter((each) => !isOrdinary(each)).map(({ id }) => id))
  const foreign = sure.size < 2 && found.length > 0 ? search.hits(text).elsewhere : 0
  // What stands beside all ordinary names is searched once, however many there are.
  let beside: Hits | undefined
  const company = (each: (typeof found)[number]): boolean => {
    beside ??= search.hits(without(list, found.filter(isOrdinary)).join(' '))
    if (beside.elsewhere >= FOREIGN) return false
    const share = beside.entries.find(({ key }) => key === `concept:${each.id}`)?.share ?? 0
    return share >= LEAST_SHARE || search.company(text, each.entry, list.slice(each.from, each.to)) >= LEAST_COMPANY
  }
  const counts = (each: (typeof found)[number]): boolean => {
    if (!isOrdinary(each)) return FOREIGN_NAMED > foreign
    const others = sure.has(each.id) ? sure.size - 1 : sure.size
    return others > 0 || company(each)
  }
  // Each name is judged once, however often it stands there.
  const judged = new Map<string, boolean>()
  return [
    ...new Set(
      found.flatMap((each) => {
        const key = `${each.id} ${each.name}`
        const known = judged.get(key) ?? counts(each)
        judged.set(key, known)
        return known ? [each.id] : []
      }),
    ),
  ]
}

const without = (list: readonly string[], mentions: readonly Mention[]): readonly string[] =>
  list.filter((_, at) => !mentions.some(({ from, to }) => from <= at && at < to))
