// What becomes of a schedule whose time has come: the post of the day, the days that were missed, and when it is due again.
//
// Pure, and never throws: it runs inside the transaction that takes the schedule, and a schedule that stands in the way there
// would hold up all others for ever.

import type { Plan } from '../store/schedules.ts'
import type { Ms, Schedule } from '../store/schema.ts'
import { readDays } from '../value/weekdays.ts'
import { lateness, nextAfter, type Schedule as Times } from './schedule.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Missed days are accounted for as far back as this; a statement takes so many rows only. */
const MOST_BACK = 14 * DAY
/** A zone whose rules changed since the time was worked out may have moved it by this much. */
const MOVED = 3 * HOUR

/** The times of a stored schedule; undefined where they can't be read. */
export function timesOf({ time, zone, days }: Pick<Schedule, 'time' | 'zone' | 'days'>): Times | undefined {
  const read = readDays(days)
  return read && { time, zone, days: read }
}

/** The topics of a stored schedule; none means all. */
export const topicsOf = ({ topics }: Pick<Schedule, 'topics'>): readonly string[] =>
  topics.split(/[\s,;]+/).filter((topic) => topic !== '')

/**
 * The plan of a schedule at `now`. The latest slot whose time has come is claimed for `replica`, or skipped where it is more than
 * two hours late; those before it are skipped. While it is paused nothing is posted, and after the pause nothing that fell into it.
 */
export function planOf(row: Schedule, now: Ms, replica: string): Plan {
  try {
    const times = timesOf(row)
    return times ? planned(row, times, now, replica) : unreadable(`days "${row.days}"`)
  } catch (error) {
    return unreadable((error as Error).message)
  }
}

const unreadable = (what: string): Plan => ({
  nextAt: null,
  pausedReason: `The schedule can't be read: ${what}`,
  posts: [],
})

function planned(row: Schedule, times: Times, now: Ms, replica: string): Plan {
  const { nextAt, pausedReason, pausedUntil } = row
  if (pausedReason !== null && pausedUntil === null) return { nextAt: null, posts: [] }
  if (pausedUntil !== null && pausedUntil > now) return { nextAt: after(times, pausedUntil - 1).at, posts: [] }

  const posts: Plan['posts'][number][] = []
  const earliest = Math.max((nextAt ?? now) - MOVED, now - MOST_BACK, pausedUntil ?? 0)
  let slot = after(times, earliest - 1)
  for (let next = slot; slot.at <= now; slot = next) {
    next = after(times, slot.at)
    const isDue = next.at > now && late(slot.at, now) === 'post'
    const claim = { key: slot.date, dueAt: slot.at, claimedBy: replica, claimedAt: now }
    posts.push(isDue ? { ...claim, state: 'claimed' } : { ...claim, state: 'skipped', reason: 'missed' })
  }
  return { nextAt: slot.at, posts, ...(pausedReason !== null && { pausedReason: null, pausedUntil: null }) }
}

function after(times: Times, at: Ms): { readonly date: string; readonly at: Ms } {
  const slot = nextAfter(times, Temporal.Instant.fromEpochMilliseconds(at))
  return { date: slot.date, at: slot.at.epochMilliseconds }
}

const late = (at: Ms, now: Ms) =>
  lateness(Temporal.Instant.fromEpochMilliseconds(at), Temporal.Instant.fromEpochMilliseconds(now))

/** True where the two hours are over in which a post may still go out. */
export const isLate = (dueAt: Ms, now: Ms): boolean => late(dueAt, now) === 'skip'
