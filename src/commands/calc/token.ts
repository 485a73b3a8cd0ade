// A leaked token: how long it is of use to a thief, from its lifetime, and from detection and revocation where they cut in.

import { z } from 'zod'
import { durationText } from '../../amounts.ts'
import { needed, optional } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { exposure } from '../../reliability/calc/token.ts'
import { compare, toNumber } from '../../reliability/rational.ts'
import { bold, spans, text } from '../../reply.ts'
import { duration } from '../../value/amount.ts'
import { told } from '../../value/told.ts'
import { calculator } from './calculator.ts'
import { bounded } from './within.ts'

const EXAMPLE = '/calc token lifetime 1h detect 10m revoke 5m'

export const token = calculator({
  name: 'token',
  about: 'How long a leaked token can be used, from its lifetime, detection and revocation',
  explains: 'token-revocation',
  options: {
    lifetime: needed(
      bounded(
        told(
          duration({
            name: 'lifetime',
            sample: '1h',
            likely: ['1h', '15m', '24h'],
          }),
          {
            before:
              'life ?-?time|life|valid(?:ity)?|ttl|expir\\w*|lives?|lasts?|good for|tokens?(?: of)?|jwts?|sessions?|max age',
            after: 'life ?-?time|ttl|tokens?|access tokens?|jwts?|expiry|valid\\w*|sessions?|refresh',
          },
        ),
        {
          least: '0.001',
          most: '3153600000',
          says: 'The lifetime of a token must be above 0 and at most a hundred years.',
        },
      ),
      'How long a token is valid: 1h, 15m',
    ),
    detect: optional(
      told(
        duration({
          name: 'time to detect',
          sample: '10m',
        }),
        {
          before: 'detect\\w*|notic\\w*|discover\\w*|find out|found(?: out)?|spotted|spot|reported|alert\\w*',
          after: 'to (?:detect|notice|discover|find out|spot)|detection|until (?:we|somebody|someone) notices?',
        },
      ),
      'From the leak until it is noticed: 10m; never, where left out',
    ),
    revoke: optional(
      told(
        duration({
          name: 'time to revoke',
          sample: '5m',
        }),
        {
          before: 'revo\\w*|block\\w*|propagat\\w*|invalidat\\w*|deny ?list\\w*|cach\\w*|killed?|kill',
          after: 'to (?:revoke|block|propagate|invalidate|kill)|revocation|propagation|cache',
        },
      ),
      'From then until every service refuses it: 5m',
    ),
  },
  asked: [
    'how long can a leaked token be used',
    'exposure of a stolen token with lifetime 1h',
    'leaked jwt valid for 15m, how long is it dangerous',
    'token lifetime 24h, leak noticed after 10m, revoked in 5m',
    'window of exposure of a leaked access token',
    'how much does revocation help with a token lifetime of 1h',
    'is a 1h access token short enough',
    'how long can a thief use a stolen session',
    'does revoking help if tokens live 15m and detection takes 2h',
    'worst case for a leaked token',
  ],
  examples: [EXAMPLE, '/calc token 15m', '/calc token lifetime=24h detect=2h revoke=1m'],
  answer: z.strictObject({
    type: z.literal('token'),
    lifetimeSeconds: z.number(),
    worstSeconds: z.number(),
    expectedSeconds: z.number(),
    endedBy: z.enum(['expiry', 'revocation']),
  }),
  run({ lifetime, detect, revoke }) {
    const found = exposure({ lifetime, ...(detect && { detect }), ...(revoke && { revoke }) })
    const [life, worst] = [durationText(lifetime), durationText(found.worst)]
    const stop = [detect, revoke].flatMap((each) => (each ? [durationText(each)] : [])).join(' + ')
    const late = detect !== undefined && found.endedBy === 'expiry'
    return {
      blocks: [
        text(
          bold(worst),
          found.endedBy === 'revocation'
            ? ' of use to a thief at worst: revocation ends it before it expires.'
            : ' of use to a thief at worst: it ends when the token expires.',
          late ? ' Detecting and revoking it takes as long or longer, so only a shorter life helps.' : '',
        ),
        {
          kind: 'facts',
          facts: [
            { label: 'on average', value: spans(`${durationText(found.expected)}, leaked at any moment of its life`) },
            ...(compare(found.worst, lifetime) < 0
              ? [
                  {
                    label: 'without revocation',
                    value: spans(`${life} at worst, ${durationText(found.remaining)} on average`),
                  },
                ]
              : []),
          ],
        },
        ...working({
          formula: [
            detect
              ? `worst = min(lifetime, detect + revoke) = min(${life}, ${stop}) = ${worst}`
              : `worst = lifetime = ${life}; average = lifetime / 2 = ${durationText(found.remaining)}`,
          ],
          assumes: [
            ...(detect
              ? [
                  'every service asks whether it is revoked: a JWT that is only checked by its signature lives until it expires',
                ]
              : ['nobody notices the leak']),
            ...(revoke && !detect ? ['the time to revoke does not count without a time to detect'] : []),
            'a refresh token that leaks with it has its own, longer life',
          ],
          sources: ['oauth-bcp'],
        }),
      ],
      answer: {
        type: 'token',
        lifetimeSeconds: toNumber(lifetime),
        worstSeconds: toNumber(found.worst),
        expectedSeconds: toNumber(found.expected),
        endedBy: found.endedBy,
      },
    }
  },
})
