// What a text means: a name, a name with a slip, two that are compared, or what its words are about.

import type { Entry } from './entry.ts'
import type { Names } from './names.ts'
import type { Hit, Hits, Search } from './search.ts'
import { terms, words } from './words.ts'

export type Matched = 'title' | 'alias' | 'search'

/** What a text was found to mean. */
export type Found =
  | {
      readonly type: 'entry'
      readonly entry: Entry
      readonly matched: Matched
      readonly others: readonly Entry[]
    }
  | { readonly type: 'pair'; readonly pair: readonly [Entry, Entry] }
  /** A comparison of which one side is not in the library. */
  | { readonly type: 'half'; readonly known: Entry; readonly matched: Matched; readonly unknown: string }
  | { readonly type: 'choice'; readonly entries: readonly Entry[] }
  | { readonly type: 'unknown'; readonly asked: string; readonly suggestions: readonly Entry[] }

export interface Tools {
  readonly names: Names
  readonly search: Search
  byKey(hit: Hit): Entry[]
  entry(id: string): Entry | undefined
}

const BETWEEN =
  /\s+(?:vs\.?|versus|v\.|or|and|compared (?:to|with)|against|than|differs? from|different from)\s+|\s*[/&]\s*/i
const COMPARES =
  /\b(?:vs\.?|versus|diff(?:s|er|ers|erence|erences|erent)?|compare[ds]?|comparison|distinguish|instead of|which is better|opposed to)\b/i
/** "X or Y?" compares, "X or Y" in a story does not. */
const compares = (text: string): boolean => COMPARES.test(text) || (text.endsWith('?') && /\bor\b/i.test(text))
const FRAME =
  /^(?:(?:so|ok|and|please|pls|hey|hi)[\s,]+)*(?:what(?:'s| is| are| does| do)|whats|who is|define|describe|explain|tell me (?:more )?about|meaning of|definition of|how does|how do|show me|look ?up|more about|is there an entry (?:on|for))\s+(?:an?\s+|the\s+)?|\s+(?:mean|means|work|stand for|definition|meaning)\s*[?.!]*$|[?.!]+$/gi

const unframed = (text: string): string =>
  text
    .replace(FRAME, '')
    .replace(/^\s*(?:an?|the)\s+/i, '')
    .replace(/^["'“”`*_]+|["'“”`*_?.!]+$/g, '')
    .trim()

/** Whether a text is the name of an entry and no more, "what is" apart. */
export const isName = (text: string, names: Names): boolean =>
  (names.exact(text) ?? names.exact(unframed(oneLine(text)))) !== undefined

/** Whether a short text is the name of an entry with a slip in it. */
export const isNearName = (text: string, tools: Pick<Tools, 'names' | 'search'>): boolean =>
  nearNames(unframed(oneLine(text)), tools).length > 0

/** One space for many: patterns that begin with space must not try each of a run. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

export function look(asked: string, tools: Tools): Found {
  const { names } = tools
  const text = oneLine(asked)
  const bare = unframed(text)
  const exact = names.exact(text) ?? names.exact(bare)
  if (exact) return { type: 'entry', ...exact, others: neighbours(exact.entry, tools) }
  return compared(text, bare, tools) ?? searched(text, bare, tools)
}

/** What else the asker of a name may want: what the entry itself points at. */
const neighbours = (entry: Entry, { entry: byId }: Tools): Entry[] =>
  (entry.type === 'concept' ? entry.related : entry.terms).slice(0, 5).flatMap((id) => byId(id) ?? [])

/** A question about two entries, or about one and something the library does not hold. */
function compared(text: string, bare: string, tools: Tools): Found | undefined {
  const { names, entry } = tools
  const body = bare
    .replace(/^(?:the\s+)?(?:diffs?|differences?|comparison)\s+(?:between|of)\s+/i, '')
    .replace(/^compare\s+/i, '')
    .replace(
      /(?<![\s,.:;(-])[\s,.:;(-]+(?:what(?:'s| is| are)|how (?:are|do|does)|which|describe|explain|when)\b[^,]*$/i,
      '',
    )
  const parts = body.split(BETWEEN).map(unframed)
  // "optimistic vs pessimistic locking": what is said once at the end belongs to both.
  const last = words(parts.at(-1) ?? '').at(-1) ?? ''
  const exact = parts.map(
    (part) => names.exact(part) ?? (parts.length > 1 ? names.exact(`${part} ${last}`) : undefined),
  )
  const meant = [...new Set(exact.flatMap((each) => each?.entry ?? []))]
  if (parts.length > 1 && exact.every((each) => each !== undefined)) {
    const [a, b] = meant
    if (a && b)
      return meant.length === 2 ? { type: 'pair', pair: [a, b] } : { type: 'choice', entries: meant.slice(0, 3) }
    if (a) return { type: 'entry', entry: a, matched: exact[0]?.matched ?? 'search', others: [] }
  }
  if (!compares(text)) return undefined
  const ids = [...new Set(names.mentions(words(text)).map(({ id }) => id))]
  const [one, two] = ids.map(entry)
  if (ids.length === 2 && one && two) return { type: 'pair', pair: [one, two] }
  if (parts.length !== 2) return undefined
  const [a, b] = parts.map((part, at) => exact[at]?.entry ?? nearest(part, tools))
  if (a && b && a !== b) return { type: 'pair', pair: [a, b] }
  const known = a ?? b
  if (!known || a === b || words(body).length > 8) return undefined
  const at = a ? 0 : 1
  return { type: 'half', known, matched: exact[at]?.matched ?? 'search', unknown: parts[1 - at] ?? '' }
}

const nearest = (text: string, tools: Tools): Entry | undefined =>
  words(text).join('').length > 3 ? nearNames(text, tools)[0]?.entry : undefined

/**
 * A question is none of ours where the odds of fields elsewhere are so high, as a logarithm; the more of what was asked the best entry
 * speaks of, the higher they have to be. (Both by logistic regression over questions of ours and of strangers: decision 20.)
 */
const FOREIGN_ODDS = -3.8
const FOREIGN_ODDS_COVERED = 5.3
const isForeign = (elsewhere: number, coverage: number): boolean =>
  // The shares add up to one only as far as they are rounded.
  Math.log(elsewhere / Math.max(1 - elsewhere, Number.EPSILON)) > FOREIGN_ODDS + FOREIGN_ODDS_COVERED * coverage

/** Hits this close to the best are another meaning that the asker may have had. */
const TOO_CLOSE = 0.65

/** A name is mistyped in a few words, of which one at least carries meaning; a single word that the library says is no slip. */
const MOST_IN_NAME = 4
function nearNames(bare: string, { names, search }: Pick<Tools, 'names' | 'search'>): ReturnType<Names['near']> {
  const { length } = words(bare)
  const meant = terms(bare).length === 0 || (length === 1 && search.knows(bare))
  return length > MOST_IN_NAME || meant ? [] : names.near(bare)
}

function searched(text: string, bare: string, tools: Tools): Found {
  const { names, search, byKey } = tools
  const near = nearNames(bare, { names, search })
  const [nearest] = near
  if (nearest) {
    const rivals = [...new Set(near.filter(({ distance }) => distance === nearest.distance).map((each) => each.entry))]
    const others = [...new Set(near.map((each) => each.entry))].filter((each) => each !== nearest.entry)
    if (rivals.length === 1 || nearest.distance === 0)
      return { type: 'entry', entry: nearest.entry, matched: 'search', others: others.slice(0, 5) }
    return { type: 'choice', entries: rivals.slice(0, 3) }
  }
  const found = search.hits(text)
  const { entries: hits } = found
  const [best] = hits
  // A concept and a topic may share an id: the better of them stands for both.
  const entries = broaderFirst(hits, byKey)
    .slice(0, 12)
    .flatMap(byKey)
    .filter((each, at, all) => all.findIndex(({ id }) => id === each.id) === at)
    .slice(0, 6)
  const [entry, ...others] = entries
  // One word that is no name says too little, since it stands in many entries, and so do figures alone.
  const little = (terms(bare).length < 2 && !best?.named) || !/\p{L}/u.test(bare)
  const foreign = isForeign(found.elsewhere, best?.coverage ?? 0)
  if (!best || !entry || little || foreign)
    return { type: 'unknown', asked: text, suggestions: suggested(found, entries, byKey) }
  const pair = pairOf(best, tools)
  if (pair) return { type: 'pair', pair }
  const likely = new Set(hits.filter((hit) => hit.share >= best.share * TOO_CLOSE).flatMap(byKey))
  const close = entries.filter((each) => likely.has(each)).slice(0, 3)
  if (close.length > 1 && close.includes(entry) && best.coverage < 0.6) return { type: 'choice', entries: close }
  return { type: 'entry', entry, matched: 'search', others }
}

/** From here on only what says half of what was asked is near: "sharding" has something to do with scaling, a recipe with nothing. */
const SURELY_FOREIGN = 0.9
const LEAST_SAID = 0.5

function suggested(
  { entries: hits, elsewhere }: Hits,
  entries: readonly Entry[],
  byKey: Tools['byKey'],
): readonly Entry[] {
  const near = new Set(hits.filter(({ coverage }) => coverage >= LEAST_SAID).flatMap(byKey))
  return entries.filter((entry) => elsewhere < SURELY_FOREIGN || near.has(entry)).slice(0, 5)
}

/** The two that a hit compares. */
function pairOf({ key }: Hit, { entry }: Tools): readonly [Entry, Entry] | undefined {
  const [type, ids = ''] = key.split(':')
  const [a, b] = type === 'comparison' ? ids.split(' ').flatMap((id) => entry(id) ?? []) : []
  return a && b ? [a, b] : undefined
}

/** A broader entry that is at least so likely as a share of the best hit is answered before it. */
const IN_DOUBT = 0.2

/**
 * In doubt the broader entry: a story that fits "jitter" and nearly as well "backoff" is answered with the one that holds the
 * other, which stands next. Who names the narrower one lifts it far enough above.
 */
function broaderFirst(hits: readonly Hit[], byKey: Tools['byKey']): readonly Hit[] {
  const [best] = hits
  const [entry] = best ? byKey(best) : []
  const broader = entry?.type === 'concept' ? entry.broader : undefined
  const wide = hits.find(({ key }) => key === `concept:${broader}`)
  if (!best || !wide || wide.share < best.share * IN_DOUBT) return hits
  return [wide, ...hits.filter((hit) => hit !== wide)]
}
