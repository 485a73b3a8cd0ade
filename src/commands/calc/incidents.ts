// Incident metrics: MTTD, MTTA and the four meanings of MTTR, each as mean and median, from lengths or times that are pasted.

import { z } from 'zod'
import { durationText, plural } from '../../amounts.ts'
import { needed } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { type Summary, summary } from '../../reliability/incidents.ts'
import { type Ratio, ratio, toNumber } from '../../reliability/rational.ts'
import { type Block, bold, spans, text } from '../../reply.ts'
import { EXAMPLE, type Incidents, incidentList } from '../../value/incidents.ts'
import type { Moment, Timeline } from '../../value/timelines.ts'
import { spokenOf } from '../../value/told.ts'
import { calculator } from './calculator.ts'

const MATTER =
  /mtt[rdam]|mean|median|average|p90|incidents?|outages?|recover|repair|resol|acknowledg|detect|mitigat|restor/i
const LEAST_FOR_TREND = 30
const MOST_BARS = 16
const MOST_TERMS = 6

interface Metric {
  readonly name: string
  readonly from: readonly Moment[]
  readonly to: readonly Moment[]
}

/** Of several moments the first that is known. The R of MTTR is the last four. */
const METRICS: readonly Metric[] = [
  { name: 'MTTD', from: ['started'], to: ['detected'] },
  { name: 'MTTA', from: ['detected'], to: ['acknowledged'] },
  { name: 'MTTR, recovery', from: ['started'], to: ['mitigated', 'resolved'] },
  { name: 'MTTR, respond', from: ['detected'], to: ['mitigated', 'resolved'] },
  { name: 'MTTR, repair', from: ['acknowledged'], to: ['mitigated', 'resolved'] },
  { name: 'MTTR, resolve', from: ['started', 'detected'], to: ['resolved'] },
]
/** Which is named first, the nearest to what users felt. */
const FIRST = ['MTTR, recovery', 'MTTR, respond', 'MTTR, repair', 'MTTR, resolve', 'MTTD', 'MTTA']

interface Measured {
  readonly name: string
  readonly clock: string
  readonly summary: Summary
}

export const incidents = calculator({
  name: 'incidents',
  about: 'MTTD, MTTA, MTTR as mean and median, from durations or times of incidents',
  explains: 'mttr',
  options: {
    list: needed(
      spokenOf(incidentList, MATTER),
      'Durations, 12m 30m 2h, or lines with detected, acknowledged, mitigated, resolved times',
    ),
  },
  asked: [
    'mttr of 12m 30m 2h',
    'calculate our mttr from these incidents',
    'mean time to recovery of 12m, 45m and 3h',
    'what is the median incident length of 10m 20m 4h',
    'average time to repair of 20m 35m 1h',
    'mttd and mtta from incident timestamps',
    'our incidents took 12, 30 and 120 min, what is the mttr',
    'mtta of 3m 5m 9m',
    'compute mean and median from incident durations',
    'incident metrics from a csv',
    'p90 of our outage lengths 5m 7m 12m 90m',
    'how long do we take to resolve incidents on average',
  ],
  examples: [
    EXAMPLE,
    '/calc incidents 12, 30 and 120 min',
    '/calc incidents started 14:00 detected 14:02 acknowledged 14:05 mitigated 14:30 resolved 14:49',
  ],
  answer: z.strictObject({
    type: z.literal('incidents'),
    incidents: z.number(),
    metrics: z.array(
      z.strictObject({
        metric: z.string(),
        n: z.number(),
        meanSeconds: z.number(),
        medianSeconds: z.number(),
        p90Seconds: z.number(),
        maxSeconds: z.number(),
      }),
    ),
  }),
  run({ list }) {
    const measured = list.basis === 'lengths' ? ofLengths(list.list, list.metric?.toUpperCase()) : ofTimes(list.list)
    const first = FIRST.flatMap((name) => measured.find((each) => each.name === name) ?? [])[0] ?? measured[0]
    if (!first)
      throw new Refusal(
        'bad-times',
        'Nothing follows from these times: detected and resolved, or started and mitigated, make a length.',
        EXAMPLE,
      )
    const { n, mean, median, max, sum } = first.summary
    const lone = list.basis === 'lengths'
    return {
      blocks: [
        text(
          bold(`${first.name} ${durationText(mean)}`),
          ` on average of ${plural(n, 'incident')}, ${durationText(median)} in the median, ${durationText(max)} at most.`,
        ),
        {
          kind: 'table',
          caption: 'Incident metrics, mean and median',
          head: ['metric', 'n', 'mean', 'median', 'p90', 'max'],
          rows: measured.map(({ name, clock, summary: one }) => [
            spans(clock === '' ? name : `${name} (${clock})`),
            spans(String(one.n)),
            ...[one.mean, one.median, one.p90, one.max].map((each) => spans(durationText(each))),
          ]),
        },
        ...(lone && n >= 3 && n <= MOST_BARS ? [chartOf(list.list, first)] : []),
        ...working({
          formula: [`mean = ${shownSum(list, sum)} / ${n} = ${durationText(mean)}`],
          assumes: [
            lone
              ? 'all lengths run between the same two clocks; MTTR alone may mean repair, recovery, respond or resolve'
              : 'MTTR has four meanings: name the clocks with the number; times without a zone are on one clock',
            ...(!lone && !list.list.some(({ mitigated }) => mitigated !== undefined)
              ? ['resolved stands in for mitigated, which is not given']
              : []),
            'one long incident moves the mean and not the median',
            n < LEAST_FOR_TREND
              ? `${plural(n, 'incident is', 'incidents are')} too few to show a trend`
              : 'a change between periods can still be chance',
          ],
          sources: ['davidovic', 'incident-metrics'],
        }),
      ],
      answer: {
        type: 'incidents',
        incidents: list.list.length,
        metrics: measured.map(({ name, summary: one }) => ({
          metric: name,
          n: one.n,
          meanSeconds: toNumber(one.mean),
          medianSeconds: toNumber(one.median),
          p90Seconds: toNumber(one.p90),
          maxSeconds: toNumber(one.max),
        })),
      },
    }
  },
})

/** What was read of a short list, so that "2h 30m 12m" shows as the two lengths that it is. */
const shownSum = (list: Incidents, sum: Ratio): string =>
  list.basis === 'lengths' && list.list.length > 1 && list.list.length <= MOST_TERMS
    ? `(${list.list.map(durationText).join(' + ')})`
    : durationText(sum)

function ofLengths(list: readonly Ratio[], metric = 'Mean length'): Measured[] {
  const found = summary(list)
  return found ? [{ name: metric, clock: '', summary: found }] : []
}

function ofTimes(list: readonly Timeline[]): Measured[] {
  return METRICS.flatMap(({ name, from, to }) => {
    const spansOf = list.flatMap((times) => {
      const [start, end] = [from, to].map((moments) => moments.find((moment) => times[moment] !== undefined))
      const [a, b] = [start && times[start], end && times[end]]
      return a === undefined || b === undefined
        ? []
        : [{ clock: `${start} to ${end}`, seconds: ratio(Math.round((b - a) * 1000), 1000) }]
    })
    const found = summary(spansOf.map(({ seconds }) => seconds))
    const clocks = new Set(spansOf.map(({ clock }) => clock))
    return found ? [{ name, clock: clocks.size === 1 ? ([...clocks][0] ?? '') : 'mixed', summary: found }] : []
  })
}

function chartOf(list: readonly Ratio[], { summary: { mean, median } }: Measured): Block {
  return {
    kind: 'chart',
    chart: {
      title: 'Length of each incident',
      shape: 'bar',
      unit: 'min',
      labels: list.map((_, at) => `#${at + 1}`),
      series: [
        { name: 'length', values: list.map((each) => Number(toNumber(ratio(each.n, each.d * 60n)).toPrecision(4))) },
      ],
    },
    alt: `The mean is ${durationText(mean)} and the median ${durationText(median)}.`,
  }
}
