// The budget over its window: how much was left, day by day where it is known when the outages were, else after each of them.

import { durationText, shareText } from '../amounts.ts'
import type { Piece } from '../reliability/outages.ts'
import { add, compare, div, mul, type Ratio, ratio, sub, toNumber } from '../reliability/rational.ts'
import type { Block, ChartData } from '../reply.ts'
import type { Target } from '../value/target.ts'
import type { Window } from '../value/window.ts'
import { endOf, outageText } from './outages.ts'

/** Points of a chart over time: few enough for every platform to label. */
const POINTS = 15
/** Outages that are drawn one by one. */
const BARS = 12

interface Given {
  readonly goal: Target
  readonly over: Window
  readonly counted: readonly { readonly seconds: Ratio; readonly impact: Ratio }[]
  readonly pieces: readonly Piece[]
  readonly whole: Ratio
  /** Share of the budget that was gone at the beginning. */
  readonly before: Ratio
  readonly now: Temporal.Instant
}

export function budgetChart(given: Given): Block | undefined {
  const { counted, pieces } = given
  const timed = pieces.length > 0 && pieces.length === counted.length
  const minutes = compare(given.whole, ratio(600)) >= 0
  const unit = minutes ? 'minutes left' : 'seconds left'
  const scale = (seconds: Ratio): number => Number((toNumber(seconds) / (minutes ? 60 : 1)).toPrecision(4))
  const start = sub(given.whole, mul(given.before, given.whole))
  return timed ? overTime(given, start, unit, scale) : oneByOne(given, start, unit, scale)
}

const finding = (start: Ratio, end: Ratio, whole: Ratio): string =>
  compare(end, ratio(0)) < 0
    ? `The budget goes from ${durationText(start)} to ${durationText(end)}: overspent by ${shareText(div(sub(ratio(0), end), whole))}.`
    : `The budget goes from ${durationText(start)} to ${durationText(end)}: ${shareText(div(end, whole))} is left.`

function overTime(
  { over, pieces, whole, now }: Given,
  start: Ratio,
  unit: string,
  scale: (seconds: Ratio) => number,
): Block {
  const length = toNumber(over.seconds) * 1000
  const from = over.kind === 'calendar' ? over.from : endOf(over, now) - length
  const zone = over.kind === 'calendar' ? over.zone : 'UTC'
  const step = length / (POINTS - 1)
  const days = length > 3 * 86_400_000
  const label = (ms: number): string => {
    const at = Temporal.Instant.fromEpochMilliseconds(Math.round(ms)).toZonedDateTimeISO(zone)
    return days
      ? at.toLocaleString('en', { month: 'short', day: 'numeric' })
      : at.toPlainTime().toString({ smallestUnit: 'minute' })
  }
  const leftAt = (ms: number): Ratio =>
    pieces.reduce((left, { from: begin, to: end, impact }) => {
      const until = Math.min(Number(end), ms)
      return until > Number(begin) ? sub(left, mul(ratio(Math.round(until) - Number(begin), 1000), impact)) : left
    }, start)
  const points = Array.from({ length: POINTS }, (_, at) => from + at * step)
  // What is still going on ends after the window does.
  const end = leftAt(Number.POSITIVE_INFINITY)
  return chartOf(
    {
      title: 'Error budget left over the window',
      shape: 'line',
      unit,
      labels: points.map(label),
      series: [{ name: 'budget left', values: [...points.slice(0, -1).map((ms) => scale(leftAt(ms))), scale(end)] }],
    },
    finding(start, end, whole),
  )
}

function oneByOne(
  { counted, whole }: Given,
  start: Ratio,
  unit: string,
  scale: (seconds: Ratio) => number,
): Block | undefined {
  if (counted.length > BARS) return undefined
  let spent = ratio(0)
  const after = counted.map(({ seconds, impact }) => {
    spent = add(spent, mul(seconds, impact))
    return sub(start, spent)
  })
  const end = after.at(-1) ?? start
  return chartOf(
    {
      title: 'Error budget left after each outage',
      shape: 'bar',
      unit,
      labels: ['before', ...counted.map(outageText)],
      series: [{ name: 'budget left', values: [start, ...after].map(scale) }],
    },
    finding(start, end, whole),
  )
}

const chartOf = (chart: ChartData, alt: string): Block => ({ kind: 'chart', chart, alt })
