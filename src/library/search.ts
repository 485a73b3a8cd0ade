// What a text is about: entries by everything they say, and the sentences that mean a command, best first.
//
// The index gives the score of the words. To that come the names that a query mentions, and a correction of words that the
// index does not know.

import type { Entry } from './entry.ts'
import type { Names } from './names.ts'
import { type Document, type Packed, pack } from './packed.ts'
import { openPostings } from './postings.ts'
import { shown } from './shown.ts'
import { createSpeller, type Speller } from './spelling.ts'
import { isStop, stem, terms, words } from './words.ts'

export interface Hit {
  /** `concept:<id>`, `topic:<id>` or `asked:<command>.<form>`. */
  readonly key: string
  readonly score: number
  /** Share of what the query says, by the weight of its words, that this document speaks of: 0 to 1. */
  readonly coverage: number
  /** The score for each word of the query: how well it fits, whatever the length of what was asked. */
  readonly fit: number
}

export interface Search {
  /** The best of those whose key begins with one of `among`, best first: at most 50 for each of these. */
  hits(text: string, among: readonly string[]): readonly Hit[]
  /** The weight of the words, names apart, that a text shares with an entry: how far it is about it. */
  company(text: string, entry: Entry, name: readonly string[]): number
  /** Adds the sentences that mean a command. */
  add(sentences: readonly { readonly key: string; readonly asked: readonly string[] }[]): void
}

/** The index as plain data. */
export type Saved = Packed

const keyOf = (entry: Entry): string => `${entry.type}:${entry.id}`

/** Builds the index. Takes long enough to be kept between starts. */
export const buildIndex = (entries: readonly Entry[]): Saved => pack(entries.map(describe))

function describe(entry: Entry): Document {
  const asked = entry.asked.map(terms)
  const told = (...texts: readonly (readonly Parameters<typeof shown>[0][])[]): string[] =>
    texts.flat().flatMap((text) => terms(shown(text)))
  const shared = {
    name: [entry.title, entry.id, ...entry.aliases].flatMap(terms),
    asked: asked.flat(),
    words: entry.words.flatMap(terms),
  }
  if (entry.type === 'topic') {
    const line = terms(entry.line)
    const fields = { ...shared, core: [...line, ...told([entry.covers])], body: told([entry.start], entry.mistakes) }
    return { key: keyOf(entry), fields, lines: [...asked, line] }
  }
  const looks = entry.looksLike.map((text) => terms(shown(text)))
  const definition = terms(shown(entry.definition))
  const fields = {
    ...shared,
    looks: looks.flat(),
    core: [...definition, ...told([entry.why])],
    body: told([entry.number, entry.trap], entry.how, entry.tradeoffs, entry.useWhen, entry.avoidWhen, entry.examples),
  }
  return { key: keyOf(entry), fields, lines: [...asked, ...looks, definition] }
}

/** What a name in the query adds, for each unit of its words' weight and at least. */
const MENTION = 25
const MENTION_LEAST = 10
const CONCEPT_OVER_TOPIC = 1.1

/** So many of each kind are looked at closely; what comes after them is nobody's answer. */
const MOST_HITS = 50

export function openSearch(saved: Saved, entries: readonly Entry[], names: Names): Search {
  const concepts = new Set(entries.filter(({ type }) => type === 'concept').map(({ id }) => id))
  let packed = saved
  let postings = openPostings(packed)
  let numbers = new Map(packed.keys.map((key, number) => [key, number]))
  let speller: Speller | undefined

  const weigh = (term: string): number => Math.log(1 + packed.keys.length / (postings.frequency(term) ?? 0.5))

  /** The terms of a query with what each may stand for: itself, or the closest words that the index knows. */
  const understood = (text: string): { term: string; weight: number; meant: { word: string; weight: number }[] }[] =>
    [...new Set(terms(text))].slice(0, 80).map((term) => {
      const weight = weigh(term)
      if (postings.frequency(term) !== undefined) return { term, weight, meant: [{ word: term, weight: 1 }] }
      speller ??= createSpeller(postings.terms)
      const near = term.length > 24 ? [] : speller.near(term, 3)
      const best = near[0]?.distance
      return {
        term,
        weight,
        meant: near
          .filter(({ distance }) => distance === best)
          .map(({ word, distance }) => ({ word, weight: 0.8 ** distance })),
      }
    })

  return {
    hits(text, among) {
      const query = understood(text)
      const weights = new Map(query.flatMap(({ meant }) => meant.map(({ word, weight }) => [word, weight] as const)))
      const scores = postings.score(weights)
      const whole = query.reduce((sum, { weight }) => sum + weight, 0)
      const named = new Map<number, number>()
      const list = words(text)
      for (const mention of names.mentions(list)) {
        const number = numbers.get(concepts.has(mention.id) ? `concept:${mention.id}` : `topic:${mention.id}`)
        if (number === undefined) continue
        const weight = list
          .slice(mention.from, mention.to)
          .filter((word) => !isStop(word))
          .reduce((sum, word) => sum + weigh(stem(word)), 0)
        scores[number] = (scores[number] ?? 0) + MENTION_LEAST + MENTION * weight
        named.set(number, Math.max(named.get(number) ?? 0, weight / Math.max(whole, weight)))
      }
      const rank = (number: number): number =>
        (scores[number] ?? 0) * (postings.keys[number]?.startsWith('concept:') ? CONCEPT_OVER_TOPIC : 1)
      const hit = (number: number): Hit => {
        const covered = query.reduce((sum, { weight, meant }) => {
          const held = meant.filter(({ word }) => postings.has(number, word))
          return sum + weight * Math.max(0, ...held.map((each) => each.weight))
        }, 0)
        const score = scores[number] ?? 0
        return {
          key: postings.keys[number] ?? '',
          score,
          coverage: Math.max(named.get(number) ?? 0, whole === 0 ? 0 : covered / whole),
          fit: score / Math.max(1, query.length),
        }
      }
      return among
        .flatMap((prefix) => {
          const found = [...scores.keys()].filter(
            (number) => scores[number] && postings.keys[number]?.startsWith(prefix),
          )
          return best(found, rank)
        })
        .map((number) => ({ rank: rank(number), hit: hit(number) }))
        .sort((a, b) => b.rank - a.rank || (a.hit.key < b.hit.key ? -1 : 1))
        .map((each) => each.hit)
    },

    company(text, entry, name) {
      const own = new Set(name.map(stem))
      const number = numbers.get(keyOf(entry))
      if (number === undefined) return 0
      return [...new Set(terms(text))]
        .filter((term) => !own.has(term) && postings.has(number, term))
        .reduce((sum, term) => sum + weigh(term), 0)
    },

    add(sentences) {
      packed = pack(
        sentences.map(({ key, asked }) => {
          const lines = asked.map(terms)
          return { key, fields: { asked: lines.flat() }, lines }
        }),
        packed,
      )
      postings = openPostings(packed)
      numbers = new Map(packed.keys.map((key, number) => [key, number]))
      speller = undefined
    },
  }
}

/** Those that rank highest, in no order; more of them where several rank as the last does. */
function best(numbers: readonly number[], rank: (number: number) => number): readonly number[] {
  if (numbers.length <= MOST_HITS) return numbers
  const ranks = Float64Array.from(numbers, rank)
  const least = ranks.toSorted()[numbers.length - MOST_HITS] ?? 0
  return numbers.filter((_, at) => (ranks[at] ?? 0) >= least)
}
