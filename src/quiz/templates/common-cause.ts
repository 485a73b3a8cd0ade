// Two copies that share some of their causes: the formula for independent ones promises too much.

import { commonCause as withCommonCause } from '../../reliability/composition.ts'
import { complement, decimal, mul } from '../../reliability/rational.ts'
import { available, digits, percent } from './figures.ts'
import { ford } from './sources.ts'
import type { Template } from './template.ts'

const COPIES = ['0.95', '0.98', '0.99', '0.995', '0.999'].map(decimal)
const SHARED = ['0.05', '0.1', '0.15', '0.2', '0.25'].map(decimal)

export const commonCause: Template = {
  name: 'common-cause',
  topic: 'availability',
  concept: 'redundancy',
  difficulty: 3,
  source: ford,
  draw(random) {
    const availability = random.pick(COPIES)
    const shared = random.pick(SHARED)
    const down = complement(availability)
    const pair = { kind: 'repeat', need: 1, times: 2, part: { kind: 'part', availability } } as const
    const [a, q, b] = [digits(availability), digits(down), digits(shared)]
    return {
      ask: `Of two copies, each up ${percent(availability)} of the time, one is enough. ${percent(shared)} of a copy's downtime has causes that hit both, the rest is independent. How available is the pair, if switching works?`,
      right: available(
        withCommonCause(pair, shared),
        'Both are down by a shared cause, or each by one of its own at the same time',
        `1 - ${b} * ${q} - ((1 - ${b}) * ${q})^2`,
      ),
      wrong: [
        available(mul(down, down), 'This takes all failures for independent. The shared cause decides', `1 - ${q}^2`),
        available(down, 'That is one copy alone. Most of its failures do not hit the other', `1 - ${q}`),
        available(
          mul(shared, mul(down, down)),
          'This takes the share off what both lose by chance',
          `1 - ${b} * ${q}^2`,
        ),
        available(
          complement(mul(availability, availability)),
          'This multiplies, as if both copies were needed',
          `${a}^2`,
        ),
      ],
    }
  },
}
