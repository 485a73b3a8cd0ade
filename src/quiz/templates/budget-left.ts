// What several outages leave of a budget.

import { budgetOf } from '../../reliability/budget.ts'
import { complement, decimal, type Ratio, ratio, sub } from '../../reliability/rational.ts'
import { amount, digits, listed, percent } from './figures.ts'
import { embracingRisk } from './sources.ts'
import type { Template } from './template.ts'
import { minutesOf } from './windows.ts'

/** Targets, and the longest single outage drawn: three of them stay within the budget. */
const TARGETS = [
  { target: decimal('0.995'), longest: 60 },
  { target: decimal('0.998'), longest: 26 },
  { target: decimal('0.999'), longest: 13 },
  { target: decimal('0.9995'), longest: 7 },
]

export const budgetLeft: Template = {
  name: 'budget-left',
  topic: 'service-levels',
  concept: 'error-budget',
  difficulty: 2,
  source: embracingRisk,
  draw(random) {
    const { target, longest } = random.pick(TARGETS)
    const outages = [1, 2, 3].map(() => random.between(Math.ceil(longest / 7), longest))
    const spent = outages.reduce((sum, each) => sum + each, 0)
    const left = (days: number, minutes: Ratio): Ratio => sub(budgetOf(target, minutesOf(days)), minutes)
    const q = digits(complement(target))
    const all = outages.join(' + ')
    return {
      ask: `The SLO is ${percent(target)} over 30 days, counted in minutes. The window holds three full outages of ${listed(outages.map(String))} min. How much of the error budget is left?`,
      right: amount(
        left(30, ratio(spent)),
        'min',
        'The budget of 30 days, less all three outages',
        `${q} * 30 * 24 * 60 - (${all})`,
      ),
      wrong: [
        amount(
          left(30, ratio(Math.max(...outages))),
          'min',
          'This takes away the longest outage only',
          `${q} * 30 * 24 * 60 - max(${outages.join(', ')})`,
        ),
        amount(left(31, ratio(spent)), 'min', 'This is what 31 days would leave', `${q} * 31 * 24 * 60 - (${all})`),
        amount(left(28, ratio(spent)), 'min', 'This is what four weeks would leave', `${q} * 28 * 24 * 60 - (${all})`),
        amount(ratio(spent), 'min', 'That is what the outages have spent', all),
        amount(
          left(30, ratio(spent, 3)),
          'min',
          'This takes away the mean outage, and that once',
          `${q} * 30 * 24 * 60 - (${all}) / 3`,
        ),
      ].filter(({ value }) => value.n > 0n),
    }
  },
}
