// Coordination: the least latency of a write that copies in other places must have, from their round trips or from the distance alone.

import { z } from 'zod'
import { durationText, numberText, plural } from '../../amounts.ts'
import { optional } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { coordination as floorOf, roundTrip, waitFor } from '../../reliability/calc/coordination.ts'
import { compare, mul, type Ratio, ratio, toNumber } from '../../reliability/rational.ts'
import { type Block, bold, spans, text } from '../../reply.ts'
import { amounts, durations, whole } from '../../value/amount.ts'
import { spokenOf, told } from '../../value/told.ts'
import { inDigits } from '../../value/worded.ts'
import { calculator } from './calculator.ts'
import { rough } from './rough.ts'
import { within } from './within.ts'

const EXAMPLE = '/calc coordination regions at 20ms 80ms'
const MOST_COPIES = 15
const MATTER =
  /region|round[- ]?trip|rtt|away|apart|cop(?:y|ies)|replica|sites?|cent(?:er|re)s?|quorum|coordinat|consensus|sync|consisten|latency|write|commit|light/i

const distances = amounts(
  { name: 'distance', sample: '6000 km', atMost: MOST_COPIES - 1 },
  {
    expects: 'distances such as 6000 km',
    take: (quantity) => (quantity.kind === 'distance' ? quantity.km : undefined),
    units: (digits) => [`${digits} km`, `${digits} miles`],
  },
)

export const coordination = calculator({
  name: 'coordination',
  about: 'Least latency of a coordinated write, from round trips between regions or distances',
  explains: 'latency-vs-consistency',
  options: {
    trips: optional(
      spokenOf(inDigits(durations({ name: 'round trip', sample: '20ms 80ms', atMost: MOST_COPIES - 1 })), MATTER),
      'Round trips from the leader to each other copy: 20ms 80ms',
    ),
    km: optional(spokenOf(distances, MATTER), 'Distances from the leader to each other copy: 6000 km'),
    copies: optional(
      told(
        whole({
          name: 'number of copies',
          sample: '3',
          least: 2,
          most: MOST_COPIES,
        }),
        {
          before: 'copies|regions|replicas',
          after: 'copies|regions?|replicas?|sites?|data ?cent(?:er|re)s?|nodes?|zones?|places',
          labelledOnly: true,
        },
      ),
      'How many copies with the leader, where all are as far: 3 regions',
    ),
  },
  asked: [
    'how slow is a write over regions at 20ms 80ms',
    'latency floor of a synchronous write across 6000 km',
    'least write latency with regions 20ms and 80ms away',
    'what does strong consistency cost between regions 80ms apart',
    'speed of light latency for 9000 km',
    'how fast can a quorum write be with round trips of 5ms 30ms 90ms',
    'minimum latency of a coordinated write',
    'how many writes can one key take across regions',
    'fastest synchronous write between two cities 6500 km apart',
    'synchronous replication over an ocean, how much latency',
    'cost of consensus between data centers 1500 km apart',
  ],
  examples: [
    EXAMPLE,
    '/calc coordination 6000 km',
    '/calc coordination 3 regions 80ms',
    '/calc coordination 5ms 30ms 90ms 120ms',
  ],
  answer: z.strictObject({
    type: z.literal('coordination'),
    copies: z.number(),
    majority: z.number(),
    byMajoritySeconds: z.number(),
    byAllSeconds: z.number(),
    writesPerKey: z.number().nullable(),
  }),
  lacks: ({ trips, km }) => (trips === undefined && km === undefined ? ['round trips'] : []),
  run({ trips = [], km = [], copies }) {
    for (const one of km)
      within(one, { least: '0', most: '1e6', says: 'A distance must be at most a million kilometres.' }, EXAMPLE)
    const given = [...trips, ...km.map(roundTrip)].sort(compare)
    const [only] = given
    if (only === undefined)
      throw new Refusal(
        'missing',
        'Missing: the round trips between the leader and the other copies, or their distances in km.',
        EXAMPLE,
        ['20ms 80ms', '2ms 2ms', '80ms 150ms'],
        'trips',
      )
    const others = copies !== undefined && given.length === 1 ? Array.from({ length: copies - 1 }, () => only) : given
    // "3 regions at 20ms 50ms 80ms": a client beside none of them, or a number that was miscounted.
    if (others.length + 1 > MOST_COPIES || (copies !== undefined && others.length + 1 !== copies))
      throw new Refusal(
        'bad-count',
        copies !== undefined && others.length + 1 !== copies
          ? `With ${plural(copies, 'copy', 'copies')} there are ${plural(copies - 1, 'round trip')} from the leader, and ${given.length} are given.`
          : `At most ${MOST_COPIES} copies are counted.`,
        EXAMPLE,
      )
    const found = floorOf(others)
    const wait = durationText(found.byMajority)
    const perKey = found.perKey && rough(toNumber(found.perKey))
    return {
      blocks: [
        text(
          bold(`${wait} at least`),
          ` for each write that ${found.majority} of ${found.copies} copies must have`,
          perKey === null ? '.' : `; one key takes ≈ ${perKey} writes/s that wait for each other.`,
        ),
        {
          kind: 'facts',
          facts: [
            { label: 'leader alone', value: spans('no wait; a lost leader loses the last writes') },
            { label: 'majority', value: spans(`${wait}, the slowest copies are not waited for`) },
            {
              label: 'all copies',
              value: spans(`${durationText(found.byAll)}, and one that is down stops every write`),
            },
          ],
        },
        ...(found.copies > 2 ? [chartOf(others)] : []),
        ...working({
          formula: [
            ...(km.length > 0
              ? km
                  .slice(0, 3)
                  .map((one) => `2 × ${numberText(one)} km / 200,000 km/s = ${durationText(roundTrip(one))}`)
              : []),
            `majority: round trip ${found.majority - 1} of ${others.slice(0, 6).map(durationText).join(', ')}${others.length > 6 ? ', …' : ''} = ${wait}`,
            ...(perKey === null ? [] : [`1 / ${wait} ≈ ${perKey} writes/s`]),
          ],
          assumes: [
            'the client is beside the leader: one further away adds its own way',
            'one round trip a write; two-phase commit or a leaderless protocol can take two',
            ...(km.length > 0
              ? ['light in straight fibre: cables take detours and routers take time, so what is measured is longer']
              : []),
          ],
          sources: ['abadi'],
        }),
      ],
      answer: {
        type: 'coordination',
        copies: found.copies,
        majority: found.majority,
        byMajoritySeconds: toNumber(found.byMajority),
        byAllSeconds: toNumber(found.byAll),
        writesPerKey: found.perKey ? toNumber(found.perKey) : null,
      },
    }
  },
})

/** The wait by how many copies must have the write. */
function chartOf(others: readonly Ratio[]): Block {
  const acks = others.map((_, at) => at + 1).concat(others.length + 1)
  const waits = acks.map((each) => toNumber(mul(waitFor(each, others), ratio(1000))))
  return {
    kind: 'chart',
    chart: {
      title: 'Wait by copies that must have it',
      shape: 'bar',
      unit: 'ms',
      labels: acks.map((each) => `${each} of ${acks.length}`),
      series: [{ name: 'wait', values: waits.map((each) => Number(each.toPrecision(6))) }],
    },
    alt: `The wait grows from 0 ms for the leader alone to ${rough(waits.at(-1) ?? 0)} ms for all ${acks.length}.`,
  }
}
