// When a budget will be empty, from what is left of it and not from what it was.

import { exhaustion } from '../../reliability/burn.ts'
import { complement, decimal, div, ONE, type Ratio, ratio } from '../../reliability/rational.ts'
import { amount, digits, given, percent } from './figures.ts'
import { alerting } from './sources.ts'
import type { Template } from './template.ts'

const RATES = ['2', '3', '4', '5', '6', '8', '9', '10', '12', '14.4'].map(decimal)
const SPENT = ['0.2', '0.25', '0.3', '0.4', '0.6', '0.7', '0.75', '0.8'].map(decimal)
const HOURS = ratio(30 * 24)

export const timeToExhaustion: Template = {
  name: 'time-to-exhaustion',
  topic: 'service-levels',
  concept: 'burn-rate',
  difficulty: 2,
  source: alerting,
  draw(random) {
    const burn = random.pick(RATES)
    const spent = random.pick(SPENT)
    const lasts = (remaining: Ratio, at = burn): Ratio => given(exhaustion({ window: HOURS, burn: at, remaining }))
    const [b, p] = [digits(burn), digits(spent)]
    return {
      ask: `Of a 30-day error budget, ${percent(spent)} is spent, and none of that leaves the window yet. It now burns at a steady rate of ${b}. After how many hours is it empty?`,
      right: amount(
        lasts(complement(spent)),
        'h',
        'What is left lasts its share of 30 days, divided by the burn rate',
        `(1 - ${p}) * 30 * 24 / ${b}`,
      ),
      wrong: [
        amount(lasts(ONE), 'h', 'This starts from a full budget', `30 * 24 / ${b}`),
        amount(lasts(spent), 'h', 'This starts from what is spent, not from what is left', `${p} * 30 * 24 / ${b}`),
        amount(lasts(complement(spent), ONE), 'h', 'This leaves the burn rate out', `(1 - ${p}) * 30 * 24`),
        amount(
          div(lasts(complement(spent)), burn),
          'h',
          'This divides by the burn rate twice',
          `(1 - ${p}) * 30 * 24 / ${b} / ${b}`,
        ),
      ],
    }
  },
}
