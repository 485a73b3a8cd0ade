// Lengths of time as they are written: "47 min", "1h30m", "1:30 h", "PT47M", "half an hour", "3 outages of 5m". Units that follow one
// another must shrink; those that do not are several lengths, of which the first is read.

import { add, compare, decimal, mul, type Ratio, ratio, ZERO } from '../reliability/rational.ts'
import { COUNT_WORD, NUMBER, number } from './number.ts'
import { ANY, END, type Found, FREE, rule } from './rule.ts'
import { UNIT, unitOf } from './units.ts'

const MORE = '(?:\\s+(?:more|extra|further|additional|full|whole|solid))?'
const UNIT_END = '(?![\\p{L}_])'
const PIECE = String.raw`(?:half (?:an?|of an) (?:${UNIT})${END}|(?:an?|one) (?:${UNIT}) and a half${END}|${ANY}(?:\s*(?:and a half|½))?${MORE}[\s-]*(?:${UNIT})${UNIT_END})`

/** "1:30 h" */
export const HOURS = rule(String.raw`${FREE}\d{1,2}:\d{2}(?::\d{2})?\s*(?:h|hrs?|hours?)${END}`, ([text]) => {
  const [hours = '0', minutes = '0', seconds = '0'] = text.replace(/[^\d:]/g, '').split(':')
  return { kind: 'duration', seconds: ratio(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) }
})

/** "PT47M", as machines write it. */
export const ISO = rule(
  String.raw`${FREE}P(?=\d|T\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?${END}`,
  ([, w, d, h, m, s]) => ({
    kind: 'duration',
    seconds: [
      [w, 604_800],
      [d, 86_400],
      [h, 3600],
      [m, 60],
      [s, 1],
    ].reduce(
      (sum, [count, unit]) => add(sum, mul(count === undefined ? ZERO : decimal(String(count)), ratio(Number(unit)))),
      ZERO,
    ),
  }),
)

const DAY = ratio(86_400)

/** "3 x 14m" and "two outages of 14 minutes": all of them together. */
export const SEVERAL = rule(
  String.raw`${FREE}(\d{1,3}|${COUNT_WORD})(?:\s?[x×]\s?|\s(?=${PIECE} (?:outages|incidents|blips|failures|downtimes)${END})|\s(?:[a-z]+\s)?(?:outages|incidents|blips|downtimes)\s(?:of|lasting|at)\s(?:about |around |roughly |~)?(?=${PIECE}(?!\s(?:in total|total|altogether|combined|together))${END}))(${PIECE})`,
  ([text, count, each]) => {
    const one = lengthOf(each ?? '')
    if (one?.kind !== 'duration') return undefined
    // "6x 30d" is a burn rate and its window.
    if (compare(one.seconds, DAY) >= 0 && /^\d+\s?[x×]/i.test(text)) return undefined
    return { kind: 'duration', seconds: mul(number(count), one.seconds) }
  },
)

/** "5 M" is millions, "3 W" no week; and a target before a word ("99.9 month") is none of months. */
const NO_LENGTH = /\d\s?M$|\d\s[A-Z]$|^\d{2,}\.\d+\s+(?:month|quarter|year)$/
/** "a quarter of users" is a share of them. */
const IS_SHARE =
  /^ of (?:the |our |all |my |its |their )*(?:users|customers|clients|people|tenants|accounts|requests|calls|traffic|sessions|logins|sign-?ups|orders|checkouts|payments|transactions|messages|jobs|pods|hosts|nodes|servers|shards|regions|capacity|(?:error )?budget|them|those)(?!\p{L})/iu

/** What ends before a duration that stands in a list: another one and a comma. */
const LISTED_REACH = 40
const LISTED = new RegExp(String.raw`\d\s?(?:${UNIT}),\s*$`, 'iu')

/** One length, of as many units as follow one another; after a target and a slash too ("99.9/30d"). */
export const LENGTH = rule(
  String.raw`(?:${FREE}|(?<=\d\s?%?\/))[-−]?${PIECE}(?:(?:\s*|\s+and\s+|\s*\+\s*)${PIECE})*(?:(?<=\dhr?)\d{1,2}(?![\d:%]|[.,]\d|\s*(?:${UNIT}|%|x)${END}|\p{L})|(?<=\dhr?|\d hr) ?\d{1,2}(?![\d:.,%]|\p{L}|\s*(?:${UNIT}|%|of|x)${END}))?`,
  ({ 0: text, index, input }) => {
    if (/^(?:a|one) quarter$/i.test(text) && IS_SHARE.test(input.slice(index + text.length))) return undefined
    // "15m, 40m, 1h and 25m" are four.
    const last = LISTED.test(input.slice(Math.max(0, index - LISTED_REACH), index))
      ? /\s+and\s+(?!a half)/i.exec(text)
      : null
    const found = lengthOf(last ? text.slice(0, last.index) : text, last?.index)
    // "99.9 month 1s": what the first one ends before.
    return found && NO_LENGTH.test(text.slice(0, found.length)) ? undefined : found
  },
)

const EACH = new RegExp(
  String.raw`(half) (?:an?|of an) (${UNIT})${END}|(?:an?|one) (${UNIT}) and a half${END}|(${NUMBER}|(?:${COUNT_WORD}|an?)(?!\p{L}))(\s*(?:and a half|½))?${MORE}[\s-]*(${UNIT})${UNIT_END}`,
  'giu',
)

/** @param most where the text was cut off, so that the rest is looked at again */
function lengthOf(text: string, most?: number): Found | undefined {
  let total = ZERO
  let last: Ratio | undefined
  let end = 0
  for (const match of text.matchAll(EACH)) {
    const [whole, half, halfUnit, andHalfUnit, count, plusHalf, unit] = match
    const size = unitOf(halfUnit ?? andHalfUnit ?? unit ?? '')
    const times = half ? ratio(1, 2) : andHalfUnit ? ratio(3, 2) : add(number(count), plusHalf ? ratio(1, 2) : ZERO)
    if (last && !continues(last, size, text.slice(end, match.index), whole))
      return { kind: 'duration', seconds: total, length: end }
    total = add(total, mul(times, size))
    last = size
    end = match.index + whole.length
  }
  // "1h 30": the minutes need no unit.
  const minutes = /^\s?(\d{1,2})$/.exec(text.slice(end))
  if (minutes && last && compare(last, ratio(3600)) === 0) total = add(total, ratio(Number(minutes[1]) * 60))
  else if (end < text.length) return { kind: 'duration', seconds: total, length: end }
  return {
    kind: 'duration',
    seconds: /^\s*[-−]/.test(text) ? mul(total, ratio(-1)) : total,
    ...(most !== undefined && { length: most }),
  }
}

/**
 * Days and minutes beside each other are a window and an outage ("30d 47m", "30 days 47 minutes"), unless they are written as one.
 * Below an hour, and for the next smaller unit in words ("2 days 5 hours"), they are one length.
 */
function continues(last: Ratio, size: Ratio, gap: string, piece: string): boolean {
  if (compare(size, last) >= 0) return false
  const next = compare(last, mul(size, ratio(31))) <= 0
  return gap === '' || compare(last, ratio(3600)) <= 0 || (next && /[a-z]{4}/i.test(piece))
}
