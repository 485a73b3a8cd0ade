// The window that a target is held over: rolling ("30d", "4 weeks", "month" of 30 days) or a calendar one in a time zone ("this
// month", "November", "Q3", "2026-11"), which lasts from its first instant to its last, whatever the clocks do in between.

import type { Kind, Passage, Spot } from '../command.ts'
import { isStop } from '../library/words.ts'
import { quoted, Refusal } from '../refusal.ts'
import { compare, type Ratio, ratio } from '../reliability/rational.ts'
import { spotOf } from './amount.ts'
import { CALENDAR, type CalendarWindow, pinCalendar, readCalendar } from './calendar.ts'
import { around, type Words } from './near.ts'
import { type Quantity, quantitiesIn } from './quantity.ts'
import { nearestUnit } from './units.ts'

export type Window =
  /** `ends` in epoch milliseconds, where it is not the moment of asking. */
  { readonly kind: 'rolling'; readonly seconds: Ratio; readonly text: string; readonly ends?: number } | CalendarWindow

const DAY = ratio(86_400)
/** Windows that are one word. */
const ROUND: Readonly<Record<string, string>> = {
  hour: '1h',
  day: '1d',
  week: '7d',
  month: '30d',
  quarter: '90d',
  year: '365d',
  hourly: '1h',
  daily: '1d',
  weekly: '7d',
  monthly: '30d',
  quarterly: '90d',
  yearly: '365d',
  annual: '365d',
  annually: '365d',
}

const EXPECTS = 'a window such as 30d, 4w, quarter, "this month", November or Q3'
const EXAMPLE = '/budget 99.9 30d 47m'

const OVER =
  /(?:^|[^\p{L}])(?:over|per|in|within|windows?(?: of)?|rolling|last|past|every|each|during|across|trailing|out of|on a|for a|previous|period(?: of)?)(?:\s+(?:the|a|an|last|past|rolling|trailing|any|our|one))*\s*$/u
const WINDOW = /^[\s-]*(?:rolling|sliding|window|period|slo|budget|error budget|month window)(?![\p{L}])/u
/** What says that a length of time was an outage. */
const DOWN =
  /(?:^|[^\p{L}])(?:down|outages?|lasted|lasting|after|unavailable|incidents?|downtime|dead|broken|for|another|took|burn(?:ed)?|lost)(?:\s+(?:for|of|about|around|some|nearly|almost|over|the|was|were|is|by))*\s*$|^$/u
const DOWN_AFTER =
  /^\s*(?:of )?(?:down|outage|downtime|incident|unavailab|of errors|degraded|full outage|partial|dead|long)/u

/** "inside 99.9 for 30 days": a week and more is what a target is held for, unless it was down for it. */
const held = (before: string, quantity: Quantity): boolean =>
  /(?:^|\s)for\s*$/.test(before) &&
  !/down|out|unavailable|broken|dead/.test(before) &&
  compare(lengthOf(quantity), ratio(7 * 86_400)) >= 0

function rollingAt(passage: Passage): Quantity | undefined {
  const lengths = passage.quantities.filter(({ kind }) => kind === 'duration')
  const near = lengths.map((quantity) => ({ quantity, ...around(passage, quantity) }))
  const down = near.filter(
    ({ before, after, quantity }) =>
      (before.trim() !== '' && DOWN.test(before) && !held(before, quantity) && !/(?:last|past|over) *$/.test(before)) ||
      DOWN_AFTER.test(after),
  )
  const marked = near.filter(
    ({ before, after, quantity }) =>
      OVER.test(before) ||
      WINDOW.test(after) ||
      /^(?:a|an|one) (?:month|quarter|year|week|day|hour)$/i.test(quantity.text),
  )
  const free = near.filter((each) => !down.includes(each)).map(({ quantity }) => quantity)
  const longest = free.reduce<Quantity | undefined>(
    (best, each) => (best && seconds(best) >= seconds(each) ? best : each),
    undefined,
  )
  const day = (quantity: Quantity): boolean => compare(lengthOf(quantity), DAY) >= 0
  const found = (marked.filter((each) => !DOWN_AFTER.test(each.after)).at(-1) ?? marked.at(-1))?.quantity
  // "errors over 20 min, 30d": what is marked may be the length of an outage where something longer is there.
  if (found && (day(found) || !longest || !day(longest))) return found
  // Unmarked, it is the longest, if that is a day at least.
  if (longest && day(longest)) return longest
  // "0d" is no outage but a window without length, and is told so.
  return free.find(({ text }) => /^0+\s?(?:d|w|y|mo)/i.test(text))
}

/** "rolling 30": days. "last 3 mnths" is taken with its word, to be asked for the unit; "the last 30 requests" is no window. */
function bareDays(passage: Passage): Spot | undefined {
  for (const each of passage.quantities) {
    if (each.kind !== 'number' || !/(?:rolling|last|past|trailing)\s*$/.test(around(passage, each).before)) continue
    const [gap = '', word] = /^\s*(\p{L}+)?/u.exec(passage.text.slice(each.to)) ?? []
    if (word === undefined || isStop(word.toLowerCase()) || WINDOW.test(gap))
      return { ...spotOf(each), text: `${each.text}d` }
    const to = each.to + gap.length
    if (nearestUnit(word) !== undefined) return { from: each.from, to, text: passage.text.slice(each.from, to) }
  }
  return undefined
}

/** Lengths that targets are held over: one of them beside a longer one may be meant as the window too. */
const HELD_OVER = new Set([7, 14, 28, 30, 31, 60, 90, 91, 92, 180, 182, 183, 365, 366])
const isHeldOver = (quantity: Quantity): boolean => HELD_OVER.has(seconds(quantity) / 86_400)

/** "30d 31d": two lengths that say nothing of themselves, of which either may be the window. */
function eitherAt(passage: Passage, longest: Quantity): Spot[] | undefined {
  const bare = ({ before, after }: Words): boolean => before.trim() === '' && after.trim() === ''
  const all = passage.quantities.filter((each) => each.kind === 'duration' && isHeldOver(each))
  return all.length > 1 && all.includes(longest) && all.every((each) => bare(around(passage, each)))
    ? all.map(spotOf)
    : undefined
}

/** "30days47m" is no length that a target is held over: a window and an outage, more likely. Its parts are set apart, to be asked about. */
const apart = (text: string): string =>
  text.replace(
    /^([\d.,]+\s?(?:days?|d|weeks?|wks?|w|months?|mos?|years?|y)(?:\s?[\d.,]+\s?(?:h|hrs?|hours?))?)\s?((?:[\d.,]+\s?(?:m|mins?|minutes?|s|secs?|seconds?))+)$/iu,
    '$1, $2',
  )

const lengthOf = (quantity: Quantity): Ratio => (quantity.kind === 'duration' ? quantity.seconds : ratio(0))
const seconds = (quantity: Quantity): number => Number(lengthOf(quantity).n) / Number(lengthOf(quantity).d)

export const window: Kind<Window> = {
  name: 'window',
  expects: EXPECTS,
  example: EXAMPLE,
  early: true,
  likely: ['30d', '28d', 'this month', '90d'],
  spot(passage): Spot[] {
    const free = passage.text
    // "three outages this week, 99.9 over 30d": what is called the window is it.
    const called = rollingAt(passage)
    if (called && /(?:over|rolling|window(?: of)?)\s*$/u.test(around(passage, called).before)) return [spotOf(called)]
    for (const match of free.matchAll(CALENDAR)) {
      const text = match[0].replace(/['’]s$/, '')
      const inside = passage.quantities.some(
        ({ kind, from, to }) => kind === 'clock' && from <= match.index && to >= match.index + 1,
      )
      if (!inside) return [{ from: match.index, to: match.index + match[0].length, text }]
    }
    const length = rollingAt(passage)
    if (length) return eitherAt(passage, length) ?? [{ ...spotOf(length), text: apart(length.text) }]
    const bare =
      /(?<![\p{L}\d-])(?:(?:per|each|every|rolling|a|over the|in the|for the|of the|last|past) )(hour|day|week|month|quarter|year)(?![\p{L}])/iu.exec(
        free,
      )
    // "2 million requests a month" may be a count, whose month is left for the window.
    const counts = passage.quantities.some(
      ({ kind, from, to }) => kind === 'rate' && bare && from < bare.index && to > bare.index,
    )
    if (bare?.[1] !== undefined && !(passage.sure && counts))
      return [{ from: bare.index, to: bare.index + bare[0].length, text: bare[1].toLowerCase() }]
    const every = /(?<![\p{L}])(hourly|daily|weekly|monthly|quarterly|yearly|annually|annual)(?![\p{L}])/iu.exec(free)
    if (every?.[1] !== undefined)
      return [{ from: every.index, to: every.index + every[0].length, text: every[1].toLowerCase() }]
    const word = passage.door === 'line' ? /(?<![\p{L}\d-])(week|month|quarter|year)(?![\p{L}])/iu.exec(free) : null
    if (word) return [{ from: word.index, to: word.index + word[0].length, text: word[0].toLowerCase() }]
    const days = bareDays(passage)
    if (days) return [days]
    // What nothing else has taken is the window, however short.
    const any = passage.sure ? undefined : passage.quantities.find(({ kind }) => kind === 'duration')
    return any ? [spotOf(any)] : []
  },
  pin: pinCalendar,
  read(text) {
    const low = text.trim().toLowerCase()
    const rolling = Object.hasOwn(ROUND, low) ? ROUND[low] : undefined
    if (rolling !== undefined) return readRolling(rolling, text)
    return readCalendar(text.trim()) ?? readEnding(text.trim()) ?? readRolling(text, text)
  },
}

const ENDING = /^(.+)@(\d{8}T\d{6}Z)$/

/** The text of a rolling window that ends at a moment, in epoch milliseconds: what was clipped to it once is so ever after. */
export function endingAt(length: string, ends: number): string {
  const stamp = Temporal.Instant.fromEpochMilliseconds(ends).toString({ smallestUnit: 'second' })
  return `${length}@${stamp.replace(/[-:]/g, '')}`
}

function readEnding(text: string): Window | undefined {
  const [, length = '', stamp = ''] = ENDING.exec(text) ?? []
  if (length === '') return undefined
  const window = readRolling(length, length)
  try {
    return { ...window, ends: Temporal.Instant.from(stamp).epochMilliseconds } as Window
  } catch {
    throw new Refusal('bad-window', `${quoted(text)} ends at no time. Expected ${EXPECTS}.`, EXAMPLE)
  }
}

function readRolling(text: string, given: string): Window {
  const [found, ...more] = quantitiesIn(text)
  if (found?.kind === 'duration' && more.length > 0 && more.every(({ kind }) => kind === 'duration'))
    throw severalLengths(text, [found, ...more])
  const alone =
    found && more.length === 0 && text.replace(found.text, '').replace(/rolling|window|last|past|[-\s]/gi, '') === ''
  if (found?.kind !== 'duration' || !alone) {
    const bare = found?.kind === 'number' && alone ? found.text : undefined
    const [, word = ''] = /^[\d.,]+\s*(\p{L}+)$/u.exec(text.trim()) ?? []
    const unit = nearestUnit(word)
    if (unit !== undefined && found)
      throw new Refusal('no-unit', `${quoted(given)} has no unit that I know. Expected ${EXPECTS}.`, EXAMPLE, [
        `${found.text} ${unit}`,
      ])
    throw new Refusal(
      bare === undefined ? 'bad-window' : 'no-unit',
      bare === undefined
        ? `${quoted(given)} is no window. Expected ${EXPECTS}.`
        : `${quoted(given)} has no unit. Expected ${EXPECTS}.`,
      EXAMPLE,
      bare === undefined ? [] : [`${bare}d`, `${bare}h`, `${bare}w`],
    )
  }
  if (found.seconds.n <= 0n)
    throw new Refusal('bad-window', `${quoted(given)} is no window: it has no length. Expected ${EXPECTS}.`, EXAMPLE)
  if (compare(found.seconds, ratio(100 * 365 * 86_400)) > 0)
    throw new Refusal('bad-window', `${quoted(given)} is more than a hundred years. Expected ${EXPECTS}.`, EXAMPLE)
  return { kind: 'rolling', seconds: found.seconds, text: given.trim() }
}

function severalLengths(text: string, lengths: readonly Quantity[]): Refusal {
  const texts = lengths.map((each) => each.text)
  const said = quoted(texts.join(' '))
  const glued = quantitiesIn(text.replace(/[\s,]/g, '')).length === 1
  return glued && !text.includes(';')
    ? new Refusal(
        'bad-window',
        `${said} may be one length, or a window and an outage. Expected ${EXPECTS}, then a comma, then the outage.`,
        EXAMPLE,
      )
    : new Refusal(
        'bad-window',
        `Each of ${said} may be the window. Expected one: ${EXPECTS}. An outage as long is named: outages=${texts[0]}.`,
        EXAMPLE,
        texts,
      )
}
