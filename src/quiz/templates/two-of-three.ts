// A quorum as a structure: two of three replicas must be up.

import { complement, div, fromNumber, mul, type Ratio, ratio } from '../../reliability/rational.ts'
import { given } from '../../reliability/redundancy.ts'
import { available, digits, percent } from './figures.ts'
import { dependable } from './sources.ts'
import type { Template } from './template.ts'

const REPLICAS = [90, 91, 92, 93, 94, 95, 96, 97, 98, 98.5, 98.8, 99, 99.2, 99.4, 99.5, 99.6, 99.8, 99.9].map(
  (percents) => div(fromNumber(percents), ratio(100)),
)

export const twoOfThree: Template = {
  name: 'two-of-three',
  topic: 'availability',
  concept: 'redundancy',
  difficulty: 3,
  source: dependable,
  draw(random) {
    const part = random.pick(REPLICAS)
    const group = (need: number, count: number): Ratio => given({ part, count, need }).unavailability
    const a = digits(part)
    const q = digits(complement(part))
    return {
      ask: `A store of 3 replicas answers while any 2 of them are up. Each is up ${percent(part)} of the time, and they fail independently. How available is the store?`,
      right: available(
        group(2, 3),
        'Either all 3 are up, or exactly 2, which can happen in 3 ways',
        `${a}^3 + choose(3, 2) * ${a}^2 * ${q}`,
      ),
      wrong: [
        available(group(3, 3), 'This asks that all 3 replicas be up', `${a}^3`),
        available(group(1, 3), 'This is content with any one of the 3. It takes 2 to answer', `1 - ${q}^3`),
        available(group(2, 2), 'These are 2 given replicas. The third may stand in for either', `${a}^2`),
        available(group(1, 2), 'This is one of a pair, as if the third replica added nothing', `1 - ${q}^2`),
        available(complement(part), 'That is one replica alone', `1 - ${q}`),
        available(
          mul(group(2, 2), group(1, 1)),
          'This takes the pair and the third replica for two ways that fail independently',
          `1 - (1 - ${a}^2) * ${q}`,
        ),
      ],
    }
  },
}
