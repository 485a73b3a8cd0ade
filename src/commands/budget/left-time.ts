// What is left of a budget in time: what was spent, what still fits, what would have fitted, when it comes back.

import { achievedText, durationText, shareText, spanText, targetText } from '../../amounts.ts'
import type { Context, Raw } from '../../command.ts'
import { type Fact, formulaOf, lead, policy, share } from '../../pages/budget.ts'
import { budgetChart } from '../../pages/budget-chart.ts'
import { row } from '../../pages/buttons.ts'
import { clockNotes, endOf, outageText, timed } from '../../pages/outages.ts'
import { periodText, windowClause } from '../../pages/window.ts'
import { windowButtons } from '../../pages/window-buttons.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { budgetOf, largestImpact, smallestWindow, timeBudget } from '../../reliability/budget.ts'
import { comesBack } from '../../reliability/outages.ts'
import {
  compare,
  complement,
  div,
  mul,
  ONE,
  type Ratio,
  ratio,
  sub,
  toNumber,
  ZERO,
} from '../../reliability/rational.ts'
import { type Block, plain, type Reply, type Span, spans } from '../../reply.ts'
import { zoneOfAsker } from '../../value/clock.ts'
import type { Outages } from '../../value/outages.ts'
import type { Prior } from '../../value/prior.ts'
import type { Target } from '../../value/target.ts'
import { endingAt, type Window } from '../../value/window.ts'
import { answerOf } from './left-answer.ts'

const EXAMPLE = '/budget 99.9 30d 47m'

type List = Extract<Outages, { basis: 'time' }>['list']

export async function inTime(
  goal: Target,
  over: Window,
  list: List,
  used: Prior | undefined,
  context: Context,
  raw: Raw,
): Promise<Reply> {
  const { asker } = context
  const onClock = list.some(({ from }) => from !== undefined)
  const zone = await zoneOfAsker(context)
  // What is on the clock leaves a rolling window in time: its buttons ask for the window that ends now, whenever they are pressed.
  const end = over.kind === 'rolling' ? endOf(over, asker.now) : asker.now.epochMilliseconds
  const ending = (length: string): string => (onClock ? endingAt(length, end) : length)
  const own: Raw = over.kind === 'rolling' && onClock ? { ...raw, window: ending(over.text) } : raw
  const { down, counted, pieces, notes } = timed(list, over, asker.now)
  if (compare(down, over.seconds) > 0)
    throw new Refusal(
      'too-long',
      `${durationText(down)} of outage is more than the ${spanText(over.seconds)} of the window. Expected less.`,
      EXAMPLE,
    )
  const partial = list.some(({ impact }) => compare(impact, ONE) < 0)
  const whole = budgetOf(goal.ratio, over.seconds)
  const before = priorShare(used, whole)
  const budget = timeBudget({
    target: goal.ratio,
    window: over.seconds,
    outages: counted,
    ...(before && { prior: before }),
  })
  const { spent, remaining, spentRatio, remainingRatio, availability, met } = budget
  const worst = counted.reduce(
    (most, each) => (compare(mul(each.seconds, each.impact), most) > 0 ? mul(each.seconds, each.impact) : most),
    ZERO,
  )
  /** What is added up, where it is more than one whole outage. */
  const parts = [
    ...(list.length > 1 || (list.length > 0 && (before || partial)) ? [list.map(outageText).join(', ')] : []),
    ...(before ? [`${shareText(before)} before`] : []),
  ]
  const facts: Fact[] = [
    { label: 'Budget', value: spans(`${durationText(whole)} in `, ...periodText(over)) },
    {
      label: 'Spent',
      value: spans(`${durationText(spent)}${share(spentRatio)}${parts.length > 0 ? `: ${parts.join(', and ')}` : ''}`),
    },
    { label: 'Left', value: spans(`${durationText(remaining)}${share(remainingRatio)}`) },
    {
      label: 'Availability',
      value: spans(
        `${achievedText(availability, goal.ratio)} against ${targetText(goal.ratio)}: ${met ? 'met' : 'missed'}`,
      ),
    },
    ...further(goal, over, remaining),
    ...(met || list.length === 0 ? [] : wouldHaveFit(goal, over, spent, list)),
    ...(over.kind === 'rolling' && spent.n > 0n ? [returns(over, pieces)] : []),
    ...policy(goal, remainingRatio, whole, worst, met),
  ]
  const chart =
    whole.n > 0n && list.length > 0
      ? budgetChart({ goal, over, counted, pieces, whole, before: before ?? ZERO, now: asker.now })
      : undefined
  return {
    blocks: [
      lead(
        goal,
        over,
        {
          whole: durationText(whole),
          spent: durationText(spent),
          left: durationText(remaining),
          over: durationText(sub(ZERO, remaining)),
        },
        spentRatio,
        remaining,
        met,
      ),
      { kind: 'facts', facts },
      ...(chart ? [chart] : []),
      ...working({
        formula: [
          `budget = (1 − ${goal.text}) × ${spanText(over.seconds)} = ${durationText(whole)}`,
          `spent = Σ duration × share = ${counted.map((each) => formulaOf(each)).join(' + ') || '0s'}${before ? ` + ${shareText(before)} of the budget` : ''} = ${durationText(spent)}`,
        ],
        assumes: [
          windowClause(over, raw.window !== undefined),
          ...(list.length > 0 ? notes : ['no outage']),
          ...clockNotes(list, zone),
        ],
        sources: ['workbook-slo', ...(partial ? (['calculus'] as const) : []), 'workbook-policy'],
      }),
      ...actions(context, own, over, list, {
        ending,
        zone,
        asksZone: zone === undefined && (onClock || over.kind === 'calendar'),
      }),
    ],
    answer: answerOf(
      goal,
      over,
      {
        basis: 'time',
        budgetSeconds: toNumber(whole),
        spentSeconds: toNumber(spent),
        remainingSeconds: toNumber(remaining),
        availability: toNumber(availability),
      },
      spentRatio,
      remainingRatio,
      met,
    ),
    ...(own !== raw && { again: { command: 'budget', form: 'left', raw: own } }),
  }
}

function priorShare(used: Prior | undefined, whole: Ratio): Ratio | undefined {
  if (used === undefined) return undefined
  if (used.basis === 'share') return used.used
  if (whole.n === 0n)
    throw new Refusal(
      'no-budget',
      'A target of 100 % has no budget of which time could be left. Expected a target below 100 %, or no time left.',
      EXAMPLE,
    )
  return complement(div(used.left, whole))
}

function further(goal: Target, over: Window, remaining: Ratio): Fact[] {
  if (remaining.n <= 0n || compare(goal.ratio, ONE) === 0) return []
  const partly = mul(remaining, ratio(10))
  const fits = compare(partly, over.seconds) <= 0 ? `, or ${durationText(partly)} for a tenth of users` : ''
  return [{ label: 'Still fits', value: spans(`a full outage of ${durationText(remaining)}${fits}`) }]
}

function wouldHaveFit(goal: Target, over: Window, spent: Ratio, list: List): Fact[] {
  const smallest = smallestWindow({ target: goal.ratio, spent })
  const full = list.every(({ impact }) => compare(impact, ONE) === 0)
  const impact = full ? largestImpact({ target: goal.ratio, window: over.seconds, seconds: spent }) : undefined
  const parts = [
    impact && impact.n > 0n ? `at ${shareText(floorShare(impact))} of the traffic` : undefined,
    smallest ? `in a window of ${(toNumber(smallest) / 86_400).toFixed(2)} days` : undefined,
  ].filter(Boolean)
  return parts.length > 0 ? [{ label: 'Would have fit', value: spans(parts.join(', or ')) }] : []
}

/** Never rounded up: what is said to fit must fit. */
const floorShare = (share: Ratio): Ratio => ratio((share.n * 1000n) / share.d, 1000n)

function returns(over: Window, pieces: Parameters<typeof comesBack>[0]): Fact {
  const back = comesBack(pieces, over.seconds).slice(0, 3)
  if (back.length === 0)
    return { label: 'Comes back', value: spans(`each outage leaves the window ${spanText(over.seconds)} after it`) }
  return {
    label: 'Comes back',
    value: back.flatMap(({ to, weighted }, at): Span[] => [
      plain(`${at > 0 ? '; ' : ''}${durationText(weighted)} by `),
      { kind: 'time', at: Number(to) },
    ]),
  }
}

/** The same question over other windows, and with the outage counted otherwise. */
function actions(
  context: Context,
  raw: Raw,
  over: Window,
  list: List,
  {
    ending,
    zone = 'UTC',
    asksZone,
  }: { ending: (length: string) => string; zone: string | undefined; asksZone: boolean },
): Block[] {
  const ask = (label: string, change: Raw, formName = 'left') =>
    context.button(label, { command: 'budget', form: formName, raw: { ...raw, ...change } })
  const [only, ...others] = list
  const outage = raw.outages ?? ''
  return row([
    asksZone ? context.button('Set time zone', { command: 'nines', form: 'zone', raw: {} }) : undefined,
    ...windowButtons(context, { command: 'budget', form: 'left', raw }, over, zone, ending),
    only && others.length === 0 && compare(only.impact, ONE) === 0
      ? ask('If half were hit', { outages: `50% ${outage}` })
      : undefined,
    only && others.length === 0 && compare(only.impact, ONE) < 0
      ? ask('If all were hit', {
          outages: outage.replace(/^\S*(?:%|\/\d+)\s+|^(?:\S+ )?(?:half|third|quarter|\d+ of \d+)\s+/i, ''),
        })
      : undefined,
    context.button('Alerts', {
      command: 'budget',
      form: 'alerts',
      raw: { target: raw.target ?? '', ...(raw.window && { window: over.text }) },
    }),
  ])
}
