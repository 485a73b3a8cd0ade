// How fast errors burn a budget, and when it is gone.

import { z } from 'zod'
import { durationText, numberText, shareText, spanText, targetText } from '../../amounts.ts'
import { form, type Kind, needed, optional, otherwise } from '../../command.ts'
import { row } from '../../pages/buttons.ts'
import { periodText, windowClause } from '../../pages/window.ts'
import { working } from '../../pages/working.ts'
import { budgetOf } from '../../reliability/budget.ts'
import { burnRate, exhaustion, maximumBurn, shareSpent } from '../../reliability/burn.ts'
import { compare, complement, div, ONE, type Ratio, ratio, toNumber, ZERO } from '../../reliability/rational.ts'
import { type Block, bold, spans, text } from '../../reply.ts'
import { share } from '../../value/amount.ts'
import { prior } from '../../value/prior.ts'
import type { Quantity } from '../../value/quantity.ts'
import { window } from '../../value/window.ts'
import { goal, noBudget, otherWindows, sameBudget } from './forms.ts'

const EXAMPLE = '/budget 99.9 30d 1.4% errors'

const ERRORS = share({
  name: 'error rate',
  sample: '1.4%',
  expects: 'a share of requests that fail, such as "1.4% errors" or "3 of 200 requests"',
  before: 'error rate|errors?|failure rate|failing|fails?|5xx(?: rate)?|burning',
  after:
    '(?:of )?(?:(?:the|our|all) )?(?:errors?|error rate|failing|failed|failures?|fails?|5xx|bad|requests|traffic|error)',
  // "8300 of 12M" is what failed in all, rather than a rate at which it goes on.
  unsure: ({ kind, text }) => kind === 'of' && !/ in /i.test(text),
  likely: ['1% errors', '0.5% errors', '5% errors'],
  not: {
    after: 'used|left|remaining|spent|burned|burnt|consumed|gone|of (?:the |our )?(?:error )?budget',
    before: 'used|left|remaining|spent',
  },
})

const SPEAKS = /error|fail|5xx|burn/i
/** What looks like a target is no error rate unless it is called one: "99.9% 99.9%". */
const isTargetLike = (quantity: Quantity): boolean =>
  quantity.kind === 'percent' && compare(quantity.share, ratio(9, 10)) >= 0 && compare(quantity.share, ONE) < 0

/** A share of requests that fail. */
export const errorShare: Kind<Ratio> = {
  ...ERRORS,
  spot: (passage) =>
    ERRORS.spot?.({
      ...passage,
      quantities: passage.quantities.filter((each) => !isTargetLike(each) || SPEAKS.test(passage.whole)),
    }) ?? [],
}

const POINTS = 13

export const burn = form({
  about: 'Burn rate of an error rate, and how long the budget lasts at it',
  explains: 'burn-rate',
  example: EXAMPLE,
  options: {
    target: goal,
    errors: needed(errorShare, 'Share of requests that fail: 1.4% errors'),
    window: otherwise(window, '30d', 'The window: 30d, 28d, this month'),
    left: optional(prior, 'What is left of the budget: 50% left'),
  },
  run({ target: wanted, errors, window: over, left }, context, raw) {
    const rate = burnRate(errors, wanted.ratio)
    if (rate === null) throw noBudget('there is no rate at which it burns', EXAMPLE)
    const budget = budgetOf(wanted.ratio, over.seconds)
    const remaining = left === undefined ? ONE : left.basis === 'share' ? complement(left.used) : div(left.left, budget)
    const lasts = errors.n === 0n ? null : exhaustion({ window: over.seconds, burn: rate, remaining })
    const hour = shareSpent(rate, ratio(3600), over.seconds)
    const most = maximumBurn(wanted.ratio)
    const from = compare(remaining, ONE) === 0 ? 'a full budget' : `the ${shareText(remaining)} that is left`
    const slow = compare(rate, ONE) <= 0
    return {
      blocks: [
        text(
          bold(`Burn rate ${numberText(rate)}`),
          ` at ${shareText(errors)} errors against ${targetText(wanted.ratio)}. `,
          lasts === null
            ? 'Without errors the budget is never used up.'
            : lasts.n === 0n
              ? 'The budget is already gone.'
              : `From ${from} of ${spanText(over.seconds)}, ${slow ? 'it would last' : 'it is gone in'} `,
          ...(lasts && lasts.n > 0n ? [bold(durationText(lasts)), '.'] : []),
          slow && lasts !== null && lasts.n > 0n ? ' At 1 or below, the window ends before its budget does.' : '',
        ),
        {
          kind: 'facts',
          facts: [
            { label: 'An hour of it', value: spans(`spends ${shareText(hour)} of the budget`) },
            { label: 'Fastest possible', value: spans(`${numberText(most ?? ZERO)}, when every request fails`) },
            { label: 'Window', value: periodText(over) },
          ],
        },
        ...(lasts && lasts.n > 0n ? [chart(rate, remaining, over.seconds, lasts)] : []),
        ...working({
          formula: [
            `burn rate = error rate / (1 − target) = ${shareText(errors)} / ${shareText(complement(wanted.ratio))} = ${numberText(rate, 6)}`,
            ...(lasts && lasts.n > 0n
              ? [
                  `time left = ${shareText(remaining)} × ${spanText(over.seconds)} / ${numberText(rate, 6)} = ${durationText(lasts)}`,
                ]
              : []),
          ],
          assumes: [windowClause(over, raw.window !== undefined), 'errors go on at this rate', 'traffic stays even'],
          sources: ['workbook-alerts'],
        }),
        ...row([
          ...otherWindows(context, 'burn', raw, over),
          context.button('Would it page?', sameBudget('paged', raw, { errors: raw.errors ?? '', lasts: '10m' })),
          context.button('If half is left', sameBudget('burn', raw, { errors: raw.errors ?? '', left: '50% left' })),
          context.button('Alerts', sameBudget('alerts', raw)),
        ]),
      ],
      answer: {
        type: 'burn-rate',
        target: toNumber(wanted.ratio),
        targetText: wanted.text,
        windowSeconds: toNumber(over.seconds),
        errorRatio: toNumber(errors),
        burnRate: toNumber(rate),
        remainingRatio: toNumber(remaining),
        exhaustsInSeconds: lasts === null ? null : toNumber(lasts),
      } as { type: 'burn-rate' },
    }
  },
})

/** Budget left over time at this rate, beside a rate of 1. */
function chart(rate: Ratio, remaining: Ratio, window: Ratio, lasts: Ratio): Block {
  const span = Math.min(toNumber(window), toNumber(lasts) * 1.5)
  const at = Array.from({ length: POINTS }, (_, step) => (span * step) / (POINTS - 1))
  const left = (burning: number, seconds: number): number =>
    Number((100 * Math.max(0, toNumber(remaining) - (burning * seconds) / toNumber(window))).toPrecision(4))
  const unit =
    span > 2 * 86_400 ? (['d', 86_400] as const) : span > 7200 ? (['h', 3600] as const) : (['m', 60] as const)
  return {
    kind: 'chart',
    alt: `At a burn rate of ${numberText(rate)} ${compare(remaining, ONE) === 0 ? 'a full budget' : `the ${shareText(remaining)} that is left of the budget`} is gone after ${durationText(lasts)}.`,
    chart: {
      title: 'Budget left if it goes on',
      shape: 'line',
      unit: '% of budget',
      labels: at.map((seconds) => `${Number((seconds / unit[1]).toPrecision(2))}${unit[0]}`),
      series: [
        { name: 'at this rate', values: at.map((seconds) => left(toNumber(rate), seconds)) },
        { name: 'at rate 1', values: at.map((seconds) => left(1, seconds)) },
      ],
    },
  }
}

export const burnAnswer = z.strictObject({
  type: z.literal('burn-rate'),
  target: z.number(),
  targetText: z.string(),
  windowSeconds: z.number(),
  errorRatio: z.number(),
  burnRate: z.number(),
  remainingRatio: z.number(),
  exhaustsInSeconds: z.number().nullable(),
})
