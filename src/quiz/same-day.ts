// Two posts of one day, where a change of the schedule's zone has given one morning two dates.

import type { Post, Schedule } from '../store/schema.ts'
import { timesOf } from './plan.ts'
import { instantOf } from './schedule.ts'

/** The key of a daily post is its local date. */
export const isDaily = ({ key }: Pick<Post, 'key'>): boolean => /^\d{4}-\d\d-\d\d$/.test(key)

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
