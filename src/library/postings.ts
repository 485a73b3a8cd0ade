// How well the documents of the index fit a query: BM25 over weighted fields, summed over the words of the query and multiplied by
// how many of them a document holds. A story that resembles one line closely means more than the same words strewn over a
// document, so the best line of each counts once more.

import { FIELDS, type Field, type Packed } from './packed.ts'

const WEIGHT: Readonly<Record<Field, number>> = {
  name: 5,
  asked: 2.2,
  words: 2,
  looks: 2,
  core: 1,
  body: 0.3,
  line: 2,
}
/** Saturation of repeated words, and the penalty for long fields. (BM25: Robertson and Zaragoza 2009, section 3.4) */
const K = 2
const B = 0.3

export interface Postings {
  readonly keys: readonly string[]
  /** How many documents hold the term; undefined where none does. */
  frequency(term: string): number | undefined
  readonly terms: readonly string[]
  has(key: number, term: string): boolean
  /** The score of each key, by its number, for weighted words, and that of its best line alone; 0 where it holds none of them. */
  score(weights: ReadonlyMap<string, number>): { readonly scores: Float64Array; readonly lines: Float64Array }
}

export function openPostings(packed: Packed): Postings {
  const { starts, documents, counts, owners, wholes, lengths, means } = packed
  const size = FIELDS.length
  const numbers = new Map(packed.terms.map((term, number) => [term, number]))
  const total = owners.length
  return {
    keys: packed.keys,
    terms: packed.terms,
    frequency(term) {
      const number = numbers.get(term)
      return number === undefined ? undefined : packed.frequency[number] || undefined
    },

    has(key, term) {
      const number = numbers.get(term)
      const document = wholes[key]
      if (number === undefined || document === undefined) return false
      return FIELDS.some((_, field) => {
        let low = starts[number * size + field] ?? 0
        const end = starts[number * size + field + 1] ?? 0
        let high = end
        while (low < high) {
          const middle = (low + high) >> 1
          if ((documents[middle] ?? 0) < document) low = middle + 1
          else high = middle
        }
        return low < end && documents[low] === document
      })
    },

    score(weights) {
      const scores = new Float64Array(total)
      /** How many words each document holds, and the last of them. */
      const held = new Uint16Array(total)
      const last = new Uint16Array(total)
      let turn = 0
      for (const [word, weight] of weights) {
        const number = numbers.get(word)
        turn++
        if (number === undefined) continue
        for (let field = 0; field < size; field++) {
          const from: number = starts[number * size + field] ?? 0
          const to: number = starts[number * size + field + 1] ?? 0
          if (from === to) continue
          const rarity = Math.log(1 + (total - (to - from) + 0.5) / (to - from + 0.5))
          const boost = weight * WEIGHT[FIELDS[field] ?? 'line'] * rarity * (K + 1)
          const flat = K * (1 - B)
          const slope = (K * B) / (means[field] || 1)
          for (let at = from; at < to; at++) {
            const document = documents[at] ?? 0
            const count = counts[at] ?? 0
            const length = lengths[document * size + field] ?? 0
            scores[document] = (scores[document] ?? 0) + (boost * count) / (count + flat + slope * length)
            if (last[document] !== turn) {
              last[document] = turn
              held[document] = (held[document] ?? 0) + 1
            }
          }
        }
      }
      const own = new Float64Array(wholes.length)
      const lines = new Float64Array(wholes.length)
      for (let document = 0; document < total; document++) {
        const words = held[document] ?? 0
        if (words === 0) continue
        const key = owners[document] ?? 0
        const score = (scores[document] ?? 0) * words
        if (wholes[key] === document) own[key] = score
        else if (score > (lines[key] ?? 0)) lines[key] = score
      }
      return { scores: own.map((score, key) => (score === 0 ? 0 : score + (lines[key] ?? 0))), lines }
    },
  }
}
