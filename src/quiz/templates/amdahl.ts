// Amdahl's law: the serial part bounds the gain.

import { speedLimit, speedUp } from '../../reliability/calc/amdahl.ts'
import { complement, mul, type Ratio, ratio } from '../../reliability/rational.ts'
import { amount, digits, given, percent } from './figures.ts'
import { amdahl as source } from './sources.ts'
import type { Template } from './template.ts'

const SERIAL = [2, 4, 5, 8, 10, 20, 25].map((percents) => ratio(percents, 100))
const NODES = [8, 10, 12, 16, 20, 32, 40, 50, 64]

export const amdahl: Template = {
  name: 'amdahl',
  topic: 'scalability',
  concept: 'horizontal-scaling',
  difficulty: 2,
  source,
  draw(random) {
    const serial = random.pick(SERIAL)
    const n = random.pick(NODES)
    const spread = complement(serial)
    const s = digits(serial)
    const times = (value: Ratio, says: string, expression: string) => amount(value, 'times', says, expression)
    return {
      ask: `${percent(serial)} of a batch job can't be split up; the rest spreads evenly over ${n} nodes at no extra cost. How many times faster than on one node does it run?`,
      right: times(
        speedUp(spread, n),
        'The serial part takes as long as ever, only the rest shrinks',
        `1 / (${s} + (1 - ${s}) / ${n})`,
      ),
      wrong: [
        times(ratio(n), 'This lets all of the work spread. The serial part does not', `${n} * 1`),
        times(
          mul(spread, ratio(n)),
          'This takes the serial share off the gain. It is a share of the time',
          `${n} * (1 - ${s})`,
        ),
        times(given(speedLimit(spread)), 'That is the limit, which no number of nodes reaches', `1 / ${s}`),
        times(
          speedUp(serial, n),
          'This mixes up the two shares, the one that spreads and the one that does not',
          `1 / ((1 - ${s}) + ${s} / ${n})`,
        ),
      ],
    }
  },
}
