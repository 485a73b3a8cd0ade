// How much a restore can lose.

import { dataLoss } from '../../reliability/calc/data-loss.ts'
import { ratio, ZERO } from '../../reliability/rational.ts'
import { amount } from './figures.ts'
import { contingency } from './sources.ts'
import type { Template } from './template.ts'

const EVERY = [1, 2, 3, 4, 6]
const TAKES = [10, 15, 20, 25, 30, 40]
const SHIPS = [5, 8, 10, 12, 15]

export const rpoWorstCase: Template = {
  name: 'rpo-worst-case',
  topic: 'reliability',
  concept: 'rpo',
  difficulty: 2,
  source: contingency,
  draw(random) {
    const hours = random.pick(EVERY)
    const taking = random.pick(TAKES)
    const lag = random.pick(SHIPS)
    const worst = (minutes: number, takes: number, ships: number) =>
      dataLoss({ interval: ratio(minutes), taking: ratio(takes), lag: ratio(ships) }, ZERO).worst
    const interval = hours * 60
    return {
      ask: `Backups start every ${hours} h and hold the data as of their start. One takes ${taking} min, then ${lag} min to reach another site. The first site burns down. How much work is lost at worst?`,
      right: amount(
        worst(interval, taking, lag),
        'min',
        'Just before a backup has arrived, the newest there is began an interval, a run and a transfer ago',
        `${hours} * 60 + ${taking} + ${lag}`,
      ),
      wrong: [
        amount(
          worst(interval, 0, 0),
          'min',
          'This is the interval alone, as if a backup were done and safe at once',
          `${hours} * 60`,
        ),
        amount(
          worst(interval, taking, 0),
          'min',
          'This leaves out the transfer: until it has arrived, the copy burns with the rest',
          `${hours} * 60 + ${taking}`,
        ),
        amount(
          worst(interval, 0, lag),
          'min',
          'This leaves out how long a backup takes until it can be used',
          `${hours} * 60 + ${lag}`,
        ),
        amount(
          worst(2 * interval, taking, lag),
          'min',
          'This counts two intervals. That is the loss if a backup has failed as well',
          `2 * ${hours} * 60 + ${taking} + ${lag}`,
        ),
        amount(ratio(interval, 2), 'min', 'That is near the mean loss, not the worst', `${hours} * 60 / 2`),
        amount(
          worst(0, taking, lag),
          'min',
          'That is how old a backup is when it arrives, at best',
          `${taking} + ${lag}`,
        ),
      ],
    }
  },
}
