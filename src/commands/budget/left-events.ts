// What is left of a budget in requests.

import { achievedText, countText, shareText, targetText } from '../../amounts.ts'
import type { Context, Raw } from '../../command.ts'
import { lead, policy, requests, share } from '../../pages/budget.ts'
import { row } from '../../pages/buttons.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { costOfOneFailure, eventBudget, requestsToShow } from '../../reliability/budget.ts'
import { ratio, toNumber, ZERO } from '../../reliability/rational.ts'
import { bold, type Reply, spans, text } from '../../reply.ts'
import type { Outages } from '../../value/outages.ts'
import type { Prior } from '../../value/prior.ts'
import type { Target } from '../../value/target.ts'
import type { Window } from '../../value/window.ts'
import { sameBudget } from './forms.ts'
import { answerOf } from './left-answer.ts'

export function inEvents(
  goal: Target,
  over: Window,
  had: Extract<Outages, { basis: 'events' }>,
  used: Prior | undefined,
  context: Context,
  raw: Raw,
): Reply {
  const [bad, total] = [had.bad.n / had.bad.d, had.total.n / had.total.d]
  if (used?.basis === 'time')
    throw new Refusal(
      'mixed',
      'A budget in requests has no minutes left. Expected a share, such as "60% used".',
      '/budget 99.9 8300 of 12M 60% used',
    )
  const budget = eventBudget({ target: goal.ratio, total, bad, ...(used && { prior: used.used }) })
  const { allowed, remaining, spentRatio, remainingRatio, sli, met } = budget
  const common = answerOf(
    goal,
    over,
    {
      basis: 'events',
      budgetEvents: Number(allowed),
      badEvents: Number(bad),
      remainingEvents: Number(remaining),
      totalEvents: Number(total),
      availability: sli && toNumber(sli),
    },
    spentRatio,
    remainingRatio,
    met,
  )
  if (sli === null) {
    return {
      blocks: [
        text(
          bold('No requests, no verdict.'),
          ` The SLI is undefined and the budget of ${targetText(goal.ratio)} is untouched: with nothing to judge by, neither met nor missed.`,
        ),
        ...working({
          formula: ['SLI = good / total = 0 / 0'],
          assumes: ['a window without traffic is neither good nor bad'],
          sources: ['workbook-slo'],
        }),
      ],
      answer: common,
    }
  }
  const one = costOfOneFailure({ target: goal.ratio, n: total })
  const few = allowed < 10n && goal.ratio.n !== goal.ratio.d
  return {
    blocks: [
      lead(
        goal,
        over,
        { whole: requests(allowed), spent: countText(bad), left: requests(remaining), over: requests(-remaining) },
        spentRatio,
        ratio(met === false && remaining >= 0n ? -1n : remaining),
        met ?? true,
      ),
      {
        kind: 'facts',
        facts: [
          { label: 'Budget', value: spans(`${requests(allowed)} of ${countText(total)} may fail`) },
          {
            label: 'Failed',
            value: spans(`${requests(bad)}${share(spentRatio)}${used ? `, and ${shareText(used.used)} before` : ''}`),
          },
          { label: 'Left', value: spans(`${requests(remaining)}${share(remainingRatio)}`) },
          {
            label: 'Success rate',
            value: spans(
              `${achievedText(sli, goal.ratio)} against ${targetText(goal.ratio)}: ${met ? 'met' : 'missed'}`,
            ),
          },
          ...(few
            ? [
                {
                  label: 'Low traffic',
                  value: spans(
                    allowed === 0n
                      ? `no request may fail at this traffic: a single one breaks the target.`
                      : `one failure takes ${one ? shareText(one) : 'all'} of the budget.`,
                    ` To show ${targetText(goal.ratio)} at 95 % confidence takes ≈ ${countText(Math.ceil(requestsToShow(goal.ratio)))} requests without a failure.`,
                  ),
                },
              ]
            : []),
          ...policy(goal, remainingRatio, budget.budget, ZERO, met ?? true),
        ],
      },
      ...working({
        formula: [
          `budget = ⌊(1 − ${goal.text}) × ${countText(total)}⌋ = ${requests(allowed)}`,
          `SLI = 1 − ${countText(bad)} / ${countText(total)} = ${achievedText(sli, goal.ratio)}`,
        ],
        assumes: [
          'the total is that of the whole window',
          'every request weighs the same',
          'allowed failures are whole and floored',
        ],
        sources: ['workbook-slo', 'workbook-policy'],
      }),
      ...row([
        context.button('Burn rate', sameBudget('burn', raw, { errors: `${bad} of ${total}` })),
        context.button('Alerts', sameBudget('alerts', raw)),
      ]),
    ],
    answer: common,
  }
}
