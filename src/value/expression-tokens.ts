// The words of a system: counts, availabilities, names, and the signs and turns of phrase that join parts ("behind", "in parallel", "2 of 3").
// Words that carry nothing are passed over.

import { countText } from '../amounts.ts'
import { quoted, Refusal } from '../refusal.ts'
import { readNumber } from './number.ts'

export const MOST_PARTS = 1000
const EXAMPLE = '/availability lb 99.99 > (app 99.9 x3 need 2) > (db 99.95 || replica 99.9)'
export const EXPRESSION = {
  example: EXAMPLE,
  expects:
    'parts with their availability, ">" between those that are all needed and "||" between those of which one is enough',
}

export const refuse = (why: string): Refusal =>
  new Refusal('bad-expression', `${why} Expected ${EXPRESSION.expects}.`, EXPRESSION.example)

export type Token =
  /** `loose`: a word such as "with", which may also stand between a name and its number. */
  | { readonly kind: 'series'; readonly loose?: true }
  | { readonly kind: 'parallel' }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  /** "x3": how many of the part before it; "3 x": of the part after it. */
  | { readonly kind: 'times'; readonly count: number }
  | { readonly kind: 'ahead'; readonly count: number; readonly distinct: boolean }
  | { readonly kind: 'need'; readonly count: number }
  | { readonly kind: 'of'; readonly need: number; readonly count: number }
  | { readonly kind: 'target'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string }

const COUNT = String.raw`\d+|two|three|four|five|six|seven|eight|nine|ten`
const NINES = String.raw`(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten)[ -](?:nines|9['’]?s)`
const COPIES =
  'replicas?|copies|nodes?|instances?|servers?|machines?|vms?|regions?|zones?|azs?|hosts?|boxes|pods?|databases?|dbs?|units?|disks?|links?|data ?centers?|data ?centres?'
/** Several of these are different things, all of them needed. */
const DISTINCT =
  'services?|microservices?|components?|dependenc(?:y|ies)|deps|hops?|steps?|stages?|parts?|layers?|tiers?|backends?|apis?'
const TOKEN = new RegExp(
  [
    String.raw`(?<parallel>\|\|?|∥|(?<!\p{L})or(?!\p{L}))`,
    String.raw`(?<series>->|=>|→|>|[,;+&]|(?<!\p{L})(?:and|then|behind|plus|in front of|followed by|depends on|backed by|on top of|calls|talks to|which uses|that uses|with)(?!\p{L}))`,
    String.raw`(?<open>\()|(?<close>\))`,
    String.raw`(?<![\p{L}\d.])(?:any |needs? )?(?<k>${COUNT})[ -](?:out )?of[ -](?<n>${COUNT})(?![\p{L}\d.])(?:\s*(?:x|×)(?![\p{L}]))?(?:\s+(?:${COPIES})(?![\p{L}]))?(?:\s+(?:of|at|with|each)(?![\p{L}]))?`,
    String.raw`(?<![\p{L}\d])(?:needs?|needing|needed|require[sd]?|at least|(?:needs? )?(?:a )?(?:quorum|majority) of)\s*=?\s*(?<need>${COUNT})(?![\p{L}\d.]|[ -](?:out )?of[ -](?:${COUNT})(?!\p{L}))(?:\s+(?:up|alive|needed))?`,
    String.raw`(?<![\p{L}\d.])(?<needed>${COUNT})\s+(?:(?:are|is|must|have|has|of|them|need|needs|to|be|must be)\s+)+(?:needed|required|up|alive|enough|suffices?)(?!\p{L})`,
    String.raw`(?<pair>(?<!\p{L})(?:(?:a |an )?(?:[\p{L}/-]+ )?(?:pair|couple)(?: of)?|twin)(?!\p{L})(?=[^,;>|()]*?\d))|[x×]\s?(?<times>\d+)(?![\d.%\p{L}])|(?<![\p{L}\d.])(?<count>${COUNT})\s?(?:[x×](?=\s*(?:[5-9]\d|100|0?\.\d|\(|[\p{L}]{2,}))|(?:(?!(?:or|and|then|plus|with|behind)\s)[\p{L}]+\s+)?(?<noun>${COPIES}|${DISTINCT})(?!\p{L})(?=(?:,\s*(?:each|both|all|every))?[^,;>|()]*?\d|\s*,\s*\d[\d.]*\s?%? each)|(?:[\p{L}-]+\s+){1,3}?(?=(?:at|of|with)\s\d[\d.]*\s?%?\s(?:each|apiece)(?!\p{L}))|(?=\s\d\d[.%\s]))(?:\s+(?:of|at|with|each)(?![\p{L}]))*`,
    String.raw`(?<target>(?<![\p{L}\d.])${NINES}(?!\p{L})|(?<![\p{L}\d.])\d+(?:[.,]\d+)?\s?%?(?![\p{L}\d]))`,
    String.raw`(?<word>[\p{L}_][\p{L}\p{N}_-]*)`,
    String.raw`(?<space>[\s.?!:%'"/=~-]+)`,
  ].join('|'),
  'giu',
)

/** Words that say nothing of a part. */
const NOISE = new Set(
  `a an the of with our at each is are be what whats what's total overall combined composite availability available uptime compute calculate system end to for it its my we have has having
  if i in one both all every only from using if has slo sla target around about percent nines independent identical redundant them us that which which's how much does do give me get on by as
  these those this and will would can could should so far there behind sits sit sitting runs running run placed put together come out would're were was being make makes made chained chain back s
  whole stack architecture setup needed required up resulting result expected theoretical you your please tell nines compose composition say reliability reliable where when needs quorum majority before down`.split(
    /\s+/,
  ),
)

/** "two databases 99.5 and 99.9": as many as are counted, so that the count says nothing more. */
const NAMED_ONE_BY_ONE = new RegExp(
  String.raw`(?<![\p{L}\d.])(${COUNT})\s+(?:${COPIES}|${DISTINCT})\s*[:,(]?\s*(\d+(?:\.\d+)?\s?%?(?:\s*(?:,|and|or|&|, and)\s*\d+(?:\.\d+)?\s?%?(?![\d.]))+)`,
  'giu',
)
const NUMBERS = /\d+(?:\.\d+)?/g

/** What says that one of the parts is enough, or that all are needed. */
const ONE_IS_ENOUGH =
  /(?<!\p{L})(?:in parallel|side by side|active[-/ ]active|active[-/ ]passive|(?:hot|warm|cold) standby|redundant(?:ly)?(?: pair)?|redundancy|failover between(?: them)?|any one (?:of them )?(?:is enough|suffices|will do|can serve)|one (?:of them )?is enough|either of|either one(?: (?:can serve|is enough|will do|suffices))?|any of (?:them|which)|(?<=(?<!\p{L})(?:both|all|every) [^;?!]{0,80})(?:have|has|need|needs|must)(?: to)? (?:both |all )?(?:fail|go down|be down|die)(?: at once| together)?)(?!\p{L})/iu
const ALL_ARE_NEEDED =
  /(?<!\p{L})(?:in (?:series|a row|serial|a chain|sequence)|serially|chained|all (?:are )?(?:needed|required)|one after (?:the other|another)|depends on|relies on|chain of|both (?:are )?needed)(?!\p{L})/iu
const [EVERY_ENOUGH, EVERY_NEEDED] = [new RegExp(ONE_IS_ENOUGH, 'giu'), new RegExp(ALL_ARE_NEEDED, 'giu')]

export interface Tokens {
  readonly list: readonly Token[]
  /** How parts stand to one another where nothing between them says so. */
  readonly mode: 'series' | 'parallel'
  /** Every copy is said to be needed. */
  readonly all: boolean
  /** One of the copies is said to be enough. */
  readonly any: boolean
}

/** The tokens of a text. Throws a Refusal for what is none. */
export function tokens(text: string): Tokens {
  const [enough, row] = [ONE_IS_ENOUGH.test(text), ALL_ARE_NEEDED.test(text)]
  // What stands in brackets without a number is a remark.
  const bare = text
    .replace(/\([^()\d]*\)/g, ' ')
    .replace(EVERY_ENOUGH, ' ')
    .replace(EVERY_NEEDED, ' ')
    .replace(/ {2,}/g, ' ')
    .replace(NAMED_ONE_BY_ONE, (all, count, named) => (named.match(NUMBERS)?.length === countOf(count) ? named : all))
  const list: Token[] = []
  let at = 0
  for (const match of bare.matchAll(TOKEN)) {
    if (match.index !== at) throw refuse(`${quoted(bare.slice(at, match.index))} can not be read.`)
    at = match.index + match[0].length
    const {
      parallel: or,
      series,
      open,
      close,
      need,
      needed,
      k,
      n,
      times,
      count,
      noun,
      pair,
      target,
      word,
    } = match.groups ?? {}
    if (or !== undefined) list.push({ kind: 'parallel' })
    else if (series !== undefined)
      list.push({ kind: 'series', ...(/^with$/i.test(series) && { loose: true as const }) })
    else if (open !== undefined) list.push({ kind: 'open' })
    else if (close !== undefined) list.push({ kind: 'close' })
    else if (need !== undefined || needed !== undefined) list.push({ kind: 'need', count: countOf(need ?? needed) })
    else if (k !== undefined) list.push({ kind: 'of', need: countOf(k), count: countOf(n) })
    else if (pair !== undefined) list.push({ kind: 'ahead', count: 2, distinct: false })
    else if (times !== undefined) list.push({ kind: 'times', count: countOf(times) })
    else if (count !== undefined)
      list.push({
        kind: 'ahead',
        count: countOf(count),
        distinct: noun !== undefined && new RegExp(`^(?:${DISTINCT})$`, 'i').test(noun),
      })
    else if (target !== undefined) list.push({ kind: 'target', text: target.trim() })
    else if (word !== undefined && (!NOISE.has(word.toLowerCase()) || /^[A-Z]$/.test(word)))
      list.push({ kind: 'word', text: word })
  }
  if (at !== bare.length) throw refuse(`${quoted(bare.slice(at))} can not be read.`)
  return { list, mode: enough && !row ? 'parallel' : 'series', all: row && !enough, any: enough && !row }
}

function countOf(text = ''): number {
  const value = Number(readNumber(text)?.n ?? text)
  if (!(value >= 1 && value <= MOST_PARTS))
    throw refuse(`${quoted(text)} copies: a count is from 1 to ${countText(MOST_PARTS)}.`)
  return value
}
