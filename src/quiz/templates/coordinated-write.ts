// What light in fibre makes of a write that waits for another region.

import { FIBRE, roundTrip } from '../../reliability/calc/coordination.ts'
import { div, mul, type Ratio, ratio } from '../../reliability/rational.ts'
import { amount, digits } from './figures.ts'
import { attiyaWelch } from './sources.ts'
import type { Template } from './template.ts'

/** Light in a vacuum, km/s, rounded. */
const VACUUM = ratio(300_000)

export const coordinatedWrite: Template = {
  name: 'coordinated-write',
  topic: 'pacelc',
  concept: 'latency-vs-consistency',
  difficulty: 1,
  source: attiyaWelch,
  draw(random) {
    const km = random.between(8, 120) * 100
    const d = digits(km)
    const ms = (seconds: Ratio, says: string, expression: string) =>
      amount(mul(seconds, ratio(1000)), 'ms', says, expression)
    return {
      ask: `Two regions lie ${d} km apart. Light in fibre covers about 200 km in a millisecond. How long does a write take at the very least if it waits for the other region's confirmation?`,
      right: ms(roundTrip(ratio(km)), 'There and back, at the speed of light in fibre', `2 * ${d} / 200`),
      wrong: [
        ms(div(ratio(km), FIBRE), 'This is one way. The confirmation has to come back', `${d} / 200`),
        ms(
          div(ratio(2 * km), VACUUM),
          'This takes light in a vacuum. In glass it has two thirds of that',
          `2 * ${d} / 300`,
        ),
        ms(
          mul(roundTrip(ratio(km)), ratio(2)),
          'These are two round trips. One confirmation takes one',
          `2 * 2 * ${d} / 200`,
        ),
        ms(div(ratio(km), VACUUM), 'This is one way, and in a vacuum', `${d} / 300`),
      ],
    }
  },
}
