// The library: entries by id and by what people type. Built from content that has been checked, or from its snapshot.

import { buildIndex, type Saved } from './described.ts'
import type { Comparison, Concept, Content, Entry, Topic } from './entry.ts'
import { type Found, isName, isNearName, look, type Tools } from './look.ts'
import { mentioned } from './mentioned.ts'
import { createNames, type Names } from './names.ts'
import { type Hit, openSearch, type Search } from './search.ts'

export interface Library {
  readonly topics: readonly Topic[]
  readonly concepts: readonly Concept[]
  concept(id: string): Concept | undefined
  topic(id: string): Topic | undefined
  /** The concept with this id, else the topic. */
  entry(id: string): Entry | undefined
  comparison(a: string, b: string): Comparison | undefined
  look(text: string): Found
  /** Whether a text is the name of an entry and no more, "what is" apart. */
  isName(text: string): boolean
  /** Whether a short text is the name of an entry with a slip in it. */
  isNearName(text: string): boolean
  /** Ids of the concepts that running text mentions, in order of appearance. */
  mentioned(text: string): readonly string[]
  /** Entries whose name begins with, contains or resembles what was typed; the topics where nothing was. At most `count`. */
  complete(typed: string, count: number): readonly Entry[]
  readonly search: Search
}

/** Everything that takes time to make, as plain data. Of the fields elsewhere only the index is kept: nobody is shown them. */
export interface Snapshot {
  readonly content: Omit<Content, 'elsewhere'>
  readonly saved: Saved
}

/** A field of which an entry claims a name is explained by that entry, as a team's own may be: it is left out. */
export function makeSnapshot({ elsewhere, ...content }: Content): Snapshot {
  const names = createNames(content.concepts, content.topics)
  const strange = elsewhere.filter(({ aliases }) => !aliases.some((name) => names.exact(name)))
  return {
    content,
    saved: buildIndex([...content.concepts, ...content.topics, ...content.comparisons, ...strange]),
  }
}

export function openLibrary({ content, saved }: Snapshot): Library {
  const concepts = new Map(content.concepts.map((entry) => [entry.id, entry]))
  const topics = new Map(content.topics.map((entry) => [entry.id, entry]))
  const pairs = new Map(content.comparisons.map((each) => [[...each.pair].sort().join(' '), each]))
  const names = createNames(content.concepts, content.topics)
  const search = openSearch(saved, [...content.concepts, ...content.topics], names)
  const entry = (id: string): Entry | undefined => concepts.get(id) ?? topics.get(id)
  const byKey = ({ key }: Hit): Entry[] => {
    const [kind, id = ''] = key.split(':')
    const found = kind === 'concept' ? concepts.get(id) : kind === 'topic' ? topics.get(id) : undefined
    return found ? [found] : []
  }
  return {
    topics: content.topics,
    concepts: content.concepts,
    concept: (id) => concepts.get(id),
    topic: (id) => topics.get(id),
    entry,
    comparison: (a, b) => pairs.get([a, b].sort().join(' ')),
    look: (text) => look(text, { names, search, byKey, entry }),
    isName: (text) => isName(text, names),
    isNearName: (text) => isNearName(text, { names, search }),
    mentioned: (text) => mentioned(text, concepts, names, search),
    complete: (typed, count) => complete(typed, count, content, names, search, byKey),
    search,
  }
}

function complete(
  typed: string,
  count: number,
  content: Snapshot['content'],
  names: Names,
  search: Search,
  byKey: Tools['byKey'],
): readonly Entry[] {
  const all: readonly Entry[] = [...content.concepts, ...content.topics]
  const text = typed.trim().toLowerCase()
  if (text === '') return content.topics.slice(0, count)
  const named = (entry: Entry): string[] => [entry.title, entry.id, ...entry.aliases].map((name) => name.toLowerCase())
  const starts = all.filter((entry) => named(entry).some((name) => name.startsWith(text)))
  const holds = all.filter((entry) => named(entry).some((name) => name.includes(text)))
  const rest =
    starts.length + holds.length > 0
      ? []
      : [...names.near(text).map((each) => each.entry), ...search.hits(text).entries.flatMap(byKey)]
  return [...new Set([...starts, ...holds, ...rest])].slice(0, count)
}
