// Shares of a whole as they are written: "99.9 %", "three nines", "8,300 of 12M", "a third", and the tiers of an agreement, which are two
// shares: "10% below 99.9".

import { add, compare, mul, type Ratio, ratio, ZERO } from '../reliability/rational.ts'
import { COUNT_WORD, DIGITS, NUMBER, number } from './number.ts'
import type { Amount } from './quantity.ts'
import { BAD, END, FREE, NO_UNIT, passed, rule, THINGS } from './rule.ts'
import { UNIT } from './units.ts'

const HUNDREDTH = ratio(1, 100)
const PERCENT_SIGN = `(?:%|percent(?:age)?${END}|pct${END}|per cent${END})`

export const PERCENT = rule(String.raw`${FREE}[-−]?(${DIGITS}|${COUNT_WORD})\s*${PERCENT_SIGN}`, ([text, value]) => ({
  kind: 'percent',
  share: mul(number(value), ratio(/^[-−]/.test(text) ? -1 : 1, 100)),
}))

/** "3N5": three nines and a five. */
export const NINES_FIVE = rule(
  String.raw`${FREE}(\d)N5${END}`,
  ([, whole]) => ({ kind: 'percent', share: add(ratio(1), ratio(-5n, 10n ** BigInt(Number(whole) + 1))) }),
  'u',
)

export const NINES = rule(
  String.raw`${FREE}(\d+(?:\.\d+)?|${COUNT_WORD})( and a half|½)?(?:[\s-]*nines?|[\s-]+9['’]?s)(?:\s+(five|5))?${END}`,
  ([, count, half, five]) => {
    const nines = add(number(count), half ? ratio(1, 2) : ZERO)
    if (compare(nines, ratio(20)) > 0 || nines.n === 0n) return undefined
    // "three nines five" is 99.95 %.
    return five && nines.d === 1n
      ? { kind: 'percent', share: add(ratio(1), ratio(-5n, 10n ** (nines.n + 1n))) }
      : { kind: 'nines', nines }
  },
)

/** "how many 9s" asks for nines, of which there is no number yet. */
export const NINES_ASKED = passed(String.raw`(?<=(?:many|more|few|the|of|extra|some|those) )9['’]?s(?![\p{L}\p{N}])`)

/** Words that may stand between a credit and the availability below which it is paid. */
const CREDIT_WORDS =
  '(?:service )?credits?|back|refunds?|refunded|off|discount|of|the|our|their|your|a|an|on|in|for|to|monthly|bill|fees?|invoice|spend|charges?|if|when|whenever|once|where|as soon as|uptime|availability|we|you|they|it|is|are|be|goes|go|falls?|drops?|was|anything|service|month'
const UNDER = '(?:below|under|beneath|less than|lower than|<)'
const TIER_BELOW = String.raw`(\d{2,3}(?:[.,]\d{1,12})?)\s?(?:%|percent(?!\p{L}))?(?![\p{L}\p{N}]|[.,:]\d|\s?(?:${UNIT})${END})`

/** "10% back below 99.9", "25 percent credit when uptime drops below 99 %": a tier of an agreement, and no target. */
export const TIER = rule(
  String.raw`${FREE}(${DIGITS})\s*${PERCENT_SIGN}\s*(?:(?:${CREDIT_WORDS})(?!\p{L})[\s,]*){0,10}${UNDER}\s*${TIER_BELOW}`,
  ([, credit, below]) => tier(below, credit),
)

/** The same the other way round: "below 99.9 we get 10%". */
export const TIER_FIRST = rule(
  String.raw`(?<!\p{L})${UNDER}\s*${TIER_BELOW}\s*(?:[:=→]|-?>|,?\s*(?:(?:we|you|they|customers|it|the|sla|provider|then|get|gets|pays?|gives?|is|are|it's|earns?|means|owes?|back|a|an)(?!\p{L})\s*){1,5})\s*(${DIGITS})\s*${PERCENT_SIGN}(?:\s*(?:(?:service )?credits?|back|refund|of the bill|off)(?!\p{L}))?`,
  ([, below, credit]) => tier(below, credit),
)

/** An availability of less than nine tenths is in no agreement: "75% under 80" speaks of something else. */
function tier(below = '', credit = ''): Amount | undefined {
  const [limit, paid] = [below, credit].map((text) => mul(number(text), HUNDREDTH)) as [Ratio, Ratio]
  const fits = compare(limit, ratio(9, 10)) >= 0 && compare(limit, ratio(1)) < 0 && compare(paid, ratio(1)) <= 0
  return fits && paid.n > 0n ? { kind: 'tier', below: limit, credit: paid } : undefined
}

/** "of 12m requests": of things, `m` is millions. */
const MILLIONS = String.raw`\d+(?:\.\d+)?m(?=\s(?:(?:total|http|api) )*(?:${THINGS})${END})`
/** "12 of 5000": both are counts and so whole. "3 replicas of 99.5" is none. */
export const OF = rule(
  String.raw`${FREE}(${NUMBER}|${COUNT_WORD})(?: (?:${THINGS}|${BAD}|regions?|zones?|shards?|users|customers|tenants|have|has|had|were|was|are|been)){0,3}(?:\s*\/\s*| (?:of|out of|(?:from|in) (?:a )?total of) (?:the |all |our |my |these |its |every |a total of )*)(${MILLIONS}|(?:${NUMBER}|${COUNT_WORD})${END}${NO_UNIT})`,
  of,
)

/** "1 in 500 requests" */
export const IN = rule(
  String.raw`${FREE}(\d{1,2}|${COUNT_WORD}) in (?:every )?(\d{1,4}|${COUNT_WORD})(?=\s*$| (?:of )?(?:(?:our|all|the|my) )?(?:users|customers|requests|calls|people|sessions|logins|checkouts|tenants|hosts|pods|shards|payments|orders|jobs|queries|messages|uploads|emails))`,
  of,
)

/** "45 failed calls in 60000", "3 errors in 2000 requests" */
export const FAILED_IN = rule(
  String.raw`${FREE}(${NUMBER}|${COUNT_WORD}) (?:[\p{L}]+ )?(?:${BAD}|errors?|failures?)(?: [\p{L}]+)? (?:in|from|over|on|across) (?:the |all |our |a total of )*(${NUMBER})(?: (total )?(${THINGS})${END}|${END}${NO_UNIT})`,
  (match) => {
    const [, part, whole, , things] = match
    // "3 errors in 2 zones" and "2 failures in 2026" count nothing out of that.
    const many = compare(number(whole), ratio(100)) >= 0 && compare(number(part), number(whole)) < 0
    return things !== undefined || (many && !/^20\d\d$/.test(whole ?? '')) ? of(match) : undefined
  },
)

function of({ 0: text, 1: part, 2: whole, index, input }: RegExpExecArray): Amount | undefined {
  const [a, b] = [number(part), number(whole)]
  // "97 of 3663253 requests" is a target and a total, unless it is said that they failed.
  const goal = a.n >= 90n && a.n < 100n && a.d === 1n && compare(b, ratio(1000)) >= 0
  if (
    goal &&
    !new RegExp(`(?:${BAD})`, 'iu').test(`${text}${/^[^,.;?!]{0,40}/.exec(input.slice(index + text.length))?.[0]}`)
  )
    return undefined
  // "2 of 99" is two parts of 99 %, as nobody counts out of 99.
  if (a.n > b.n && /\//.test(text)) return undefined
  const parts = a.n <= 10n && b.n >= 90n && b.n <= 99n
  return a.d === 1n && b.d === 1n && !parts ? { kind: 'of', part: a, whole: b } : undefined
}

const FRACTIONS: Readonly<Record<string, Ratio>> = {
  half: ratio(1, 2),
  third: ratio(1, 3),
  thirds: ratio(1, 3),
  quarter: ratio(1, 4),
  quarters: ratio(1, 4),
  fifth: ratio(1, 5),
  fifths: ratio(1, 5),
  sixth: ratio(1, 6),
  eighth: ratio(1, 8),
  tenth: ratio(1, 10),
  tenths: ratio(1, 10),
}

/** "half the users", "a third of them" */
export const FRACTION = rule(
  String.raw`${FREE}(?:(?:one |a |an )(?:half|third|quarter|fifth|tenth)|half|(?:third|quarter|fifth|tenth)(?= of))(?= (?:of|the|our|all)${END}|\s*$|\s*[;,)]|\s+(?:used|gone|left|spent|remaining|burned|for|users|traffic|requests|customers|down|\d|\u0001))`,
  ([text]) => ({
    kind: 'fraction',
    share: FRACTIONS[text.toLowerCase().split(' ').at(-1) ?? ''] ?? ZERO,
  }),
)

export const SEVERAL_PARTS = rule(
  String.raw`${FREE}(${COUNT_WORD}|\d) (thirds|quarters|fifths|tenths)${END}`,
  ([, count, word = '']) => ({ kind: 'fraction', share: mul(number(count), FRACTIONS[word.toLowerCase()] ?? ZERO) }),
)
