// Circuit breaker: how long failures go on before it opens, by a window of calls or of time.

import { z } from 'zod'
import { countText, durationText, numberText, plural, shareText } from '../../amounts.ts'
import { needed, optional, otherwise } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { tripByCount, tripByTime } from '../../reliability/calc/breaker.ts'
import { ceil, compare, mul, type Ratio, toNumber } from '../../reliability/rational.ts'
import { bold, text } from '../../reply.ts'
import { duration, share, whole } from '../../value/amount.ts'
import { mentioned } from '../../value/mentioned.ts'
import { perSecond } from '../../value/per-second.ts'
import { facts } from './blocks.ts'
import { calculator } from './calculator.ts'
import { aboveZero, sensible } from './limits.ts'

const EXAMPLE = '/calc breaker 10 rps 50% threshold 100 calls'
const LARGEST_WINDOW = 1_000_000
const USUAL_WINDOW = 100
/** What a sentence about it says. */
const SUBJECT = /breaker|\bcircuit\b|\btrip(?:s|ped)?\b/i

export const breaker = calculator({
  name: 'breaker',
  about: 'How long failures go on before a circuit breaker opens',
  explains: 'circuit-breaker',
  options: {
    rate: needed(
      mentioned(
        perSecond({ name: 'rate of calls', sample: '10 rps', likely: ['10 rps', '100 rps', '1000 rps'] }),
        SUBJECT,
      ),
      'Calls to the dependency: 10 rps',
    ),
    failing: otherwise(
      share({
        name: 'share that fails',
        sample: '100%',
        before: 'failing|fail(?:ure)? rate|error rate',
        after: 'failing|fails?|failed|of (?:all |the )?calls fail',
      }),
      '100%',
      'Share of calls that fail from now on: 80% failing; all where left out',
    ),
    threshold: otherwise(
      share({
        name: 'threshold',
        sample: '50%',
        before: 'threshold(?: of)?|opens?(?: at| from)?|trips?(?: at| from)?|failureratethreshold',
        after: 'threshold|to open|to trip',
        labelledOnly: true,
      }),
      '50%',
      'Share of failures at which it opens: 50% threshold',
    ),
    minimum: optional(
      whole({
        name: 'minimum number of calls',
        sample: '10',
        most: LARGEST_WINDOW,
        before: 'minimum(?: number)?(?: of calls)?|min|at least|minimumnumberofcalls',
        labelledOnly: true,
      }),
      'Calls before anything is decided: minimum 10',
    ),
    window: optional(
      whole({
        name: 'window of calls',
        sample: '100',
        most: LARGEST_WINDOW,
        before: 'window(?: of)?|last|over|slidingwindowsize',
        after: 'calls|requests|window|call window',
      }),
      'Calls that it looks back on: 100',
    ),
    span: optional(
      duration({ name: 'window of time', sample: '60s' }),
      'Or the time that it looks back on: 60s window',
    ),
  },
  asked: [
    'how long until the circuit breaker opens',
    'when does the breaker trip',
    'how fast does the circuit breaker open at 10 rps',
    'how many calls fail before the breaker opens',
    'trip time of a circuit breaker',
    'is a window of 100 calls too slow for a quiet service',
    'does the breaker open at 40% failures',
    'how long are users hit before the circuit opens',
    'breaker with a 60 second window',
  ],
  examples: [EXAMPLE, '/calc breaker 10 rps 60% failing', '/calc breaker 20 rps 60s window 80% failing'],
  answer: z.strictObject({
    type: z.literal('breaker'),
    perSecond: z.number(),
    threshold: z.number(),
    failing: z.number(),
    windowCalls: z.number().nullable(),
    windowSeconds: z.number().nullable(),
    opens: z.boolean(),
    calls: z.number().nullable(),
    seconds: z.number().nullable(),
    failures: z.number().nullable(),
  }),
  run({ rate, threshold, failing, window, span, minimum }) {
    if (window !== undefined && span)
      throw new Refusal('too-many', 'The window is counted in calls or in time. Leave one out.', EXAMPLE)
    sensible({ 'rate of calls': rate, threshold, 'share that fails': failing }, EXAMPLE)
    aboveZero({ 'rate of calls': rate, threshold, 'window of time': span }, EXAMPLE)
    const failure = { threshold, failing, rate }
    const size = window ?? USUAL_WINDOW
    const least = minimum ?? (span ? USUAL_WINDOW : size)
    const found = span ? byTime(span, least, failure) : tripByCount({ calls: size, minimum: least }, failure)
    const early = span ? null : tripByCount({ calls: size, minimum: least, filled: false }, failure)
    const [t, f, r] = [shareText(threshold), shareText(failing), `${numberText(rate)}/s`]
    const held = span ? durationText(span) : plural(size, 'call')
    const below = compare(failing, threshold) < 0
    return {
      blocks: [
        found
          ? text(
              bold(`Opens ${durationText(found.seconds)} after the failures begin`),
              `, after ${plural(found.calls, 'call')}, of which about ${numberText(found.failures)} fail: ${f} failing at ${r}, threshold ${t} over ${held}.`,
            )
          : text(
              bold('Never opens'),
              below
                ? `: ${f} failing stays below the threshold of ${t}.`
                : `: ${held} at ${r} hold ${numberText(mul(span ?? rate, rate))} calls, and it decides nothing below ${countText(least)}.`,
            ),
        ...facts([
          [
            'With an empty window',
            early
              ? `${durationText(early.seconds)}: it waits for ${plural(early.calls, 'call')}, as after a deployment`
              : undefined,
          ],
        ]),
        ...working({
          formula: [
            found
              ? span
                ? `${durationText(span)} × ${t} / ${f} = ${durationText(found.seconds)}`
                : `⌈${countText(size)} × ${t} / ${f}⌉ = ${plural(found.calls, 'call')}, at ${r} ${durationText(found.seconds)}`
              : below
                ? `${f} < ${t}`
                : `${held} × ${r} < ${countText(least)}`,
          ],
          assumes: [
            'a window full of successes when the failures begin',
            `${window === undefined && !span ? `the last ${countText(size)} calls, ` : ''}failures evenly spread, ${plural(least, 'call')} at least`,
            'each call returns at once; a call that hangs counts only when it times out: add the timeout',
            'one breaker on one replica, at its share of the rate',
          ],
          sources: ['resilience4j', 'nygard'],
        }),
      ],
      answer: {
        type: 'breaker',
        perSecond: toNumber(rate),
        threshold: toNumber(threshold),
        failing: toNumber(failing),
        windowCalls: span ? null : size,
        windowSeconds: span ? toNumber(span) : null,
        opens: found !== null,
        calls: found ? Number(found.calls) : null,
        seconds: found ? toNumber(found.seconds) : null,
        failures: found ? toNumber(found.failures) : null,
      },
    }
  },
})

function byTime(
  span: Ratio,
  minimum: number,
  failure: { readonly threshold: Ratio; readonly failing: Ratio; readonly rate: Ratio },
): { readonly calls: bigint; readonly seconds: Ratio; readonly failures: Ratio } | null {
  const seconds = tripByTime(span, minimum, failure)
  if (!seconds) return null
  const calls = mul(seconds, failure.rate)
  return { calls: ceil(calls), seconds, failures: mul(calls, failure.failing) }
}
