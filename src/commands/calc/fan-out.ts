// Fan-out: a request that waits for many calls is as slow as the slowest, so a rare slow call becomes a common slow request.

import { z } from 'zod'
import { countText, numberText, shareText } from '../../amounts.ts'
import { needed } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { anySlow, leafFor, WIDEST, widestFor } from '../../reliability/calc/fan-out.ts'
import { fromNumber, mul, type Ratio, ratio, toNumber } from '../../reliability/rational.ts'
import { bold, text } from '../../reply.ts'
import { whole } from '../../value/amount.ts'
import { mentioned } from '../../value/mentioned.ts'
import { slowShare } from '../../value/slow-share.ts'
import { chart, facts } from './blocks.ts'
import { calculator } from './calculator.ts'

const EXAMPLE = '/calc fan-out 1% slow 50 calls'

/** "395 of 1,000": a share as a count of requests that people can picture. */
const ofThousand = (share: Ratio): string => {
  const count = mul(share, ratio(1000))
  return `${numberText(count)} of 1,000`
}
/** What a sentence about it says. */
const SUBJECT = /\bslow|\btail|\bfan(?:s|ning|ned|-?outs?)?\b/i
/** The same as a float, which is all that a chart can show. */
const drawn = (slow: Ratio, calls: number): number => -Math.expm1(calls * Math.log1p(-toNumber(slow)))

export const fanOut = calculator({
  name: 'fan-out',
  about: 'How many requests are slow when each waits for many calls of which few are slow',
  explains: 'tail-latency',
  options: {
    slow: needed(mentioned(slowShare, SUBJECT), 'Share of single calls that are slow: 1%, 1 of 100 or p99'),
    calls: needed(
      mentioned(
        whole({
          name: 'number of calls',
          sample: '50',
          likely: ['10', '50', '100'],
          most: WIDEST,
          before: 'n|calls|fan-?out(?: of| to)?|fan(?:s|ning|ned)? out(?: to)?',
          after:
            'calls|leaves|servers|shards|services|requests|sub-?requests|backends|parts|nodes|hosts|machines|dependencies|downstreams?|way|queries|lookups|partitions|workers',
        }),
        SUBJECT,
      ),
      'How many calls each request waits for: 50',
    ),
  },
  asked: [
    'p99 with a fanout of so many servers',
    'fan-out',
    'how many requests are slow with a fan-out of that many calls',
    'what does a fan-out do to the tail latency',
    'one percent of calls are slow and every request waits for fifty of them',
    'chance that at least one call is slow',
    'how often is a page slow when it waits for 100 services',
    'how many pages are slow when each makes that many backend calls',
    'what p99 do the backends need if a request calls 20 of them',
    'tail at scale with that many leaves',
    'we query all shards in parallel, how many requests hit a slow one',
  ],
  examples: [EXAMPLE, '/calc fan-out p99 100 servers', '/calc fan-out 1 of 10000 slow, 2000 leaves'],
  answer: z.strictObject({
    type: z.literal('fan-out'),
    slow: z.number(),
    calls: z.number(),
    anySlow: z.number(),
    leafFor1Percent: z.number(),
    callsForHalf: z.number().nullable(),
  }),
  run({ slow, calls }) {
    const any = anySlow(slow, calls)
    const a = shareText(any)
    const leaf = leafFor(ratio(1, 100), calls)
    const half = widestFor(slow, ratio(1, 2))
    const points = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, WIDEST]
    const shown = [...new Set([...points.filter((n) => n <= Math.max(100, calls)), calls])].sort((a, b) => a - b)
    return {
      blocks: [
        text(
          bold(`${a} of requests are slow`),
          ` (${ofThousand(any)}) when each waits for ${countText(calls)} calls and ${shareText(slow)} of calls are slow.`,
        ),
        ...facts([
          [
            'For 1 % slow requests',
            `≈ ${shareText(fromNumber(leaf))} of calls may be slow, 1 of ${countText(Math.floor(1 / leaf))}`,
          ],
          [
            'Half are slow',
            half === null
              ? `not even with ${countText(WIDEST)} calls`
              : `from ${countText(half + 1)} ${half === 0 ? 'call' : 'calls'} on`,
          ],
        ]),
        ...(calls > 1
          ? [
              chart(
                {
                  title: 'Slow requests by number of calls',
                  shape: 'line',
                  unit: '%',
                  labels: shown.map(countText),
                  series: [{ name: 'slow requests', values: shown.map((n) => 100 * drawn(slow, n)) }],
                },
                `Slow requests rise from ${shareText(slow)} with one call to ${a} with ${countText(calls)}.`,
              ),
            ]
          : []),
        ...working({
          formula: [`1 − (1 − ${shareText(slow)})^${calls} = ${a}`],
          assumes: [
            'calls are slow independently; shared causes make fewer requests slow, each in more places',
            'a request waits for every call',
          ],
          sources: ['tail-at-scale'],
        }),
      ],
      answer: {
        type: 'fan-out',
        slow: toNumber(slow),
        calls,
        anySlow: toNumber(any),
        leafFor1Percent: leaf,
        callsForHalf: half === null ? null : half + 1,
      },
    }
  },
})
