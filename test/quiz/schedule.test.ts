// One post a day at the time on the wall, in every zone, through every change of the clocks.
//
// Zones whose clocks are changed at the same instants by the same amounts are one to a schedule, so every day of 2020 to 2035 is walked
// for one of each kind. Far from a change a day has one offset, and one time of it stands for all; the days around the changes are
// walked at more times, and for the zones by every name.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instantOf, lateness, nextAfter, type Schedule, type Slot } from '../../src/quiz/schedule.ts'
import { DAYS, type Day, readDays, writeDays } from '../../src/value/weekdays.ts'
import { zoneNames } from '../../src/zones.ts'

/** Names that are valid without being listed, most of them links to others. */
const UNLISTED = [
  ...['Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Ho_Chi_Minh', 'Asia/Yangon', 'Europe/Kyiv', 'America/Buenos_Aires'],
  ...['US/Eastern', 'US/Central', 'US/Mountain', 'US/Pacific', 'US/Alaska', 'US/Hawaii', 'Canada/Newfoundland'],
  ...['EST', 'EST5EDT', 'CST6CDT', 'MST7MDT', 'PST8PDT', 'CET', 'EET', 'WET', 'GB', 'Eire', 'Japan', 'NZ', 'NZ-CHAT'],
  ...Array.from({ length: 27 }, (_, at) => `Etc/GMT${at < 12 ? '+' : '-'}${at < 12 ? 12 - at : at - 12}`),
]
const ZONES = [...new Set([...zoneNames(), ...UNLISTED])]
const HOUR = 3_600_000
const DAY = 24 * HOUR
const FIRST = Date.UTC(2020, 0, 1)
const LAST = Date.UTC(2035, 11, 31)

const daily = (time: string, zone: string, days: readonly Day[] = DAYS): Schedule => ({ time, zone, days })
const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text)
const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** A stretch of one offset: from an instant, wall clock minus UTC, all in milliseconds. */
interface Stretch {
  readonly from: number
  readonly offset: number
}

function stretches(zone: string): Stretch[] {
  const out: Stretch[] = []
  const end = Temporal.Instant.fromEpochMilliseconds(LAST + 10 * DAY)
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(FIRST - 10 * DAY).toZonedDateTimeISO(
    zone,
  )
  while (at && Temporal.Instant.compare(at.toInstant(), end) < 0) {
    out.push({ from: at.epochMilliseconds, offset: at.offsetNanoseconds / 1e6 })
    at = at.getTimeZoneTransition('next')
  }
  return out
}

/** Where a time on the wall falls, from the offsets alone: the first time it is shown, or moved on by the gap that swallowed it. */
function onTheWall(list: readonly Stretch[], local: number): number {
  for (const [place, { from, offset }] of list.entries()) {
    const until = list[place + 1]?.from ?? Number.POSITIVE_INFINITY
    const at = local - offset
    if (at >= from && at < until) return at
    // Past the end of this stretch and before the beginning of the next: in the gap, which this offset carries across.
    const next = list[place + 1]
    if (next && at >= until && local - next.offset < until) return at
  }
  throw new Error('the time lies outside')
}

/** One zone of each kind, and the others as they are called. */
const KINDS = Object.values(Object.groupBy(ZONES, (zone) => JSON.stringify(stretches(zone)))).map((zones = []) => zones)

const EVERY_DAY = Array.from({ length: (LAST - FIRST) / DAY + 1 }, (_, day) => FIRST + day * DAY)

/** The runs of days around the changes of the clocks, as midnight in UTC. */
function changes(list: readonly Stretch[]): number[][] {
  return list.slice(1).flatMap(({ from, offset }) => {
    const day = Math.floor((from + offset) / DAY) * DAY
    return day - 2 * DAY < FIRST || day + 2 * DAY > LAST
      ? []
      : [[day - 2 * DAY, day - DAY, day, day + DAY, day + 2 * DAY]]
  })
}

/** Days in a row, each the next post after the one before, and where the wall says; those that are no days of the schedule left out. */
function walk(schedule: Schedule, list: readonly Stretch[], days: readonly number[]): void {
  const [hours = 0, minutes = 0] = schedule.time.split(':').map(Number)
  let before: Temporal.Instant | undefined
  for (const day of days) {
    if (!schedule.days.includes(DAYS[(new Date(day).getUTCDay() + 6) % 7] ?? 'mon')) continue
    const expected = onTheWall(list, day + hours * HOUR + minutes * 60_000)
    const slot = nextAfter(schedule, before ?? Temporal.Instant.fromEpochMilliseconds(expected - 1))
    if (slot.at.epochMilliseconds !== expected || slot.date !== dateOf(day))
      expect({ ...schedule, ...slot, at: slot.at.epochMilliseconds }).toEqual({
        ...schedule,
        date: dateOf(day),
        at: expected,
      })
    before = slot.at
  }
}

describe('in every zone from 2020 to 2035', () => {
  const TIMES = ['00:00', '00:30', '01:30', '03:00', '09:00', '12:00', '23:30', '23:59']
  const SOME: readonly (readonly Day[])[] = [
    ['mon', 'tue', 'wed', 'thu', 'fri'],
    ['sun'],
    ['sat', 'sun'],
    ['mon', 'sun'],
  ]

  test('every day has one post at the time on the wall, or moved on by the gap that swallowed it', {
    timeout: 300_000,
  }, () => {
    expect(KINDS.flat().toSorted()).toEqual(ZONES.toSorted())
    for (const [zone = ''] of KINDS) walk(daily('02:30', zone), stretches(zone), EVERY_DAY)
  })

  test('the days around a change of the clocks have one post, by whatever name and at whatever time', () => {
    for (const [zone = '', ...others] of KINDS) {
      const list = stretches(zone)
      for (const days of changes(list)) {
        for (const time of TIMES) {
          walk(daily(time, zone), list, days)
          // From the moment before each, too.
          for (const day of days) walk(daily(time, zone), list, [day])
        }
        for (const some of SOME) walk(daily('02:30', zone, some), list, days)
        for (const other of others) walk(daily('02:30', other), list, days)
      }
    }
  })

  test('the next post is after any moment, on a day of the schedule, and none comes before it', () => {
    const moments = fc.integer({ min: FIRST, max: LAST }).map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))
    const days = fc.uniqueArray(fc.constantFrom(...DAYS), { minLength: 1 })
    const time = fc
      .integer({ min: 0, max: 24 * 60 - 1 })
      .map((minutes) => Temporal.PlainTime.from('00:00').add({ minutes }))
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), days, time, moments, (zone, on, clock, now) => {
        const schedule = daily(clock.toString({ smallestUnit: 'minute' }), zone, on)
        const slot = nextAfter(schedule, now)
        expect(Temporal.Instant.compare(slot.at, now)).toBe(1)
        expect(instantOf(schedule, slot.date)?.equals(slot.at)).toBe(true)
        const last = Temporal.PlainDate.from(slot.date)
        for (let back = 1; back <= 9; back++) {
          const before = instantOf(schedule, last.subtract({ days: back }))
          if (before) expect(Temporal.Instant.compare(before, now)).not.toBe(1)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

/** The next posts after an instant. */
function upcoming(schedule: Schedule, after: Temporal.Instant, count: number): readonly Slot[] {
  const out: Slot[] = []
  while (out.length < count) out.push(nextAfter(schedule, out.at(-1)?.at ?? after))
  return out
}

describe('when clocks change', () => {
  const at = (time: string, zone: string, date: string): string | undefined =>
    instantOf(daily(time, zone), date)?.toZonedDateTimeISO(zone).toString({ timeZoneName: 'never' })

  test('nine o’clock stays nine o’clock', () => {
    expect(at('09:00', 'Europe/Berlin', '2027-03-27')).toBe('2027-03-27T09:00:00+01:00')
    expect(at('09:00', 'Europe/Berlin', '2027-03-28')).toBe('2027-03-28T09:00:00+02:00')
    expect(at('09:00', 'Europe/Berlin', '2026-10-25')).toBe('2026-10-25T09:00:00+01:00')
  })

  test('a time that the day does not have runs after the gap', () => {
    expect(at('02:30', 'Europe/Berlin', '2027-03-28')).toBe('2027-03-28T03:30:00+02:00')
    // Half an hour only.
    expect(at('02:15', 'Australia/Lord_Howe', '2026-10-04')).toBe('2026-10-04T02:45:00+11:00')
    // From the last hour of Saturday into Sunday: still the post of Saturday.
    expect(at('23:30', 'America/Nuuk', '2025-03-29')).toBe('2025-03-30T00:30:00-01:00')
    expect(at('23:30', 'America/Nuuk', '2025-03-30')).toBe('2025-03-30T23:30:00-01:00')
    expect(nextAfter(daily('23:30', 'America/Nuuk'), instant('2025-03-30T00:10:00-01:00')).date).toBe('2025-03-29')
  })

  test('a time that the day has twice runs once, the first time', () => {
    expect(at('02:30', 'Europe/Berlin', '2026-10-25')).toBe('2026-10-25T02:30:00+02:00')
    const first = instant('2026-10-25T00:30:00Z')
    expect(nextAfter(daily('02:30', 'Europe/Berlin'), first).date).toBe('2026-10-26')
  })

  test('a date that a zone left out has no post, and the others have one each', () => {
    const samoa = daily('09:00', 'Pacific/Apia')
    expect(instantOf(samoa, '2011-12-30')).toBeUndefined()
    const slots = upcoming(samoa, instant('2011-12-28T00:00:00Z'), 4)
    expect(slots.map(({ date }) => date)).toEqual(['2011-12-28', '2011-12-29', '2011-12-31', '2012-01-01'])
    expect(new Set(slots.map((slot) => slot.at.toString())).size).toBe(4)
    const fridays = upcoming(daily('09:00', 'Pacific/Apia', ['fri']), instant('2011-12-24T00:00:00Z'), 2)
    expect(fridays.map(({ date }) => date)).toEqual(['2012-01-06', '2012-01-13'])
  })

  test('a date that begins twice is posted in its first hour, and not again', () => {
    // On 7 November 2010 the clocks in St. John's went from 00:01 back to 23:01 of the day before.
    const midnight = daily('00:00', 'America/St_Johns')
    const second = instant('2010-11-07T03:00:00Z')
    expect(second.toZonedDateTimeISO('America/St_Johns').toPlainDate().toString()).toBe('2010-11-06')
    expect(nextAfter(midnight, second).date).toBe('2010-11-08')
  })
})

describe('a schedule', () => {
  const weekdays = daily('09:00', 'Europe/Berlin', ['mon', 'tue', 'wed', 'thu', 'fri'])

  test('has posts on its days only', () => {
    expect(instantOf(weekdays, '2026-11-22')).toBeUndefined()
    expect(upcoming(weekdays, instant('2026-11-20T12:00:00Z'), 3).map(({ date }) => date)).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
    ])
  })

  test('posts what is at most two hours late, and skips what is later', () => {
    const due = instant('2026-11-23T08:00:00Z')
    expect(lateness(due, due.subtract({ milliseconds: 1 }))).toBe('early')
    expect(lateness(due, due)).toBe('post')
    expect(lateness(due, due.add({ hours: 2 }))).toBe('post')
    expect(lateness(due, due.add({ hours: 2, milliseconds: 1 }))).toBe('skip')
  })

  test('without days, of an unknown zone or with a time that is none is refused', () => {
    const now = instant('2026-11-22T09:00:00Z')
    expect(() => nextAfter(daily('09:00', 'Europe/Berlin', []), now)).toThrow(RangeError)
    expect(() => nextAfter(daily('09:00', 'Europe/Atlantis'), now)).toThrow(RangeError)
    expect(() => nextAfter(daily('25:00', 'Europe/Berlin'), now)).toThrow(RangeError)
  })
})

describe('days of the week', () => {
  test.each([
    ['daily', 'daily'],
    ['every day', 'daily'],
    ['Weekdays', 'weekdays'],
    ['mon-fri', 'weekdays'],
    ['Monday to Friday', 'weekdays'],
    ['mon – thu', 'mon-thu'],
    ['weekends', 'weekends'],
    ['sat,sun', 'weekends'],
    ['mon,wed', 'mon,wed'],
    ['Fri, Mon and Wed', 'mon,wed,fri'],
    ['tuesdays & thursdays', 'tue,thu'],
    ['fri-mon', 'mon,fri,sat,sun'],
    ['mon-wed, sat', 'mon,tue,wed,sat'],
    ['mon mon', 'mon'],
    ['weekdays, sun', 'mon,tue,wed,thu,fri,sun'],
  ])('%s is %s', (text, expected) => {
    expect(writeDays(readDays(text) ?? [])).toBe(expected)
  })

  test.each(['', ' ', 'sometimes', 'mon-', '-fri', 'mon-wed-fri', 'weekdays-sun', 'funday', 'mo', 'and', '1-5'])(
    '"%s" names none',
    (text) => {
      expect(readDays(text)).toBeUndefined()
    },
  )

  test('are read back as they were written, for every set of them', () => {
    for (let bits = 1; bits < 128; bits++) {
      const days = DAYS.filter((_, at) => bits & (1 << at))
      expect(readDays(writeDays(days.toReversed()))).toEqual(days)
    }
  })
})
