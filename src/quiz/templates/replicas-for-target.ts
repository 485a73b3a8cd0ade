// How many copies a target takes.

import { complement, decimal, type Ratio, ratio } from '../../reliability/rational.ts'
import { given as group, replicasFor } from '../../reliability/redundancy.ts'
import { available, digits, given, percent, whole } from './figures.ts'
import { calculus } from './sources.ts'
import type { Choice, Template } from './template.ts'

const COPIES = ['0.75', '0.8', '0.85', '0.9', '0.92', '0.95', '0.96', '0.98', '0.99', '0.995'].map(decimal)
/** With their number of nines. */
const TARGETS = ['0.999', '0.9999', '0.99999', '0.999999'].map((text) => ({
  target: decimal(text),
  nines: text.length - 2,
}))

export const replicasForTarget: Template = {
  name: 'replicas-for-target',
  topic: 'availability',
  concept: 'redundancy',
  difficulty: 2,
  source: calculus,
  draw(random) {
    const part = random.pick(COPIES)
    const { target, nines } = random.pick(TARGETS)
    const { count } = given(replicasFor({ part, target }))
    const q = digits(complement(part))
    /** A number of copies, with the availability that it gives. */
    const copies = (n: number, says: string): Choice => ({
      text: String(n),
      value: ratio(n),
      says,
      sum: available(down(n), '', `1 - ${q}^${n}`).sum,
    })
    const down = (n: number): Ratio => group({ part, count: n }).unavailability
    return {
      ask: `Copies of a service are each up ${percent(part)} of the time and fail independently; one is enough. How many copies does a target of ${percent(target)} take at least?`,
      right: copies(
        count,
        `The unavailabilities multiply, and ${count} is the first number of copies that reaches the target`,
      ),
      wrong: [
        copies(count - 1, `${count - 1} leave the target unmet`),
        copies(count + 1, `This is more than it takes: one copy less meets the target already`),
        copies(count + 2, `This adds two spares that the target does not ask for`),
        whole(
          nines,
          'This takes one copy for each nine. How many nines a copy adds depends on the copy',
          `log10(1 / ${digits(complement(target))})`,
        ),
        whole(2 * count, 'This doubles the number that is needed, as for a second site', `2 * ${count}`),
      ].filter(({ text }) => text !== '1'),
    }
  },
}
