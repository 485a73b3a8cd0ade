// What promoting an asynchronous standby loses.

import { mul, type Ratio, ratio } from '../../reliability/rational.ts'
import { amount, digits } from './figures.ts'
import { gray } from './sources.ts'
import type { Template } from './template.ts'

const RATES = [50, 80, 120, 200, 300, 400, 600, 1500]
const LAGS = [2, 3, 4, 5, 6, 8]

export const lostAcknowledgedWrites: Template = {
  name: 'lost-acknowledged-writes',
  topic: 'durability',
  concept: 'replication',
  difficulty: 2,
  source: gray,
  draw(random) {
    const rate = random.pick(RATES)
    const lag = random.pick(LAGS)
    const detect = random.pick([10, 15, 20, 30])
    const commits = (seconds: Ratio): Ratio => mul(ratio(rate), seconds)
    const r = digits(rate)
    return {
      ask: `A primary confirms ${r} commits a second. Its asynchronous standby is ${lag} s behind when the primary's disk dies; ${detect} s later it is promoted. How many confirmed commits are lost?`,
      right: amount(commits(ratio(lag)), '', 'All that the standby had not yet received', `${r} * ${lag}`),
      wrong: [
        amount(
          ratio(0),
          '',
          'This takes each confirmation for proof that the standby has the commit. Here the primary confirms alone',
          `${r} * 0`,
        ),
        amount(
          commits(ratio(detect)),
          '',
          'While nobody is primary, nothing is confirmed that could be lost',
          `${r} * ${detect}`,
        ),
        amount(
          commits(ratio(lag + detect)),
          '',
          'This adds the time until the promotion, in which nothing was confirmed',
          `${r} * (${lag} + ${detect})`,
        ),
        amount(commits(ratio(1)), '', 'That is one second of commits. The standby is further behind', `${r} * 1`),
      ],
    }
  },
}
