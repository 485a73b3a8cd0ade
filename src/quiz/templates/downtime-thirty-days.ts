// What a target allows in the usual window: 30 days.

import { budgetOf } from '../../reliability/budget.ts'
import { complement, mul, ratio } from '../../reliability/rational.ts'
import { amount, digits, percent } from './figures.ts'
import { implementingSlos } from './sources.ts'
import type { Template } from './template.ts'
import { MEAN_MONTH, minutesOf, TARGETS } from './windows.ts'

const SERVICES = ['login', 'checkout', 'search', 'upload', 'booking', 'the order API', 'the feed', 'the mail gateway']

export const downtimeThirtyDays: Template = {
  name: 'downtime-thirty-days',
  topic: 'service-levels',
  concept: 'error-budget',
  difficulty: 1,
  source: implementingSlos,
  draw(random) {
    const target = random.pick(TARGETS)
    const q = digits(complement(target))
    const budget = budgetOf(target, minutesOf(30))
    return {
      ask: `The SLO of ${random.pick(SERVICES)} is ${percent(target)} over a rolling window of 30 days, counted in minutes. How much full downtime does the error budget hold?`,
      right: amount(budget, 'min', 'The share that may fail, of 30 days', `${q} * 30 * 24 * 60`),
      wrong: [
        amount(budgetOf(target, minutesOf(31)), 'min', 'This takes a month of 31 days', `${q} * 31 * 24 * 60`),
        amount(budgetOf(target, minutesOf(28)), 'min', 'This takes a window of four weeks', `${q} * 28 * 24 * 60`),
        amount(
          budgetOf(target, minutesOf(MEAN_MONTH)),
          'min',
          'This takes the twelfth part of a year. The window is stated in days',
          `${q} * 365 / 12 * 24 * 60`,
        ),
        amount(
          mul(budget, ratio(10)),
          'min',
          'The decimal point has slipped, to one nine less',
          `10 * ${q} * 30 * 24 * 60`,
        ),
        amount(
          mul(budget, ratio(1, 10)),
          'min',
          'The decimal point has slipped, to one nine more',
          `${q} / 10 * 30 * 24 * 60`,
        ),
      ],
    }
  },
}
