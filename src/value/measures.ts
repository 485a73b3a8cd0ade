// Rates, sizes and distances as they are written: "250 rps", "3 failures a day", "100 Mbit/s", "64 KiB", "6000 km".

import { decimal, div, mul, ratio } from '../reliability/rational.ts'
import { COUNT_WORD, NUMBER, number } from './number.ts'
import { END, FREE, rule, THINGS } from './rule.ts'
import { sizeOf, UNIT, unitOf } from './units.ts'

const PER = `s|secs?|seconds?|m|min|minutes?|h|hr|hours?|d|days?|weeks?|months?|years?|yr|y`

export const BANDWIDTH = rule(
  String.raw`${FREE}(${NUMBER})\s*(?:([kmgt])?(?:bits?|b)(?:\/s(?:ec)?|ps| per second)|([kmgt]i?)?(?:B|bytes?)(?:\/s(?:ec)?|ps| per second))${END}`,
  ([text, value, bits, bytes]) => {
    const isBytes = /B(?:\/s|ps| per)|bytes/.test(text)
    return {
      kind: 'bandwidth',
      bitsPerSecond: mul(mul(number(value), sizeOf((isBytes ? (bytes ?? bits) : bits) ?? '')), ratio(isBytes ? 8 : 1)),
    }
  },
)

/** "250 rps" */
export const RATE = rule(String.raw`${FREE}(${NUMBER})\s*(rps|qps|tps|iops|hz)${END}`, ([, value]) => ({
  kind: 'rate',
  perSecond: number(value),
}))

/** "99.97 allow per month": a target and what is said of it. */
const TARGET = /^9\d[.,]\d+\s+\p{L}+\s+per\s/u

/** "250 requests a second", "3/min" */
export const PER_UNIT = rule(
  String.raw`${FREE}(${NUMBER}|${COUNT_WORD})\s*(?:(?:(?:[a-z]+ )?(?:${THINGS}))?\s*\/\s?|(?:\s(?!(?:${UNIT})${END}|in |of |over )[a-z]{3,})?\s?per |(?:[a-z]+ )?(?:${THINGS}) (?:an? |each |every ))(${PER})${END}`,
  ([text, value, unit]) =>
    TARGET.test(text) ? undefined : { kind: 'rate', perSecond: div(number(value), unitOf(unit ?? 's')) },
)

export const BYTES = rule(String.raw`${FREE}(${NUMBER})\s*([kmgtp]i?)?(?:B|bytes?)${END}`, ([text, value, scale]) =>
  /b$/.test(text.trim()) ? undefined : { kind: 'bytes', bytes: mul(number(value), sizeOf(scale ?? '')) },
)

export const DISTANCE = rule(
  String.raw`${FREE}(${NUMBER})\s*(km|kilomet(?:er|re)s?|mi|miles?)${END}`,
  ([, value, unit]) => ({
    kind: 'distance',
    km: /^mi/i.test(unit ?? '') ? mul(number(value), decimal('1.609344')) : number(value),
  }),
)
