// What a text is about: entries by everything they say, and the sentences that mean a command, best first.
//
// Two judges: the index, which knows how rare a word is, and weights learned from the library's own lines, which know what tells one
// entry from another. To that come the names that a query mentions, and a correction of words that the index does not know.

import { keyOf, type Saved, type Searched } from './described.ts'
import type { Entry } from './entry.ts'
import { type Evidence, openLearned } from './learned.ts'
import type { Names } from './names.ts'
import { pack } from './packed.ts'
import { openPostings } from './postings.ts'
import { createSpeller, type Speller } from './spelling.ts'
import { isStop, stem, type Token, terms, tokens, words } from './words.ts'

export interface Hit {
  /** `concept:<id>`, `topic:<id>`, `comparison:<id> <id>` or `asked:<command>.<form>`. */
  readonly key: string
  /** What the index gives for the best of its lines alone, which is comparable between what has many lines and what has few. */
  readonly line: number
  /** Share of what the query says, by the weight of its words, that this document speaks of: 0 to 1. */
  readonly coverage: number
  /** How likely it is what was meant, among entries, comparisons and fields elsewhere: 0 to 1. Of no meaning for the sentences of commands. */
  readonly share: number
  /** Whether the query holds one of its names. */
  readonly named: boolean
}

/** What a text may mean, best first: at most 16 entries and comparisons, and at most 16 forms of commands. */
export interface Hits {
  readonly entries: readonly Hit[]
  readonly asked: readonly Hit[]
  /** How likely it is about something that no entry explains: 0 to 1. */
  readonly elsewhere: number
}

export interface Search {
  hits(text: string): Hits
  /** Whether an entry, a field elsewhere or a command says this word, and it carries meaning. */
  knows(word: string): boolean
  /** The weight of the words, names apart, that a text shares with an entry: how far it is about it. */
  company(text: string, entry: Entry, name: readonly string[]): number
  /** Adds the sentences that mean a command. */
  add(sentences: readonly Sentence[]): void
}

export interface Sentence {
  /** `asked:<command>.<form>` */
  readonly key: string
  readonly asked: readonly string[]
}

/** How much the index counts beside what was learned, and the share of the best score below which it says no more. */
const BALANCE = 2
const FLOOR = 0.05
/**
 * What is asked about before a word is said, as logarithms: the headline terms of a topic far more often than its other concepts,
 * these somewhat more often than a topic as a whole, and what compares two no less than a headline term. Elsewhere is large: one
 * field of it stands for much that nobody wrote down.
 */
const PRIOR = { headline: 1.2, concept: 0.5, topic: 0, comparison: 1.5, elsewhere: 1.8 }
/** What it adds that one of its names is said. */
const NAMED = 1.4

/** So many of each kind are looked at closely; what comes after them is nobody's answer. */
const MOST_HITS = 16

export function openSearch(saved: Saved, entries: readonly Entry[], names: Names): Search {
  const concepts = new Set(entries.filter(({ type }) => type === 'concept').map(({ id }) => id))
  /** Entries and comparisons come first, then the fields elsewhere, then the forms of commands. */
  const explained = saved.packed.keys.findLastIndex((key) => !key.startsWith('elsewhere:')) + 1
  const own = saved.packed.keys.length
  let { packed } = saved
  let postings = openPostings(packed)
  /** Sentences of commands that nobody needed yet: taking them in costs more than an answer by name. */
  let waiting: readonly Sentence[] = []
  const takeIn = (): void => {
    if (waiting.length === 0) return
    const documents = waiting.map(({ key, asked }) => {
      const lines = asked.map(terms)
      return { key, fields: { asked: lines.flat() }, lines }
    })
    waiting = []
    packed = pack(documents, packed)
    postings = openPostings(packed)
    speller = undefined
  }
  const numbers = new Map(packed.keys.map((key, number) => [key, number]))
  let speller: Speller | undefined
  let evidence: Evidence | undefined

  const headlines = new Set(
    entries.flatMap((each) => (each.type === 'topic' ? each.terms.slice(0, each.headline) : [])),
  )
  const priors = Float64Array.from(packed.keys, (key) => {
    const [type = '', id = ''] = key.split(':')
    return PRIOR[headlines.has(id) && type === 'concept' ? 'headline' : (type as Searched['type'])]
  })

  const weigh = (term: string): number => Math.log(1 + packed.keys.length / (postings.frequency(term) ?? 0.5))

  /** The words of a query, in order, with what each may stand for: itself, or the closest words that the index knows. */
  const understood = (text: string): readonly Understood[] => {
    const seen = new Map<string, Understood>()
    return tokens(text).map((token) => {
      const { stem: term, stop } = token
      let known = seen.get(term)
      if (known) return known
      if (stop || postings.frequency(term) !== undefined) {
        known = { ...token, weight: stop ? 0 : weigh(term), meant: stop ? [] : [{ word: term, weight: 1 }] }
      } else {
        speller ??= createSpeller(postings.terms)
        const near = term.length > 24 || seen.size > MOST_WORDS ? [] : speller.near(term, 3)
        const best = near[0]?.distance
        const meant = near
          .filter(({ distance }) => distance === best)
          .map(({ word, distance }) => ({ word, weight: 0.8 ** distance }))
        known = { stem: meant[0]?.word ?? term, stop, weight: weigh(term), meant }
      }
      seen.set(term, known)
      return known
    })
  }

  return {
    hits(text) {
      takeIn()
      const line = understood(text)
      const query = [...new Set(line.filter(({ stop }) => !stop))].slice(0, MOST_WORDS)
      const weights = new Map(query.flatMap(({ meant }) => meant.map(({ word, weight }) => [word, weight] as const)))
      const { scores, lines } = postings.score(weights)
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
        named.set(number, Math.max(named.get(number) ?? 0, weight / Math.max(whole, weight)))
      }
      evidence ??= openLearned(saved.learned, own)
      const likely = judge(
        scores,
        evidence.of(line),
        priors.map((prior, number) => prior + (named.has(number) ? NAMED : 0)),
      )
      const hit = (number: number): Hit => {
        const covered = query.reduce((sum, { weight, meant }) => {
          const held = meant.filter(({ word }) => postings.has(number, word))
          return sum + weight * Math.max(0, ...held.map((each) => each.weight))
        }, 0)
        return {
          key: postings.keys[number] ?? '',
          line: lines[number] ?? 0,
          coverage: Math.max(named.get(number) ?? 0, whole === 0 ? 0 : covered / whole),
          share: likely[number] ?? 0,
          named: named.has(number),
        }
      }
      const ranked = (ranks: Float64Array, from: number, to: number): readonly Hit[] =>
        best(ranks, from, to)
          .filter((number) => scores[number] || named.has(number))
          .map((number) => ({ rank: ranks[number] ?? 0, hit: hit(number) }))
          .sort((a, b) => b.rank - a.rank || (a.hit.key < b.hit.key ? -1 : 1))
          .map((each) => each.hit)
      return {
        entries: ranked(likely, 0, explained),
        asked: ranked(scores, own, scores.length),
        elsewhere: likely.subarray(explained, own).reduce((sum, each) => sum + each, 0),
      }
    },

    knows(word) {
      takeIn()
      return tokens(word).every(({ stem, stop }) => !stop && postings.frequency(stem) !== undefined)
    },

    company(text, entry, name) {
      takeIn()
      const own = new Set(name.map(stem))
      const number = numbers.get(keyOf(entry))
      if (number === undefined) return 0
      return [...new Set(terms(text))]
        .filter((term) => !own.has(term) && postings.has(number, term))
        .reduce((sum, term) => sum + weigh(term), 0)
    },

    add(sentences) {
      waiting = [...waiting, ...sentences]
    },
  }
}

interface Understood extends Token {
  readonly weight: number
  readonly meant: readonly { readonly word: string; readonly weight: number }[]
}

/** So many different words are looked up in the index, and mended where it does not know them. */
const MOST_WORDS = 80

/**
 * How likely each entry is the one that was meant: the product of what the index gives, what the words are evidence for, and how
 * often it is asked about at all, so that none of them alone decides.
 */
function judge(scores: Float64Array, evidence: Float64Array, priors: Float64Array): Float64Array {
  const own = scores.subarray(0, priors.length)
  const most = own.reduce((sum, each) => Math.max(sum, each), 0) || 1
  const out = priors.map(
    (prior, number) => prior + (evidence[number] ?? 0) + BALANCE * Math.log(FLOOR + (own[number] ?? 0) / most),
  )
  const top = out.reduce((sum, each) => Math.max(sum, each), Number.NEGATIVE_INFINITY)
  const shares = out.map((each) => Math.exp(each - top))
  const all = shares.reduce((sum, each) => sum + each, 0)
  return shares.map((each) => each / all)
}

/** The numbers of those that rank highest, in no order; more of them where several rank as the last does. */
function best(ranks: Float64Array, from: number, to: number): readonly number[] {
  const least = ranks.slice(from, to).sort().at(-MOST_HITS) ?? 0
  const out: number[] = []
  for (let number = from; number < to; number++)
    if ((ranks[number] ?? 0) >= Math.max(least, Number.MIN_VALUE)) out.push(number)
  return out
}
