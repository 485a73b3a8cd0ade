// Drain: how long a backlog takes to go while more arrives, and what it takes to be done in time.

import { z } from 'zod'
import { durationText, numberText } from '../../amounts.ts'
import { needed, optional } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { drain as drainOf } from '../../reliability/calc/drain.ts'
import { abs, add, compare, div, sign, sub, toNumber } from '../../reliability/rational.ts'
import { bold, text } from '../../reply.ts'
import { duration, real } from '../../value/amount.ts'
import { perSecond } from '../../value/per-second.ts'
import { facts } from './blocks.ts'
import { calculator } from './calculator.ts'
import { aboveZero, sensible } from './limits.ts'

const EXAMPLE = '/calc drain 120k backlog 500/s in 800/s out'
const IN = 'in|arriv\\w*|incoming|input|produc\\w*|coming in|come in|comes in|publish\\w*|enqueu\\w*'
const OUT = 'out|drain\\w*|capacity|process\\w*|handl\\w*|consum\\w*|working off|work off|does|do|finish\\w*'
const ITEMS = 'messages|jobs|items|requests|events|tasks|orders|records|rows|mails|emails'

export const drain = calculator({
  name: 'drain',
  about: 'How long a backlog takes to drain while more arrives, or how fast it grows',
  explains: 'load-shedding',
  options: {
    backlog: needed(
      real({
        name: 'backlog',
        sample: '120k',
        likely: ['10k', '120k', '1M'],
        before: 'backlog(?: of)?|queue(?: of)?|lag(?: of)?|behind by|queue depth',
        after: `backlog|queued|waiting|behind|in the queue|in queue|lag|${ITEMS}`,
      }),
      'How many wait: 120k',
    ),
    in: needed(
      perSecond({
        name: 'rate of arrival',
        sample: '500/s',
        likely: ['100/s', '500/s', '1000/s'],
        before: IN,
        others: OUT,
        after: 'in|arriv\\w*|incoming|produced|coming|come in|comes in|new|published|enqueued',
      }),
      'How many arrive: 500/s',
    ),
    out: needed(
      perSecond({
        name: 'rate of work',
        sample: '800/s',
        likely: ['150/s', '800/s', '1500/s'],
        before: OUT,
        others: IN,
        after: 'out|drain\\w*|processed|handled|capacity|consumed|worked off|done|finished',
      }),
      'How many are worked off: 800/s',
    ),
    within: optional(
      duration({ name: 'time to be done in', sample: '5m' }),
      'To learn what it takes to be done in time: within 5m',
    ),
  },
  asked: [
    'how long until the backlog is gone',
    'how long does the queue take to drain',
    'when will the consumer catch up',
    'how long to work off 120k messages at 800/s with 500/s arriving',
    'time to drain the queue after the outage',
    'will the kafka lag ever go away',
    'drain a backlog of messages',
    'what rate clears the backlog in time',
    'is the queue growing or shrinking',
    'catch-up time after an outage',
  ],
  examples: [
    EXAMPLE,
    '/calc drain backlog 50,000 in 200/s out 250/s within 10m',
    '/calc drain 1M waiting 900/s in 850/s out',
  ],
  answer: z.strictObject({
    type: z.literal('drain'),
    backlog: z.number(),
    inPerSecond: z.number(),
    outPerSecond: z.number(),
    growthPerSecond: z.number(),
    seconds: z.number().nullable(),
    withinSeconds: z.number().nullable(),
    outForWithin: z.number().nullable(),
  }),
  run({ backlog, in: arrival, out: capacity, within }) {
    sensible({ backlog, 'rate of arrival': arrival, 'rate of work': capacity }, EXAMPLE)
    aboveZero({ 'time to be done in': within }, EXAMPLE)
    const { seconds, growth } = drainOf(backlog, arrival, capacity)
    const enough = within && add(arrival, div(backlog, within))
    const [b, i, o, g] = [
      numberText(backlog),
      ...[arrival, capacity, abs(growth)].map((each) => `${numberText(each)}/s`),
    ]
    return {
      blocks: [
        seconds
          ? text(bold(durationText(seconds)), ` until ${b} are gone: ${o} out, ${i} in, so it shrinks by ${g}.`)
          : sign(growth) > 0
            ? text(bold('Never'), `: ${i} arrive and ${o} are worked off, so the backlog of ${b} grows by ${g}.`)
            : text(bold('Never'), `: ${i} arrive and as many are worked off, so the backlog of ${b} stays.`),
        ...facts([
          [
            `To be done in ${within ? durationText(within) : ''}`,
            enough &&
              `${numberText(enough)}/s out${compare(capacity, enough) >= 0 ? ', which there is' : `, ${numberText(sub(enough, capacity))}/s more`}`,
          ],
          [
            'A new one waits',
            sign(backlog) > 0 && sign(capacity) > 0
              ? `${durationText(div(backlog, capacity))} now, behind the others`
              : undefined,
          ],
        ]),
        ...working({
          formula: [
            seconds
              ? `backlog / (out − in) = ${b} / (${o} − ${i}) = ${durationText(seconds)}`
              : `in − out = ${i} − ${o} = ${numberText(growth)}/s`,
          ],
          assumes: [
            'steady rates, first come first served',
            'no retries of what timed out while it waited: those arrive again',
            'old items are still worth doing; dropping them drains at once',
          ],
          sources: ['aws-backlogs'],
        }),
      ],
      answer: {
        type: 'drain',
        backlog: toNumber(backlog),
        inPerSecond: toNumber(arrival),
        outPerSecond: toNumber(capacity),
        growthPerSecond: toNumber(growth),
        seconds: seconds ? toNumber(seconds) : null,
        withinSeconds: within ? toNumber(within) : null,
        outForWithin: enough ? toNumber(enough) : null,
      },
    }
  },
})
