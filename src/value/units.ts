// The units of time and the prefixes of size that people write, and what they hold. `m` is minutes and `mo` months; `M` after a number is
// millions, so it is no unit here.

import { distance } from '../library/spelling.ts'
import { type Ratio, ratio, ZERO } from '../reliability/rational.ts'

const UNITS: readonly (readonly [pattern: string, seconds: Ratio])[] = [
  ['ns|nanosec(?:ond)?s?', ratio(1, 1_000_000_000)],
  ['[µμ]s|us|microsec(?:ond)?s?', ratio(1, 1_000_000)],
  ['ms|msecs?|millis?|millisec(?:ond)?s?', ratio(1, 1000)],
  ['s|secs?|seconds?', ratio(1)],
  ['m|[Mm]ins?|[Mm]inut?e?s?', ratio(60)],
  ['hrs?|hou?rs?|h|(?<=\\d)H', ratio(3600)],
  ['days?|d|(?<=\\d)D', ratio(86_400)],
  ['weeks?|wks?|w|(?<=\\d)W', ratio(7 * 86_400)],
  ['months?|mos?|mths?', ratio(30 * 86_400)],
  ['quarters?|(?<=\\d)[qQ]', ratio(90 * 86_400)],
  ['years?|yrs?|y|(?<=\\d)Y', ratio(365 * 86_400)],
]
const UNIT_READ = UNITS.map(([pattern, seconds]) => [new RegExp(`^\\d?(?:${pattern})$`), seconds] as const)

/** Any unit of time, as a pattern. */
export const UNIT = UNITS.map(([pattern]) => pattern).join('|')

/** Seconds of a unit of time, 0 where it is none. A month has 30 days, a quarter 90 and a year 365. */
export const unitOf = (text: string): Ratio =>
  [text, `1${text}`, text.toLowerCase()].flatMap(
    (each) => UNIT_READ.find(([pattern]) => pattern.test(each))?.[1] ?? [],
  )[0] ?? ZERO

const POWERS: Readonly<Record<string, bigint>> = {
  '': 1n,
  k: 10n ** 3n,
  m: 10n ** 6n,
  g: 10n ** 9n,
  t: 10n ** 12n,
  p: 10n ** 15n,
}

/** What a prefix of bits or bytes multiplies by: 1000 for "k", 1024 for "Ki"; 1 where it is none. */
export const sizeOf = (scale: string): Ratio => {
  const low = scale.toLowerCase()
  return low.endsWith('i') ? ratio(1024n ** BigInt('kmgtp'.indexOf(low.charAt(0)) + 1)) : ratio(POWERS[low] ?? 1n)
}

/** Units that are words, the likelier first. Shorter ones are a slip away from too much else. */
const WORDS =
  'min mins minutes minute hours hour hrs days day seconds second secs sec weeks week months month years year quarters quarter rps qps'.split(
    ' ',
  )

/** The unit that a word stands for which is one slip away from it: "mni" is "min". A word that begins otherwise is none: "3 ways". */
export function nearestUnit(word: string): string | undefined {
  const low = word.toLowerCase()
  return low.length < 2 || unitOf(low).n > 0n
    ? undefined
    : WORDS.find((unit) => unit[0] === low[0] && distance(low, unit, 1) === 1)
}
