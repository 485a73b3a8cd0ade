// What the index holds of an entry and what is learned from it: its names, what people say of it, and what it says itself.

import type { Comparison, Elsewhere, Entry } from './entry.ts'
import { type Learned, type Lesson, learn } from './learned.ts'
import { type Document, type Packed, pack } from './packed.ts'
import { shown } from './shown.ts'
import { terms } from './words.ts'

/** The index and what was learned, as plain data. */
export interface Saved {
  readonly packed: Packed
  readonly learned: Learned
}

export type Searched = Entry | Comparison | Elsewhere

export const keyOf = (entry: Searched): string =>
  `${entry.type}:${entry.type === 'comparison' ? entry.pair.join(' ') : entry.id}`

/** Builds the index. Takes long enough to be kept between starts. */
export function buildIndex(entries: readonly Searched[]): Saved {
  const described = entries.map(describe)
  return {
    packed: pack(described.map(({ document }) => document)),
    learned: learn(
      described.flatMap(({ lessons }, key) => lessons.map((each): Lesson => ({ ...each, key }))),
      entries.length,
    ),
  }
}

interface Described {
  readonly document: Document
  readonly lessons: readonly Omit<Lesson, 'key'>[]
}

/** A word or phrase says less than a sentence. */
const PHRASE = 0.5

function describe(entry: Searched): Described {
  // The names of a comparison are those of the two that it compares.
  const [names, phrases] =
    entry.type === 'comparison' ? [[], []] : [[entry.title, entry.id, ...entry.aliases], entry.words]
  const told = TOLD[entry.type](entry as never)
  const asked = entry.asked.map(terms)
  const looks = told.looks.map(terms)
  const core = told.core.map(terms)
  return {
    document: {
      key: keyOf(entry),
      fields: {
        name: names.flatMap(terms),
        asked: asked.flat(),
        words: phrases.flatMap(terms),
        looks: looks.flat(),
        core: core.flat(),
        body: told.body.flatMap(terms),
      },
      lines: [...asked, ...looks, ...core.slice(0, 1)],
    },
    lessons: [
      ...[...names, ...entry.asked, ...told.looks, ...told.core, ...told.lessons].map((line) => ({ line, weight: 1 })),
      ...phrases.map((line) => ({ line, weight: PHRASE })),
    ],
  }
}

/** What an entry tells, by how much each part says of it; `core` begins with its definition. */
interface Told {
  readonly looks: readonly string[]
  readonly core: readonly string[]
  readonly body: readonly string[]
  /** Sentences of the body to learn from. */
  readonly lessons: readonly string[]
}

const TOLD: { readonly [T in Searched['type']]: (entry: Extract<Searched, { type: T }>) => Told } = {
  concept: ({ looksLike, definition, why, number, trap, how, tradeoffs, useWhen, avoidWhen, examples }) => ({
    looks: looksLike.map(shown),
    core: [definition, why].map(shown),
    body: [number, trap, ...how, ...tradeoffs, ...useWhen, ...avoidWhen, ...examples].map(shown),
    lessons: [trap, ...how, ...useWhen, ...examples].map(shown),
  }),
  topic: ({ line, covers, start, mistakes }) => ({
    looks: [],
    core: [line, shown(covers)],
    body: [start, ...mistakes].map(shown),
    lessons: [start, ...mistakes].map(shown),
  }),
  comparison: ({ difference, choose }) => ({
    looks: [],
    core: [shown(difference)],
    body: choose.map(shown),
    lessons: choose.map(shown),
  }),
  elsewhere: () => ({ looks: [], core: [], body: [], lessons: [] }),
}
