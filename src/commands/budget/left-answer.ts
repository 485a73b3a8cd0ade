// The machine-readable half of what is left of a budget.

import { z } from 'zod'
import { type Ratio, toNumber } from '../../reliability/rational.ts'
import type { Reply } from '../../reply.ts'
import type { Target } from '../../value/target.ts'
import type { Window } from '../../value/window.ts'

export function answerOf(
  goal: Target,
  over: Window,
  own: object,
  spentRatio: Ratio | null,
  remainingRatio: Ratio | null,
  met: boolean | null,
): Reply['answer'] {
  return {
    type: 'error-budget',
    target: toNumber(goal.ratio),
    targetText: goal.text,
    windowSeconds: toNumber(over.seconds),
    windowKind: over.kind,
    from: over.kind === 'calendar' ? Temporal.Instant.fromEpochMilliseconds(over.from).toString() : null,
    to: over.kind === 'calendar' ? Temporal.Instant.fromEpochMilliseconds(over.to).toString() : null,
    ...own,
    spentRatio: spentRatio && toNumber(spentRatio),
    remainingRatio: remainingRatio && toNumber(remainingRatio),
    met,
  } as Reply['answer']
}

const shared = {
  type: z.literal('error-budget'),
  target: z.number(),
  targetText: z.string(),
  windowSeconds: z.number(),
  windowKind: z.enum(['rolling', 'calendar']),
  from: z.string().nullable(),
  to: z.string().nullable(),
  spentRatio: z.number().nullable(),
  remainingRatio: z.number().nullable(),
  met: z.boolean().nullable(),
  availability: z.number().nullable(),
}
export const leftAnswers = [
  z.strictObject({
    ...shared,
    basis: z.literal('time'),
    budgetSeconds: z.number(),
    spentSeconds: z.number(),
    remainingSeconds: z.number(),
  }),
  z.strictObject({
    ...shared,
    basis: z.literal('events'),
    budgetEvents: z.number(),
    badEvents: z.number(),
    remainingEvents: z.number(),
    totalEvents: z.number(),
  }),
] as const
