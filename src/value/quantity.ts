// The quantities that stand in a text: durations, shares, counts, rates, clock times and the rest, each with its place. One
// scanner for all kinds of value, so that "47 min" is the same thing in a line, in a sentence and in an option.
//
// `m` is minutes, `mo` months and `M` after a number millions; `99,9` is a decimal, `12,500` a thousand times that.

import { mul, type Ratio, ratio } from '../reliability/rational.ts'
import { HOURS, ISO, LENGTH, SEVERAL } from './length.ts'
import { BANDWIDTH, BYTES, DISTANCE, PER_UNIT, RATE } from './measures.ts'
import { CLOCK, DATED, MONTH } from './moments.ts'
import { COUNT_WORD, DIGITS, number, SCALE } from './number.ts'
import { END, type Found, FREE, passed, type Rule, rule } from './rule.ts'
import {
  FAILED_IN,
  FRACTION,
  IN,
  NINES,
  NINES_ASKED,
  NINES_FIVE,
  OF,
  PERCENT,
  SEVERAL_PARTS,
  TIER,
  TIER_FIRST,
} from './shares.ts'
import { UNIT } from './units.ts'

export type Amount =
  /** `bare`: the unit stood alone ("per month"). `whole`: the only unit is a calendar one, so many of it. */
  | { readonly kind: 'duration'; readonly seconds: Ratio }
  /** `h:mm` without a unit: hours and minutes, or minutes and seconds. */
  | { readonly kind: 'colon'; readonly hours: Ratio; readonly minutes: Ratio }
  | { readonly kind: 'percent'; readonly share: Ratio }
  | { readonly kind: 'fraction'; readonly share: Ratio }
  | { readonly kind: 'nines'; readonly nines: Ratio }
  | { readonly kind: 'number'; readonly value: Ratio; readonly digits: string }
  /** "8,300 of 12M": both counts. */
  | { readonly kind: 'of'; readonly part: Ratio; readonly whole: Ratio }
  /** "10% below 99.9": what an agreement pays back, and below which availability. */
  | { readonly kind: 'tier'; readonly below: Ratio; readonly credit: Ratio }
  | { readonly kind: 'rate'; readonly perSecond: Ratio }
  | { readonly kind: 'bytes'; readonly bytes: Ratio }
  | { readonly kind: 'bandwidth'; readonly bitsPerSecond: Ratio }
  | { readonly kind: 'distance'; readonly km: Ratio }
  | { readonly kind: 'times'; readonly count: Ratio }
  /** A clock range as it was written; which instants it means depends on the day and the zone. */
  | { readonly kind: 'clock' }
  | { readonly kind: 'time' }

export type Quantity = Amount & { readonly from: number; readonly to: number; readonly text: string }

const CODES = '[45]00|40[134589]|429|499|50[234]'
/** Codes are spoken of ("we saw 500s"); what stands alone, after another value or after "down" is a length of time. */
const STATUS = passed(
  String.raw`${FREE}(?:(?<=(?:\p{L}{3,}|%)\s+)(?<!(?:^|\P{L})(?:down|for|lasted|lasting|took|after|over|about|another|outages?|window|mtbf|mttr|every|each|within)\s+)(?:${CODES})s${END}|(?:${CODES})s(?=\s+(?!(?:down|outages?|long|later|window|each|every)${END})\p{L}{3,}))`,
)

/** In order: the first that fits at a place is taken. */
const RULES: readonly Rule[] = [
  rule(DATED, () => ({ kind: 'clock' })),
  rule(CLOCK, () => ({ kind: 'clock' })),
  // A day, a month or a week of the calendar is no number of 2026, and "1.2.3" is none at all.
  passed(String.raw`${FREE}(?:\d{4}-(?:\d{2}-\d{2}|\d{2}|[qQ]\d|[wW]\d{1,2})|\d+(?:\.\d+){2,})(?![\p{L}\p{N}_])`),
  HOURS,
  rule(
    String.raw`(?:at |@ ?)\d{1,2}:\d{2}(?::\d{2})?${END}|${FREE}\d{1,2}:\d{2}\s?(?:am|pm|z|utc)${END}|${FREE}\d{1,2}\s?(?:am|pm)${END}`,
    () => ({ kind: 'time' }),
  ),
  rule(String.raw`${FREE}(\d{1,2}):(\d{2})${END}(?!:)`, ([, hours, minutes]) => ({
    kind: 'colon',
    hours: number(hours),
    minutes: number(minutes),
  })),
  ISO,
  NINES_FIVE,
  NINES,
  OF,
  IN,
  FAILED_IN,
  BANDWIDTH,
  RATE,
  PER_UNIT,
  BYTES,
  DISTANCE,
  TIER,
  TIER_FIRST,
  PERCENT,
  SEVERAL,
  STATUS,
  NINES_ASKED,
  LENGTH,
  FRACTION,
  SEVERAL_PARTS,
  rule(
    String.raw`${FREE}(?:[x×]\s?(\d[\d,]*)(?!\.\d)|(\d[\d,]*|\d+\.\d+(?=[x×]))\s?[x×])${END}`,
    ([, before, after]) => ({
      kind: 'times',
      count: number(before ?? after),
    }),
  ),
  rule(
    `${FREE}([-−]?)(${DIGITS})(${SCALE})?${END}(?!['’]?s${END})`,
    ([, minus = '', digits = '', scale = '']) => ({
      kind: 'number',
      digits,
      value: mul(number(`${digits}${scale.trim()}`), ratio(minus ? -1 : 1)),
    }),
    'u',
  ),
  rule(`${FREE}(${COUNT_WORD})${END}`, ([text]) => ({ kind: 'number', digits: text, value: number(text) })),
]

/** Where a quantity may begin: a digit, a word of counting, or the sign or mark before one. */
const START = new RegExp(
  [
    String.raw`[\d.½×−]|-(?=[\d.])`,
    String.raw`(?<!\p{L})(?:x\s?\d|at \d|@ ?\d|P[T\d]|half|third|quarter|fifth|tenth|today|yesterday|(?:from|between|started|began)(?= (?:at )?(?:\d|yesterday|today|[a-z]+day|${MONTH}))|(?:below|under|beneath|(?:less|lower) than)(?= \d)|(?:${MONTH})\.?(?= \d)|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*(?= (?:at |from )?\d)|an?(?= (?:${UNIT}|half|third|quarter|fifth|tenth|full|whole|solid|further|additional)(?!\p{L}))|(?:${COUNT_WORD})(?!\p{L}))`,
  ].join('|'),
  'giu',
)

/** Texts that were looked at last: one is asked for by every form that may be meant. */
const known = new Map<string, readonly Quantity[]>()
const MOST_KNOWN = 200

/** All quantities of a text, in order. None overlaps another. */
export function quantitiesIn(text: string): readonly Quantity[] {
  let found = known.get(text)
  if (found === undefined) {
    found = scan(text)
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(text, found)
  }
  return found
}

function scan(text: string): readonly Quantity[] {
  const out: Quantity[] = []
  let at = 0
  for (;;) {
    START.lastIndex = at
    const start = START.exec(text)
    if (!start) return out
    const found = quantityAt(text, start.index)
    if (found === undefined) {
      at = start.index + 1
      continue
    }
    at = start.index + found.length
    if (!found.amount) continue
    const { length: _, ...amount } = found.amount
    out.push({ ...(amount as Amount), from: start.index, to: at, text: text.slice(start.index, at) })
  }
}

/** What stands at a place, and how long it is; without an amount where it is to be passed over. */
function quantityAt(text: string, from: number): { amount?: Found; length: number } | undefined {
  for (const { pattern, read, passes } of RULES) {
    const written = pattern()
    written.lastIndex = from
    const match = written.exec(text)
    if (!match || match[0] === '') continue
    const amount = read(match)
    // A quantity of no length would be found again for ever.
    if (amount?.length === 0) continue
    if (amount) return { amount, length: amount.length ?? match[0].length }
    if (passes) return { length: match[0].length }
  }
  return undefined
}
