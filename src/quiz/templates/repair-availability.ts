// Availability from how rarely something fails and how fast it is mended.

import { complement, decimal, type Ratio, ratio } from '../../reliability/rational.ts'
import { availabilityOf } from '../../reliability/repair.ts'
import { available, digits } from './figures.ts'
import { calculus } from './sources.ts'
import type { Template } from './template.ts'

const BETWEEN = [100, 150, 200, 240, 360, 500, 720, 1000]
const BEFORE = ['2', '3', '4', '5', '6', '8'].map(decimal)
const AFTER = ['0.25', '0.5', '0.75', '1', '1.5'].map(decimal)

export const repairAvailability: Template = {
  name: 'repair-availability',
  topic: 'reliability',
  concept: 'mttr',
  difficulty: 2,
  source: calculus,
  draw(random) {
    const mtbf = random.pick(BETWEEN)
    const [before, after] = [random.pick(BEFORE), random.pick(AFTER)]
    const down = (mttr: Ratio, up = mtbf): Ratio => complement(availabilityOf({ mtbf: ratio(up), mttr }).availability)
    const minus = ratio(before.n * after.d - after.n * before.d, before.d * after.d)
    const plus = ratio(before.n * after.d + after.n * before.d, before.d * after.d)
    const m = digits(mtbf)
    const [b, a] = [digits(before), digits(after)]
    return {
      ask: `A service is up for ${m} h between failures on average. Restoring it used to take ${b} h on average; with automatic rollback it takes ${a} h. How available is it now?`,
      right: available(down(after), 'Time up, over time up and time to restore', `${m} / (${m} + ${a})`),
      wrong: [
        available(down(before), 'That was so before: it reckons with the old time to restore', `${m} / (${m} + ${b})`),
        available(
          down(minus),
          'This takes the hours that were saved for the time to restore',
          `${m} / (${m} + ${b} - ${a})`,
        ),
        available(
          down(ratio(plus.n, plus.d * 2n)),
          'This takes the mean of the old time and the new one',
          `${m} / (${m} + (${b} + ${a}) / 2)`,
        ),
        available(
          down(after, mtbf * 2),
          'This halves the failures too. Faster repair leaves them as frequent as they were',
          `2 * ${m} / (2 * ${m} + ${a})`,
        ),
      ],
    }
  },
}
