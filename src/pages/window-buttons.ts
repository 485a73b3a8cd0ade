// The same question over another window, as buttons.

import type { Call, Context } from '../command.ts'
import { compare, ratio } from '../reliability/rational.ts'
import type { Button } from '../reply.ts'
import type { Window } from '../value/window.ts'

const DAYS = [28, 30]

/** The windows that people hold targets over and that this is not: 28 and 30 days, and the month of `zone`; where it is left out, that of the window, or UTC. */
export function windowButtons(
  context: Context,
  call: Call,
  over: Window,
  zone: string = over.kind === 'calendar' ? over.zone : 'UTC',
  /** How a length of days is written, where it does not end now. */
  ending: (length: string) => string = (length) => length,
): (Button | undefined)[] {
  const ask = (label: string, window: string): Button | undefined =>
    context.button(label, { ...call, raw: { ...call.raw, window } })
  const is = (days: number): boolean => over.kind === 'rolling' && compare(over.seconds, ratio(days * 86_400)) === 0
  const month = context.asker.now.toZonedDateTimeISO(zone).toPlainDate().toPlainYearMonth().toString()
  return [
    ...DAYS.filter((days) => !is(days)).map((days) => ask(`${days} days`, ending(`${days}d`))),
    over.kind === 'calendar' ? undefined : ask('This month', `${month}@${zone}`),
  ]
}
