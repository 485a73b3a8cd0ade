// Would we have been paged: which alerts an outage sets off, when, and when they fall silent.

import { z } from 'zod'
import { durationText, numberText, shareText, spanText } from '../../amounts.ts'
import { form, needed, otherwise } from '../../command.ts'
import { row } from '../../pages/buttons.ts'
import { windowClause } from '../../pages/window.ts'
import { working } from '../../pages/working.ts'
import { type Paged, paged as pagedBy } from '../../reliability/alerts.ts'
import { burnRate } from '../../reliability/burn.ts'
import { compare, complement, div, mul, type Ratio, toNumber, ZERO } from '../../reliability/rational.ts'
import { bold, spans, text } from '../../reply.ts'
import { duration } from '../../value/amount.ts'
import { window } from '../../value/window.ts'
import { worded } from '../../value/worded.ts'
import { answerOfRow, CELLS, cellsOf, PHILOSOPHY, rowAnswer, scaling } from './alert-rows.ts'
import { errorShare } from './burn.ts'
import { goal, noBudget, otherWindows, sameBudget } from './forms.ts'

const EXAMPLE = '/budget paged 99.9 30d 15% errors for 10m'

const WHY: Readonly<Record<NonNullable<Paged['never']>, string>> = {
  infeasible: 'no outage can reach it',
  'too slow': 'these errors burn too slowly',
  'too short': 'over before it is reached',
}

/** "a full outage" is one of all requests. */
const failing = worded(errorShare, [
  [
    /(?<![\p{L}\d])(?:(?:full|total|complete|entire|100\s?%)\s+(?:outage|downtime|failure|blackout)|(?:fully|completely|totally|entirely|hard) (?:down|unavailable|offline))(?!\p{L})/iu,
    '100%',
  ],
])

export const paged = form({
  about: 'Which alerts an outage sets off, after how long, and when they fall silent',
  explains: 'burn-rate',
  example: EXAMPLE,
  options: {
    target: goal,
    errors: needed(failing, 'Share of requests that fail: 15% errors'),
    lasts: needed(
      duration({
        name: 'length',
        sample: '10m',
        before: 'for|lasts?|lasted|lasting|during|down|after|of',
        likely: ['10m', '5m', '30m', '1h'],
      }),
      'How long it lasts: for 10m',
    ),
    window: otherwise(window, '30d', 'The window: 30d, 28d'),
    scaling,
  },
  run({ target: wanted, errors, lasts, window: over, scaling: keeps }, context, raw) {
    const rows = pagedBy({ target: wanted.ratio, window: over.seconds, errorRatio: errors, lasts, scaling: keeps })
    const rate = burnRate(errors, wanted.ratio)
    if (rate === null || rows.length === 0) throw noBudget('no burn rate to alert on', EXAMPLE)
    const fired = rows.filter(({ fires }) => fires)
    const pages = fired.filter(({ row: { severity } }) => severity === 'page')
    const first = pages.reduce<Paged | undefined>(
      (best, each) =>
        best === undefined || compare(each.firesAfter ?? ZERO, best.firesAfter ?? ZERO) < 0 ? each : best,
      undefined,
    )
    const spent = div(mul(errors, lasts), mul(complement(wanted.ratio), over.seconds))
    const needs = shortest(rows, wanted.ratio, errors)
    return {
      blocks: [
        text(
          bold(first ? 'Yes, that pages' : fired.length > 0 ? 'No page, but a ticket' : 'No, that stays silent'),
          first?.firesAfter
            ? ` after ${durationText(first.firesAfter)} (burn rate ${numberText(first.row.burn)} over ${spanText(first.row.long)}), and falls silent ${first.resetsAfter ? durationText(first.resetsAfter) : 'at once'} after the fix.`
            : fired.length > 0 && fired[0]?.firesAfter
              ? `: after ${durationText(fired[0].firesAfter)}.`
              : '.',
          ` ${shareText(errors)} errors for ${spanText(lasts)} burn at ${numberText(rate)} and take ${shareText(spent)} of the budget.`,
          first || needs === undefined ? '' : ` At this rate it pages from ${durationText(needs)} on.`,
        ),
        {
          kind: 'table',
          caption: 'What each alert does',
          head: [...CELLS, 'fires after', 'silent after the fix'],
          rows: rows.map(({ row: each, firesAfter, resetsAfter, never, governs }) => [
            ...cellsOf(each),
            spans(firesAfter ? `${durationText(firesAfter)} (${governs} window)` : `no: ${never ? WHY[never] : ''}`),
            spans(resetsAfter ? durationText(resetsAfter) : '–'),
          ]),
        },
        ...working({
          formula: [
            'fires after (1 − target) × burn rate × alert window / error rate, when both windows have',
            ...(first?.firesAfter
              ? [
                  `${shareText(complement(wanted.ratio))} × ${numberText(first.row.burn)} × ${spanText(first.row.long)} / ${shareText(errors)} = ${durationText(first.firesAfter)}`,
                ]
              : []),
          ],
          assumes: [
            'errors are even and start from a clean past',
            PHILOSOPHY[keeps],
            'rules are evaluated all the time: add their interval',
            windowClause(over, raw.window !== undefined),
          ],
          sources: ['workbook-alerts'],
        }),
        ...row([
          ...otherWindows(context, 'paged', raw, over),
          context.button('All alerts', sameBudget('alerts', raw)),
          context.button(
            'Budget',
            sameBudget('left', raw, { outages: `${raw.errors ?? ''} ${raw.lasts ?? ''}`.trim() }),
          ),
        ]),
      ],
      answer: {
        type: 'paged',
        target: toNumber(wanted.ratio),
        windowSeconds: toNumber(over.seconds),
        errorRatio: toNumber(errors),
        lastsSeconds: toNumber(lasts),
        burnRate: toNumber(rate),
        pages: pages.length > 0,
        firesAfterSeconds: first?.firesAfter ? toNumber(first.firesAfter) : null,
        rows: rows.map(({ row: each, fires, firesAfter, resetsAfter, never }) => ({
          ...answerOfRow(each),
          fires,
          firesAfterSeconds: firesAfter && toNumber(firesAfter),
          resetsAfterSeconds: resetsAfter && toNumber(resetsAfter),
          never,
        })),
      } as { type: 'paged' },
    }
  },
})

/** How long such errors must last before they page; undefined where they never do. */
function shortest(rows: readonly Paged[], target: Ratio, errors: Ratio): Ratio | undefined {
  const reached = rows.flatMap(({ row: each }) => {
    const threshold = mul(each.burn, complement(target))
    return each.severity === 'page' && errors.n > 0n && compare(errors, threshold) >= 0
      ? [div(mul(threshold, each.long), errors)]
      : []
  })
  return reached.reduce<Ratio | undefined>(
    (best, each) => (best === undefined || compare(each, best) < 0 ? each : best),
    undefined,
  )
}

export const pagedAnswer = z.strictObject({
  type: z.literal('paged'),
  target: z.number(),
  windowSeconds: z.number(),
  errorRatio: z.number(),
  lastsSeconds: z.number(),
  burnRate: z.number(),
  pages: z.boolean(),
  firesAfterSeconds: z.number().nullable(),
  rows: z.array(
    rowAnswer.extend({
      fires: z.boolean(),
      firesAfterSeconds: z.number().nullable(),
      resetsAfterSeconds: z.number().nullable(),
      never: z.enum(['infeasible', 'too slow', 'too short']).nullable(),
    }),
  ),
})
