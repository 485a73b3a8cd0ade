// Little's law: how many are inside, how fast they come, how long they stay; any of the three from the other two.

import { z } from 'zod'
import { durationText, numberText } from '../../amounts.ts'
import { optional } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { little } from '../../reliability/calc/queueing.ts'
import { toNumber } from '../../reliability/rational.ts'
import { bold, text } from '../../reply.ts'
import { duration, rate, real } from '../../value/amount.ts'
import { calculator } from './calculator.ts'
import { sensible } from './limits.ts'

const EXAMPLE = '/calc littles-law 250 rps 40ms'

export const littlesLaw = calculator({
  name: 'littles-law',
  about: 'Requests in flight from rate and latency, or any of the three from the other two',
  explains: 'throughput',
  options: {
    rate: optional(rate({ name: 'rate', sample: '250 rps' }), 'How many arrive: 250 rps, 3000/min'),
    time: optional(duration({ name: 'time inside', sample: '40ms' }), 'How long each stays: 40ms'),
    inside: optional(
      real({
        name: 'number inside',
        sample: '10',
        after: 'in flight|inside|connections|threads|workers|concurrent|slots|requests|at once',
        labelledOnly: true,
      }),
      'How many are inside at once: 10 in flight',
    ),
  },
  lacks: (raw) => (Object.keys(raw).length >= 2 ? [] : ['rate, time or number inside']),
  asked: [
    "little's law",
    'how many requests are in flight',
    'how many connections do we need',
    'how many threads do we need for that rate and latency',
    'how many workers to keep up',
    'what is the concurrency at that rate and latency',
    'what throughput can that many workers do at that latency',
    'how big should the pool be',
    'how long does each request take with that many in flight',
  ],
  examples: [EXAMPLE, '/calc littles-law 100 in flight 50ms', '/calc littles-law 200 in flight 4000 rps'],
  answer: z.strictObject({
    type: z.literal('littles-law'),
    inside: z.number(),
    perSecond: z.number(),
    seconds: z.number(),
    solved: z.enum(['inside', 'rate', 'time']),
  }),
  run(given) {
    sensible({ rate: given.rate, time: given.time, 'number inside': given.inside }, EXAMPLE)
    const known = Object.values(given).filter((value) => value !== undefined).length
    if (known < 2)
      throw new Refusal(
        'missing',
        `${known === 0 ? 'Two of three are' : 'One more of three is'} needed: how many arrive a second, how long each stays, how many are inside.`,
        EXAMPLE,
        given.rate ? ['10ms', '100ms', '1s'] : ['10/s', '100/s', '1000/s'],
        given.rate ? 'time' : 'rate',
      )
    if (known === 3)
      throw new Refusal('too-many', 'Two of the three are given and the third follows. Leave one out.', EXAMPLE)
    if ((given.time?.n === 0n && given.rate === undefined) || (given.rate?.n === 0n && given.time === undefined))
      throw new Refusal('out-of-range', 'Nothing divides by zero: the rate and the time must be above 0.', EXAMPLE)
    const {
      inside,
      rate: perSecond,
      time,
      solved,
    } = little({
      ...(given.inside && { inside: given.inside }),
      ...(given.rate && { rate: given.rate }),
      ...(given.time && { time: given.time }),
    })
    const [l, r, w] = [numberText(inside), `${numberText(perSecond)}/s`, durationText(time)]
    return {
      blocks: [
        solved === 'inside'
          ? text(bold(`${l} in flight`), ` on average at ${r} with ${w} each.`)
          : solved === 'rate'
            ? text(bold(r), ` pass through ${l} places with ${w} each.`)
            : text(bold(w), ` each, on average, with ${l} in flight at ${r}.`),
        ...working({
          formula: [
            solved === 'inside'
              ? `L = λ × W = ${r} × ${w} = ${l}`
              : solved === 'rate'
                ? `λ = L / W = ${l} / ${w} = ${r}`
                : `W = L / λ = ${l} / ${r} = ${w}`,
          ],
          assumes: [
            'averages over a steady stretch, whatever the distribution',
            'what arrives also leaves',
            'peaks need more than the average',
          ],
          sources: ['little'],
        }),
      ],
      answer: {
        type: 'littles-law',
        inside: toNumber(inside),
        perSecond: toNumber(perSecond),
        seconds: toNumber(time),
        solved,
      },
    }
  },
})
