// How a window is said back: its kind, and for a calendar one from when to when.

import { spanText } from '../amounts.ts'
import type { Span } from '../reply.ts'
import { plain } from '../reply.ts'
import type { Window } from '../value/window.ts'

/** "30 days", or "November 2026 (2026-11-01 00:00 to 2026-12-01 00:00, Europe/Berlin, 30 days)". */
export function periodText(window: Window): Span[] {
  if (window.kind === 'rolling') return [plain(spanText(window.seconds))]
  const at = (ms: number): string =>
    Temporal.Instant.fromEpochMilliseconds(ms)
      .toZonedDateTimeISO(window.zone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' })
      .replace('T', ' ')
  return [
    plain(
      `${window.name} (${at(window.from)} to ${at(window.to)} in ${zoneText(window)}, ${spanText(window.seconds)})`,
    ),
  ]
}

const zoneText = ({ zone, assumed }: Extract<Window, { kind: 'calendar' }>): string =>
  assumed ? `${zone}, since no time zone is known` : zone

/** For the line of what was assumed. */
export const windowClause = (window: Window, given: boolean): string =>
  window.kind === 'calendar'
    ? `calendar window in ${zoneText(window)}, from real instants`
    : `rolling window of ${spanText(window.seconds)}${given ? '' : ', since none was given'}${window.ends === undefined ? '' : ` to ${endText(window.ends)}`}`

const endText = (ms: number): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: 'minute' }).replace('T', ' ').replace('Z', ' UTC')
