// How long a leaked token is of use to a thief: until it expires, or until somebody notices and its revocation has reached every
// place that checks it, whichever is first. A token that is checked without asking anybody cannot be revoked, so it expires.

import { add, compare, div, least, mul, type Ratio, ratio, sub, ZERO } from '../rational.ts'
import { notNegative, positive } from './preconditions.ts'

export interface Leak {
  /** How long a token is valid, seconds. */
  readonly lifetime: Ratio
  /** From the leak until it is noticed, seconds. Left out: it is never noticed, or cannot be acted upon. */
  readonly detect?: Ratio
  /** From then until every verifier refuses it, seconds; zero where left out. */
  readonly revoke?: Ratio
  /** Requests per second that a thief can make; zero where left out. */
  readonly rate?: Ratio
}

export interface Exposure {
  /** min(lifetime, detect + revoke): for a token that leaked when it was new. */
  readonly worst: Ratio
  /** The mean where it leaks at any moment of its life alike: lifetime / 2, less where detection cuts in. */
  readonly expected: Ratio
  /** The mean life left at that moment, lifetime / 2. */
  readonly remaining: Ratio
  /** What ends the worst case. */
  readonly endedBy: 'expiry' | 'revocation'
  /** Requests in the worst case. */
  readonly requests: Ratio
}

/**
 * The exposure of one leaked token. Exact seconds.
 *
 * With the time D = detect + revoke below the lifetime L the mean is D - D^2 / 2L, the mean of min(life left, D) for a leak at
 * an even chance over the life. A refresh token that leaks is a token with its own, longer life.
 * Throws a RangeError for a lifetime of zero or less, and where another value is negative.
 */
export function exposure({ lifetime, detect, revoke = ZERO, rate = ZERO }: Leak): Exposure {
  positive(lifetime, 'lifetime')
  if (detect) notNegative(detect, 'detect')
  notNegative(revoke, 'revoke')
  notNegative(rate, 'rate')
  const remaining = div(lifetime, ratio(2))
  const stopped = detect ? add(detect, revoke) : lifetime
  const worst = least(lifetime, stopped)
  return {
    worst,
    expected: sub(worst, div(mul(worst, worst), mul(ratio(2), lifetime))),
    remaining,
    endedBy: compare(stopped, lifetime) < 0 ? 'revocation' : 'expiry',
    requests: mul(rate, worst),
  }
}
