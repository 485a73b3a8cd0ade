// Calendar windows: "this month", "November", "Q3", "2026-11", a week or a year, in a time zone. Each lasts from its first instant to
// its last, whatever the clocks do in between; what it is called is first written with its zone, so that it means the same elsewhere.

import type { Context } from '../command.ts'
import { type Ratio, ratio } from '../reliability/rational.ts'
import { zoneNamed } from '../zones.ts'
import { zoneOfAsker } from './clock.ts'
import { MONTH, monthOf } from './moments.ts'

/** `from` and `to` in epoch milliseconds; `name` as it is called: "November 2026". */
export interface CalendarWindow {
  readonly kind: 'calendar'
  readonly seconds: Ratio
  readonly from: number
  readonly to: number
  readonly name: string
  readonly zone: string
  /** Nobody has told the zone, so that it is UTC for want of another. */
  readonly assumed?: true
  readonly text: string
}

/** Calendar windows as they are written. "may" and "march" are months only where they can't be verbs. */
export const CALENDAR = new RegExp(
  [
    String.raw`(?<![\p{L}\d-])(?<rel>this|current|last|previous|past) (?<unit>week|month|quarter|year)(?! of)(?:['’]s)?(?![\p{L}])`,
    String.raw`(?<![\p{L}\d])(?<todate>week|month|quarter|year)[ -]to[ -]date`,
    String.raw`(?<![\p{L}\d])(?<td>[mqy]td)(?![\p{L}])`,
    String.raw`(?<![\p{L}\d/-])(?:(?<qy>\d{4})[ -]?)?[Qq](?<q>[1-4])(?:[ /-]?(?<qy2>\d{4}))?(?![\p{L}\d@])`,
    String.raw`(?<![\p{L}\d/-])(?<ym>\d{4}-(?:0[1-9]|1[0-2]))(?:@(?<zone>[\w+/-]+\??))?(?![\d-])`,
    String.raw`(?<![\p{L}\d/-])(?<pin>\d{4}(?:-Q[1-4]|-W\d{2})?)@(?<pinzone>[\w+/-]+\??)`,
    String.raw`(?<![\p{L}\d/-])(?<week>\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3]))(?![\p{L}\d@-])`,
    String.raw`(?<![\p{L}\d-])(?<month>(?!may\b|march\b|mar\b)(?:${MONTH})|(?<=(?:in|for|during|of|over|all) )(?:may|march))(?![\p{L}])(?: (?<my>\d{4})(?![\d.,%])|(?! \d{1,2}(?:st|nd|rd|th|(?![\p{L}\d.,:%]))))`,
    String.raw`(?<![\p{L}\d])(?<month2>may|march|mar) (?<my2>\d{4})(?!\d)`,
  ].join('|'),
  'giu',
)

/** What a zone is called that nobody has told. */
const ASSUMED = 'UTC?'

/** "this month" -> "2026-11@Europe/Berlin": the same window whenever and by whomever it is read. Other windows stay as they are. */
export async function pinCalendar(text: string, context: Context): Promise<string> {
  if (PINNED.test(text.trim()) || !new RegExp(CALENDAR.source, 'iu').test(text)) return text
  return pinned(text, context, /@/.test(text) ? 'UTC' : ((await zoneOfAsker(context)) ?? ASSUMED))
}

function pinned(text: string, { asker }: Context, zone: string): string {
  const today = asker.now.toZonedDateTimeISO(zone.replace('?', '')).toPlainDate()
  const match = new RegExp(CALENDAR.source, 'iu').exec(text)
  const group = match?.groups ?? {}
  const quarter = (year: number, q: number): string => `${year}-Q${q}@${zone}`
  const month = (date: Temporal.PlainDate): string => `${date.toPlainYearMonth().toString()}@${zone}`
  const back = group.rel !== undefined && !/this|current/i.test(group.rel) ? 1 : 0
  const unit = (
    group.unit ??
    group.todate ??
    ({ m: 'month', q: 'quarter', y: 'year' } as const)[(group.td ?? '').charAt(0).toLowerCase() as 'm']
  )?.toLowerCase()
  if (unit === 'week') {
    const day = today.subtract({ weeks: back })
    return `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, '0')}@${zone}`
  }
  if (unit === 'month') return month(today.subtract({ months: back }))
  if (unit === 'quarter') {
    const day = today.subtract({ months: 3 * back })
    return quarter(day.year, Math.ceil(day.month / 3))
  }
  if (unit === 'year') return `${today.year - back}@${zone}`
  if (group.q !== undefined) {
    const q = Number(group.q)
    const year = group.qy ?? group.qy2
    return quarter(year === undefined ? today.year - (q > Math.ceil(today.month / 3) ? 1 : 0) : Number(year), q)
  }
  const named = group.month ?? group.month2
  if (named !== undefined) {
    const m = monthOf(named) ?? 1
    const year = group.my ?? group.my2
    return month(
      Temporal.PlainDate.from({
        year: year === undefined ? today.year - (m > today.month ? 1 : 0) : Number(year),
        month: m,
        day: 1,
      }),
    )
  }
  if (group.week !== undefined) return `${group.week.toUpperCase()}@${zone}`
  if (group.ym !== undefined) return `${group.ym}@${group.zone ?? zone}`
  return text
}

const PINNED = /^(\d{4})(?:-(?:(Q)([1-4])|(W)(\d{2})|(\d{2})))?@([\w+:/-]+)(\?)?$/

/** The window of what `pinCalendar` wrote; undefined for what no calendar has. */
export function readCalendar(text: string): CalendarWindow | undefined {
  const match = PINNED.exec(text)
  if (!match) return undefined
  const [, yearText = '', isQuarter, q, isWeek, w, m, zoneText = '', assumed] = match
  const zone = /^[+-]\d\d:\d\d$/.test(zoneText) ? zoneText : zoneNamed(zoneText)
  if (zone === undefined) return undefined
  const year = Number(yearText)
  try {
    const [first, next, name] = bounds(
      year,
      isQuarter ? Number(q) : undefined,
      isWeek ? Number(w) : undefined,
      m === undefined ? undefined : Number(m),
    )
    const [from, to] = [first, next].map((date) => date.toZonedDateTime(zone).toInstant().epochMilliseconds) as [
      number,
      number,
    ]
    return {
      kind: 'calendar',
      seconds: ratio(to - from, 1000),
      from,
      to,
      name,
      zone,
      ...(assumed && { assumed: true as const }),
      text,
    }
  } catch {
    return undefined
  }
}

function bounds(
  year: number,
  q?: number,
  w?: number,
  m?: number,
): readonly [Temporal.PlainDate, Temporal.PlainDate, string] {
  const day = (month: number): Temporal.PlainDate =>
    Temporal.PlainDate.from({ year, month, day: 1 }, { overflow: 'reject' })
  if (q !== undefined) return [day(3 * q - 2), day(3 * q - 2).add({ months: 3 }), `Q${q} ${year}`]
  if (w !== undefined) {
    // The week that holds 4 January is the first.
    const fourth = Temporal.PlainDate.from({ year, month: 1, day: 4 })
    const monday = fourth.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: w - 1 })
    if (monday.weekOfYear !== w) throw new RangeError(`${year} has no week ${w}`)
    return [monday, monday.add({ weeks: 1 }), `week ${w} of ${year}`]
  }
  if (m !== undefined)
    return [day(m), day(m).add({ months: 1 }), day(m).toLocaleString('en', { month: 'long', year: 'numeric' })]
  return [day(1), day(1).add({ years: 1 }), String(year)]
}
