// The p99 of two hosts together is not the mean of their two.

import { add, ceil, decimal, div, mul, type Ratio, ratio } from '../../reliability/rational.ts'
import { amount, digits } from './figures.ts'
import { quantiles } from './sources.ts'
import type { Choice, Template } from './template.ts'

const TOTAL = 10_000
const SLOW_ONES = [20, 40, 50, 150, 200, 300, 400, 600]
const FAST = [10, 20, 30, 40, 50, 60]

export const percentileAveraging: Template = {
  name: 'percentile-averaging',
  topic: 'performance-metrics',
  concept: 'percentiles',
  difficulty: 3,
  source: quantiles,
  draw(random) {
    const slowOnes = random.pick(SLOW_ONES)
    const fastOnes = TOTAL - slowOnes
    const fast = random.pick(FAST)
    const slow = fast * random.between(6, 20)
    // The nearest rank, without writing out ten thousand values.
    const rank = ceil(mul(decimal('0.99'), ratio(TOTAL)))
    const slowWins = rank > BigInt(fastOnes)
    const [f, s] = [digits(fastOnes), digits(slowOnes)]
    const ms = (value: Ratio, says: string, expression: string): Choice => amount(value, 'ms', says, expression)
    const milliseconds = (value: number, says: string): Choice => ({
      text: `${digits(value)} ms`,
      value: ratio(value),
      says,
      sum: `ceil(0.99 * 10,000) = ${digits(ratio(rank))}`,
    })
    const answered = `the first ${f} in order took ${fast} ms`
    return {
      ask: `Host A answered ${f} requests in ${fast} ms each, host B ${s} requests in ${digits(slow)} ms each. What is the p99 of all requests taken together?`,
      right: milliseconds(slowWins ? slow : fast, `Put all in order and take the value at this place; ${answered}`),
      wrong: [
        milliseconds(
          slowWins ? fast : slow,
          slowWins
            ? `That is the p99 of host A. The place that decides lies beyond it, for ${answered}`
            : `That is the p99 of host B. The place that decides comes before it, for ${answered}`,
        ),
        ms(
          ratio(fast + slow, 2),
          'This is the mean of the two p99s. Nobody waited that long',
          `(${fast} + ${digits(slow)}) / 2`,
        ),
        ms(
          div(add(ratio(fastOnes * fast), ratio(slowOnes * slow)), ratio(TOTAL)),
          'This weights the two p99s by requests, which gives a mean and no percentile',
          `(${f} * ${fast} + ${s} * ${digits(slow)}) / 10,000`,
        ),
        ms(ratio(fast + slow), 'This adds the two, as if one request went to both', `${fast} + ${digits(slow)}`),
      ],
    }
  },
}
