// What a horizontal autoscaler asks for.

import { ceil, floor, mul, ratio } from '../../reliability/rational.ts'
import { whole } from './figures.ts'
import { autoscaler as source } from './sources.ts'
import type { Template } from './template.ts'

const TARGETS = [50, 60, 65, 70, 75]

export const autoscaler: Template = {
  name: 'autoscaler',
  topic: 'scalability',
  concept: 'auto-scaling',
  difficulty: 2,
  source,
  draw(random) {
    const pods = random.between(8, 60)
    const target = random.pick(TARGETS)
    // Beyond the tolerance of 10 %, and with a remainder, so that rounding matters.
    const load = random.between(target + 10, 98)
    const wanted = mul(ratio(pods), ratio(load, target))
    const down = ratio(pods * target, load)
    return {
      ask: `${pods} pods run at ${load} % CPU on average. The horizontal autoscaler aims at ${target} %, and its tolerance is exceeded. How many pods does it ask for, within its limits?`,
      right: whole(
        ceil(wanted),
        'The pods there are, times what is measured over what is wanted, rounded up',
        `ceil(${pods} * ${load} / ${target})`,
      ),
      wrong: [
        whole(
          floor(wanted),
          'This rounds down, which would leave the pods above their target',
          `floor(${pods} * ${load} / ${target})`,
        ),
        whole(ceil(down), 'This is upside down and removes pods under load', `ceil(${pods} * ${target} / ${load})`),
        whole(
          ceil(mul(ratio(pods), ratio(100 + load - target, 100))),
          'This adds the difference of the percentages. It is their quotient that counts',
          `ceil(${pods} + ${pods} * (${load} - ${target}) / 100)`,
        ),
        whole(
          ceil(ratio(pods * load, 100)),
          'This leaves the target out: it is what full pods could carry',
          `ceil(${pods} * ${load} / 100)`,
        ),
        whole(2 * pods, 'This doubles. The formula goes by how far the load is off its target', `2 * ${pods}`),
      ],
    }
  },
}
