// How long a budget lasts at a burn rate, and how much of it goes in a time. The target has no part in either: a burn rate of 1 spends
// any budget in exactly its window.

import { z } from 'zod'
import { durationText, numberText, shareText, spanText } from '../../amounts.ts'
import { form, needed, optional, otherwise } from '../../command.ts'
import { row } from '../../pages/buttons.ts'
import { windowClause } from '../../pages/window.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { exhaustion, shareSpent } from '../../reliability/burn.ts'
import { compare, complement, ONE, type Ratio, sub, toNumber } from '../../reliability/rational.ts'
import { bold, text } from '../../reply.ts'
import { duration } from '../../value/amount.ts'
import { burnRateKind } from '../../value/burn-rate.ts'
import { prior } from '../../value/prior.ts'
import { window } from '../../value/window.ts'
import { otherWindows } from './forms.ts'

const EXAMPLE = '/budget rate 14.4x 30d for 1h'

export const rate = form({
  about: 'How long a budget lasts at a burn rate, and how much of it goes in a time',
  explains: 'burn-rate',
  example: EXAMPLE,
  options: {
    rate: needed(burnRateKind, 'The burn rate: 14.4x'),
    window: otherwise(window, '30d', 'The window: 30d, 28d'),
    lasts: optional(
      duration({ name: 'length', sample: '1h', before: 'for|lasts?|lasted|lasting|during|after|in|over' }),
      'How long it burns so: for 1h',
    ),
    left: optional(prior, 'What is left of the budget: 50% left'),
  },
  run({ rate: burn, window: over, lasts, left }, context, raw) {
    if (left?.basis === 'time')
      throw new Refusal(
        'mixed',
        'Without a target the minutes that are left say nothing. Expected a share, such as "50% left".',
        EXAMPLE,
      )
    const remaining = left ? complement(left.used) : ONE
    // A burn rate above 0 ends some time.
    const until = exhaustion({ window: over.seconds, burn, remaining }) ?? over.seconds
    const spent = lasts && shareSpent(burn, lasts, over.seconds)
    const from = left ? `the ${shareText(remaining)} that is left` : 'a full budget'
    return {
      blocks: [
        text(
          ...(spent
            ? [
                bold(`${shareText(spent)} of the budget`),
                ` of ${spanText(over.seconds)} goes in ${spanText(lasts)} at a burn rate of ${numberText(burn)}${afterwards(remaining, spent)}. `,
              ]
            : []),
          until.n === 0n ? 'The budget is already gone.' : `At ${numberText(burn)}, ${from} lasts `,
          ...(until.n === 0n ? [] : [spent ? durationText(until) : bold(durationText(until)), '.']),
          compare(burn, ONE) <= 0 ? ' At 1 or below, the window ends before its budget does.' : '',
        ),
        ...working({
          formula: [
            `time left = ${shareText(remaining)} × ${spanText(over.seconds)} / ${numberText(burn, 6)} = ${durationText(until)}`,
            ...(spent
              ? [
                  `spent = ${numberText(burn, 6)} × ${spanText(lasts)} / ${spanText(over.seconds)} = ${shareText(spent)}`,
                ]
              : []),
          ],
          assumes: [windowClause(over, raw.window !== undefined), 'it burns evenly', 'any target below 100 %'],
          sources: ['workbook-alerts'],
        }),
        ...row([
          ...otherWindows(context, 'rate', raw, over),
          lasts
            ? undefined
            : context.button('In an hour?', { command: 'budget', form: 'rate', raw: { ...raw, lasts: '1h' } }),
        ]),
      ],
      answer: {
        type: 'burn',
        burnRate: toNumber(burn),
        windowSeconds: toNumber(over.seconds),
        remainingRatio: toNumber(remaining),
        exhaustsInSeconds: toNumber(until),
        lastsSeconds: lasts ? toNumber(lasts) : null,
        spentRatio: spent ? toNumber(spent) : null,
      } as { type: 'burn' },
    }
  },
})

/** What a part of the budget leaves. */
function afterwards(remaining: Ratio, spent: Ratio): string {
  const rest = sub(remaining, spent)
  if (rest.n === 0n) return ', which is all that is left'
  return rest.n > 0n ? ` and leaves ${shareText(rest)}` : ', more than is left'
}

export const rateAnswer = z.strictObject({
  type: z.literal('burn'),
  burnRate: z.number(),
  windowSeconds: z.number(),
  remainingRatio: z.number(),
  exhaustsInSeconds: z.number(),
  lastsSeconds: z.number().nullable(),
  spentRatio: z.number().nullable(),
})
