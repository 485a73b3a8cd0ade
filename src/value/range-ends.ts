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

/** Hours that an outage may go on into the next day without a date; beyond, its ends are more likely the wrong way round. */
const LONGEST_NIGHT = 18

const reversed = (text: string): Refusal =>
  new Refusal(
    'bad-range',
    `${quoted(text)} ends before it begins, or on the day after. Expected the start, then the end; with dates where it lasted so long.`,
    CLOCK_EXAMPLE,
  )

/** Near enough to tell which day is meant, where the clocks change too. */
export const about = (end: End): Temporal.Instant => localOf(end).toZonedDateTime(end.zone).toInstant()

/**
 * The instants from `begins` to `ends`; the end is on the next day where it is not `dated` and would come first. Undefined where it
 * does all the same. Throws a Refusal for a time that did not happen, and for one that happened twice, with what it may mean.
 */
export function between(begins: End, ends: End, dated: boolean, text: string): Between | undefined {
  const first = momentsOf(begins)
  const same = pairs(first, momentsOf(ends), text)
  const until = same.length > 0 || dated ? ends : { ...ends, day: ends.day.add({ days: 1 }) }
  const [only, ...others] = until === ends ? same : pairs(first, momentsOf(until), text)
  if (until !== ends && only && only.to.since(only.from).total('hours') > LONGEST_NIGHT) throw reversed(text)
  if (only && others.length > 0) throw ambiguous([only, ...others], begins, until)
  return only
}

/** The instants that a time on a day may be. */
interface Moments {
  readonly end: End
  readonly happened: 'once' | 'twice' | 'never'
  /** Two where the clocks went back or forward over the time, the earlier one first. */
  readonly instants: readonly [Temporal.Instant, ...Temporal.Instant[]]
}

function momentsOf(end: End): Moments {
  const local = localOf(end)
  const earlier = local.toZonedDateTime(end.zone, { disambiguation: 'earlier' })
  const instant = earlier.toInstant()
  const later = local.toZonedDateTime(end.zone, { disambiguation: 'later' }).toInstant()
  if (instant.equals(later)) return { end, happened: 'once', instants: [instant] }
  const happened = earlier.toPlainDateTime().equals(local) ? 'twice' : 'never'
  return { end, happened, instants: [instant, later] }
}

/** All that a start and an end may mean, as long as the end is later. */
function pairs(begins: Moments, ends: Moments, text: string): Between[] {
  const late = Temporal.Instant.compare(begins.instants[0], ends.instants[0]) < 0
  // Before and after the change: 02:50 to 02:10 may be 20 minutes.
  const twice = begins.happened === 'twice' && ends.happened === 'twice'
  if (!late && !twice) return []
  for (const { happened, end } of [begins, ends]) if (happened === 'never') throw neverWas(end, text)
  return begins.instants.flatMap((from) =>
    ends.instants.flatMap((to) => (Temporal.Instant.compare(from, to) < 0 ? [{ from, to }] : [])),
  )
}

const neverWas = (end: End, text: string): Refusal =>
  new Refusal(
    'no-such-time',
    `${quoted(text)}: ${clockOf(end.time)} did not happen on ${end.day.toString()} in ${end.zone}, since the clocks went forward over it. Expected a time before or after that.`,
    CLOCK_EXAMPLE,
  )

const clockOf = (time: Temporal.PlainTime): string =>
  time.toString({ smallestUnit: time.second === 0 ? 'minute' : 'second' })

/** Asks back which is meant: each end with its day and its offset. */
function ambiguous(found: readonly Between[], begins: End, ends: End): Refusal {
  const said = (instant: Temporal.Instant, { zone }: End): string => {
    const at = instant.toZonedDateTimeISO(zone)
    return `${at.toPlainDate().toString()} ${clockOf(at.toPlainTime())} ${at.offset.slice(0, 6)}`
  }
  const twice = [begins, ends].filter((end) => momentsOf(end).happened === 'twice')
  const times = [...new Set(twice.map(({ time }) => clockOf(time)))].join(' and ')
  const where = twice[0] ?? begins
  return new Refusal(
    'ambiguous-time',
    `${times} happened twice on ${where.day.toString()} in ${where.zone}, when the clocks went back. Expected each time with its offset.`,
    CLOCK_EXAMPLE,
    found.map(({ from, to }) => `${said(from, begins)} to ${said(to, ends)}`),
  )
}
