// Boolean flags make more states than anybody meant.

import { whole } from './figures.ts'
import { harel } from './sources.ts'
import type { Template } from './template.ts'

const THINGS = ['An order', 'A booking', 'A payment', 'A job', 'A shipment', 'A subscription', 'A claim']

export const flagsAndStates: Template = {
  name: 'flags-and-states',
  topic: 'state-machines',
  concept: 'state-transitions',
  difficulty: 1,
  source: harel,
  draw(random) {
    const flags = random.between(4, 8)
    const states = random.between(3, flags + 2)
    return {
      ask: `${random.pick(THINGS)} has ${states} states that make sense. Its table holds them as ${flags} independent boolean columns. How many combinations can be stored that are none of those states?`,
      right: whole(2 ** flags - states, 'Each column doubles the combinations', `2^${flags} - ${states}`),
      wrong: [
        whole(
          2 * flags - states,
          'This adds the values of the columns. They combine, so they multiply',
          `2 * ${flags} - ${states}`,
        ),
        whole(flags ** 2 - states, 'This takes the power the wrong way round', `${flags}^2 - ${states}`),
        whole(2 ** flags, 'These are all combinations. The states that make sense are among them', `2^${flags}`),
        whole(2 ** (flags - 1) - states, 'This leaves one column out', `2^(${flags} - 1) - ${states}`),
        whole(2 ** flags - 1 - states, 'This leaves out the row in which no flag is set', `2^${flags} - 1 - ${states}`),
      ].filter(({ value }) => value.n > 0n),
    }
  },
}
