// A latency objective over pasted samples: the share that was fast enough, against the share that was promised.

import { z } from 'zod'
import { countText, durationText, plural, shareText, targetText } from '../../amounts.ts'
import { type Kind, needed, otherwise } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { latencySlo as judge } from '../../reliability/calc/latency-slo.ts'
import { compare, ratio, toNumber } from '../../reliability/rational.ts'
import { bold, text } from '../../reply.ts'
import { spotOf } from '../../value/amount.ts'
import { samples } from '../../value/samples.ts'
import type { Target } from '../../value/target.ts'
import { threshold } from '../../value/threshold.ts'
import { writtenTarget } from '../../value/written-target.ts'
import { facts } from './blocks.ts'
import { calculator } from './calculator.ts'

const EXAMPLE = '/calc latency-slo under 300ms target 90%: 120 250 310 90 280 130 240 150 170 200'

const HALF = ratio(1, 2)
/** Beside samples a percentage from a half up is the share that is asked for: "is 80% below 150 ms". */
const percentFast: Kind<Target> = {
  ...writtenTarget,
  spot(passage) {
    const found = writtenTarget.spot?.(passage) ?? []
    if (found.length > 0 || passage.sure) return found
    const share = passage.quantities.find((each) => each.kind === 'percent' && compare(each.share, HALF) >= 0)
    return share ? [spotOf(share)] : []
  },
}

export const latencySlo = calculator({
  name: 'latency-slo',
  about: 'Which share of pasted response times was under a threshold, and whether the target is met',
  explains: 'sli',
  options: {
    threshold: needed(threshold, 'How fast is fast enough: under 300ms'),
    samples: needed(samples('response times', ratio(1, 1000)), 'Response times: 120ms 250ms, or bare numbers in ms'),
    target: otherwise(percentFast, '99%', 'Share that must be fast enough: 99%; 99 % where left out'),
  },
  asked: [
    'latency slo',
    'did we meet the latency slo with these response times',
    'what share of these requests was under 300ms',
    'how many of these are faster than 300ms',
    'is 99% under 300ms met by these samples',
    'check the latency objective against these measurements',
    'are these latencies within the threshold',
    'what percentage of requests was below the threshold',
    'is 80% of these latencies below 150 ms',
  ],
  examples: [
    EXAMPLE,
    '/calc latency-slo 99% under 1s: 800ms 1.2s 300ms 450ms',
    '/calc latency-slo below 200ms: 120, 95, 310, 88',
  ],
  answer: z.strictObject({
    type: z.literal('latency-slo'),
    thresholdSeconds: z.number(),
    target: z.number(),
    n: z.number(),
    good: z.number(),
    slow: z.number(),
    share: z.number(),
    met: z.boolean(),
    allowedSlow: z.number(),
  }),
  run({ threshold: limit, samples: { values }, target }) {
    const { good, slow, total, share, met, allowed, left } = judge(values, limit, target.ratio)
    const reached = share ?? ratio(0)
    const wanted = targetText(target.ratio)
    return {
      blocks: [
        text(
          bold(`${shareText(reached)} were within ${durationText(limit)}`),
          ` (${countText(good)} of ${countText(total)}): the target of ${wanted} is `,
          bold(met ? 'met' : 'missed'),
          '.',
        ),
        ...facts([
          [
            'Slow',
            `${countText(slow)}; ${wanted} of ${countText(total)} allows ${countText(allowed)}, ${left < 0n ? `${countText(-left)} too many` : `${countText(left)} left`}`,
          ],
          [
            'Too few samples',
            allowed === 0n ? `among ${plural(total, 'sample')} one slow request already misses ${wanted}` : undefined,
          ],
        ]),
        ...working({
          formula: [
            `share = ${good} / ${total} = ${shareText(reached)}`,
            `allowed = ⌊(1 − ${wanted}) × ${total}⌋ = ${allowed}`,
          ],
          assumes: [
            'a request at exactly the threshold is fast enough',
            'numbers without a unit are milliseconds',
            'counts under a threshold add up over hosts and days; percentiles do not',
          ],
          sources: ['workbook-slo'],
        }),
      ],
      answer: {
        type: 'latency-slo',
        thresholdSeconds: toNumber(limit),
        target: toNumber(target.ratio),
        n: total,
        good,
        slow,
        share: toNumber(reached),
        met: met === true,
        allowedSlow: Number(allowed),
      },
    }
  },
})
