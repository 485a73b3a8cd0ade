// What was had: availability out of downtime in a period, or out of failed requests.

import { z } from 'zod'
import { availabilityText, countText, durationText, shareText, spanText } from '../../amounts.ts'
import { form, needed, otherwise } from '../../command.ts'
import { row } from '../../pages/buttons.ts'
import { clockNotes, endOf, timed } from '../../pages/outages.ts'
import { periodText, windowClause } from '../../pages/window.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { ninesOf } from '../../reliability/nines.ts'
import { compare, complement, decimal, div, type Ratio, toNumber, ZERO } from '../../reliability/rational.ts'
import { bold, text } from '../../reply.ts'
import { zoneOfAsker } from '../../value/clock.ts'
import { outages } from '../../value/outages.ts'
import { endingAt, window } from '../../value/window.ts'
import { ninesText } from './table.ts'

const USUAL = ['99', '99.5', '99.9', '99.95', '99.99', '99.999']
const EXAMPLE = '/availability 43m in 30d'

/** "It meets 99.5 % and misses 99.9 %." */
function standing(availability: Ratio): string {
  const meets = USUAL.findLast((each) => compare(availability, div(decimal(each), decimal('100'))) >= 0)
  const misses = USUAL.find((each) => compare(availability, div(decimal(each), decimal('100'))) < 0)
  return ` It ${[meets && `meets ${meets} %`, misses && `misses ${misses} %`].filter(Boolean).join(' and ')}.`
}

export const observed = form({
  about: 'Availability and nines out of downtime in a period, or out of failed requests',
  explains: 'sli',
  example: EXAMPLE,
  options: {
    outages: needed(outages, 'Downtime: 43m, 14:02-14:49, "30% for 20m"; or 8300 of 12M'),
    window: otherwise(window, '30d', 'The period: 30d, 90 days, this month'),
  },
  async run({ outages: had, window: over }, context, raw) {
    if (had.basis === 'events') {
      const sli = had.total.n === 0n ? null : complement(div(had.bad, had.total))
      return {
        blocks: [
          sli === null
            ? text(
                bold('No requests, no success rate.'),
                ' With nothing to judge by, the SLI is undefined and no budget is spent.',
              )
            : text(
                bold(availabilityText(sli)),
                ` succeeded: ${countText(had.bad)} of ${countText(had.total)} requests failed (${ninesText(complement(sli))}).${standing(sli)}`,
              ),
          ...working({
            formula:
              sli === null ? [] : [`1 − ${countText(had.bad)} / ${countText(had.total)} = ${availabilityText(sli)}`],
            assumes: ['every request weighs the same'],
            sources: ['workbook-slo'],
          }),
        ],
        answer: {
          type: 'success',
          bad: toNumber(had.bad),
          total: toNumber(had.total),
          ratio: sli && toNumber(sli),
          nines: sli === null || sli.n === sli.d ? null : ninesOf(complement(sli)),
        } as { type: 'success' },
      }
    }
    const clocked = had.list.some(({ from }) => from !== undefined)
    // As /budget does: what a rolling window was when this was asked, whenever its button is pressed.
    const own =
      clocked && over.kind === 'rolling' ? { ...raw, window: endingAt(over.text, endOf(over, context.asker.now)) } : raw
    const zone = clocked ? await zoneOfAsker(context) : undefined
    const { down, notes } = timed(had.list, over, context.asker.now)
    if (compare(down, over.seconds) > 0)
      throw new Refusal(
        'too-long',
        `${durationText(down)} of downtime is more than ${spanText(over.seconds)} holds. Expected less.`,
        EXAMPLE,
      )
    const availability = complement(div(down, over.seconds))
    const missing = complement(availability)
    return {
      blocks: [
        text(
          bold(availabilityText(availability)),
          ` available: ${durationText(down)} down in `,
          ...periodText(over),
          ` (${ninesText(missing)}).${standing(availability)}`,
        ),
        ...working({
          formula: [
            `1 − ${durationText(down)} / ${spanText(over.seconds)} = ${availabilityText(availability)}, down ${shareText(missing)} of the time`,
          ],
          assumes: [windowClause(over, raw.window !== undefined), ...notes, ...clockNotes(had.list, zone)],
          sources: ['sre-risk'],
        }),
        ...row([
          context.button('Against 99.9 %', { command: 'budget', form: 'left', raw: { ...own, target: '99.9' } }),
        ]),
      ],
      answer: {
        type: 'downtime',
        windowSeconds: toNumber(over.seconds),
        downSeconds: toNumber(down),
        availability: toNumber(availability),
        nines: compare(missing, ZERO) === 0 ? null : ninesOf(missing),
      } as { type: 'downtime' },
      ...(own !== raw && { again: { command: 'availability', form: 'observed', raw: own } }),
    }
  },
})

export const observedAnswers = [
  z.strictObject({
    type: z.literal('downtime'),
    windowSeconds: z.number(),
    downSeconds: z.number(),
    availability: z.number(),
    nines: z.number().nullable(),
  }),
  z.strictObject({
    type: z.literal('success'),
    bad: z.number(),
    total: z.number(),
    ratio: z.number().nullable(),
    nines: z.number().nullable(),
  }),
] as const
