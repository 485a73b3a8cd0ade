// Requirements side by side: which contradict each other by arithmetic alone.

import { z } from 'zod'
import { achievedText, durationText, numberText, plural, spanText, targetText } from '../../amounts.ts'
import { optional } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { type Conflict, conflicts, type Requirements, type Why } from '../../reliability/calc/requirements.ts'
import { bold, list, spans, type Text, text } from '../../reply.ts'
import { distance, duration, rate, whole } from '../../value/amount.ts'
import { orNothing } from '../../value/nothing-lost.ts'
import { targetKind } from '../../value/target.ts'
import { inFront, spokenOf, told } from '../../value/told.ts'
import { window } from '../../value/window.ts'
import { calculator } from './calculator.ts'
import { bounded } from './within.ts'

const EXAMPLE = '/calc nfrs 99.99 % availability, RTO 4h, RPO 0, p99 200ms, regions 6000 km apart'

const time = (name: string, sample: string, before: string, after?: string) =>
  told(duration({ name, sample }), { before, labelledOnly: true, ...(after !== undefined && { after }) })

/** Other options know their own length by its words, so the window is looked for after them. */
const { early: _, ...late } = window

export const nfrs = calculator({
  name: 'nfrs',
  about: 'Which requirements contradict: availability, RTO, RPO, p99, distance, MTTR, copies',
  explains: 'conflicting-nfrs',
  options: {
    rto: optional(
      time('RTO', '4h', 'rto|recovery time(?: objective)?|back(?: up)? (?:with)?in', 'rto|recovery time'),
      'Recovery time objective: RTO 4h',
    ),
    rpo: optional(
      orNothing(
        time(
          'RPO',
          '5m',
          'rpo|recovery point(?: objective)?|(?:data )?loss(?: of)?|lose(?: at most)?',
          'rpo|of data loss',
        ),
      ),
      'Recovery point objective: RPO 0, RPO 5m, no data loss',
    ),
    p99: optional(
      time(
        'p99 latency',
        '200ms',
        'p99|p95|p999|99th percentile|latency|writes?(?: in)?|respon\\w+(?: in| within)?',
        'p99|latency|writes|response',
      ),
      'The 99th percentile of write latency: p99 200ms',
    ),
    mttr: optional(
      time('MTTR', '30m', 'mttr|time to repair|repairs?', 'mttr|to repair'),
      'Mean time to repair: MTTR 30m',
    ),
    mttf: optional(
      time('MTTF', '1000h', 'mttf|mtbf|time (?:to|between) failures?|fails every', 'mttf|mtbf|between failures'),
      'Mean time between failures, as uptime: MTBF 1000h',
    ),
    km: optional(
      bounded(distance({ name: 'distance', sample: '6000 km' }), {
        least: '0',
        most: '1e6',
        says: 'The distance must be at most a million kilometres.',
      }),
      'Between places that must hold each write: 6000 km',
    ),
    rate: optional(
      spokenOf(rate({ name: 'rate of writes', sample: '500 writes/s' }), /writes?|key|throughput/i),
      'Writes a second on the busiest single key: 500 writes/s',
    ),
    replicas: optional(
      told(
        whole({
          name: 'number of replicas',
          sample: '2',
        }),
        { before: 'replicas|copies', after: 'replicas?|copies|copy|voters?|nodes?', labelledOnly: true },
      ),
      'Copies that vote on a write: 2 replicas',
    ),
    availability: optional(inFront(targetKind('availability')), 'Share of time or requests that is good: 99.99 %'),
    window: optional(inFront(late), 'What the availability is measured over, 30 days where left out: year'),
  },
  asked: [
    'do these requirements contradict: 99.99 % availability, rto 4h, rpo 0, p99 200ms, regions 6000 km apart',
    'which of these requirements conflict',
    'check these nfrs: 99.9 %, rto 1h, rpo 0',
    'is rto 4h compatible with 99.99 %',
    'can we promise 99.99 with an rto of 4h',
    'can we have rpo 0 and p99 20ms with regions 6000 km apart',
    'are our nfrs consistent',
    'find contradictions in the requirements',
    'does an mttr of 2h fit 99.95 %',
    'do availability, rto and rpo fit together',
    'is no data loss possible with p99 50ms over 9000 km',
  ],
  examples: [EXAMPLE, '/calc nfrs 99.9 % RTO 30m', '/calc nfrs RPO 0, 2 replicas, 99.95 %, 500 writes/s, 1500 km'],
  answer: z.strictObject({
    type: z.literal('nfrs'),
    given: z.array(z.string()),
    contradictions: z.number(),
    tensions: z.number(),
    conflicts: z.array(
      z.strictObject({
        kind: z.string(),
        between: z.array(z.string()),
        severity: z.enum(['contradicts', 'tension']),
      }),
    ),
  }),
  lacks: ({ window: over, ...wanted }) => (Object.keys(wanted).length < 2 ? ['two requirements'] : []),
  run({ availability, window: over, km, rate: perSecond, ...others }) {
    const { rto, rpo, p99, mttr, mttf, replicas } = others
    const wanted: Requirements = {
      ...(availability && { availability: availability.ratio }),
      ...(rto && { rto }),
      ...(rpo && { rpo }),
      ...(p99 && { p99 }),
      ...(mttr && { mttr }),
      ...(mttf && { mttf }),
      ...(km && { regionsKm: km }),
      ...(perSecond && { throughput: perSecond }),
      ...(replicas !== undefined && { replicas }),
    }
    const given = Object.keys(wanted)
    if (given.length < 2)
      throw new Refusal(
        'missing',
        `${given.length === 0 ? 'No requirement' : 'One requirement'} is given, and at least two are needed: availability, RTO, RPO, p99, distance, MTTR, MTBF, writes a second, copies.`,
        EXAMPLE,
        availability ? ['0', '5m', '1h'] : ['99.9', '99.95', '99.99'],
        availability ? 'rpo' : 'availability',
      )
    const found = conflicts({ ...wanted, ...(over && { window: over.seconds }) })
    const hard = found.filter(({ severity }) => severity === 'contradicts').length
    const soft = found.length - hard
    const among = ` among ${plural(given.length, 'requirement')}`
    return {
      blocks: [
        found.length === 0
          ? text(bold('No contradiction'), ` follows from these numbers${among}.`)
          : text(
              bold(hard === 0 ? 'No contradiction' : plural(hard, 'contradiction')),
              soft === 0 ? `${among}.` : ` and ${plural(soft, 'tension')}${among}.`,
            ),
        ...(found.length === 0 ? [] : [list(found.map(shownAs))]),
        ...working({
          formula: [],
          assumes: [
            ...(availability
              ? [
                  `availability ${targetText(availability.ratio)} over ${over ? (over.kind === 'calendar' ? over.name : spanText(over.seconds)) : '30 days'}`,
                ]
              : []),
            'outages are total',
            ...(km ? ['light in straight fibre at 200,000 km/s'] : []),
            'only what arithmetic shows: cost, security and usability conflict too',
          ],
          sources: [
            'mairiza',
            ...(found.some(({ why }) => why.kind === 'partition') ? (['gilbert-lynch'] as const) : []),
          ],
        }),
      ],
      answer: {
        type: 'nfrs' as const,
        given,
        contradictions: hard,
        tensions: soft,
        conflicts: found.map(({ why, between, severity }) => ({ kind: why.kind, between: [...between], severity })),
      },
    }
  },
})

const SHOWN: Readonly<Record<string, string>> = {
  availability: 'availability',
  rto: 'RTO',
  rpo: 'RPO',
  p99: 'p99',
  regionsKm: 'distance',
  mttr: 'MTTR',
  mttf: 'MTBF',
  throughput: 'writes a second',
  replicas: 'copies',
}

const shownAs = ({ between, why, severity }: Conflict): Text =>
  spans(
    bold(`${between.map((each) => SHOWN[each] ?? each).join(', ')}${severity === 'contradicts' ? '' : ' (a price)'}: `),
    because(why, between[0] === 'rto' ? 'One recovery at the RTO' : 'One mean repair'),
  )

function because(why: Why, outage: string): string {
  switch (why.kind) {
    case 'outage-over-budget':
      return why.times === null
        ? `${outage}, ${durationText(why.outage)}, breaks a target that allows no downtime.`
        : `${outage} takes ${durationText(why.outage)}, ${numberText(why.times)} times what the window allows (${durationText(why.budget)}).`
    case 'few-outages':
      return `${outage} takes ${durationText(why.outage)} of ${durationText(why.budget)} allowed: ${why.fit === 1n ? 'one fits' : `${why.fit} fit`}, a second breaks the target.`
    case 'repair-over-rto':
      return `the mean repair of ${durationText(why.mttr)} is longer than ${durationText(why.rto)}, so an average one misses it.`
    case 'too-little-uptime':
      return `MTBF / (MTBF + MTTR) is ${achievedText(why.reached, why.wanted)}, below ${targetText(why.wanted)}.`
    case 'sync-over-p99':
      return `losing nothing takes a round trip of ${durationText(why.rtt)} before each write is confirmed, more than ${durationText(why.p99)}.`
    case 'sync-cost':
      return `each write waits ${durationText(why.rtt)} for the other place.`
    case 'sync-over-throughput':
      return `one key takes 1 / ${durationText(why.rtt)} ≈ ${numberText(why.perKey)} writes/s that wait for each other; ${numberText(why.wanted)}/s are wanted.`
    case 'partition':
      return 'while the places cannot talk, either writes stop or some can be lost (CAP).'
    case 'single-copy':
      return 'with one copy, its loss loses everything.'
    case 'no-spare':
      return `a majority of ${why.replicas} is all of them, so one that is down stops the writes.`
  }
}
