// With few requests a target allows whole failures or none.

import { budgetOf, failuresAllowed } from '../../reliability/budget.ts'
import { complement, decimal, div, floor, ratio } from '../../reliability/rational.ts'
import { digits, percent, whole } from './figures.ts'
import { alerting } from './sources.ts'
import type { Template } from './template.ts'

const TARGETS = ['0.995', '0.998', '0.999', '0.9995'].map(decimal)
/** None for which a budget comes out whole: there would be nothing to round. */
const HOURLY = [4, 6, 7, 8, 9, 11, 12, 13, 14, 16, 17, 18, 19, 21, 22, 23, 24, 26, 27, 28, 32, 36, 38]

export const lowTraffic: Template = {
  name: 'low-traffic',
  topic: 'service-levels',
  concept: 'error-budget',
  difficulty: 2,
  source: alerting,
  draw(random) {
    const target = random.pick(TARGETS)
    const hourly = random.pick(HOURLY)
    const requests = hourly * 24 * 30
    const allowed = failuresAllowed(target, BigInt(requests))
    const q = digits(complement(target))
    return {
      ask: `An endpoint gets ${hourly} requests an hour, day and night. Its SLO is ${percent(target)} over 30 days. How many requests may fail at most, with the SLO still met?`,
      right: whole(
        allowed,
        'The budget of all requests in the window, rounded down to whole requests',
        `floor(${q} * ${hourly} * 24 * 30)`,
      ),
      wrong: [
        whole(
          allowed + 1n,
          'This rounds up: with the last of them the SLO is missed',
          `ceil(${q} * ${hourly} * 24 * 30)`,
        ),
        whole(
          failuresAllowed(target, BigInt(hourly * 24 * 7)),
          'That is the allowance of a week',
          `floor(${q} * ${hourly} * 24 * 7)`,
        ),
        whole(
          floor(div(budgetOf(target, ratio(requests)), ratio(10))),
          'The decimal point has slipped, to one nine more',
          `floor(${q} / 10 * ${hourly} * 24 * 30)`,
        ),
        whole(0, 'An hour allows less than one, but the window is 30 days long', `floor(${q} * ${hourly})`),
        whole(
          failuresAllowed(target, BigInt(hourly * 24 * 365)),
          'That is the allowance of a year',
          `floor(${q} * ${hourly} * 24 * 365)`,
        ),
      ],
    }
  },
}
