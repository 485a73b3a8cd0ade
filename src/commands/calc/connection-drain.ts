// Connection draining: whether the longest request is done before the server that holds it is stopped.

import { z } from 'zod'
import { durationText } from '../../amounts.ts'
import { needed, otherwise } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { shutdown } from '../../reliability/calc/drain.ts'
import { abs, sub, toNumber } from '../../reliability/rational.ts'
import { bold, text } from '../../reply.ts'
import { duration } from '../../value/amount.ts'
import { beside } from '../../value/beside.ts'
import { mentioned } from '../../value/mentioned.ts'
import { facts } from './blocks.ts'
import { calculator } from './calculator.ts'

const EXAMPLE = '/calc connection-drain longest request 45s grace 30s'
const GRACE =
  'grace(?: period)?|terminationgraceperiod\\w*|timeout|kill(?:s|ed)? after|kills?|killed|sigkill(?: after)?|drain(?:s|ing)?(?: timeout| time)?|deregistration delay|stopped after'
const DELAY = 'delay|prestop(?: hook| sleep)?|sleep|propagation'
/** What a sentence about it says. */
const SUBJECT = /drain|grace|cut off|terminat|shut ?down|\bkill|\bstopped\b|deploy|rollout|prestop/i

export const connectionDrain = calculator({
  name: 'connection-drain',
  about: 'Whether the longest request ends within the grace period of a shutdown',
  explains: 'connection-draining',
  options: {
    longest: needed(
      mentioned(
        beside(duration({ name: 'longest request', sample: '45s', likely: ['30s', '45s', '60s', '5m'] }), {
          of: ['duration'],
          before:
            'longest(?: request| call| upload| query)?|slowest(?: request)?|requests?|request takes|takes?|uploads?|run for|lasts?|last',
          after: 'longest|requests?|uploads?|downloads?|quer(?:y|ies)|calls?|streams?|jobs?',
          others: `${GRACE}|${DELAY}`,
        }),
        SUBJECT,
      ),
      'How long the longest request takes: 45s',
    ),
    grace: needed(
      mentioned(
        duration({
          name: 'grace period',
          sample: '30s',
          likely: ['30s', '60s', '5m'],
          before: GRACE,
          after:
            'grace|grace period|until kill|until it is killed|drain(?:ing)?(?: time(?:out)?)?|termination|to shut ?down',
        }),
        SUBJECT,
      ),
      'How long the server may go on after the signal: 30s',
    ),
    delay: otherwise(
      duration({
        name: 'delay',
        sample: '5s',
        before: DELAY,
        after: 'delay|prestop|sleep|propagation|until no new',
        labelledOnly: true,
      }),
      '0s',
      'How long new requests still come after the signal: delay 5s',
    ),
  },
  asked: [
    'is connection draining long enough',
    'is the grace period long enough for our longest request',
    'does a 30s grace period suffice for 45s requests',
    'will requests be cut off when the pod is stopped',
    'what terminationGracePeriodSeconds do we need',
    'how long must connection draining last',
    'how long should the drain timeout be',
    'are uploads killed during a deploy',
    'grace period for a rolling deploy with long requests',
  ],
  examples: [EXAMPLE, '/calc connection-drain 20s request 30s grace 5s delay', '/calc connection-drain 2m 5m'],
  answer: z.strictObject({
    type: z.literal('connection-drain'),
    longestSeconds: z.number(),
    graceSeconds: z.number(),
    delaySeconds: z.number(),
    neededSeconds: z.number(),
    spareSeconds: z.number(),
    met: z.boolean(),
  }),
  run({ longest, grace, delay }) {
    const { needed: need, met } = shutdown(longest, grace, delay)
    const spare = sub(grace, need)
    const [l, g, d, n, s] = [longest, grace, delay, need, abs(spare)].map(durationText)
    return {
      blocks: [
        met
          ? text(
              bold('It fits'),
              ` with ${s} to spare: the last request ends ${n} after the signal, the server is stopped at ${g}.`,
            )
          : text(
              bold(`Cut off ${s} too early`),
              `: the last request ends ${n} after the signal, the server is stopped at ${g}.`,
            ),
        ...facts([['Grace period it takes', met ? undefined : `${n} at least`]]),
        ...working({
          formula: [`delay + longest request = ${d} + ${l} = ${n} ${met ? '≤' : '>'} ${g}`],
          assumes: [
            delay.n === 0n
              ? 'no request starts after the signal; where balancers hear of it late, add that delay'
              : `new requests may still start within ${d} of the signal, which counts towards the grace period`,
            'a request begins just before the server stops taking them',
            'idle and streaming connections end only if the server closes them',
          ],
          sources: ['k8s-pods'],
        }),
      ],
      answer: {
        type: 'connection-drain',
        longestSeconds: toNumber(longest),
        graceSeconds: toNumber(grace),
        delaySeconds: toNumber(delay),
        neededSeconds: toNumber(need),
        spareSeconds: toNumber(spare),
        met,
      },
    }
  },
})
