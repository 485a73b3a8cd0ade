// When a place gets its question: a time on the clock there, on some days of the week.
//
// Every post belongs to a local date, and a date has one post at most. The instant is worked out anew from the wall clock for
// each date, so 09:00 stays 09:00 when clocks change. A time that a date does not have moves on by the length of the gap; one
// that it has twice means the first (Temporal's `compatible`, after RFC 5545). A date that a zone left out altogether, as Samoa
// did with 30 December 2011, has no post.

import { type Day, dayOf } from '../value/weekdays.ts'

export interface Schedule {
  /** On the clock of the zone, HH:MM from 00:00 to 23:59. */
  readonly time: string
  /** An IANA name. */
  readonly zone: string
  /** At least one. */
  readonly days: readonly Day[]
}

export interface Slot {
  /** The local date that the post belongs to: 2026-11-22. */
  readonly date: string
  readonly at: Temporal.Instant
}

/** A post may be this late, the bot having been down; later it is skipped. */
const LATEST = Temporal.Duration.from({ hours: 2 })

/** Days to look ahead: a weekly post whose next date was left out by the zone is two weeks away. */
const HORIZON = 16

/**
 * When the post of a local date is due; undefined where that date has none, by the schedule or because the zone left it out.
 * Throws a RangeError for a time, zone or date that is none.
 */
export function instantOf(schedule: Schedule, date: Temporal.PlainDate | string): Temporal.Instant | undefined {
  const day = Temporal.PlainDate.from(date)
  if (!schedule.days.includes(dayOf(day))) return undefined
  // Temporal disambiguates as `compatible` here.
  const local = day.toZonedDateTime({ timeZone: schedule.zone, plainTime: schedule.time })
  // Moved past midnight by a gap, the date may be there all the same: then its day begins on it.
  const isThere = local.day === day.day || day.toZonedDateTime(schedule.zone).day === day.day
  return isThere ? local.toInstant() : undefined
}

/** The first post after an instant, and not at it. Throws a RangeError for a schedule without days. */
export function nextAfter(schedule: Schedule, instant: Temporal.Instant): Slot {
  // A gap may have moved the post of the day before past midnight.
  const from = localDate(schedule, instant).subtract({ days: 1 })
  for (let ahead = 0; ahead <= HORIZON; ahead++) {
    const slot = slotOf(schedule, from.add({ days: ahead }))
    if (slot && Temporal.Instant.compare(slot.at, instant) > 0) return slot
  }
  throw new RangeError('a schedule has at least one day')
}

/** What is to be done with a post at `now`: wait for it, post it, or skip it since it is more than two hours late. */
export function lateness(at: Temporal.Instant, now: Temporal.Instant): 'early' | 'post' | 'skip' {
  if (Temporal.Instant.compare(now, at) < 0) return 'early'
  return Temporal.Instant.compare(now, at.add(LATEST)) <= 0 ? 'post' : 'skip'
}

const localDate = (schedule: Schedule, instant: Temporal.Instant): Temporal.PlainDate =>
  instant.toZonedDateTimeISO(schedule.zone).toPlainDate()

function slotOf(schedule: Schedule, date: Temporal.PlainDate): Slot | undefined {
  const at = instantOf(schedule, date)
  return at && { date: date.toString(), at }
}
