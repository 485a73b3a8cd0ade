// The quantities that stand in a text: durations, shares, counts, rates, clock times and the rest, each with its place. One
// scanner for all kinds of value, so that "47 min" is the same thing in a line, in a sentence and in an option.
//
// `m` is minutes, `mo` months and `M` after a number millions; `99,9` is a decimal, `12,500` a thousand times that.

import { add, compare, decimal, div, mul, type Ratio, ratio, ZERO } from '../reliability/rational.ts'
import { CLOCK, DATED, MONTH } from './moments.ts'
import { COUNT_WORD, DIGITS, NUMBER, number, SCALE } from './number.ts'

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
  | { readonly kind: 'rate'; readonly perSecond: Ratio }
  | { readonly kind: 'bytes'; readonly bytes: Ratio }
  | { readonly kind: 'bandwidth'; readonly bitsPerSecond: Ratio }
  | { readonly kind: 'distance'; readonly km: Ratio }
  | { readonly kind: 'times'; readonly count: Ratio }
  /** A clock range as it was written; which instants it means depends on the day and the zone. */
  | { readonly kind: 'clock' }
  | { readonly kind: 'time' }

export type AmountOf<K extends Amount['kind']> = Extract<Amount, { kind: K }>
export type Quantity = Amount & { readonly from: number; readonly to: number; readonly text: string }

const UNITS: readonly (readonly [pattern: string, seconds: Ratio])[] = [
  ['ns|nanosec(?:ond)?s?', ratio(1, 1_000_000_000)],
  ['[µμ]s|us|microsec(?:ond)?s?', ratio(1, 1_000_000)],
  ['ms|msecs?|millis?|millisec(?:ond)?s?', ratio(1, 1000)],
  ['s|secs?|seconds?', ratio(1)],
  ['m|[Mm]ins?|[Mm]inut?e?s?', ratio(60)],
  ['hrs?|hou?rs?|h|(?<=\\d)H', ratio(3600)],
  ['days?|d|(?<=\\d)D', ratio(86_400)],
  ['weeks?|wks?|w|(?<=\\d)W', ratio(7 * 86_400)],
  ['months?|mos?|mths?', ratio(30 * 86_400)],
  ['quarters?|(?<=\\d)[qQ]', ratio(90 * 86_400)],
  ['years?|yrs?|y|(?<=\\d)Y', ratio(365 * 86_400)],
]
const UNIT = UNITS.map(([pattern]) => pattern).join('|')
const UNIT_READ = UNITS.map(([pattern, seconds]) => [new RegExp(`^\\d?(?:${pattern})$`), seconds] as const)
/** Seconds of a unit. */
const unitOf = (text: string): Ratio =>
  [text, `1${text}`, text.toLowerCase()].flatMap(
    (each) => UNIT_READ.find(([pattern]) => pattern.test(each))?.[1] ?? [],
  )[0] ?? ZERO

/** What a number stands free of: no part of a name ("p99"), of a version, of a path. */
const FREE = String.raw`(?<![\p{L}\p{N}_/@#$]|[\p{L}\p{N}][.:,'-])`
const END = String.raw`(?![\p{L}\p{N}_])`
/** No unit follows: a count, not a length. */
const NO_UNIT = String.raw`(?!\s*(?:${UNIT}|%|percent|nines|9s)${END}|\s*%)`
const ANY = `(?:${NUMBER}|(?:${COUNT_WORD}|an?)(?!\\p{L}))`
const THINGS =
  'req(?:uest)?s?|quer(?:y|ies)|calls?|events?|messages?|msgs?|jobs?|writes?|reads?|ops|operations?|transactions?|tx|txns?|orders?|items?|users?|tasks?|failures?|errors?|incidents?|outages?|guess(?:es)?|attempts?|tries|hits|ids?|uuids?|updates?|rows?|records?'
const BAD = 'failed|failing|bad|5xx|errored|broken|dropped|lost|down|failures?|errors?'
const PER = `s|secs?|seconds?|m|min|minutes?|h|hr|hours?|d|days?|weeks?|months?|years?|yr|y`

/** Counts are whole: "3 replicas of 99.5" is none. */
function of({ 0: text, 1: part, 2: whole, index, input }: RegExpExecArray): Amount | undefined {
  const [a, b] = [number(part), number(whole)]
  // "97 of 3663253 requests" is a target and a total, unless it is said that they failed.
  const goal = a.n >= 90n && a.n < 100n && a.d === 1n && compare(b, ratio(1000)) >= 0
  if (
    goal &&
    !new RegExp(`(?:${BAD})`, 'iu').test(`${text}${/^[^,.;?!]{0,40}/.exec(input.slice(index + text.length))?.[0]}`)
  )
    return undefined
  // "2 of 99" is two parts of 99 %, as nobody counts out of 99.
  if (a.n > b.n && /\//.test(text)) return undefined
  const parts = a.n <= 10n && b.n >= 90n && b.n <= 99n
  return a.d === 1n && b.d === 1n && !parts ? { kind: 'of', part: a, whole: b } : undefined
}

const FRACTIONS: Readonly<Record<string, Ratio>> = {
  half: ratio(1, 2),
  third: ratio(1, 3),
  thirds: ratio(1, 3),
  quarter: ratio(1, 4),
  quarters: ratio(1, 4),
  fifth: ratio(1, 5),
  fifths: ratio(1, 5),
  sixth: ratio(1, 6),
  eighth: ratio(1, 8),
  tenth: ratio(1, 10),
  tenths: ratio(1, 10),
}

interface Rule {
  readonly pattern: RegExp
  read(match: RegExpExecArray): Amount | undefined
}

const rule = (source: string, read: Rule['read'], flags = 'iu'): Rule => ({
  pattern: new RegExp(source, `${flags}y`),
  read,
})

const MORE = '(?:\\s+(?:more|extra|further|additional|full|whole|solid))?'
const UNIT_END = '(?![\\p{L}_])'
const PIECE = String.raw`(?:half (?:an?|of an) (?:${UNIT})${END}|(?:an?|one) (?:${UNIT}) and a half${END}|${ANY}(?:\s*(?:and a half|½))?${MORE}[\s-]*(?:${UNIT})${UNIT_END})`

/** "5 M" is millions, "3 W" no week; and a target before a word ("99.9 month") is none of months. */
const NO_LENGTH = /\d\s?M$|\d\s[A-Z]$|^\d{2,}\.\d+\s+(?:month|quarter|year)$/

/** What ends before a duration that stands in a list: another one and a comma. */
const LISTED_REACH = 40
const LISTED = new RegExp(String.raw`\d\s?(?:${UNIT}),\s*$`, 'iu')

const CODES = '[45]00|40[134589]|429|499|50[234]'
/** Codes are spoken of ("we saw 500s"); what stands alone, after another value or after "down" is a length of time. */
const NINES_ASKED = /(?<=(?:many|more|few|the|of|extra|some|those) )9['’]?s(?![\p{L}\p{N}])/iuy
const STATUS = new RegExp(
  String.raw`${FREE}(?:(?<=(?:\p{L}{3,}|%)\s+)(?<!(?:^|\P{L})(?:down|for|lasted|lasting|took|after|over|about|another|outages?|window|mtbf|mttr|every|each|within)\s+)(?:${CODES})s${END}|(?:${CODES})s(?=\s+(?!(?:down|outages?|long|later|window|each|every)${END})\p{L}{3,}))`,
  'iuy',
)

/** In order: the first that fits at a place is taken. */
const RULES: readonly Rule[] = [
  rule(DATED, () => ({ kind: 'clock' })),
  rule(CLOCK, () => ({ kind: 'clock' })),
  rule(String.raw`${FREE}\d{1,2}:\d{2}(?::\d{2})?\s*(?:h|hrs?|hours?)${END}`, ([text]) => {
    const [hours = '0', minutes = '0', seconds = '0'] = text.replace(/[^\d:]/g, '').split(':')
    return { kind: 'duration', seconds: ratio(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) }
  }),
  rule(
    String.raw`(?:at |@ ?)\d{1,2}:\d{2}(?::\d{2})?${END}|${FREE}\d{1,2}:\d{2}\s?(?:am|pm|z|utc)${END}|${FREE}\d{1,2}\s?(?:am|pm)${END}`,
    () => ({ kind: 'time' }),
  ),
  rule(String.raw`${FREE}(\d{1,2}):(\d{2})${END}(?!:)`, ([, hours, minutes]) => ({
    kind: 'colon',
    hours: number(hours),
    minutes: number(minutes),
  })),
  rule(
    String.raw`${FREE}P(?=\d|T\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?${END}`,
    ([, w, d, h, m, s]) => ({
      kind: 'duration',
      seconds: [
        [w, 604_800],
        [d, 86_400],
        [h, 3600],
        [m, 60],
        [s, 1],
      ].reduce(
        (sum, [count, unit]) => add(sum, mul(count === undefined ? ZERO : decimal(String(count)), ratio(Number(unit)))),
        ZERO,
      ),
    }),
  ),
  rule(
    String.raw`${FREE}(\d)N5${END}`,
    ([, whole]) => ({ kind: 'percent', share: add(ratio(1), ratio(-5n, 10n ** BigInt(Number(whole) + 1))) }),
    'u',
  ),
  rule(
    String.raw`${FREE}(\d+(?:\.\d+)?|${COUNT_WORD})( and a half|½)?(?:[\s-]*nines?|[\s-]+9['’]?s)(?:\s+(five|5))?${END}`,
    ([, count, half, five]) => {
      const nines = add(number(count), half ? ratio(1, 2) : ZERO)
      if (compare(nines, ratio(20)) > 0 || nines.n === 0n) return undefined
      // "three nines five" is 99.95 %.
      return five && nines.d === 1n
        ? { kind: 'percent', share: add(ratio(1), ratio(-5n, 10n ** (nines.n + 1n))) }
        : { kind: 'nines', nines }
    },
  ),
  rule(
    String.raw`${FREE}(${NUMBER}|${COUNT_WORD})(?: (?:${THINGS}|${BAD}|regions?|zones?|shards?|users|customers|tenants|have|has|had|were|was|are|been)){0,3}(?:\s*\/\s*| (?:of|out of|(?:from|in) (?:a )?total of) (?:the |all |our |my |these |its |every |a total of )*)(${NUMBER}|${COUNT_WORD})${END}${NO_UNIT}`,
    of,
  ),
  rule(
    String.raw`${FREE}(\d{1,2}|${COUNT_WORD}) in (?:every )?(\d{1,4}|${COUNT_WORD})(?=\s*$| (?:of )?(?:(?:our|all|the|my) )?(?:users|customers|requests|calls|people|sessions|logins|checkouts|tenants|hosts|pods|shards|payments|orders|jobs|queries|messages|uploads|emails))`,
    of,
  ),
  rule(
    String.raw`${FREE}(${NUMBER}|${COUNT_WORD}) (?:[\p{L}]+ )?(?:${BAD}|errors?|failures?)(?: [\p{L}]+)? (?:in|from|over|on|across) (?:the |all |our |a total of )*(${NUMBER}) (?:total )?(?:${THINGS})${END}`,
    of,
  ),
  rule(
    String.raw`${FREE}(${NUMBER})\s*(?:([kmgt])?(?:bits?|b)(?:\/s(?:ec)?|ps| per second)|([kmgt]i?)?(?:B|bytes?)(?:\/s(?:ec)?|ps| per second))${END}`,
    ([text, value, bits, bytes]) => {
      const isBytes = /B(?:\/s|ps| per)|bytes/.test(text)
      return {
        kind: 'bandwidth',
        bitsPerSecond: mul(mul(number(value), size((isBytes ? (bytes ?? bits) : bits) ?? '')), ratio(isBytes ? 8 : 1)),
      }
    },
  ),
  rule(String.raw`${FREE}(${NUMBER})\s*(rps|qps|tps|iops|hz)${END}`, ([, value]) => ({
    kind: 'rate',
    perSecond: number(value),
  })),
  rule(
    String.raw`${FREE}(${NUMBER}|${COUNT_WORD})\s*(?:(?:(?:[a-z]+ )?(?:${THINGS}))?\s*\/\s?|(?:\s(?!(?:${UNIT})${END}|in |of |over )[a-z]{3,})?\s?per |(?:[a-z]+ )?(?:${THINGS}) (?:an? |each |every ))(${PER})${END}`,
    ([, value, unit]) => ({
      kind: 'rate',
      perSecond: div(number(value), unitOf(unit ?? 's')),
    }),
  ),
  rule(String.raw`${FREE}(${NUMBER})\s*([kmgtp]i?)?(?:B|bytes?)${END}`, ([text, value, scale]) =>
    /b$/.test(text.trim()) ? undefined : { kind: 'bytes', bytes: mul(number(value), size(scale ?? '')) },
  ),
  rule(String.raw`${FREE}(${NUMBER})\s*(km|kilomet(?:er|re)s?|mi|miles?)${END}`, ([, value, unit]) => ({
    kind: 'distance',
    km: /^mi/i.test(unit ?? '') ? mul(number(value), decimal('1.609344')) : number(value),
  })),
  rule(
    String.raw`${FREE}[-−]?(${DIGITS}|${COUNT_WORD})\s*(?:%|percent(?:age)?${END}|pct${END}|per cent${END})`,
    ([text, value]) => ({
      kind: 'percent',
      share: mul(number(value), ratio(/^[-−]/.test(text) ? -1 : 1, 100)),
    }),
  ),
  rule(
    String.raw`${FREE}(\d{1,3}|${COUNT_WORD})(?:\s?[x×]\s?|\s(?=${PIECE} (?:outages|incidents|blips|failures|downtimes)${END})|\s(?:[a-z]+\s)?(?:outages|incidents|blips|downtimes)\s(?:of|lasting|at)\s(?:about |around |roughly |~)?(?=${PIECE}(?!\s(?:in total|total|altogether|combined|together))${END}))(${PIECE})`,
    ([, count, each]) => {
      const one = duration(each ?? '')
      return one?.kind === 'duration' ? { kind: 'duration', seconds: mul(number(count), one.seconds) } : undefined
    },
  ),
  // Codes of HTTP are no seconds: "we saw 500s".
  { pattern: STATUS, read: () => undefined },
  // "how many 9s" asks for nines, of which there is no number yet.
  { pattern: NINES_ASKED, read: () => undefined },
  rule(
    String.raw`${FREE}[-−]?${PIECE}(?:(?:\s*|\s+and\s+|\s*\+\s*)${PIECE})*(?:(?<=\dhr?|\d hr) ?\d{1,2}(?![\d:.,%]|\s*(?:${UNIT}|%|of|x)${END}))?`,
    ({ 0: text, index, input }) => {
      if (NO_LENGTH.test(text)) return undefined
      // "15m, 40m, 1h and 25m" are four.
      const last = LISTED.test(input.slice(Math.max(0, index - LISTED_REACH), index))
        ? /\s+and\s+(?!a half)/i.exec(text)
        : null
      const found = duration(last ? text.slice(0, last.index) : text, last?.index)
      // "99.9 month 1s": what the first one ends before.
      return found && NO_LENGTH.test(text.slice(0, found.length)) ? undefined : found
    },
  ),
  rule(
    String.raw`${FREE}(?:(?:one |a |an )(?:half|third|quarter|fifth|tenth)|half|(?:third|quarter|fifth|tenth)(?= of))(?= (?:of|the|our|all)${END}|\s*$|\s*[;,)]|\s+(?:used|gone|left|spent|remaining|burned|for|users|traffic|requests|customers|down|\d|\u0001))`,
    ([text]) => ({
      kind: 'fraction',
      share: FRACTIONS[text.toLowerCase().split(' ').at(-1) ?? ''] ?? ZERO,
    }),
  ),
  rule(String.raw`${FREE}(${COUNT_WORD}|\d) (thirds|quarters|fifths|tenths)${END}`, ([, count, word = '']) => ({
    kind: 'fraction',
    share: mul(number(count), FRACTIONS[word.toLowerCase()] ?? ZERO),
  })),
  rule(String.raw`${FREE}(?:[x×]\s?(\d[\d,]*)(?!\.\d)|(\d[\d,]*)\s?[x×])${END}`, ([, before, after]) => ({
    kind: 'times',
    count: number(before ?? after),
  })),
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

const POWERS: Readonly<Record<string, bigint>> = {
  '': 1n,
  k: 10n ** 3n,
  m: 10n ** 6n,
  g: 10n ** 9n,
  t: 10n ** 12n,
  p: 10n ** 15n,
}
const size = (scale: string): Ratio => {
  const low = scale.toLowerCase()
  return low.endsWith('i') ? ratio(1024n ** BigInt('kmgtp'.indexOf(low.charAt(0)) + 1)) : ratio(POWERS[low] ?? 1n)
}

const EACH = new RegExp(
  String.raw`(half) (?:an?|of an) (${UNIT})${END}|(?:an?|one) (${UNIT}) and a half${END}|(${NUMBER}|(?:${COUNT_WORD}|an?)(?!\p{L}))(\s*(?:and a half|½))?${MORE}[\s-]*(${UNIT})${UNIT_END}`,
  'giu',
)

/**
 * Units that follow one another must shrink: "2h 30m" is one duration, "30m 2h" are two, of which the first is read.
 *
 * @param most where the text was cut off, so that the rest is looked at again
 */
function duration(text: string, most?: number): (Amount & { length?: number }) | undefined {
  let total = ZERO
  let last: Ratio | undefined
  let end = 0
  for (const match of text.matchAll(EACH)) {
    const [whole, half, halfUnit, andHalfUnit, count, plusHalf, unit] = match
    const size = unitOf(halfUnit ?? andHalfUnit ?? unit ?? '')
    const times = half ? ratio(1, 2) : andHalfUnit ? ratio(3, 2) : add(number(count), plusHalf ? ratio(1, 2) : ZERO)
    if (last && !continues(last, size, text.slice(end, match.index), whole))
      return { kind: 'duration', seconds: total, length: end }
    total = add(total, mul(times, size))
    last = size
    end = match.index + whole.length
  }
  // "1h 30": the minutes need no unit.
  const minutes = /^\s?(\d{1,2})$/.exec(text.slice(end))
  if (minutes && last && compare(last, ratio(3600)) === 0) total = add(total, ratio(Number(minutes[1]) * 60))
  else if (end < text.length) return { kind: 'duration', seconds: total, length: end }
  return {
    kind: 'duration',
    seconds: /^\s*[-−]/.test(text) ? mul(total, ratio(-1)) : total,
    ...(most !== undefined && { length: most }),
  }
}

/** Where a quantity may begin: a digit, a word of counting, or the sign or mark before one. */
const START = new RegExp(
  [
    String.raw`[\d.½×−]|-(?=[\d.])`,
    String.raw`(?<!\p{L})(?:x\s?\d|at \d|@ ?\d|P[T\d]|half|third|quarter|fifth|tenth|today|yesterday|(?:from|between|started|began)(?= (?:at )?(?:\d|yesterday|today|[a-z]+day|${MONTH}))|(?:${MONTH})\.?(?= \d)|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*(?= (?:at |from )?\d)|an?(?= (?:${UNIT}|half|third|quarter|fifth|tenth|full|whole|solid|further|additional)(?!\p{L}))|(?:${COUNT_WORD})(?!\p{L}))`,
  ].join('|'),
  'giu',
)

/**
 * Days and minutes beside each other are a window and an outage ("30d 47m", "30 days 47 minutes"), unless they are written as one.
 * Below an hour, and for the next smaller unit in words ("2 days 5 hours"), they are one length.
 */
function continues(last: Ratio, size: Ratio, gap: string, piece: string): boolean {
  if (compare(size, last) >= 0) return false
  const next = compare(last, mul(size, ratio(31))) <= 0
  return gap === '' || compare(last, ratio(3600)) <= 0 || (next && /[a-z]{4}/i.test(piece))
}

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
    if (found === 'none') at = start.index + 1
    else {
      if (found.amount) {
        const { length = found.length, ...amount } = found.amount as Amount & { length?: number }
        out.push({
          ...(amount as Amount),
          from: start.index,
          to: start.index + length,
          text: text.slice(start.index, start.index + length),
        })
        at = start.index + length
      } else at = start.index + found.length
    }
  }
}

function quantityAt(text: string, from: number): 'none' | { amount: Amount | undefined; length: number } {
  for (const { pattern, read } of RULES) {
    pattern.lastIndex = from
    const match = pattern.exec(text)
    if (!match || match[0] === '') continue
    const amount = read(match)
    // A quantity of no length would be found again for ever.
    if ((amount as { length?: number } | undefined)?.length === 0) continue
    if (amount || pattern === STATUS || pattern === NINES_ASKED) return { amount, length: match[0].length }
  }
  return 'none'
}
