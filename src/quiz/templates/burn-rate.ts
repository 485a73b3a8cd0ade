// How fast a budget burns, from the share of requests that fail.

import { burnRate as burnRateOf } from '../../reliability/burn.ts'
import { complement, decimal, div, mul, ONE, type Ratio, ratio, sub } from '../../reliability/rational.ts'
import { amount, digits, given, percent } from './figures.ts'
import { alerting } from './sources.ts'
import type { Template } from './template.ts'

const TARGETS = ['0.99', '0.995', '0.998', '0.999', '0.9995'].map(decimal)
const RATES = ['1.5', '2', '3', '4', '6', '7.2', '10', '14.4', '20', '36'].map(decimal)

export const burnRate: Template = {
  name: 'burn-rate',
  topic: 'service-levels',
  concept: 'burn-rate',
  difficulty: 1,
  source: alerting,
  draw(random) {
    const target = random.pick(TARGETS)
    const errors = mul(random.pick(RATES), complement(target))
    const burn: Ratio = given(burnRateOf(errors, target))
    const [s, e] = [digits(target), digits(errors)]
    return {
      ask: `The SLO is ${percent(target)} over 30 days, and ${percent(errors)} of the requests are failing right now. What is the burn rate?`,
      right: amount(burn, '', 'The share that fails, divided by the share that may fail', `${e} / (1 - ${s})`),
      wrong: [
        amount(div(ONE, burn), '', 'This is upside down: what may fail, divided by what fails', `(1 - ${s}) / ${e}`),
        amount(
          sub(burn, ONE),
          '',
          'This counts only the errors beyond the allowance',
          `(${e} - (1 - ${s})) / (1 - ${s})`,
        ),
        amount(
          mul(errors, ratio(100)),
          '',
          'That is the error ratio in per cent. The target plays no part in it',
          `${e} * 100`,
        ),
        amount(div(ratio(30), burn), '', 'That is how many days a full budget lasts', `30 * (1 - ${s}) / ${e}`),
        amount(mul(burn, ratio(10)), '', 'This divides by the allowance of one nine more', `${e} / ((1 - ${s}) / 10)`),
      ],
    }
  },
}
