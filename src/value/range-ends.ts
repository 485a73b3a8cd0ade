// The two ends of a clock range as instants. Where the clocks go back a time happens twice, and it is asked back which is meant; where
// they go forward over it, it did not happen.

import { quoted, Refusal } from '../refusal.ts'

export const CLOCK_EXAMPLE = '/budget 99.9 28d 14:02-14:49 UTC'

/** A time on a day by the clocks of a zone, which may be an offset. */
export interface End {
  readonly day: Temporal.PlainDate
  readonly time: Temporal.PlainTime
  readonly zone: string
}

interface Between {
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant
}

const localOf = ({ day, time }: End): Temporal.PlainDateTime => day.toPlainDateTime(time)

/** Near enough to tell which day is meant, where the clocks change too. */
export const about = (end: End): Temporal.Instant => localOf(end).toZonedDateTime(end.zone).toInstant()

/**
 * The instants from `begins` to `ends`; the end is on the next day where it is not `dated` and would come first. Undefined where it
 * does all the same. Throws a Refusal for a time that did not happen, and for one that happened twice, with what it may mean.
 */
export function between(begins: End, ends: End, dated: boolean, text: string): Between | undefined {
  const same = pairs(begins, ends, text)
  const until = same.length > 0 || dated ? ends : { ...ends, day: ends.day.add({ days: 1 }) }
  const [only, ...others] = same.length > 0 || dated ? same : pairs(begins, until, text)
  if (only && others.length > 0) throw ambiguous([only, ...others], begins, until)
  return only
}

/** All that a start and an end may mean, as long as the end is later. */
function pairs(begins: End, ends: End, text: string): Between[] {
  const late = Temporal.Instant.compare(about(begins), about(ends)) < 0
  // Before and after the change: 02:50 to 02:10 may be 20 minutes.
  const twice = momentsOf(begins).length > 1 && momentsOf(ends).length > 1 && isTwice(begins)
  if (!late && !twice) return []
  return instantsOf(begins, text).flatMap((from) =>
    instantsOf(ends, text).flatMap((to) => (Temporal.Instant.compare(from, to) < 0 ? [{ from, to }] : [])),
  )
}

/** Two where the clocks went back or forward over the time. */
function momentsOf(end: End): readonly Temporal.Instant[] {
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    localOf(end).toZonedDateTime(end.zone, { disambiguation }).toInstant(),
  ) as [Temporal.Instant, Temporal.Instant]
  return earlier.equals(later) ? [earlier] : [earlier, later]
}

/** Both moments show that time on the clock: it did not fall into what the clocks went forward over. */
const isTwice = (end: End): boolean =>
  momentsOf(end).length > 1 && localOf(end).toZonedDateTime(end.zone).toPlainDateTime().equals(localOf(end))

function instantsOf(end: End, text: string): readonly Temporal.Instant[] {
  const found = momentsOf(end)
  if (found.length === 1 || isTwice(end)) return found
  throw new Refusal(
    'no-such-time',
    `${quoted(text)}: ${clockOf(end.time)} did not happen on ${end.day.toString()} in ${end.zone}, since the clocks went forward over it. Expected a time before or after that.`,
    CLOCK_EXAMPLE,
  )
}

const clockOf = (time: Temporal.PlainTime): string =>
  time.toString({ smallestUnit: time.second === 0 ? 'minute' : 'second' })

/** Asks back which is meant: each end with its day and its offset. */
function ambiguous(found: readonly Between[], begins: End, ends: End): Refusal {
  const said = (instant: Temporal.Instant, { zone }: End): string => {
    const at = instant.toZonedDateTimeISO(zone)
    return `${at.toPlainDate().toString()} ${clockOf(at.toPlainTime())} ${at.offset.slice(0, 6)}`
  }
  const twice = [begins, ends].filter(isTwice)
  const times = [...new Set(twice.map(({ time }) => clockOf(time)))].join(' and ')
  const where = twice[0] ?? begins
  return new Refusal(
    'ambiguous-time',
    `${times} happened twice on ${where.day.toString()} in ${where.zone}, when the clocks went back. Expected each time with its offset.`,
    CLOCK_EXAMPLE,
    found.map(({ from, to }) => `${said(from, begins)} to ${said(to, ends)}`),
  )
}
