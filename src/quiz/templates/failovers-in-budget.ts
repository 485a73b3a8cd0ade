// A recovery time and an availability target are two requirements on the same minutes.

import { budgetOf } from '../../reliability/budget.ts'
import { ceil, complement, decimal, div, floor, type Ratio, ratio } from '../../reliability/rational.ts'
import { digits, percent, whole } from './figures.ts'
import { implementingSlos } from './sources.ts'
import type { Template } from './template.ts'
import { minutesOf } from './windows.ts'

const TARGETS = ['0.998', '0.999', '0.9995'].map(decimal)

export const failoversInBudget: Template = {
  name: 'failovers-in-budget',
  topic: 'nfrs',
  concept: 'availability-nfrs',
  difficulty: 2,
  source: implementingSlos,
  draw(random) {
    const target = random.pick(TARGETS)
    const takes = random.between(4, 20)
    const allowed = (days: number): Ratio => div(budgetOf(target, minutesOf(days)), ratio(takes))
    const q = digits(complement(target))
    const expression = (days: number): string => `${q} * ${days} * 24 * 60 / ${takes}`
    return {
      ask: `A requirement asks for ${percent(target)} over 30 days. Each failover is a full outage of ${takes} min, and nothing else goes wrong. How many failovers does the requirement allow in 30 days?`,
      right: whole(
        floor(allowed(30)),
        'The budget, divided by the length of one, without the remainder',
        `floor(${expression(30)})`,
      ),
      wrong: [
        whole(ceil(allowed(30)), 'This rounds up: the last one breaks the requirement', `ceil(${expression(30)})`),
        whole(floor(allowed(365)), 'That is what a year allows', `floor(${expression(365)})`),
        whole(floor(allowed(7)), 'That is what a week allows', `floor(${expression(7)})`),
        whole(floor(allowed(90)), 'That is what a quarter allows', `floor(${expression(90)})`),
      ],
    }
  },
}
