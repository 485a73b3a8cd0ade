// What is left of decrements that overwrite each other.

import { whole } from './figures.ts'
import { critique } from './sources.ts'
import type { Template } from './template.ts'

const STOCK = ['Stock', 'A seat counter', 'A coupon counter', 'A quota', 'A licence pool', 'A voucher balance']

export const lostUpdates: Template = {
  name: 'lost-updates',
  topic: 'concurrency-and-locking',
  concept: 'race-condition',
  difficulty: 1,
  source: critique,
  draw(random) {
    const clients = random.between(3, 9)
    const start = clients + random.between(5, 40)
    return {
      ask: `${random.pick(STOCK)} stands at ${start}. ${clients} requests all read it before any of them writes; each then writes back what it read, less 1, without a check. What stands there in the end?`,
      right: whole(start - 1, `All ${clients} write the same value, and the last write wins`, `${start} - 1`),
      wrong: [
        whole(
          start - clients,
          'That would be so one after another, or with a check on each write',
          `${start} - ${clients}`,
        ),
        whole(start - clients + 1, 'This takes only one update for lost', `${start} - ${clients} + 1`),
        whole(start, 'The writes do take effect. They only all have the same value', `${start} - 0`),
        whole(start - 2, 'This lets one more of the updates survive', `${start} - 2`),
      ],
    }
  },
}
