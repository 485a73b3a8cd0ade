// The Universal Scalability Law: where more nodes stop helping, and what they do beyond.

import { z } from 'zod'
import { countText, numberText, plural, shareText } from '../../amounts.ts'
import { needed, optional, otherwise } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { ceiling, curve, peak as peakOf, throughput, type Usl } from '../../reliability/calc/usl.ts'
import { fromNumber, toNumber } from '../../reliability/rational.ts'
import { bold, text } from '../../reply.ts'
import { whole } from '../../value/amount.ts'
import { coefficient } from '../../value/coefficient.ts'
import { chart, facts } from './blocks.ts'
import { calculator } from './calculator.ts'
import { aboveZero, sensible } from './limits.ts'

const EXAMPLE = '/calc usl alpha=0.05 beta=0.0005 gamma=1000'
const POINTS = 16
const WIDEST_CHART = 1_000_000

export const usl = calculator({
  name: 'usl',
  about: 'Throughput by nodes, and the peak past which more nodes do less (Universal Scalability Law)',
  explains: 'horizontal-scaling',
  options: {
    alpha: needed(
      coefficient({
        name: 'alpha',
        sample: '0.05',
        likely: ['0.05', '0.01', '0.1'],
        before: 'alpha|α|contention|sigma|σ|serial',
      }),
      'Contention: share of the work that waits for something shared: 0.05',
    ),
    beta: needed(
      coefficient({
        name: 'beta',
        sample: '0.0005',
        likely: ['0.0005', '0.0001', '0.001'],
        before: 'beta|β|coherency|coherence|crosstalk|kappa|κ',
      }),
      'Coherency: cost of each pair of nodes agreeing: 0.0005',
    ),
    gamma: otherwise(
      coefficient({
        name: 'gamma',
        sample: '1000',
        before: 'gamma|γ|lambda|λ|one node(?: does)?|single node',
      }),
      '1',
      'Throughput of one node: 1000; 1 where left out, so that results are speed-ups',
    ),
    nodes: optional(
      whole({
        name: 'number of nodes',
        sample: '32',
        most: WIDEST_CHART,
        before: 'n|nodes|with|on|for|at',
        after: 'nodes|workers|cores?|cpus?|threads|servers|machines|replicas|instances',
        labelledOnly: true,
      }),
      'The number of nodes to look at: 32 nodes',
    ),
  },
  asked: [
    'universal scalability law',
    'usl',
    'at how many nodes does throughput peak',
    'when do more nodes make it slower',
    'scalability peak from alpha and beta',
    'contention and coherency coefficients',
    'throughput of 32 nodes with alpha 0.05 and beta 0.0005',
    'how many nodes are worth having',
    'gunther scalability curve',
    'negative returns from adding nodes',
  ],
  examples: [EXAMPLE, '/calc usl alpha 3% beta 0.0001 64 nodes', '/calc usl 0.1 0'],
  answer: z.strictObject({
    type: z.literal('usl'),
    alpha: z.number(),
    beta: z.number(),
    gamma: z.number(),
    peakNodes: z.number().nullable(),
    peakThroughput: z.number().nullable(),
    ceiling: z.number().nullable(),
    nodes: z.number().nullable(),
    throughput: z.number().nullable(),
  }),
  run({ alpha, beta, gamma, nodes }) {
    sensible({ alpha, beta, gamma }, EXAMPLE)
    aboveZero({ gamma }, EXAMPLE)
    const law: Usl = { alpha: toNumber(alpha), beta: toNumber(beta), gamma: toNumber(gamma) }
    if (law.alpha > 1)
      throw new Refusal(
        'out-of-range',
        `alpha is a share of the work: expected 0 to 1, not ${numberText(alpha)}.`,
        EXAMPLE,
      )
    const [top, limit] = [peakOf(law), ceiling(law)]
    const at = nodes === undefined ? undefined : throughput(law, nodes)
    const one = law.gamma ?? 1
    const unit = one === 1 ? ' times one node' : ''
    const shown = (value: number): string => `≈ ${numberText(fromNumber(value))}${unit}`
    const upTo = Math.min(
      WIDEST_CHART,
      Math.max(16, nodes ?? 0, top ? 2 * top.nodes : limit ? Math.ceil(9 / law.alpha) : 64),
    )
    const points = curve(law, upTo, POINTS)
    const finding = top
      ? `The peak is at ${countText(top.nodes)} nodes; beyond it more nodes do less.`
      : limit
        ? `The curve nears ${numberText(fromNumber(limit))} and never falls.`
        : 'The curve is a straight line: each node adds as much as the first.'
    return {
      blocks: [
        top
          ? text(
              bold(`Most throughput with ${plural(top.nodes, 'node')}`),
              `: ${shown(top.throughput)}. More nodes do less.`,
              at === undefined ? '' : ` ${countText(nodes ?? 0)} nodes do ${shown(at)}.`,
            )
          : text(
              bold(limit ? `Never more than ${shown(limit)}` : 'No peak and no limit'),
              limit
                ? ', however many nodes: without coherency cost it does not fall.'
                : ': nodes cost one another nothing.',
              at === undefined ? '' : ` ${countText(nodes ?? 0)} nodes do ${shown(at)}.`,
            ),
        ...facts([
          [
            'At half as many',
            top && top.nodes > 3
              ? `${countText(Math.round(top.nodes / 2))} nodes already do ≈ ${shareText(fromNumber(throughput(law, Math.round(top.nodes / 2)) / top.throughput))} of it`
              : undefined,
          ],
          [
            'At twice as many',
            top ? `≈ ${shareText(fromNumber(throughput(law, top.nodes * 2) / top.throughput))} of the peak` : undefined,
          ],
        ]),
        chart(
          {
            title: 'Throughput by nodes',
            shape: 'line',
            unit: one === 1 ? 'times one node' : 'throughput',
            labels: points.map(({ n }) => countText(n)),
            series: [{ name: 'throughput', values: points.map((each) => each.throughput) }],
          },
          finding,
        ),
        ...working({
          formula: [
            `X(n) = γ n / (1 + α (n − 1) + β n (n − 1)), α = ${numberText(alpha)}, β = ${numberText(beta)}, γ = ${numberText(gamma)}`,
            ...(top ? [`peak = √((1 − α) / β) ≈ ${numberText(fromNumber(top.at))} nodes`] : []),
          ],
          assumes: [
            'the coefficients come from a fit to measured throughput, not from a guess',
            'nothing is said about points far beyond those measured',
          ],
          sources: ['gunther'],
        }),
      ],
      answer: {
        type: 'usl',
        alpha: law.alpha,
        beta: law.beta,
        gamma: one,
        peakNodes: top?.nodes ?? null,
        peakThroughput: top?.throughput ?? null,
        ceiling: limit,
        nodes: nodes ?? null,
        throughput: at ?? null,
      },
    }
  },
})
