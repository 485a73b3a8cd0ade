// The library: entries by id and by what people type. Built from content that has been checked, or from its snapshot.

import { buildIndex, type Saved } from './described.ts'
import type { Comparison, Concept, Content, Entry, Topic } from './entry.ts'
import { createNames, type Names } from './names.ts'
import { type Hit, type Hits, openSearch, type Search } from './search.ts'
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

/** Everything that takes time to make, as plain data. */
export interface Snapshot {
  readonly content: Content
  readonly saved: Saved
}

export function makeSnapshot(content: Content): Snapshot {
  return {
    content,
    saved: buildIndex([...content.concepts, ...content.topics, ...content.comparisons, ...content.elsewhere]),
  }
}

export function openLibrary({ content, saved }: Snapshot): Library {
  const concepts = new Map(content.concepts.map((entry) => [entry.id, entry]))
  const topics = new Map(content.topics.map((entry) => [entry.id, entry]))
  const pairs = new Map(content.comparisons.map((each) => [[...each.pair].sort().join(' '), each]))
  const names = createNames(content.concepts, content.topics, content.elsewhere)
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
    isName: (text) => (names.exact(text) ?? names.exact(unframed(text.replace(/\s+/g, ' ').trim()))) !== undefined,
    isNearName: (text) => nearNames(unframed(text.replace(/\s+/g, ' ').trim()), { names, search }).length > 0,
    mentioned: (text) => mentioned(text, concepts, names, search),
    complete: (typed, count) => complete(typed, count, content, names, search, byKey),
    search,
  }
}

interface Tools {
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

function look(asked: string, tools: Tools): Found {
  const { names } = tools
  // One space for many: patterns that begin with space must not try each of a run.
  const text = asked.replace(/\s+/g, ' ').trim()
  const bare = unframed(text)
  const exact = names.exact(text) ?? names.exact(bare)
  if (exact) return { type: 'entry', ...exact, others: neighbours(exact.entry, tools) }
  return compared(text, bare, tools) ?? searched(text, bare, tools)
}

/** What else the asker of a name may want: what the entry itself points at. */
const neighbours = (entry: Entry, { entry: byId }: Tools): Entry[] =>
  (entry.type === 'concept' ? entry.related : entry.terms).slice(0, 5).flatMap((id) => byId(id) ?? [])

/** A question about two entries, or about one and something the library does not hold. */
function compared(text: string, bare: string, { names, entry }: Tools): Found | undefined {
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
  const [a, b] = parts.map((part, at) => exact[at]?.entry ?? nearest(part, names))
  if (a && b && a !== b) return { type: 'pair', pair: [a, b] }
  const known = a ?? b
  if (!known || a === b || words(body).length > 8) return undefined
  const at = a ? 0 : 1
  return { type: 'half', known, matched: exact[at]?.matched ?? 'search', unknown: parts[1 - at] ?? '' }
}

const nearest = (text: string, names: Names): Entry | undefined =>
  words(text).join('').length > 3 ? names.near(text)[0]?.entry : undefined

/**
 * Below this, the best hit says too little of what was asked. Both counts are needed: a long story has words that no entry has,
 * and a short question on something else may share its one word with an entry.
 */
const LEAST = 62
const enough = ({ fit, coverage, named }: Hit): boolean => named || fit + 60 * coverage >= LEAST
/**
 * The share of fields elsewhere from which a question is none of ours. One of ours hardly ever comes near it; one that says a name of
 * ours is believed longer.
 */
const FOREIGN = 0.15
const FOREIGN_NAMED = 0.35

/** Hits this close to the best are another meaning that the asker may have had. */
const TOO_CLOSE = 0.65

/** A name is mistyped in a few words; a word that the library says somewhere, or a name of something else, is no slip. */
const MOST_IN_NAME = 4
const nearNames = (bare: string, { names, search }: Pick<Tools, 'names' | 'search'>): ReturnType<Names['near']> =>
  words(bare).length > MOST_IN_NAME || names.isElsewhere(bare) || search.knows(bare) ? [] : names.near(bare)

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
  const named = names.mentions(words(text)).length > 0
  // One word that is no name says too little: it stands in many entries.
  const little = terms(bare).length < 2 && !named
  // Of two things that the library does not know, a word they share with an entry says nothing.
  const strangers = COMPARES.test(text) && !named && words(bare).length <= 8
  const foreign = names.isElsewhere(bare) || found.elsewhere >= (named ? FOREIGN_NAMED : FOREIGN)
  if (!best || !entry || little || strangers || foreign || !enough(best))
    return { type: 'unknown', asked: text, suggestions: suggested(found, entries, byKey) }
  const pair = pairOf(best, tools)
  if (pair) return { type: 'pair', pair }
  const close = hits
    .slice(0, 3)
    .filter((hit) => hit.share >= best.share * TOO_CLOSE)
    .flatMap(byKey)
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

/** A broader entry with this share of the best hit's score is answered before it. */
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

/** Words beside it that make an ordinary word mean its entry: about three of those that only some entries have, or some that speak for it. */
const LEAST_COMPANY = 6
const LEAST_SHARE = 0.05

/**
 * A name counts unless the message is of another field as far as can be told. An ordinary word counts where another entry is named that
 * is none, or where the message is about its entry in other words and these say nothing of another field.
 */
function mentioned(text: string, concepts: ReadonlyMap<string, Concept>, names: Names, search: Search): string[] {
  const list = words(text)
  const found = names.mentions(list).flatMap((mention) => {
    const entry = concepts.get(mention.id)
    return entry ? [{ ...mention, entry, name: list.slice(mention.from, mention.to).join(' ') }] : []
  })
  const isOrdinary = ({ entry, name }: (typeof found)[number]): boolean =>
    entry.everyday.some((each) => words(each).join(' ') === name)
  const sure = new Set(found.filter((each) => !isOrdinary(each)).map(({ id }) => id))
  const foreign = sure.size < 2 && found.length > 0 ? search.hits(text).elsewhere : 0
  const counts = (each: (typeof found)[number]): boolean => {
    if (!isOrdinary(each)) return foreign < FOREIGN_NAMED
    if (sure.size > (sure.has(each.id) ? 1 : 0)) return true
    const name = list.slice(each.from, each.to)
    const beside = search.hits(list.toSpliced(each.from, name.length).join(' '))
    const share = beside.entries.find(({ key }) => key === `concept:${each.id}`)?.share ?? 0
    return (
      beside.elsewhere < FOREIGN &&
      (share >= LEAST_SHARE || search.company(text, each.entry, name) >= LEAST_COMPANY)
    )
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

function complete(
  typed: string,
  count: number,
  content: Content,
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
