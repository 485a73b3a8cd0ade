// What the library holds, once it has been read and checked. Plain data: it is kept as JSON between starts.

import type { Text } from '../reply.ts'

export interface Source {
  readonly who: string
  readonly year: number
  readonly title: string
  readonly url: string
  readonly supports: string
  readonly primary: boolean
}

/** Search fuel: shown to nobody. */
export interface Fuel {
  readonly aliases: readonly string[]
  readonly asked: readonly string[]
  readonly words: readonly string[]
}

export interface Concept extends Fuel {
  readonly type: 'concept'
  readonly id: string
  readonly title: string
  readonly topic: string
  readonly kind: string
  readonly definition: Text
  readonly why: Text
  readonly number: Text
  readonly trap: Text
  readonly how: readonly Text[]
  readonly tradeoffs: readonly Text[]
  readonly useWhen: readonly Text[]
  readonly avoidWhen: readonly Text[]
  readonly looksLike: readonly Text[]
  readonly examples: readonly Text[]
  readonly confusedWith: readonly Text[]
  /** Ids of the entries that `confusedWith` speaks of, in order. */
  readonly confusedIds: readonly string[]
  readonly assumes?: Text
  /** Those of its names that are ordinary words too. */
  readonly everyday: readonly string[]
  /** Both directions: what it names and what names it, its own first. */
  readonly related: readonly string[]
  /** The id of the concept that takes this one in: a text that fits both about as well is answered with it. */
  readonly broader?: string
  readonly reviewedOn: string
  readonly checkAfter?: string
  readonly sources: readonly Source[]
}

export interface Topic extends Fuel {
  readonly type: 'topic'
  readonly id: string
  readonly number: number
  readonly title: string
  readonly line: string
  /** Headline terms first, then the topic's other concepts. */
  readonly terms: readonly string[]
  readonly headline: number
  readonly covers: Text
  readonly figure?: string
  readonly table?: Table
  readonly reading?: Text
  readonly start: Text
  readonly mistakes: readonly Text[]
  readonly reviewedOn: string
}

export interface Table {
  readonly head: readonly string[]
  readonly rows: readonly (readonly Text[])[]
}

export interface Comparison {
  readonly type: 'comparison'
  readonly pair: readonly [string, string]
  readonly asked: readonly string[]
  readonly difference: Text
  readonly table: Table
  readonly choose: readonly Text[]
  readonly reviewedOn: string
}

/** A field that the library does not explain, so that a question from it is told from one of ours. Shown to nobody. */
export interface Elsewhere extends Fuel {
  readonly type: 'elsewhere'
  readonly id: string
  readonly title: string
}

export interface Content {
  readonly concepts: readonly Concept[]
  readonly topics: readonly Topic[]
  readonly comparisons: readonly Comparison[]
  readonly elsewhere: readonly Elsewhere[]
}

export type Entry = Concept | Topic
