// Alerts on the burn rate over several windows: what to set, how fast each fires and falls silent, and which can't work.

import { z } from 'zod'
import { durationText, numberText, shareText, spanText, targetText } from '../../amounts.ts'
import { form, otherwise } from '../../command.ts'
import { row } from '../../pages/buttons.ts'
import { windowClause } from '../../pages/window.ts'
import { working } from '../../pages/working.ts'
import { alertPolicy, type Scaling } from '../../reliability/alerts.ts'
import { complement, mul, toNumber } from '../../reliability/rational.ts'
import { bold, list, spans, text } from '../../reply.ts'
import { window } from '../../value/window.ts'
import { answerOfRow, CELLS, cellsOf, PHILOSOPHY, rowAnswer, scaling } from './alert-rows.ts'
import { goal, noBudget, otherWindows, sameBudget } from './forms.ts'

const EXAMPLE = '/budget alerts 99.9 30d'

export const alerts = form({
  about: 'Burn-rate alerts for a target: windows, thresholds, detection and reset times',
  explains: 'burn-rate',
  example: EXAMPLE,
  options: {
    target: goal,
    window: otherwise(window, '30d', 'The window: 30d, 28d, 7d'),
    scaling,
  },
  run({ target: wanted, window: over, scaling: keeps }, context, raw) {
    const rows = alertPolicy({ target: wanted.ratio, window: over.seconds, scaling: keeps })
    if (rows.length === 0) throw noBudget('no burn rate to alert on', EXAMPLE)
    const never = rows.filter(({ feasible }) => !feasible)
    const low = rows.filter(({ belowOne }) => belowOne)
    const [fast] = rows
    const name = (each: (typeof rows)[number]): string =>
      `${each.severity} at ${numberText(each.burn)} over ${spanText(each.long)}`
    const other: Scaling = keeps === 'share' ? 'burn' : 'share'
    return {
      blocks: [
        text(
          bold(`${rows.length} alerts`),
          ` for ${targetText(wanted.ratio)} over ${spanText(over.seconds)}. `,
          fast?.detection
            ? `A full outage pages after ${durationText(fast.detection)}, with ${shareText(fast.share)} of the budget gone.`
            : '',
          never.length + low.length > 0 ? ` ${never.length + low.length} of them should not be used as they are.` : '',
        ),
        {
          kind: 'table',
          caption: `Burn-rate alerts for ${targetText(wanted.ratio)}`,
          head: [...CELLS, 'error rate', 'budget', 'fires after', 'silent after'],
          rows: rows.map((each) => [
            ...cellsOf(each),
            spans(each.feasible ? `≥ ${shareText(mul(each.burn, complement(wanted.ratio)))}` : 'above 100 %'),
            spans(shareText(each.share)),
            spans(each.detection ? durationText(each.detection) : 'never'),
            spans(each.reset ? durationText(each.reset) : '–'),
          ]),
        },
        ...(never.length + low.length > 0
          ? [
              list([
                ...never.map((each) =>
                  spans(
                    bold('Can never fire: '),
                    `${name(each)}. Even a full outage burns only at ${numberText(toNumber(complement(wanted.ratio)) === 0 ? 0 : 1 / toNumber(complement(wanted.ratio)))}.`,
                  ),
                ),
                ...low.map((each) =>
                  spans(bold('Fires on a service that keeps its SLO: '), `${name(each)} is below 1. Use 1 at least.`),
                ),
              ]),
            ]
          : []),
        ...working({
          formula: [
            'burn rate = budget share × window / alert window; error rate ≥ burn rate × (1 − target)',
            'fires after (1 − target) × burn rate × long window, of a full outage; both windows must agree',
          ],
          assumes: [
            PHILOSOPHY[keeps],
            'a threshold fires when it is reached (≥)',
            'detection and reset are those of a full outage, evaluated all the time',
            windowClause(over, raw.window !== undefined),
          ],
          sources: ['workbook-alerts'],
        }),
        ...row([
          ...otherWindows(context, 'alerts', raw, over),
          context.button(
            other === 'burn' ? 'Keep burn rates' : 'Keep alert windows',
            sameBudget('alerts', raw, { scaling: other }),
          ),
          context.button('15 % errors for 10m?', sameBudget('paged', raw, { errors: '15%', lasts: '10m' })),
        ]),
      ],
      answer: {
        type: 'alert-policy',
        target: toNumber(wanted.ratio),
        targetText: wanted.text,
        windowSeconds: toNumber(over.seconds),
        scaling: keeps,
        rows: rows.map((each) => ({
          ...answerOfRow(each),
          budgetShare: toNumber(each.share),
          detectionSeconds: each.detection && toNumber(each.detection),
          resetSeconds: each.reset && toNumber(each.reset),
          feasible: each.feasible,
          belowOne: each.belowOne,
        })),
      } as { type: 'alert-policy' },
    }
  },
})

export const alertsAnswer = z.strictObject({
  type: z.literal('alert-policy'),
  target: z.number(),
  targetText: z.string(),
  windowSeconds: z.number(),
  scaling: z.enum(['share', 'burn']),
  rows: z.array(
    rowAnswer.extend({
      budgetShare: z.number(),
      detectionSeconds: z.number().nullable(),
      resetSeconds: z.number().nullable(),
      feasible: z.boolean(),
      belowOne: z.boolean(),
    }),
  ),
})
