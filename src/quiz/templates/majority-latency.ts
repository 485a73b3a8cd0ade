// Which replica a commit waits for.

import { waitFor } from '../../reliability/calc/coordination.ts'
import { majority } from '../../reliability/calc/quorum.ts'
import { ratio, sum } from '../../reliability/rational.ts'
import { amount, listed } from './figures.ts'
import { abadi } from './sources.ts'
import type { Template } from './template.ts'

export const majorityLatency: Template = {
  name: 'majority-latency',
  topic: 'pacelc',
  concept: 'pc-ec',
  difficulty: 2,
  source: abadi,
  draw(random) {
    const [first, second] = [random.between(1, 4), random.between(6, 20)]
    const others = [first, second, random.between(28, 60), random.between(75, 180)]
    const trips = others.map((each) => ratio(each))
    const copies = others.length + 1
    const all = others.join(', ')
    const wait = (acks: number) => waitFor(acks, trips)
    return {
      ask: `A leader has 4 followers, with round trips of ${listed(random.order(others).map(String))} ms. It asks all at once and confirms a commit when a majority of the ${copies} has it, itself included. How long does a commit wait?`,
      right: amount(
        wait(majority(copies)),
        'ms',
        `${majority(copies)} of ${copies} is a majority, so beside itself the leader waits for the two fastest`,
        `max(${first}, ${second})`,
      ),
      wrong: [
        amount(wait(2), 'ms', 'With the fastest follower it has two of five, which is no majority', `min(${all})`),
        amount(
          wait(4),
          'ms',
          'This forgets that the leader itself counts towards the majority',
          `max(${others.slice(0, 3).join(', ')})`,
        ),
        amount(wait(copies), 'ms', 'This waits for every follower. A majority is enough', `max(${all})`),
        amount(
          ratio(sum(trips).n, BigInt(others.length)),
          'ms',
          'This is the mean. What decides is when the last vote that is needed comes in',
          `(${others.join(' + ')}) / 4`,
        ),
        amount(
          ratio(first + second),
          'ms',
          'This asks the two fastest one after the other. The leader asks all at once',
          `${first} + ${second}`,
        ),
      ],
    }
  },
}
