// What is said of a budget, be it in time or in requests: how much is left, and what would be done about it.

import { durationText, plural, shareText, spanText, targetText } from '../amounts.ts'
import { compare, mul, ONE, type Ratio, ratio } from '../reliability/rational.ts'
import { type Block, bold, plain, type Span, spans, text } from '../reply.ts'
import type { Target } from '../value/target.ts'
import type { Window } from '../value/window.ts'

/** The Workbook's example policy: one incident that takes more than this calls for a postmortem. */
const POSTMORTEM = ratio(1, 5)

export type Fact = Extract<Block, { kind: 'facts' }>['facts'][number]
export const requests = (count: bigint): string => plural(count, 'request')
export const share = (part: Ratio | null): string => (part === null ? '' : ` (${shareText(part)})`)
export const formulaOf = ({ seconds, impact }: { seconds: Ratio; impact: Ratio }): string =>
  compare(impact, ONE) < 0 ? `${durationText(seconds)} × ${shareText(impact)}` : durationText(seconds)

/** "Over budget by 3m48s" or "29m6s left". */
export function lead(
  goal: Target,
  over: Window,
  said: { whole: string; spent: string; left: string; over: string },
  spentRatio: Ratio | null,
  remaining: Ratio,
  met: boolean,
): Block {
  const at: Span[] = [
    plain(` at ${targetText(goal.ratio)} in `),
    ...(over.kind === 'calendar' ? [plain(over.name)] : [plain(spanText(over.seconds))]),
  ]
  if (spentRatio === null)
    return text(
      bold(met ? 'No budget, and nothing spent' : `Over a budget of zero by ${said.over}`),
      ...at,
      '. A target of 100 % leaves nothing for change or failure: it is the wrong target for almost everything.',
    )
  const used = `${shareText(spentRatio)} used: ${said.spent} of ${said.whole}`
  return met
    ? text(
        bold(`${said.left} left`),
        ` (${used})`,
        ...at,
        remaining.n === 0n ? '. Exactly used up; the SLO is just met.' : '. The SLO is met so far.',
      )
    : text(bold(`Over budget by ${said.over}`), ` (${used})`, ...at, '. The SLO is missed.')
}

/** What the Workbook's example policy would do next. */
export function policy(goal: Target, remainingRatio: Ratio | null, whole: Ratio, worst: Ratio, met: boolean): Fact[] {
  if (compare(goal.ratio, ONE) === 0 || whole.n === 0n) return []
  const big = compare(worst, mul(whole, POSTMORTEM)) > 0
  const steps = [
    !met ? 'halt changes but urgent fixes and security until back within the SLO' : undefined,
    big
      ? 'a postmortem with at least one top-priority action, since one incident took over 20 % of the budget'
      : undefined,
    met && !big && remainingRatio && compare(remainingRatio, ratio(1, 4)) < 0
      ? 'go on releasing, with care: under a quarter is left'
      : undefined,
    met && !big && (remainingRatio === null || compare(remainingRatio, ratio(1, 4)) >= 0)
      ? 'go on releasing'
      : undefined,
  ].filter(Boolean)
  return [{ label: 'By an example policy', value: spans(`${steps.join('; ')}.`) }]
}
