// How long a stolen token works after all.

import { exposure } from '../../reliability/calc/token.ts'
import { mul, type Ratio, ratio } from '../../reliability/rational.ts'
import { amount } from './figures.ts'
import { introspection } from './sources.ts'
import type { Template } from './template.ts'

const LIFETIMES = [60, 90, 120, 240]
const CACHES = [2, 3, 4, 5, 6, 8, 10]

export const tokenExposure: Template = {
  name: 'token-exposure',
  topic: 'security',
  concept: 'token-revocation',
  difficulty: 2,
  source: introspection,
  draw(random) {
    const lifetime = random.pick(LIFETIMES)
    const cache = random.pick(CACHES)
    const revoked = random.between(12, lifetime - 20)
    const minute = ratio(60)
    const works: Ratio = exposure({
      lifetime: mul(ratio(lifetime), minute),
      detect: mul(ratio(revoked), minute),
      revoke: mul(ratio(cache), minute),
    }).worst
    const minutes = (value: number, says: string, expression: string) => amount(ratio(value), 'min', says, expression)
    return {
      ask: `An access token lasts ${lifetime} min. APIs ask the issuer about it and cache the answer for ${cache} min. It is stolen when issued and revoked ${revoked} min later. For how long does it work for the thief at worst?`,
      right: amount(
        mul(works, ratio(1, 60)),
        'min',
        'Until it is revoked, and then until the last cached answer runs out',
        `min(${lifetime}, ${revoked} + ${cache})`,
      ),
      wrong: [
        minutes(
          revoked,
          'This ends it with the revocation. An API that asked just before still accepts it',
          `${revoked} + 0`,
        ),
        minutes(
          lifetime,
          'That is so for APIs that only verify the token by themselves',
          `max(${lifetime}, ${revoked} + ${cache})`,
        ),
        minutes(
          lifetime + cache,
          'This adds the cache to the lifetime. Revoking ended it before',
          `${lifetime} + ${cache}`,
        ),
        minutes(lifetime - revoked, 'That is what revoking took off its lifetime', `${lifetime} - ${revoked}`),
        minutes(cache, 'That is the time after the revocation only', `${revoked} + ${cache} - ${revoked}`),
      ],
    }
  },
}
