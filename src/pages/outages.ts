// Outages as they count: those on a clock are cut to the window and never counted twice, those with a length only are added up.

import { durationText, shareText } from '../amounts.ts'
import { mergeOutages, type Piece } from '../reliability/outages.ts'
import { add, compare, mul, ONE, type Ratio, sum, toNumber } from '../reliability/rational.ts'
import type { Outage } from '../value/outages.ts'
import type { Window } from '../value/window.ts'

export interface Timed {
  /** Seconds, weighted by impact. */
  readonly down: Ratio
  /** As they count, those on a clock first. */
  readonly counted: readonly {
    readonly seconds: Ratio
    readonly impact: Ratio
    readonly from?: bigint
    readonly to?: bigint
  }[]
  readonly pieces: readonly Piece[]
  /** What was assumed of them, each a clause. */
  readonly notes: readonly string[]
}

/** The end of a rolling window: what it says, or now, to the second. Epoch milliseconds. */
export const endOf = (window: Window, now: Temporal.Instant): number =>
  window.kind === 'calendar' ? window.to : (window.ends ?? Math.floor(now.epochMilliseconds / 1000) * 1000)

/** Times without a date or zone have become instants by now. A rolling window ends with `now`, unless it says when. */
export function timed(list: readonly Outage[], window: Window, now: Temporal.Instant): Timed {
  const clocked = list.flatMap(({ from, to, impact }) =>
    from === undefined || to === undefined ? [] : [{ from: BigInt(from), to: BigInt(to), impact }],
  )
  const to = endOf(window, now)
  const span = window.kind === 'calendar' ? window : { from: to - toNumber(window.seconds) * 1000, to }
  const merged = mergeOutages(
    clocked,
    // What lies in the future of a rolling window has been planned, not clipped.
    window.kind === 'calendar' || clocked.every(({ to }) => to <= BigInt(Math.round(span.to)))
      ? { from: BigInt(Math.round(span.from)), to: BigInt(Math.round(span.to)) }
      : undefined,
  )
  const loose = list.filter(({ from }) => from === undefined)
  const partial = list.some(({ impact }) => compare(impact, ONE) < 0)
  return {
    down: add(merged.weightedSeconds, sum(loose.map(({ seconds, impact }) => mul(seconds, impact)))),
    counted: [...merged.pieces, ...loose.map(({ seconds, impact }) => ({ seconds, impact }))],
    pieces: merged.pieces,
    notes: [
      partial
        ? 'a partial outage counts by its share of users or requests'
        : 'each outage counts in full, for everybody',
      ...(merged.overlapped ? ['overlapping outages count once, at the larger share'] : []),
      ...(merged.clipped ? ['what lies outside the window does not count'] : []),
      ...(loose.length > 0 && loose.length < list.length
        ? ['outages without a clock time do not overlap the others']
        : []),
    ],
  }
}

/** How many outages are said back with their times. */
const SAID_BACK = 3

/** When the outages on a clock were, by the clocks of a zone; by UTC where none is known. A clause for each of the first few. */
export function clockNotes(list: readonly Outage[], zone: string | undefined): string[] {
  const at = (ms: number): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone ?? 'UTC')
  const said = list.flatMap(({ from, to }) => {
    if (from === undefined || to === undefined) return []
    const [begins, ends] = [at(from), at(to)]
    const time = (each: Temporal.ZonedDateTime): string =>
      each.toPlainTime().toString({ smallestUnit: each.second === 0 ? 'minute' : 'second' })
    const sameDay = begins.toPlainDate().equals(ends.toPlainDate())
    // Where the clocks changed in between, the offsets tell what a subtraction would not.
    const offset = (each: Temporal.ZonedDateTime): string => (begins.offset === ends.offset ? '' : ` ${each.offset}`)
    return [
      `${begins.toPlainDate()} ${time(begins)}${offset(begins)} to ${sameDay ? '' : `${ends.toPlainDate()} `}${time(ends)}${offset(ends)}`,
    ]
  })
  if (said.length === 0) return []
  const more = said.length > SAID_BACK ? ` and ${said.length - SAID_BACK} more` : ''
  return [
    `the clock times are ${said.slice(0, SAID_BACK).join(', ')}${more} in ${zone ?? 'UTC, since your time zone is not known'}`,
  ]
}

/** "30 % for 47m" or "47m". */
export const outageText = ({ seconds, impact }: Pick<Outage, 'seconds' | 'impact'>): string =>
  compare(impact, ONE) < 0 ? `${shareText(impact)} for ${durationText(seconds)}` : durationText(seconds)
