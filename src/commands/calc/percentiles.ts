// Percentiles of pasted samples, by the nearest-rank rule, with a word on how many samples each needs to mean anything.

import { z } from 'zod'
import { countText, durationText, numberText } from '../../amounts.ts'
import { needed } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { percentiles as percentilesOf } from '../../reliability/calc/percentiles.ts'
import { compare, decimal, mul, type Ratio, ratio, toFixed, toNumber } from '../../reliability/rational.ts'
import { bold, text } from '../../reply.ts'
import { samples } from '../../value/samples.ts'
import { table } from './blocks.ts'
import { calculator } from './calculator.ts'

const EXAMPLE = '/calc percentiles 12ms 15ms 11ms 210ms 14ms 13ms 16ms 12ms 18ms 95ms'

const label = (share: Ratio): string => `p${toFixed(mul(share, ratio(100)), 2)}`

export const percentiles = calculator({
  name: 'percentiles',
  about: 'p50, p90, p95, p99 and p99.9 of pasted numbers, and which of them the sample can tell',
  explains: 'percentiles',
  options: { samples: needed(samples('samples'), 'Measured values: 12ms 15ms 210ms, or 12, 15, 210') },
  asked: [
    'percentiles of these numbers',
    'what is the p99 of these response times',
    'p95 of this list',
    'median of these values',
    'work out the percentiles of my measurements',
    'what are p50 p95 and p99 of these latencies',
    'calculate the 95th percentile',
    'nearest rank percentile of a list',
  ],
  examples: [EXAMPLE, '/calc percentiles 120, 95, 310, 88, 102', '/calc percentiles 1.2s 800ms 300ms 450ms'],
  answer: z.strictObject({
    type: z.literal('percentiles'),
    unit: z.enum(['seconds', 'none']),
    n: z.number(),
    min: z.number(),
    max: z.number(),
    mean: z.number(),
    percentiles: z.array(
      z.strictObject({
        share: z.number(),
        value: z.number(),
        rank: z.number(),
        isMaximum: z.boolean(),
        needs: z.number(),
      }),
    ),
  }),
  run({ samples: { values, timed } }) {
    const { n, min, max, mean, percentiles: found } = percentilesOf(values)
    const shown = (value: Ratio): string => (timed ? durationText(value) : numberText(value, 4))
    const at = (share: string): string => {
      const one = found.find((each) => compare(each.share, decimal(share)) === 0)
      return one ? shown(one.value) : ''
    }
    const untold = found.filter(({ needs }) => needs > BigInt(n))
    const p99 = found.find((each) => compare(each.share, decimal('0.99')) === 0)
    return {
      blocks: [
        text(
          bold(`p50 ${at('0.5')}, p95 ${at('0.95')}, p99 ${at('0.99')}`),
          ` of ${countText(n)} ${n === 1 ? 'sample' : 'samples'}.${
            untold.length > 0
              ? ` Too few for ${untold.map(({ share }) => label(share)).join(', ')}: ${untold.length === 1 ? 'that is' : 'those are'} only the maximum.`
              : ''
          }`,
        ),
        table(
          `Percentiles of ${countText(n)} samples`,
          ['', 'Value', 'Rank', 'Samples it takes'],
          [
            ...found.map(({ share, value, rank, needs }) => [
              label(share),
              shown(value),
              `${countText(rank)} of ${countText(n)}`,
              `${countText(needs)}${needs > BigInt(n) ? ', too few here' : ''}`,
            ]),
            ['min', shown(min), '', ''],
            ['mean', shown(mean), '', ''],
            ['max', shown(max), '', ''],
          ],
        ),
        ...working({
          formula: [`rank = ⌈p × n⌉: ⌈0.99 × ${n}⌉ = ${p99?.rank ?? 0n}, value ${at('0.99')}`],
          assumes: [
            'nearest rank: each answer is one of the samples; tools that interpolate differ',
            'percentiles of several hosts can not be averaged: paste all samples together',
            ...(timed ? [] : ['numbers without a unit, in whatever unit they were measured']),
          ],
          sources: ['hyndman-fan'],
        }),
      ],
      answer: {
        type: 'percentiles',
        unit: timed ? 'seconds' : 'none',
        n,
        min: toNumber(min),
        max: toNumber(max),
        mean: toNumber(mean),
        percentiles: found.map(({ share, value, rank, isMaximum, needs }) => ({
          share: toNumber(share),
          value: toNumber(value),
          rank: Number(rank),
          isMaximum,
          needs: Number(needs),
        })),
      },
    }
  },
})
