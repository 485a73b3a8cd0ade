// Whether a daily post may still go out: not late, not without its schedule, and not as the second of its day, as where a change of the
// schedule's zone has given one morning two dates.

import type { Ms, Post, Schedule } from '../store/schema.ts'
import { isLate, timesOf } from './plan.ts'
import { instantOf } from './schedule.ts'

/** The key of a daily post is its local date. */
export const isDaily = ({ key }: Pick<Post, 'key'>): boolean => /^\d{4}-\d\d-\d\d$/.test(key)

/** Why a post that was never sent must not be; undefined where it may. `others` are the posts of the place. */
export function reasonToSkip(
  post: Post,
  schedule: Schedule | undefined,
  others: readonly Post[],
  now: Ms,
): 'schedule-gone' | 'late' | 'same-day' | undefined {
  if (!isDaily(post)) return undefined
  if (!schedule) return 'schedule-gone'
  if (isLate(post.dueAt, now)) return 'late'
  return sameDay(post, schedule, others) === 'stands' ? 'same-day' : undefined
}

/**
 * Whether the place has another daily post on the local date of this one, as one that was due before the zone was changed. What the
 * schedule itself would give for another date is no clash: it was only late, or moved by a gap.
 */
export function sameDay(post: Post, schedule: Schedule, others: readonly Post[]): 'stands' | 'may-stand' | undefined {
  const times = timesOf(schedule)
  const clashing = others.filter((other) => {
    if (other.id === post.id || !isDaily(other) || other.state === 'skipped') return false
    if (other.sendingAt === null && other.postedAt === null) return false
    const local = Temporal.Instant.fromEpochMilliseconds(other.dueAt).toZonedDateTimeISO(schedule.zone)
    if (local.toPlainDate().toString() !== post.key) return false
    return !times || instantOf(times, other.key)?.epochMilliseconds !== other.dueAt
  })
  if (clashing.length === 0) return undefined
  return clashing.some(({ state }) => state !== 'claimed' && state !== 'due') ? 'stands' : 'may-stand'
}
