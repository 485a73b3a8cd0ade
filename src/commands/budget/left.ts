// What is left of an error budget after outages, or after failed requests.

import { z } from 'zod'
import { achievedText, countText, durationText, plural, shareText, spanText, targetText } from '../../amounts.ts'
import { type Context, form, needed, optional, otherwise, type Raw } from '../../command.ts'
import { budgetChart } from '../../pages/budget-chart.ts'
import { row } from '../../pages/buttons.ts'
import { clockNotes, endOf, outageText, timed } from '../../pages/outages.ts'
import { periodText, windowClause } from '../../pages/window.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import {
  budgetOf,
  costOfOneFailure,
  eventBudget,
  largestImpact,
  requestsToShow,
  smallestWindow,
  timeBudget,
} from '../../reliability/budget.ts'
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
import { type Block, bold, plain, type Reply, type Span, spans, text } from '../../reply.ts'
import { zoneOfAsker } from '../../value/clock.ts'
import { type Outages, outages } from '../../value/outages.ts'
import { type Prior, prior } from '../../value/prior.ts'
import { type Target, target } from '../../value/target.ts'
import { endingAt, type Window, window } from '../../value/window.ts'

const EXAMPLE = '/budget 99.9 30d 47m'
/** The Workbook's example policy: one incident that takes more than this calls for a postmortem. */
const POSTMORTEM = ratio(1, 5)

export const left = form({
  about: 'What is left of an error budget after outages or failed requests, and what follows',
  explains: 'error-budget',
  example: EXAMPLE,
  options: {
    target: needed(target, 'The SLO: 99.9'),
    window: otherwise(window, '30d', 'Rolling (30d, 4w) or calendar (this month, Q3)'),
    outages: optional(outages, '47m; 12m;20m; 30% 14:02-14:49; or requests: 8300 of 12M'),
    used: optional(prior, 'Spent before: 60% used, 40% left, 10m left'),
  },
  run({ target: goal, window: over, outages: had, used }, context, raw) {
    return had?.basis === 'events'
      ? inEvents(goal, over, had, used, context, raw)
      : inTime(goal, over, had?.list ?? [], used, context, raw)
  },
})

type List = Extract<Outages, { basis: 'time' }>['list']

async function inTime(
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
  const facts: Fact[] = [
    { label: 'Budget', value: spans(`${durationText(whole)} in `, ...periodText(over)) },
    {
      label: 'Spent',
      value: spans(
        `${durationText(spent)}${share(spentRatio)}${list.length > 1 || before || partial ? `: ${list.map(outageText).join(', ')}` : ''}${before ? `, and ${shareText(before)} before` : ''}`,
      ),
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

function inEvents(
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
        context.button('Burn rate', {
          command: 'budget',
          form: 'burn',
          raw: { target: raw.target ?? '', ...(raw.window && { window: raw.window }), errors: `${bad} of ${total}` },
        }),
        context.button('Alerts', {
          command: 'budget',
          form: 'alerts',
          raw: { target: raw.target ?? '', ...(raw.window && { window: raw.window }) },
        }),
      ]),
    ],
    answer: common,
  }
}

type Fact = Extract<Block, { kind: 'facts' }>['facts'][number]
const requests = (count: bigint): string => plural(count, 'request')
const share = (part: Ratio | null): string => (part === null ? '' : ` (${shareText(part)})`)
const formulaOf = ({ seconds, impact }: { seconds: Ratio; impact: Ratio }): string =>
  compare(impact, ONE) < 0 ? `${durationText(seconds)} × ${shareText(impact)}` : durationText(seconds)

/** "Over budget by 3m48s" or "29m6s left". */
function lead(
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

/** What the Workbook's example policy would do next. */
function policy(goal: Target, remainingRatio: Ratio | null, whole: Ratio, worst: Ratio, met: boolean): Fact[] {
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
  const is = (days: number): boolean => over.kind === 'rolling' && compare(over.seconds, ratio(days * 86_400)) === 0
  const { asker } = context
  const month = `${asker.now.toZonedDateTimeISO(zone).toPlainDate().toPlainYearMonth().toString()}@${zone}`
  const outage = raw.outages ?? ''
  return row([
    asksZone ? context.button('Set time zone', { command: 'nines', form: 'zone', raw: {} }) : undefined,
    is(28) ? undefined : ask('28 days', { window: ending('28d') }),
    is(30) ? undefined : ask('30 days', { window: ending('30d') }),
    over.kind === 'calendar' ? undefined : ask('This month', { window: month }),
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

function answerOf(
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
