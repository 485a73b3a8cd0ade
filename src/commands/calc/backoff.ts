// Backoff: the waits before each retry, with full jitter and without, and how long they are together.

import { z } from 'zod'
import { countText, durationText, numberText, plural } from '../../amounts.ts'
import { needed, optional, otherwise } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { backoff as waitsOf } from '../../reliability/calc/backoff.ts'
import { ratio, toNumber } from '../../reliability/rational.ts'
import { bold, text } from '../../reply.ts'
import { duration, real, whole } from '../../value/amount.ts'
import { beside } from '../../value/beside.ts'
import { mentioned } from '../../value/mentioned.ts'
import { chart, table } from './blocks.ts'
import { calculator } from './calculator.ts'
import { aboveZero } from './limits.ts'

const EXAMPLE = '/calc backoff 100ms cap 10s 6 retries'
const MOST_RETRIES = 100
const ROWS = 8
const BARS = 16
/** Where no cap is given: past any wait that anybody means. */
const NO_CAP = ratio(100 * 365 * 86_400)
const CAP = 'cap(?:ped)?(?: at| of)?|max(?:imum)?(?: delay| wait| interval)?|up to|limit|at most|until|to|ceiling'
/** What a sentence about it says. */
const SUBJECT = /back-?off|\bretr(?:y|ies)\b|\bdoubl\w+|\bjitter/i

export const backoff = calculator({
  name: 'backoff',
  about: 'The waits of exponential backoff with full jitter: each one, expected and at worst',
  explains: 'backoff',
  options: {
    base: needed(
      mentioned(
        beside(duration({ name: 'first wait', sample: '100ms', likely: ['100ms', '200ms', '1s'] }), {
          of: ['duration'],
          before:
            'base(?: delay)?|initial(?: delay| interval)?|first(?: wait| delay)?|start(?:s|ing)?(?: at| with)?|from|min(?:imum)?',
          after: 'base|initial|first|doubling|doubled|at first',
          others: CAP,
          leads: true,
        }),
        SUBJECT,
      ),
      'The ceiling of the first wait: 100ms',
    ),
    cap: optional(
      mentioned(
        beside(duration({ name: 'cap', sample: '10s' }), {
          of: ['duration'],
          before: CAP,
          after: 'cap|max(?:imum)?|at most|limit|ceiling',
          leads: true,
        }),
        SUBJECT,
      ),
      'No wait is longer: cap 10s',
    ),
    factor: otherwise(
      real({
        name: 'factor',
        sample: '2',
        least: '1',
        most: '1000',
        before: 'factor|multiplier|times|exponent',
        after: 'factor|multiplier',
        labelledOnly: true,
      }),
      '2',
      'By how much each wait grows: factor 2',
    ),
    attempts: optional(
      whole({
        name: 'number of attempts',
        sample: '5',
        least: 1,
        most: MOST_RETRIES + 1,
        before: 'attempts|tries|max_?attempts',
        after: 'attempts|tries',
        labelledOnly: true,
      }),
      'Tries in all, the first one counted: 5 attempts',
    ),
    retries: optional(
      whole({
        name: 'number of retries',
        sample: '6',
        most: MOST_RETRIES,
        before: 'retries|retry|retrying',
        after: 'retries|re-?tries|waits|times',
      }),
      'How many retries: 6; 5 where left out',
    ),
  },
  asked: [
    'exponential backoff schedule',
    'backoff with full jitter',
    'how long do 5 retries wait in total',
    'what are the delays of exponential backoff from 100ms capped at 10s',
    'how long does a client wait before it gives up',
    'expected and worst wait of backoff with jitter',
    'retry delays with base 100ms and cap 10s',
    'table of backoff delays',
    'how long is the fifth wait when it doubles from 200ms',
  ],
  examples: [EXAMPLE, '/calc backoff base 1s max 1m 5 attempts', '/calc backoff 200ms factor 3 cap 30s 8 retries'],
  answer: z.strictObject({
    type: z.literal('backoff'),
    baseSeconds: z.number(),
    capSeconds: z.number().nullable(),
    factor: z.number(),
    retries: z.number(),
    waits: z.array(z.strictObject({ retry: z.number(), longestSeconds: z.number(), expectedSeconds: z.number() })),
    longestSeconds: z.number(),
    expectedSeconds: z.number(),
  }),
  run({ base, cap, factor, attempts, retries }) {
    aboveZero({ 'first wait': base, cap }, EXAMPLE)
    if (attempts !== undefined && retries !== undefined)
      throw new Refusal(
        'too-many',
        'Attempts and retries say the same thing: 5 attempts are 4 retries. Leave one out.',
        EXAMPLE,
      )
    if (1000n % factor.d !== 0n)
      throw new Refusal('out-of-range', 'The factor has more than 3 decimals. Expected fewer.', EXAMPLE)
    if (base.d > 10n ** 12n || (cap && cap.d > 10n ** 12n))
      throw new Refusal('out-of-range', 'The waits have too many decimals. Expected a wait such as 100ms.', EXAMPLE)
    const count = retries ?? (attempts === undefined ? 5 : attempts - 1)
    const found = waitsOf({ base, cap: cap ?? NO_CAP, factor, retries: count })
    const rows = found.waits.slice(0, ROWS)
    const bars = found.waits.slice(0, BARS)
    const last = found.waits.at(-1)
    const f = numberText(factor, 4)
    return {
      blocks: [
        text(
          bold(`${durationText(found.expected)} of waiting on average, ${durationText(found.longest)} at worst`),
          ` over ${plural(count, 'retry', 'retries')} with full jitter.`,
        ),
        ...(rows.length > 0
          ? [
              table(
                count > ROWS ? `The first ${ROWS} of ${countText(count)} waits` : 'The waits',
                ['Before retry', 'On average', 'At worst'],
                rows.map(({ retry, longest, expected }) => [
                  countText(retry),
                  durationText(expected),
                  durationText(longest),
                ]),
              ),
            ]
          : []),
        ...(bars.length > 2
          ? [
              chart(
                {
                  title: 'Wait before each retry',
                  shape: 'bar',
                  unit: 's',
                  labels: bars.map(({ retry }) => String(retry)),
                  series: [
                    { name: 'at worst', values: bars.map(({ longest }) => toNumber(longest)) },
                    { name: 'on average', values: bars.map(({ expected }) => toNumber(expected)) },
                  ],
                },
                `The waits grow by ${f} from ${durationText(base)}${last ? ` to ${durationText(last.longest)} at worst` : ''}.`,
              ),
            ]
          : []),
        ...working({
          formula: [
            `wait before retry i ≤ min(${cap ? durationText(cap) : 'no cap'}, ${durationText(base)} × ${f}^(i − 1)); average = half`,
            `at worst together = ${durationText(found.longest)}`,
          ],
          assumes: [
            'full jitter: each wait is drawn evenly between 0 and its ceiling',
            'the tries themselves take time on top',
            ...(retries === undefined && attempts === undefined ? ['5 retries'] : []),
            ...(cap ? [] : ['no cap, which one should set']),
            'it spreads load and does not remove it',
          ],
          sources: ['aws-backoff'],
        }),
      ],
      answer: {
        type: 'backoff',
        baseSeconds: toNumber(base),
        capSeconds: cap ? toNumber(cap) : null,
        factor: toNumber(factor),
        retries: count,
        waits: found.waits.map(({ retry, longest, expected }) => ({
          retry,
          longestSeconds: toNumber(longest),
          expectedSeconds: toNumber(expected),
        })),
        longestSeconds: toNumber(found.longest),
        expectedSeconds: toNumber(found.expected),
      },
    }
  },
})
