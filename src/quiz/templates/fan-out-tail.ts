// A request that waits for many calls meets the slow one of them.

import { anySlow } from '../../reliability/calc/fan-out.ts'
import { complement, div, least, mul, ONE, pow, ratio } from '../../reliability/rational.ts'
import { digits, percent, share } from './figures.ts'
import { tailAtScale } from './sources.ts'
import type { Template } from './template.ts'

/** Slow calls in a thousand. */
const SLOW = [5, 10, 20, 30, 50]

export const fanOutTail: Template = {
  name: 'fan-out-tail',
  topic: 'performance-metrics',
  concept: 'tail-latency',
  difficulty: 2,
  source: tailAtScale,
  draw(random) {
    const inThousand = random.pick(SLOW)
    const slow = ratio(inThousand, 1000)
    // Enough calls that adding is well off the mark, and few enough that a slow one is not yet certain.
    const calls = Math.round((100 * random.between(5, 18)) / inThousand)
    const p = digits(slow)
    return {
      ask: `A page waits for ${calls} calls in parallel, all needed. Each is slow ${percent(slow)} of the time, independently of the others. What share of page loads meets at least one slow call?`,
      right: share(anySlow(slow, calls), 'One minus the chance that none is slow', `1 - (1 - ${p})^${calls}`),
      wrong: [
        share(slow, 'That is the share for a single call. A page makes more of them', `1 - (1 - ${p})^1`),
        share(
          least(ONE, mul(slow, ratio(calls))),
          'This adds the chances, and counts pages with two slow calls twice',
          `min(1, ${calls} * ${p})`,
        ),
        share(pow(complement(slow), calls), 'That is the share of pages with no slow call', `(1 - ${p})^${calls}`),
        share(div(slow, ratio(calls)), 'This takes it that many calls dilute the slow one', `${p} / ${calls}`),
        share(
          anySlow(slow, Math.floor(calls / 2)),
          'This reckons as if half of the calls had to be waited for',
          `1 - (1 - ${p})^${Math.floor(calls / 2)}`,
        ),
      ],
    }
  },
}
