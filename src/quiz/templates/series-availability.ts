// Services in a row: every one of them must be up.

import { unavailability } from '../../reliability/composition.ts'
import { complement, decimal, div, mul, ratio } from '../../reliability/rational.ts'
import { available, digits, percent } from './figures.ts'
import { calculus } from './sources.ts'
import type { Template } from './template.ts'

const PARTS = ['0.995', '0.998', '0.999', '0.9995', '0.9999'].map(decimal)

export const seriesAvailability: Template = {
  name: 'series-availability',
  topic: 'availability',
  concept: 'nines',
  difficulty: 2,
  source: calculus,
  draw(random) {
    const n = random.between(4, 12)
    const availability = random.pick(PARTS)
    const down = complement(availability)
    const row = (times: number) =>
      unavailability({ kind: 'repeat', need: times, times, part: { kind: 'part', availability } })
    const a = digits(availability)
    const q = digits(down)
    return {
      ask: `A request needs ${n} services one after another. Each is up ${percent(availability)} of the time, and they fail independently. How available is the whole path?`,
      right: available(row(n), `All ${n} must be up at once, so their availabilities multiply`, `${a}^${n}`),
      wrong: [
        available(down, 'That is the weakest link. The path is as good only if all of them fail together', `1 - ${q}`),
        available(
          row(n - 1),
          `This counts the ${n - 1} hops between the services, not the ${n} services`,
          `${a}^${n - 1}`,
        ),
        available(row(n + 1), 'This counts the caller as one more service that may fail', `${a}^${n + 1}`),
        available(
          div(down, ratio(n)),
          'This spreads one unavailability over the row. Each service brings its own',
          `1 - ${q} / ${n}`,
        ),
        available(mul(down, down), 'That is a pair of copies of which one is enough, not a row', `1 - ${q}^2`),
      ],
    }
  },
}
