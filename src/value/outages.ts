// Outages: one or several in a text, each full, or weighted ("30%", "half of users", "1 of 3 regions"), or counted in requests
// ("12k of 400k requests failed"). Each is a length of time or a range of clock times.

import type { Kind, Passage, Spot } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'
import { compare, ONE, type Ratio, ratio } from '../reliability/rational.ts'
import { spotOf } from './amount.ts'
import { zoneOfAsker } from './clock.ts'
import { namesZone, pinRange, readClock, readDated } from './moments.ts'
import { around } from './near.ts'
import { type Quantity, quantitiesIn } from './quantity.ts'

export interface Outage {
  readonly seconds: Ratio
  /** Share of users or requests that it hit, above 0 and at most 1. */
  readonly impact: Ratio
  /** Epoch milliseconds, where it is known when it was. */
  readonly from?: number
  readonly to?: number
}

export type Outages =
  | { readonly basis: 'time'; readonly list: readonly Outage[] }
  /** Requests that failed, of all in the window. */
  | { readonly basis: 'events'; readonly bad: Ratio; readonly total: Ratio }

const EXPECTS = 'outages such as 47m, 14:02-14:49, "30% for 20m", or requests: "8300 of 12M"'
const EXAMPLE = '/budget 99.9 30d 47m'
const SEPARATOR = /;|,(?!\d)|\n|\s(?:and|then|plus|&)\s/i

/** Of so many at least, a part is counted in requests and not in regions or hosts. */
const MANY = ratio(1000)
const MOST_COUNTED = ratio(10n ** 18n)

const isTime = ({ kind }: Quantity): boolean => kind === 'duration' || kind === 'clock' || kind === 'colon'
const shareOf = (quantity: Quantity): Ratio | undefined => {
  if (quantity.kind === 'percent' || quantity.kind === 'fraction') return quantity.share
  if (quantity.kind === 'of' && quantity.whole.n > 0n) return ratio(quantity.part.n, quantity.whole.n)
  return undefined
}

/** A share in words that read back the same wherever they stand: "quarter of users" is "1 of 4". */
const shareWords = (quantity: Quantity): string =>
  quantity.kind === 'fraction'
    ? `${quantity.share.n} of ${quantity.share.d}`
    : quantity.kind === 'of'
      ? `${quantity.part.n} of ${quantity.whole.n}`
      : quantity.text

/** What says that a share is of something else than of users or requests. */
const NOT_IMPACT =
  /^\s*(?:of (?:the |our )?(?:error )?budget|used|left|remaining|spent|burned|burnt|consumed|gone|eaten|slo|sla|target)(?![\p{L}])/iu
const NOT_IMPACT_BEFORE =
  /(?:used|burned|burnt|spent|consumed|slo|sla|target)(?:\s+(?:up|of|is|about|already|was))*\s*$/iu

/** "1 in 200" says how it goes on, and counts nothing. */
const GOES_ON = /^\S+ in (?:every )?\S+$/i

interface Item {
  readonly time: Quantity
  readonly share?: Quantity
}

/** Joins each share with the time that it belongs to: in the same clause, or the next that has none. */
function items(
  text: string,
  quantities: readonly Quantity[],
  isShare: (quantity: Quantity) => boolean,
): { items: Item[]; loose: Quantity[] } {
  const used = quantities.filter((each) => isTime(each) || isShare(each))
  const apart = (a: Quantity, b: Quantity): boolean => SEPARATOR.test(text.slice(a.to, b.from))
  const times = used.filter(isTime).map((time) => ({ time }) as { time: Quantity; share?: Quantity })
  const loose: Quantity[] = []
  for (const share of used.filter((each) => !isTime(each))) {
    const open = times.filter((each) => each.share === undefined)
    const next = open.find(({ time }) => time.from >= share.to)
    const before = open.findLast(({ time }) => time.to <= share.from)
    const near = [
      before && !apart(before.time, share) ? before : undefined,
      next && !apart(share, next.time) ? next : undefined,
    ]
    const between =
      before && next && near[0] && near[1]
        ? share.from - before.time.to <= next.time.from - share.to
          ? near[0]
          : near[1]
        : (near[1] ?? near[0])
    // "12m; 8300 of 12M" is an outage and a count of requests, of which neither says how far the other went.
    const counted = share.kind === 'of' && compare(share.whole, MANY) >= 0
    const found = between ?? (counted ? undefined : (next ?? before))
    if (found) found.share = share
    else loose.push(share)
  }
  return { items: times, loose }
}

const isShareIn =
  (passage: Passage) =>
  (quantity: Quantity): boolean => {
    if (shareOf(quantity) === undefined) return false
    const { before, after } = around(passage, quantity)
    return !NOT_IMPACT.test(after) && !NOT_IMPACT_BEFORE.test(before)
  }

export const outages: Kind<Outages> = {
  name: 'outages',
  expects: EXPECTS,
  example: EXAMPLE,
  likely: ['47m', '5m', '1h'],
  spot(passage): Spot[] {
    const { items: found, loose } = items(passage.text, passage.quantities, isShareIn(passage))
    if (found.length > 0) {
      // A count of requests beside outages is taken too, so that it is said why they do not go together.
      const counts = loose.filter(({ kind }) => kind === 'of')
      return found
        .flatMap(({ time, share }): Spot[] => {
          const one = share ? `${shareWords(share)} ${time.text}` : time.text
          // Two places, one value: the share's own place is taken with an empty text.
          return [
            { from: time.from, to: time.to, text: one },
            ...(share ? [{ from: share.from, to: share.to, text: '' }] : []),
          ]
        })
        .filter(({ text }, at, all) => text !== '' || all.length > at)
        .concat(counts.map(spotOf))
    }
    const counted = passage.quantities.find(({ kind, text }) => kind === 'of' && !GOES_ON.test(text))
    if (counted) return [{ from: counted.from, to: counted.to, text: counted.text }]
    const said = inRequests(passage)
    if (said.length > 0) return said
    if (passage.sure) return []
    // A number that nothing else has claimed is asked for its unit.
    const bare = passage.quantities.find(
      (each) =>
        each.kind === 'number' &&
        (passage.door === 'line' ||
          // What looks like a target is one that has no place here.
          (!/^9\d[.,]\d/.test(each.digits) &&
            /(?:down|outage|lasted|for|after|of|by)\s*$/.test(around(passage, each).before))),
    )
    return bare ? [{ from: bare.from, to: bare.to, text: bare.text }] : []
  },
  async pin(text, context) {
    bounded(quantitiesIn(text), text)
    const zone = await zoneOfAsker(context)
    let out = text
    for (const clock of quantitiesIn(text)
      .filter(({ kind }) => kind === 'clock')
      .toReversed()) {
      const at = zone ?? (namesZone(clock.text) ? 'UTC' : undefined)
      const range =
        readDated(clock.text) ?? inPlace(text, clock, () => readClock(clock.text, context.asker.now, at ?? 'UTC'))
      out = `${out.slice(0, clock.from)}${pinRange(range)}${out.slice(clock.to)}`
    }
    return out
  },
  read(text) {
    const quantities = quantitiesIn(text)
    const { items: found, loose } = items(text, quantities, (each) => shareOf(each) !== undefined)
    if (found.length === 0) return readCounted(text, quantities)
    const first = quantities.find((each) => each.kind === 'number' && !/x/.test(each.text))
    if (loose[0])
      throw new Refusal(
        'mixed',
        `${quoted(loose[0].text)} in ${quoted(text)} belongs to no outage. Expected a share beside each outage, or a count of requests alone: "8300 of 12M".`,
        EXAMPLE,
      )
    if (first)
      throw new Refusal(
        'no-unit',
        `${quoted(first.text)} in ${quoted(text)} has no unit. Expected ${EXPECTS}.`,
        EXAMPLE,
      )
    return { basis: 'time', list: found.map((item) => readItem(item, text)) }
  },
}

/** What is asked back of one outage is offered with all the others. */
function inPlace<T>(text: string, { from, to }: Quantity, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const whole = error.likely.map((each) => `${text.slice(0, from)}${each}${text.slice(to)}`)
    throw new Refusal(error.code, error.message, error.example, whole)
  }
}

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

/** "12M requests, 8300 failed", or a total alone, of which none has failed yet. */
function inRequests(passage: Passage): Spot[] {
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

/** More than an incident review ever holds; each on a clock costs a look at its time zone. */
const MOST = 50

function bounded(quantities: readonly Quantity[], text: string): void {
  const count = quantities.filter(isTime).length
  if (count > MOST)
    throw new Refusal('too-many', `${quoted(text)} holds ${count} outages. Expected at most ${MOST}.`, EXAMPLE)
}

function readItem({ time, share }: Item, text: string): Outage {
  const impact = (share && shareOf(share)) ?? ONE
  const refuse = (code: string, why: string, likely: readonly string[] = []): never => {
    const given = text.trim() === time.text && code === 'no-unit' ? '' : `${quoted(text)}: `
    throw new Refusal(code, `${given}${why} Expected ${EXPECTS}.`, EXAMPLE, likely)
  }
  if (impact.n <= 0n || compare(impact, ONE) > 0)
    return refuse('bad-share', 'an outage hits more than 0 % and at most 100 %.')
  if (time.kind === 'colon') {
    const [hours, minutes] = time.text.split(':').map(Number)
    return refuse('no-unit', `${quoted(time.text)} may be hours or minutes.`, [
      ...[`${hours}h${minutes}m`, `${hours}m${minutes}s`].map(
        (each) => `${text.slice(0, time.from)}${each}${text.slice(time.to)}`,
      ),
    ])
  }
  if (time.kind === 'duration') {
    if (time.seconds.n < 0n) return refuse('negative', 'an outage is not negative.')
    return { seconds: time.seconds, impact }
  }
  const range = readDated(time.text)
  if (!range) return refuse('bad-range', `${quoted(time.text)} can not be read.`)
  return { seconds: ratio(range.to - range.from, 1000), impact, from: range.from, to: range.to }
}

function readCounted(text: string, quantities: readonly Quantity[]): Outages {
  const counts = quantities.filter((each) => each.kind === 'of')
  const [counted] = counts
  if (counted?.kind === 'of' && counts.length === 1 && quantities.length === 1) {
    if (compare(counted.part, counted.whole) > 0)
      throw new Refusal(
        'bad-count',
        `${quoted(text)}: more failed than there were. Expected ${EXPECTS}.`,
        '/budget 99.9 8300 of 12M',
      )
    if (compare(counted.whole, MOST_COUNTED) > 0)
      throw new Refusal(
        'bad-count',
        `${quoted(text)}: at most 10^18 are counted. Expected ${EXPECTS}.`,
        '/budget 99.9 8300 of 12M',
      )
    return { basis: 'events', bad: counted.part, total: counted.whole }
  }
  const [number] = quantities
  if (number?.kind === 'number' && /fail|err|bad/i.test(text))
    throw new Refusal(
      'no-total',
      `${quoted(text)}: of how many? Expected the failed and all of them, such as "8300 of 12M".`,
      '/budget 99.9 8300 of 12M',
      [`${number.text} of 1M`, `${number.text} of 10M`],
    )
  if (number?.kind === 'number' && quantities.length === 1 && number.value.n > 0n) {
    const digits = number.text
    throw new Refusal('no-unit', `${quoted(text)} has no unit. Expected ${EXPECTS}.`, EXAMPLE, [
      `${digits}m`,
      `${digits}h`,
      `${digits}s`,
    ])
  }
  if (/^(?:none|no outages?|0)$/i.test(text.trim())) return { basis: 'time', list: [] }
  throw new Refusal('bad-outages', `${quoted(text)} holds no outage that can be read. Expected ${EXPECTS}.`, EXAMPLE)
}
