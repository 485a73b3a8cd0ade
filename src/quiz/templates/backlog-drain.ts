// A backlog goes down by what is finished beyond what arrives.

import { drain } from '../../reliability/calc/drain.ts'
import { add, div, mul, ONE, type Ratio, ratio } from '../../reliability/rational.ts'
import { amount, digits, given } from './figures.ts'
import { little } from './sources.ts'
import type { Template } from './template.ts'

const ARRIVALS = [100, 200, 300, 400, 500, 600, 800, 900]
const ITEMS = ['orders', 'messages', 'events', 'jobs', 'mails', 'images']

export const backlogDrain: Template = {
  name: 'backlog-drain',
  topic: 'performance-metrics',
  concept: 'throughput',
  difficulty: 2,
  source: little,
  draw(random) {
    const arrival = random.pick(ARRIVALS)
    const capacity = arrival + random.between(1, 6) * 50
    const backlog = (capacity - arrival) * random.between(301, 3599)
    const items = random.pick(ITEMS)
    const [b, a, c] = [digits(backlog), digits(arrival), digits(capacity)]
    const minutes = (rate: Ratio): Ratio => div(ratio(backlog), mul(rate, ratio(60)))
    const seconds = given(drain(ratio(backlog), ratio(arrival), ratio(capacity)).seconds)
    return {
      ask: `A queue holds ${b} ${items}. Each second ${a} more arrive, and the consumers finish ${c}. How long until the queue is empty?`,
      right: amount(
        div(seconds, ratio(60)),
        'min',
        'The backlog, divided by what is finished beyond what arrives',
        `${b} / (${c} - ${a}) / 60`,
      ),
      wrong: [
        amount(minutes(ratio(capacity)), 'min', 'This forgets that more keep arriving', `${b} / ${c} / 60`),
        amount(minutes(ratio(arrival)), 'min', 'This divides by what arrives', `${b} / ${a} / 60`),
        amount(
          minutes(add(ratio(capacity), ratio(arrival))),
          'min',
          'This adds the two rates. Arrivals work against the consumers',
          `${b} / (${c} + ${a}) / 60`,
        ),
        amount(
          add(minutes(ratio(capacity)), div(seconds, ratio(60))),
          'min',
          'This works off the backlog twice: once alone, and once with what arrives',
          `(${b} / ${c} + ${b} / (${c} - ${a})) / 60`,
        ),
        amount(
          mul(minutes(ratio(capacity)), add(ONE, ratio(arrival, capacity))),
          'min',
          'This adds what arrives in the meantime, but not what arrives while that is worked off',
          `${b} / ${c} * (1 + ${a} / ${c}) / 60`,
        ),
      ],
    }
  },
}
