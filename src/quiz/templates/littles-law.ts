// Little's law: how many requests are inside.

import { little as law } from '../../reliability/calc/queueing.ts'
import { div, ONE, type Ratio, ratio } from '../../reliability/rational.ts'
import { amount, digits } from './figures.ts'
import { little } from './sources.ts'
import type { Template } from './template.ts'

const RATES = [200, 400, 500, 800, 1200, 2000, 3000, 5000]
const MEANS = [20, 40, 50, 80, 120, 150, 250, 400]

export const littlesLaw: Template = {
  name: 'littles-law',
  topic: 'performance-metrics',
  concept: 'throughput',
  difficulty: 2,
  source: little,
  draw(random) {
    const rate = random.pick(RATES)
    const mean = random.pick(MEANS)
    const p99 = mean * random.between(4, 9)
    const inside = (time: Ratio): Ratio => law({ rate: ratio(rate), time }).inside
    const [r, w] = [digits(rate), digits(ratio(mean, 1000))]
    return {
      ask: `A service finishes ${r} requests a second, as many as arrive. The mean response time is ${mean} ms, the p99 ${digits(p99)} ms. How many requests are in flight on average?`,
      right: amount(
        inside(ratio(mean, 1000)),
        '',
        'Rate times mean time inside, in the same unit of time',
        `${r} * ${w}`,
      ),
      wrong: [
        amount(
          inside(ratio(p99, 1000)),
          '',
          'This takes the p99 for the mean. The law speaks of means',
          `${r} * ${digits(ratio(p99, 1000))}`,
        ),
        amount(
          div(ratio(rate), ratio(mean, 1000)),
          '',
          'This divides by the time instead of multiplying',
          `${r} / ${w}`,
        ),
        amount(
          div(inside(ratio(mean, 1000)), ratio(60)),
          '',
          'This takes the rate for one a minute',
          `${r} / 60 * ${w}`,
        ),
        amount(inside(ONE), '', 'This takes every request to stay for a second', `${r} * 1`),
        amount(div(ONE, ratio(mean, 1000)), '', 'That is how many a second one worker finishes', `1 / ${w}`),
      ],
    }
  },
}
