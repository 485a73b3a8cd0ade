// What an objective allows, and how much of it is gone: by time and by events. Overspending stays negative, because "how far
// over" is the question after an incident. Shares run from 0 to 1, times are exact seconds, windows are longer than nothing.

import {
  add,
  compare,
  complement,
  div,
  floor,
  least,
  mul,
  ONE,
  type Ratio,
  ratio,
  sign,
  sub,
  sum,
  toNumber,
  ZERO,
} from './rational.ts'

/** A stretch of trouble. Stretches given together do not overlap: `mergeOutages` sees to that. */
export interface Outage {
  readonly seconds: Ratio
  /** The share of the traffic that failed, 0 to 1. */
  readonly impact: Ratio
  /** When it began, in milliseconds since 1970. */
  readonly from?: bigint
}

export interface TimeBudget {
  readonly budget: Ratio
  readonly spent: Ratio
  /** Below zero where more was spent than there was. */
  readonly remaining: Ratio
  /** Share of the budget; null where there is no budget at all (a target of 1). */
  readonly spentRatio: Ratio | null
  readonly remainingRatio: Ratio | null
  /** The SLI: 1 - spent / window. Not cut off at 0 when more is said to be spent than the window is long. */
  readonly availability: Ratio
  readonly met: boolean
}

/** `(1 - S) * W`, in the unit of the window. SRE Workbook, ch. 2. */
export const budgetOf = (target: Ratio, window: Ratio): Ratio => mul(complement(target), window)

/**
 * Budget `(1 - S) * W`; spent `sum(seconds * impact)`, after the weights of "The Calculus of Service Availability" (an outage
 * of one shard in five is a fifth of an outage). `prior` is the share of the budget that was gone before: it counts as spent.
 * Exactly on budget is met. Throws a RangeError for an empty window.
 */
export function timeBudget(given: {
  readonly target: Ratio
  readonly window: Ratio
  readonly outages: readonly Outage[]
  readonly prior?: Ratio
}): TimeBudget {
  const budget = budgetOf(given.target, given.window)
  const now = sum(given.outages.map(({ seconds, impact }) => mul(seconds, impact)))
  const spent = add(now, mul(given.prior ?? ZERO, budget))
  const remaining = sub(budget, spent)
  return {
    budget,
    spent,
    remaining,
    spentRatio: share(spent, budget),
    remainingRatio: share(remaining, budget),
    availability: complement(div(spent, given.window)),
    met: sign(remaining) >= 0,
  }
}

export interface EventBudget {
  /** `(1 - S) * N`, exactly. */
  readonly budget: Ratio
  /** Whole events: the budget, floored. */
  readonly allowed: bigint
  readonly bad: bigint
  /** How many more may fail: allowed - bad, and less what was spent before. Below zero when overspent. */
  readonly remaining: bigint
  /** Of the exact budget, not of the floored one. Null without a budget: a target of 1, or no events. */
  readonly spentRatio: Ratio | null
  readonly remainingRatio: Ratio | null
  /** Share of good events; null where there were none to judge by. */
  readonly sli: Ratio | null
  readonly met: boolean | null
}

/**
 * The budget in events, `(1 - S) * N`: 36,632.53 allows 36,632, a part of a request cannot fail. SRE Workbook, ch. 2, table
 * 2-4. `bad` is at most `total`. `prior`, the share of the budget that was gone before, counts as failed events in every
 * figure but `bad`. Without events nothing is known: ratios, `sli` and `met` are null, and nothing is spent.
 */
export function eventBudget(given: {
  readonly target: Ratio
  readonly total: bigint
  readonly bad: bigint
  readonly prior?: Ratio
}): EventBudget {
  const { target, total, bad } = given
  const budget = budgetOf(target, ratio(total))
  const spent = add(ratio(bad), mul(given.prior ?? ZERO, budget))
  const remaining = sub(budget, spent)
  return {
    budget,
    allowed: floor(budget),
    bad,
    remaining: floor(remaining),
    spentRatio: share(spent, budget),
    remainingRatio: share(remaining, budget),
    sli: total === 0n ? null : complement(div(spent, ratio(total))),
    met: total === 0n ? null : sign(remaining) >= 0,
  }
}

const share = (part: Ratio, whole: Ratio): Ratio | null => (sign(whole) === 0 ? null : div(part, whole))

/**
 * The shortest window whose budget holds what was spent: `spent / (1 - S)`. Zero when nothing was spent, null when no window
 * is long enough (a target of 1).
 */
export function smallestWindow(given: { readonly target: Ratio; readonly spent: Ratio }): Ratio | null {
  return sign(given.spent) === 0 ? ZERO : share(given.spent, complement(given.target))
}

/** The share of the traffic at which an outage of this length just fits the budget: `(1 - S) * W / seconds`, at most 1. */
export function largestImpact(given: {
  readonly target: Ratio
  readonly window: Ratio
  readonly seconds: Ratio
}): Ratio {
  const impact = share(budgetOf(given.target, given.window), given.seconds)
  return impact === null ? ONE : least(impact, ONE)
}

/** Whole failures among n events: `floor((1 - S) * n)`. None at all below 1 / (1 - S) events. */
export const failuresAllowed = (target: Ratio, n: bigint): bigint => floor(budgetOf(target, ratio(n)))

/** The share of the budget of n events that one failure takes: `1 / ((1 - S) * n)`. Null without a budget. */
export const costOfOneFailure = (given: { readonly target: Ratio; readonly n: bigint }): Ratio | null =>
  share(ONE, budgetOf(given.target, ratio(given.n)))

/**
 * How many requests in a row must go well before the target is shown at that confidence: `ln(1 - confidence) / ln(S)`, up to
 * a whole number. It is the zero-failure case of the binomial test; 99.9 % at 95 % takes 2,995. Infinity for a target of 1.
 */
export function requestsToShow(target: Ratio, confidence = 0.95): number {
  const allowed = complement(target)
  if (sign(allowed) === 0) return Number.POSITIVE_INFINITY
  if (compare(allowed, ONE) >= 0) return 1
  // log1p keeps the digits of a small allowance, which 1 - S would lose.
  const exact = Math.log1p(-confidence) / Math.log1p(-toNumber(allowed))
  const nearest = Math.round(exact)
  return Math.abs(exact - nearest) <= exact * 4 * Number.EPSILON ? nearest : Math.ceil(exact)
}
