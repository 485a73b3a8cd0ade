// Copies side by side: one of them is enough.

import { complement, decimal, div, type Ratio, ratio } from '../../reliability/rational.ts'
import { given } from '../../reliability/redundancy.ts'
import { available, digits, percent } from './figures.ts'
import { dependable } from './sources.ts'
import type { Template } from './template.ts'

const COPIES = ['0.9', '0.92', '0.94', '0.95', '0.96', '0.97', '0.98', '0.985', '0.99', '0.995'].map(decimal)

export const parallelAvailability: Template = {
  name: 'parallel-availability',
  topic: 'availability',
  concept: 'redundancy',
  difficulty: 1,
  source: dependable,
  draw(random) {
    const n = random.between(2, 4)
    const part = random.pick(COPIES)
    const down = complement(part)
    const group = (need: number, count: number): Ratio => given({ part, count, need }).unavailability
    const a = digits(part)
    const q = digits(down)
    return {
      ask: `A service runs ${n} copies, and one is enough. Each is up ${percent(part)} of the time; they fail independently, and switching always works. How available is the service?`,
      right: available(group(1, n), `It is down only while all ${n} are down at once`, `1 - ${q}^${n}`),
      wrong: [
        available(group(n, n), `This multiplies the availabilities, as if all ${n} copies were needed`, `${a}^${n}`),
        available(down, 'That is one copy alone, as if the copies only ever failed together', `1 - ${q}`),
        available(
          div(down, ratio(n)),
          'This divides the unavailability by the copies. It has to be raised to their number',
          `1 - ${q} / ${n}`,
        ),
        available(group(1, n + 1), `This counts one copy too many, as if the ${n} were spares`, `1 - ${q}^${n + 1}`),
        available(group(1, n - 1), 'This leaves one copy out of the reckoning', `1 - ${q}^${n - 1}`),
      ],
    }
  },
}
