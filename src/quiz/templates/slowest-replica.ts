// When every read sees a write.

import { most, ratio } from '../../reliability/rational.ts'
import { amount, listed } from './figures.ts'
import { vogels } from './sources.ts'
import type { Template } from './template.ts'

const WHAT = ['price', 'profile picture', 'stock level', 'permission', 'feature flag', 'address', 'comment']

export const slowestReplica: Template = {
  name: 'slowest-replica',
  topic: 'consistency-models',
  concept: 'eventual-consistency',
  difficulty: 1,
  source: vogels,
  draw(random) {
    const delays = [random.between(1, 4), random.between(6, 15), random.between(20, 60)]
    const [fast, middle, slow] = [delays[0] ?? 0, delays[1] ?? 0, delays[2] ?? 0]
    const seconds = (value: number, says: string, expression: string) => amount(ratio(value), 's', says, expression)
    const all = `${fast}, ${middle}, ${slow}`
    return {
      ask: `A changed ${random.pick(WHAT)} reaches its three replicas after ${listed(random.order(delays).map(String))} s, and nothing else is written. Reads go to any replica. From when on does every read show the change?`,
      right: amount(
        most(ratio(slow), most(ratio(fast), ratio(middle))),
        's',
        'A read may meet the slowest replica',
        `max(${all})`,
      ),
      wrong: [
        seconds(fast, 'From then on some reads show it, those that meet the fastest replica', `min(${all})`),
        seconds(
          middle,
          'From then on two of three replicas have it. A read asks a single one',
          `max(${fast}, ${middle})`,
        ),
        seconds(fast + middle + slow, 'This adds the delays, which run side by side', `${fast} + ${middle} + ${slow}`),
        amount(
          ratio(fast + middle + slow, 3),
          's',
          'That is the mean delay. One replica is still behind it',
          `(${fast} + ${middle} + ${slow}) / 3`,
        ),
      ],
    }
  },
}
