// The rows of an alert policy, as both forms about alerts show and answer them, and what keeps them the same over other windows.

import { z } from 'zod'
import { durationText, numberText } from '../../amounts.ts'
import { otherwise } from '../../command.ts'
import type { Policy, Scaling } from '../../reliability/alerts.ts'
import { toNumber } from '../../reliability/rational.ts'
import { spans, type Text } from '../../reply.ts'
import { choice } from '../../value/choice.ts'

export const scaling = otherwise(
  choice(
    'scaling',
    {
      share: 'Keeps alert windows and budget shares, moves the burn rates',
      burn: 'Keeps the burn rates, stretches the alert windows',
    },
    '/budget alerts 99.9 7d burn',
  ),
  'share',
  'What stays when the window is not 30 days',
)

export const PHILOSOPHY: Readonly<Record<Scaling, string>> = {
  share: 'alert windows and budget shares as in the Workbook; burn rates follow the window (as Sloth scales)',
  burn: 'burn rates and budget shares as in the Workbook; alert windows stretch with the window (as slokit scales)',
}

export const CELLS = ['alert', 'windows', 'burn rate'] as const

/** The cells that name an alert, under `CELLS`. */
export const cellsOf = ({ severity, long, short, burn }: Policy): readonly Text[] => [
  spans(severity),
  spans(`${durationText(long)} and ${durationText(short)}`),
  spans(`≥ ${numberText(burn)}`),
]

export const rowAnswer = z.strictObject({
  severity: z.enum(['page', 'ticket']),
  longSeconds: z.number(),
  shortSeconds: z.number(),
  burnRate: z.number(),
})

export const answerOfRow = ({ severity, long, short, burn }: Policy): z.infer<typeof rowAnswer> => ({
  severity,
  longSeconds: toNumber(long),
  shortSeconds: toNumber(short),
  burnRate: toNumber(burn),
})
