// Alerts on the burn rate over several windows: what to set, how fast each fires and falls silent, and which can't work.

import { z } from 'zod'
import { durationText, numberText, shareText, spanText, targetText } from '../../amounts.ts'
import { form, needed, otherwise } from '../../command.ts'
import { row } from '../../pages/buttons.ts'
import { windowClause } from '../../pages/window.ts'
import { windowButtons } from '../../pages/window-buttons.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { alertPolicy, type Scaling } from '../../reliability/alerts.ts'
import { complement, mul, toNumber } from '../../reliability/rational.ts'
import { bold, list, spans, text } from '../../reply.ts'
import { choice } from '../../value/choice.ts'
import { target } from '../../value/target.ts'
import { window } from '../../value/window.ts'

const EXAMPLE = '/budget alerts 99.9 30d'

export const SCALINGS: Readonly<Record<Scaling, string>> = {
  share: 'Keeps alert windows and budget shares, moves the burn rates',
  burn: 'Keeps the burn rates, stretches the alert windows',
}
export const scaling = otherwise(
  choice('scaling', SCALINGS, '/budget alerts 99.9 7d burn'),
  'share',
  'What stays when the window is not 30 days',
)

export const PHILOSOPHY: Readonly<Record<Scaling, string>> = {
  share: 'alert windows and budget shares as in the Workbook; burn rates follow the window (as Sloth scales)',
  burn: 'burn rates and budget shares as in the Workbook; alert windows stretch with the window (as slokit scales)',
}

export const alerts = form({
  about: 'Burn-rate alerts for a target: windows, thresholds, detection and reset times',
  explains: 'burn-rate',
  example: EXAMPLE,
  options: {
    target: needed(target, 'The SLO: 99.9'),
    window: otherwise(window, '30d', 'The window: 30d, 28d, 7d'),
    scaling,
  },
  run({ target: goal, window: over, scaling: keeps }, context, raw) {
    const rows = alertPolicy({ target: goal.ratio, window: over.seconds, scaling: keeps })
    if (rows.length === 0)
      throw new Refusal(
        'no-budget',
        'A target of 100 % has no budget, so no burn rate to alert on. Expected a target below 100 %; at 100 % every error is one to alert on.',
        EXAMPLE,
      )
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
          ` for ${targetText(goal.ratio)} over ${spanText(over.seconds)}. `,
          fast?.detection
            ? `A full outage pages after ${durationText(fast.detection)}, with ${shareText(fast.share)} of the budget gone.`
            : '',
          never.length + low.length > 0 ? ` ${never.length + low.length} of them should not be used as they are.` : '',
        ),
        {
          kind: 'table',
          caption: `Burn-rate alerts for ${targetText(goal.ratio)}`,
          head: ['alert', 'windows', 'burn rate', 'error rate', 'budget', 'fires after', 'silent after'],
          rows: rows.map((each) => [
            spans(each.severity),
            spans(`${durationText(each.long)} and ${durationText(each.short)}`),
            spans(`≥ ${numberText(each.burn)}`),
            spans(each.feasible ? `≥ ${shareText(mul(each.burn, complement(goal.ratio)))}` : 'above 100 %'),
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
                    `${name(each)}. Even a full outage burns only at ${numberText(toNumber(complement(goal.ratio)) === 0 ? 0 : 1 / toNumber(complement(goal.ratio)))}.`,
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
          ...windowButtons(
            context,
            { command: 'budget', form: 'alerts', raw },
            over,
            over.kind === 'calendar' ? over.zone : 'UTC',
          ),
          context.button(other === 'burn' ? 'Keep burn rates' : 'Keep alert windows', {
            command: 'budget',
            form: 'alerts',
            raw: { ...raw, scaling: other },
          }),
          context.button('15 % errors for 10m?', {
            command: 'budget',
            form: 'paged',
            raw: { target: raw.target ?? '', ...(raw.window && { window: raw.window }), errors: '15%', lasts: '10m' },
          }),
        ]),
      ],
      answer: {
        type: 'alert-policy',
        target: toNumber(goal.ratio),
        targetText: goal.text,
        windowSeconds: toNumber(over.seconds),
        scaling: keeps,
        rows: rows.map((each) => ({
          severity: each.severity,
          longSeconds: toNumber(each.long),
          shortSeconds: toNumber(each.short),
          burnRate: toNumber(each.burn),
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
    z.strictObject({
      severity: z.enum(['page', 'ticket']),
      longSeconds: z.number(),
      shortSeconds: z.number(),
      burnRate: z.number(),
      budgetShare: z.number(),
      detectionSeconds: z.number().nullable(),
      resetSeconds: z.number().nullable(),
      feasible: z.boolean(),
      belowOne: z.boolean(),
    }),
  ),
})
