// What failed, counted in requests: "8300 of 12M", "12M requests, 8300 failed", "2 million requests a month" of which none has failed yet.

import type { Passage, Spot } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'
import { compare, type Ratio, ratio } from '../reliability/rational.ts'
import { around } from './near.ts'
import { NUMBER } from './number.ts'
import type { Quantity } from './quantity.ts'

/** Requests that failed, of all in the window. */
export interface Counted {
  readonly basis: 'events'
  readonly bad: Ratio
  readonly total: Ratio
}

export const EXPECTS = 'outages such as 47m, 14:02-14:49, "30% for 20m", or requests: "8300 of 12M"'
const EXAMPLE = '/budget 99.9 8300 of 12M'
const MOST_COUNTED = ratio(10n ** 18n)

/** "1 in 200" says how it goes on, and counts nothing. */
const GOES_ON = /^\S+ in (?:every )?\S+$/i

const FAILURE =
  "failed|failing|fails?|failures?|errors?|errored|bad|broken|dropped|lost|5xx|timed out|timeouts?|unsuccessful|rejected|crashed|went wrong|did(?:n['’]?t| not) (?:go through|work|succeed|complete|finish|make it)"
const FAILED = new RegExp(
  String.raw`^\s*(?:of (?:them|those|these|which) )?(?:[\p{L}]+ ){0,2}?(?:${FAILURE})(?![\p{L}])`,
  'u',
)
const COUNTED =
  'requests?|reqs?|calls?|events?|quer(?:y|ies)|messages?|orders?|jobs?|transactions?|hits|checkouts?|logins?|payments?|sign-?ups?|page views|pageviews|sessions|uploads?|emails?|responses?|operations?'
const THINGS = new RegExp(String.raw`^\s*(?:total |good |in total |http |api )*(?:${COUNTED})(?![\p{L}])`, 'u')
/** "errors: 9k", "total requests 40M", "out of 2.5M" */
const IS = String.raw`(?:\s+(?:requests|responses|calls|count|number))?\s*(?:is|are|was|were|of|[:=])?\s*$`
const FAILED_BEFORE = new RegExp(String.raw`(?:^|[^\p{L}])(?:errors?|failed|failures?|bad|5xx)${IS}`, 'u')
const TOTAL_BEFORE =
  /(?:^|[^\p{L}])(?:out of|total(?: of)?|of all|total (?:requests|calls|events))(?: (?:is|are|was|were))?\s*[:=]?\s*$/u
const SUBJECT = new RegExp(String.raw`(?<!\p{L})(?:${COUNTED})(?!\p{L})`, 'iu')

/** "2 million requests a month": a total, without the period, which is a window. A rate by the second is none. */
const IN_PERIOD = new RegExp(
  String.raw`^(${NUMBER})\s(?:[a-z]+ )?(?:${COUNTED})(?=\s?(?:\/|per|an?|each|every)\s?(?:d|day|week|month|quarter|year)s?$)`,
  'iu',
)

/** "8300 of 12M", "12M requests, 8300 failed", or a total alone, of which none has failed yet. */
export function inRequests(passage: Passage): Spot[] {
  const counted = passage.quantities.find(({ kind, text }) => kind === 'of' && !GOES_ON.test(text))
  // Without the things that are counted a small letter would be minutes.
  if (counted) return [{ from: counted.from, to: counted.to, text: counted.text.replace(/(?<=\d)m$/, 'M') }]
  for (const { kind, text, from } of passage.quantities) {
    const [said, total] = (kind === 'rate' && IN_PERIOD.exec(text)) || []
    if (said !== undefined) return [{ from, to: from + said.length, text: `0 of ${total}` }]
  }
  const numbers = passage.quantities.filter(({ kind }) => kind === 'number')
  if (numbers.length === 0) return []
  const near = numbers.map((each) => ({ each, ...around(passage, each) }))
  const isTotal = ({ before, after }: { before: string; after: string }): boolean =>
    THINGS.test(after) || TOTAL_BEFORE.test(before)
  const bad = (
    near.find(({ after }) => FAILED.test(after)) ??
    near.find((one) => FAILED_BEFORE.test(one.before) && !isTotal(one) && SUBJECT.test(passage.text))
  )?.each
  const total = (
    near.find(({ each, after }) => each !== bad && THINGS.test(after)) ??
    near.find(({ each, before }) => each !== bad && TOTAL_BEFORE.test(before) && (bad || SUBJECT.test(passage.text)))
  )?.each
  if (!total && !bad) return []
  const spot = (each: Quantity, text: string): Spot => ({ from: each.from, to: each.to, text })
  if (total) return [spot(total, `${bad?.text ?? '0'} of ${total.text}`), ...(bad ? [spot(bad, '')] : [])]
  return bad && !passage.sure ? [spot(bad, `${bad.text} failed`)] : []
}

/**
 * The failed and all requests that a text holds; undefined where it holds none. Throws a Refusal for more failed than there were, and
 * for failed ones of which it is not said of how many.
 */
export function readCounted(text: string, quantities: readonly Quantity[]): Counted | undefined {
  const [counted, ...more] = quantities
  if (counted?.kind === 'of' && more.length === 0) {
    const refuse = (why: string): Refusal =>
      new Refusal('bad-count', `${quoted(text)}: ${why} Expected ${EXPECTS}.`, EXAMPLE)
    if (compare(counted.part, counted.whole) > 0) throw refuse('more failed than there were.')
    if (compare(counted.whole, MOST_COUNTED) > 0) throw refuse('at most 10^18 are counted.')
    return { basis: 'events', bad: counted.part, total: counted.whole }
  }
  if (counted?.kind === 'number' && /fail|err|bad/i.test(text))
    throw new Refusal(
      'no-total',
      `${quoted(text)}: of how many? Expected the failed and all of them, such as "8300 of 12M".`,
      EXAMPLE,
      [`${counted.text} of 1M`, `${counted.text} of 10M`],
    )
  return undefined
}
