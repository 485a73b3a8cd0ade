// The names of the entries (titles, aliases, ids), for three questions: is this text a name, which names does it mention and
// where, and which name was meant by a mistyped one.

import type { Entry } from './entry.ts'
import { createSpeller, type Speller } from './spelling.ts'
import { nameKey, stem, words } from './words.ts'

/** A name found in a text: offsets count its words. */
export interface Mention {
  readonly id: string
  readonly from: number
  readonly to: number
}

export interface Names {
  /** The entry with exactly this name, a concept before a topic. */
  exact(text: string): { readonly entry: Entry; readonly matched: 'title' | 'alias' } | undefined
  /** The names that the words mention, longest first at each place, in order of appearance. */
  mentions(list: readonly string[]): readonly Mention[]
  /** The entries whose whole name is closest to a mistyped text; empty where none is close. */
  near(text: string): readonly { readonly entry: Entry; readonly distance: number }[]
}

interface Node {
  readonly next: Map<string, Node>
  id?: string
}

export function createNames(concepts: readonly Entry[], topics: readonly Entry[]): Names {
  const exact = new Map<string, { entry: Entry; matched: 'title' | 'alias' }>()
  const joined = new Map<string, Entry>()
  const root: Node = { next: new Map() }
  const put = (name: string, entry: Entry, matched: 'title' | 'alias'): void => {
    const list = words(name)
    for (const key of [nameKey(name), list.join(' '), list.map(stem).join(' ')])
      if (!exact.has(key)) exact.set(key, { entry, matched })
    const key = list.join('')
    if (!joined.has(key)) joined.set(key, entry)
    let node = root
    for (const word of list.map(stem)) {
      let next = node.next.get(word)
      if (!next) {
        next = { next: new Map() }
        node.next.set(word, next)
      }
      node = next
    }
    if (node !== root) node.id ??= entry.id
  }
  // Titles before aliases and concepts before topics: the first to claim a name keeps it.
  for (const entries of [concepts, topics]) {
    for (const entry of entries) {
      put(entry.title, entry, 'title')
      put(entry.id, entry, 'title')
    }
    for (const entry of entries) for (const alias of entry.aliases) put(alias, entry, 'alias')
  }
  // A topic whose id is a concept's too is reached by saying so.
  for (const entry of topics)
    for (const name of [entry.id, entry.title]) exact.set(nameKey(`topic ${name}`), { entry, matched: 'title' })
  let speller: Speller | undefined
  return {
    exact(text) {
      const list = words(text)
      return exact.get(nameKey(text)) ?? exact.get(list.join(' ')) ?? exact.get(list.map(stem).join(' '))
    },
    mentions(list) {
      const stems = list.map(stem)
      const out: Mention[] = []
      for (let from = 0; from < stems.length; ) {
        let node: Node | undefined = root
        let found: Mention | undefined
        for (let to = from; to < stems.length && node; to++) {
          node = node.next.get(stems[to] ?? '')
          if (node?.id !== undefined) found = { id: node.id, from, to: to + 1 }
        }
        if (found) out.push(found)
        from = found ? found.to : from + 1
      }
      return out
    },
    near(text) {
      speller ??= createSpeller(joined.keys())
      return speller.near(words(text).join(''), 5).flatMap(({ word, distance }) => {
        const entry = joined.get(word)
        return entry ? [{ entry, distance }] : []
      })
    },
  }
}
