// What a target allows: downtime by the hour, day, week, month, quarter and year.

import { z } from 'zod'
import { availabilityText, durationText, numberText, spanText, targetText } from '../../amounts.ts'
import { form, needed, optional } from '../../command.ts'
import { row } from '../../pages/buttons.ts'
import { periodText } from '../../pages/window.ts'
import { working } from '../../pages/working.ts'
import { downtime, ninesOf } from '../../reliability/nines.ts'
import { compare, complement, ONE, type Ratio, ratio, toNumber } from '../../reliability/rational.ts'
import { type Block, bold, plain, spans, text } from '../../reply.ts'
import { type Target, target } from '../../value/target.ts'
import { window } from '../../value/window.ts'

const DAY = 86_400
export const PERIODS = {
  hour: 3600,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
  quarter: 90 * DAY,
  year: 365 * DAY,
} as const
export type Period = keyof typeof PERIODS
const NAMES: Readonly<Record<Period, string>> = {
  hour: 'hour',
  day: 'day',
  week: 'week',
  month: 'month (30 days)',
  quarter: 'quarter (90 days)',
  year: 'year (365 days)',
}

export const downtimeSchema = z.strictObject(
  Object.fromEntries(Object.keys(PERIODS).map((name) => [name, z.number()])) as Record<Period, z.ZodNumber>,
)

/** Seconds down in each period at an availability. */
export const downtimes = (availability: Ratio): Record<Period, number> =>
  Object.fromEntries(
    Object.entries(PERIODS).map(([name, seconds]) => [name, toNumber(downtime(availability, ratio(seconds)))]),
  ) as Record<Period, number>

/** The downtime of an availability in each period, as a table. */
export const downtimeTable = (availability: Ratio, caption: string): Block => ({
  kind: 'table',
  caption,
  head: ['in a', 'down'],
  rows: Object.entries(PERIODS).map(([name, seconds]) => [
    spans(NAMES[name as Period]),
    spans(durationText(downtime(availability, ratio(seconds)))),
  ]),
})

/** "3.3 nines"; whole nines are exact, the others are not. */
export function ninesText(unavailability: Ratio): string {
  if (unavailability.n === 0n) return 'no end of nines'
  const nines = ninesOf(unavailability)
  const whole = Math.round(nines)
  return Math.abs(nines - whole) < 1e-9 ? `${whole} ${whole === 1 ? 'nine' : 'nines'}` : `≈ ${numberText(nines)} nines`
}

export const table = form({
  about: 'Downtime that a target allows per hour, day, week, month, quarter and year',
  explains: 'nines',
  example: '/availability 99.95',
  options: {
    target: needed(target, '99.95, 99.95%, 0.9995 or "three nines"'),
    window: optional(window, 'A window of your own: 28d, this month, Q3'),
  },
  run({ target: given, window: over }, context) {
    const { ratio: goal, fractional } = given
    const missing = complement(goal)
    const seconds = over?.seconds ?? ratio(PERIODS.month)
    const allowed = downtime(goal, seconds)
    const shown = fractional ? `≈ ${availabilityText(goal)}` : targetText(goal)
    const span = over ? periodText(over) : [plain('30 days')]
    const asked = over && { window: over.text }
    const usual = fractional && context.button(`${fractional.usual} %`, call({ target: fractional.usual, ...asked }))
    return {
      blocks: [
        compare(goal, ONE) === 0
          ? text(
              bold('100 %'),
              ' allows no downtime at all: a budget of zero, which every change and every failure breaks.',
            )
          : text(
              bold(shown),
              ' allows ',
              bold(durationText(allowed)),
              ' of downtime in ',
              ...span,
              ` (${ninesText(missing)}).`,
              ...(fractional
                ? [
                    ` By the formula that is ${fractional.nines} nines; people who say so often mean ${fractional.usual} %.`,
                  ]
                : []),
            ),
        downtimeTable(goal, `Downtime that ${shown} allows`),
        ...working({
          formula: [`(1 − ${given.text}) × ${spanText(seconds)} = ${durationText(allowed)}`],
          assumes: [
            'time down counts in full',
            ...(over?.kind === 'calendar' ? [`the calendar of ${over.zone}`] : ['a month of 30 days, a year of 365']),
            ...(fractional ? ['n nines are 1 − 10^−n'] : []),
          ],
          sources: ['sre-availability'],
        }),
        ...row([
          usual,
          ...neighbours(given).map((each) => context.button(`${each} %`, call({ target: each, ...asked }))),
          context.button('Budget', { command: 'budget', form: 'left', raw: { target: percentOf(given), ...asked } }),
        ]),
      ],
      answer: {
        type: 'availability',
        target: toNumber(goal),
        targetText: given.text,
        unavailability: toNumber(missing),
        nines: goal.n === goal.d ? null : (fractional?.nines ?? ninesOf(missing)),
        downtimeSeconds: downtimes(goal),
        ...(over && { windowSeconds: toNumber(seconds), allowedSeconds: toNumber(allowed) }),
      } as { type: 'availability' },
    }
  },
})

const call = (raw: Record<string, string>) => ({ command: 'availability', form: 'table', raw })

/** A target as it is typed: "99.95". */
export const percentOf = ({ ratio: goal }: Target): string => targetText(goal).replace(' %', '')

const USUAL = ['99', '99.5', '99.9', '99.95', '99.99', '99.999']
/** The usual targets next to one, on either side. */
function neighbours(given: Target): string[] {
  const value = Number(percentOf(given))
  return [USUAL.findLast((each) => Number(each) < value), USUAL.find((each) => Number(each) > value)].filter(
    (each) => each !== undefined,
  )
}

export const tableAnswer = z.strictObject({
  type: z.literal('availability'),
  target: z.number(),
  targetText: z.string(),
  unavailability: z.number(),
  nines: z.number().nullable(),
  downtimeSeconds: downtimeSchema,
  windowSeconds: z.number().optional(),
  allowedSeconds: z.number().optional(),
})
