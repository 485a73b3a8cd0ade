// An outage that hit a part of the traffic spends a part of its length.

import { budgetOf } from '../../reliability/budget.ts'
import { complement, decimal, div, mul, type Ratio, ratio } from '../../reliability/rational.ts'
import { digits, percent, share } from './figures.ts'
import { calculus } from './sources.ts'
import type { Template } from './template.ts'
import { minutesOf } from './windows.ts'

const TARGETS = ['0.995', '0.998', '0.999', '0.9995'].map(decimal)
const HIT = ['0.1', '0.15', '0.2', '0.25', '0.3', '0.4'].map(decimal)
const MINUTES = [10, 15, 20, 24, 30, 36, 40, 45, 50, 60]

export const partialOutage: Template = {
  name: 'partial-outage',
  topic: 'service-levels',
  concept: 'error-budget',
  difficulty: 2,
  source: calculus,
  draw(random) {
    const target = random.pick(TARGETS)
    const hit = random.pick(HIT)
    const minutes = random.pick(MINUTES)
    const spent = (impact: Ratio, days: number): Ratio =>
      div(mul(ratio(minutes), impact), budgetOf(target, minutesOf(days)))
    const q = digits(complement(target))
    const h = digits(hit)
    return {
      ask: `For ${minutes} min, ${percent(hit)} of the requests failed; traffic was even. How much of the 30-day error budget of an SLO of ${percent(target)} did that spend?`,
      right: share(
        spent(hit, 30),
        'The minutes, weighted by the share of requests that failed, over the budget in minutes',
        `${minutes} * ${h} / (${q} * 30 * 24 * 60)`,
      ),
      wrong: [
        share(
          spent(ratio(1), 30),
          'This counts it as a full outage. Most requests were answered',
          `${minutes} / (${q} * 30 * 24 * 60)`,
        ),
        share(
          spent(complement(hit), 30),
          'This weights with the share that succeeded',
          `${minutes} * (1 - ${h}) / (${q} * 30 * 24 * 60)`,
        ),
        share(spent(hit, 31), 'This is the budget of 31 days', `${minutes} * ${h} / (${q} * 31 * 24 * 60)`),
        share(hit, 'That is the share of requests that failed. How long they failed is left out', `${h} * 100 %`),
      ],
    }
  },
}
