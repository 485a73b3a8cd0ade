// Tries multiply from layer to layer.

import { mostCalls } from '../../reliability/calc/retries.ts'
import { whole } from './figures.ts'
import { cascading } from './sources.ts'
import type { Template } from './template.ts'

const BOTTOM = [
  'database',
  'payment service',
  'inventory service',
  'storage service',
  'pricing service',
  'mail service',
]

export const retryAmplification: Template = {
  name: 'retry-amplification',
  topic: 'fault-tolerance',
  concept: 'retry',
  difficulty: 2,
  source: cascading,
  draw(random) {
    const retries = random.between(2, 5)
    const layers = random.between(2, 4)
    const bottom = random.pick(BOTTOM)
    return {
      ask: `Above a ${bottom} stand ${layers} layers. Each repeats a failed call up to ${retries} times. The ${bottom} fails every call. How many calls does one user action send to it at most?`,
      right: whole(
        mostCalls(retries, layers),
        `${retries} repeats are ${retries + 1} tries, and each layer multiplies those of the one above`,
        `(1 + ${retries})^${layers}`,
      ),
      wrong: [
        whole(mostCalls(retries - 1, layers), 'This forgets the first try, which is no repeat', `${retries}^${layers}`),
        whole(
          (1 + retries) * layers,
          'This adds the tries of the layers. Each layer repeats all that lies below it',
          `(1 + ${retries}) * ${layers}`,
        ),
        whole(
          1 + retries * layers,
          'This adds the repeats of all layers to one first call. They multiply',
          `1 + ${retries} * ${layers}`,
        ),
        whole(1 + retries, 'That is what a single layer makes of it', `1 + ${retries}`),
        whole(
          mostCalls(retries, layers + 1),
          'This counts one layer too many: the one at the bottom repeats nothing',
          `(1 + ${retries})^${layers + 1}`,
        ),
      ],
    }
  },
}
