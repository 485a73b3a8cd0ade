// What a target allows in a calendar month, which is not 30 days long because most months are not.

import { budgetOf } from '../../reliability/budget.ts'
import { complement, mul, type Ratio, ratio } from '../../reliability/rational.ts'
import { amount, digits, percent } from './figures.ts'
import { serviceLevels } from './sources.ts'
import type { Choice, Template } from './template.ts'
import { MEAN_MONTH, minutesOf, TARGETS } from './windows.ts'

const MONTHS: readonly (readonly [string, number])[] = [
  ['January', 31],
  ['February of a common year', 28],
  ['March', 31],
  ['April', 30],
  ['May', 31],
  ['June', 30],
  ['July', 31],
  ['August', 31],
  ['September', 30],
  ['October', 31],
  ['November', 30],
  ['December', 31],
]

export const downtimeCalendarMonth: Template = {
  name: 'downtime-calendar-month',
  topic: 'service-levels',
  concept: 'sla',
  difficulty: 1,
  source: serviceLevels,
  draw(random) {
    const target = random.pick(TARGETS)
    const [month, days] = random.pick(MONTHS)
    const q = digits(complement(target))
    const allowed = (of: number | Ratio): Ratio => budgetOf(target, minutesOf(of))
    const length = (of: number, says: string): Choice => amount(allowed(of), 'min', says, `${q} * ${of} * 24 * 60`)
    return {
      ask: `A contract promises ${percent(target)} in each calendar month, every minute counting. How many minutes may the service be down in ${month}?`,
      right: length(days, `${month} has ${days} days, whatever other months have`),
      wrong: [
        ...[28, 30, 31].filter((of) => of !== days).map((of) => length(of, `This takes a month of ${of} days`)),
        amount(
          allowed(MEAN_MONTH),
          'min',
          'This takes the twelfth part of a year. The contract counts calendar months',
          `${q} * 365 / 12 * 24 * 60`,
        ),
        amount(
          mul(allowed(days), ratio(10)),
          'min',
          'The decimal point has slipped, to one nine less',
          `10 * ${q} * ${days} * 24 * 60`,
        ),
      ],
    }
  },
}
