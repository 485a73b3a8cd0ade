// Clock ranges as people write them, and the instants that they mean: "14:02-14:49 UTC", "yesterday 23:50 to 00:20",
// "2026-11-20T14:02Z/14:49Z". A range without a date is the last one that has begun; without a zone it is the asker's.

import { quoted, Refusal } from '../refusal.ts'
import { zoneNamed } from '../zones.ts'
import { about, between, CLOCK_EXAMPLE as EXAMPLE } from './range-ends.ts'

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
/** Months and days by name or by their first three letters. */
export const MONTH = MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`)
  .join('|')
  .replace('sep(?:tember)?', 'sept?(?:ember)?')
const DAY = DAYS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')

/** Abbreviations that mean one offset wherever they are used; "IST" and the like mean several and are asked back. */
const OFFSETS: Readonly<Record<string, string>> = {
  z: 'UTC',
  utc: 'UTC',
  gmt: 'UTC',
  wet: 'UTC',
  cet: '+01:00',
  cest: '+02:00',
  bst: '+01:00',
  west: '+01:00',
  eet: '+02:00',
  eest: '+03:00',
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
  jst: '+09:00',
  aest: '+10:00',
  aedt: '+11:00',
}

const DATE = `\\d{4}-\\d{2}-\\d{2}|today|yesterday|(?:last |on )?(?:${DAY})|\\d{1,2}(?:st|nd|rd|th)?\\.? (?:${MONTH})(?: \\d{4})?|(?:${MONTH})\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?`
const TIME =
  '\\d{1,2}:\\d{2}(?::\\d{2})?(?: ?[ap]m)?|\\d{1,2} ?[ap]m|\\d{1,2}(?= ?(?:-|–|to) ?\\d{1,2}(?::\\d{2})? ?[ap]m)'
/** "started 09:12 and ended 09:31" */
const ENDED =
  '(?:,|and|then)? ?(?:it )?(?:was )?(?:ended|ending|over|resolved|fixed|recovered|mitigated|back(?: up)?)(?: (?:at|by|around))?'
const ZONE = `(?:${Object.keys(OFFSETS)
  .sort((a, b) => b.length - a.length)
  .join('|')})(?![\\p{L}\\d])|[+-]\\d{2}:?\\d{2}(?!\\d)|[a-z]+/[a-z_]+(?:/[a-z_]+)?`
const side = (name: string): string =>
  `(?:(?<${name}Date>${DATE})(?:T|,? (?:at |from )?))?(?<${name}Time>${TIME})(?: ?(?<${name}Zone>${ZONE}))?`
const NOT_INSIDE = '(?<![\\p{L}\\p{N}_./:-])'

/** A range of clock times; the two ends, their dates and zones are named groups. */
export const CLOCK = `${NOT_INSIDE}(?:(?:(?:from|between|started|began)(?: at)? )?${side('from')}\\s*(?:-|–|—|→|/|to|until|till|and|${ENDED})\\s*${side('to')}(?: (?:on )?(?<onDate>${DATE})(?![\\p{L}\\d]))?)(?![\\p{L}\\p{N}])`
/** An instant and a length, as buttons carry it: 20261122T1302Z/47m. */
export const DATED = `${NOT_INSIDE}(?<stamp>\\d{8}T\\d{4}(?:\\d{2})?Z)/(?<length>\\d+)s(?![\\p{L}\\p{N}])`

export interface Range {
  /** Epoch milliseconds. */
  readonly from: number
  readonly to: number
}

const DATED_ONLY = new RegExp(`^${DATED}$`, 'iu')
const CLOCK_ONLY = new RegExp(`^${CLOCK}$`, 'iu')

/** What `pinRange` wrote. */
export function readDated(text: string): Range | undefined {
  const { stamp, length } = DATED_ONLY.exec(text.trim())?.groups ?? {}
  if (stamp === undefined || length === undefined) return undefined
  try {
    const from = Temporal.Instant.from(stamp).epochMilliseconds
    return { from, to: from + Number(length) * 1000 }
  } catch {
    return undefined
  }
}

export const pinRange = ({ from, to }: Range): string => {
  const stamp = Temporal.Instant.fromEpochMilliseconds(from)
    .toString({ smallestUnit: 'second' })
    .replace(/[-:]/g, '')
    .replace(/00Z$/, 'Z')
  return `${stamp}/${Math.round((to - from) / 1000)}s`
}

/** True where a range names its zone, so that whose zone it is does not matter. */
export function namesZone(text: string): boolean {
  const { fromZone, toZone } = CLOCK_ONLY.exec(text.trim())?.groups ?? {}
  return (fromZone ?? toZone) !== undefined
}

/**
 * The instants of a range. `zone` is used where the text names none. Throws a Refusal for times that do not exist and for those that
 * a change of the clocks makes ambiguous.
 */
export function readClock(text: string, now: Temporal.Instant, zone: string): Range {
  const given = CLOCK_ONLY.exec(text.trim())?.groups
  if (!given) throw unreadable(text)
  const { fromDate, fromTime = '', fromZone, toDate, toTime = '', toZone, onDate } = given
  const at = zoneOf(fromZone ?? toZone, text) ?? zone
  const until = zoneOf(toZone ?? fromZone, text) ?? zone
  const [start, end] = meridiem(fromTime, toTime).map((time) => timeOf(time, text)) as [
    Temporal.PlainTime,
    Temporal.PlainTime,
  ]
  const named = fromDate ?? onDate
  let day = named === undefined ? undefined : dateOf(named, now, at, text)
  if (day === undefined) {
    day = now.toZonedDateTimeISO(at).toPlainDate()
    // What has not begun yet was yesterday.
    if (Temporal.Instant.compare(about({ day, time: start, zone: at }), now) > 0) day = day.subtract({ days: 1 })
  }
  const last = toDate === undefined ? undefined : dateOf(toDate, now, until, text)
  const found = between(
    { day, time: start, zone: at },
    { day: last ?? day, time: end, zone: until },
    last !== undefined,
    text,
  )
  if (found === undefined)
    throw new Refusal('bad-range', `${quoted(text)} ends before it begins. Expected the start, then the end.`, EXAMPLE)
  const { from, to } = found
  return { from: from.epochMilliseconds, to: to.epochMilliseconds }
}

const unreadable = (text: string): Refusal =>
  new Refusal(
    'bad-range',
    `${quoted(text)} is no range of clock times. Expected a start and an end, such as 14:02-14:49 UTC.`,
    EXAMPLE,
  )

function zoneOf(name: string | undefined, text: string): string | undefined {
  if (name === undefined) return undefined
  const offset =
    OFFSETS[name.toLowerCase()] ?? (/^[+-]/.test(name) ? name.replace(/^(.\d\d):?(\d\d)$/, '$1:$2') : zoneNamed(name))
  if (offset === undefined) throw unreadable(text)
  return offset
}

/** "2-3:30pm": the mark at the end holds for the start as well. */
function meridiem(from: string, to: string): [string, string] {
  const mark = /[ap]m$/i.exec(to)?.[0]
  return mark !== undefined && !/[ap]m$/i.test(from) ? [`${from}${mark}`, to] : [from, to]
}

function timeOf(text: string, whole: string): Temporal.PlainTime {
  const [, hour = '', minute = '0', second = '0', mark] =
    /^(\d{1,2})(?::(\d{2}))?(?::(\d{2}))? ?([ap]m)?$/i.exec(text) ?? []
  const pm = mark?.toLowerCase() === 'pm'
  const h = Number(hour)
  try {
    if (mark !== undefined && (h < 1 || h > 12)) throw new RangeError('no such hour')
    const hours = mark === undefined ? h : (h % 12) + (pm ? 12 : 0)
    return Temporal.PlainTime.from(
      { hour: hours, minute: Number(minute), second: Number(second) },
      { overflow: 'reject' },
    )
  } catch {
    throw unreadable(whole)
  }
}

function dateOf(text: string, now: Temporal.Instant, zone: string, whole: string): Temporal.PlainDate {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const low = text.toLowerCase().replace(/^(?:last|on) /, '')
  if (low === 'today') return today
  if (low === 'yesterday') return today.subtract({ days: 1 })
  const weekday = DAYS.findIndex((name) => name.startsWith(low.slice(0, 3)) && /^[a-z]+$/.test(low))
  if (weekday >= 0) return today.subtract({ days: (today.dayOfWeek - (weekday + 1) + 7) % 7 })
  try {
    if (/^\d{4}-/.test(low)) return Temporal.PlainDate.from(low)
    const month = monthOf(/[a-z]{3,}/.exec(low)?.[0] ?? '')
    const [day = '', year] = low.replace(/[a-z]+/g, ' ').match(/\d+/g) ?? []
    const date = (y: number): Temporal.PlainDate =>
      Temporal.PlainDate.from({ year: y, month: month ?? 0, day: Number(day) }, { overflow: 'reject' })
    if (year !== undefined) return date(Number(year))
    const thisYear = date(today.year)
    return Temporal.PlainDate.compare(thisYear, today) > 0 ? date(today.year - 1) : thisYear
  } catch {
    throw new Refusal(
      'bad-date',
      `${quoted(whole)} names a day that does not exist. Expected one of the calendar.`,
      '/budget 99.9 28d 2026-11-20 14:02-14:49 UTC',
    )
  }
}

/** 1 to 12 for the name of a month or its first letters. */
export function monthOf(name: string): number | undefined {
  const at = MONTHS.findIndex((month) => month.startsWith(name.toLowerCase().slice(0, 3)))
  return name.length >= 3 && at >= 0 ? at + 1 : undefined
}
