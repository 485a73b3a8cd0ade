// Which share of users or requests an outage hit: "30% for 20m; 12m; half of users 14:02-14:49". A share belongs to the time in its own
// clause, or to the next that has none.

import type { Passage } from '../command.ts'
import { compare, type Ratio, ratio } from '../reliability/rational.ts'
import { around } from './near.ts'
import type { Quantity } from './quantity.ts'

const SEPARATOR = /;|,(?!\d)|\n|\s(?:and|then|plus|&)\s/i

/** Of so many at least, a part is counted in requests and not in regions or hosts. */
const MANY = ratio(1000)
/** A length of time, or a range on the clock. */
export const isTime = ({ kind }: Quantity): boolean => kind === 'duration' || kind === 'clock' || kind === 'colon'
/** The share that a quantity may be; undefined where it is none. */
export const shareOf = (quantity: Quantity): Ratio | undefined => {
  if (quantity.kind === 'percent' || quantity.kind === 'fraction') return quantity.share
  if (quantity.kind === 'of' && quantity.whole.n > 0n) return ratio(quantity.part.n, quantity.whole.n)
  return undefined
}

/** A share in words that read back the same wherever they stand: "quarter of users" is "1 of 4". */
export const shareWords = (quantity: Quantity): string =>
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

export interface Item {
  readonly time: Quantity
  readonly share?: Quantity
}

/** Joins each share with the time that it belongs to: in the same clause, or the next that has none. */
export function items(
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

/** Whether a quantity is the share that an outage hit, by the words around it. */
export const isShareIn =
  (passage: Passage) =>
  (quantity: Quantity): boolean => {
    if (shareOf(quantity) === undefined) return false
    const { before, after } = around(passage, quantity)
    return !NOT_IMPACT.test(after) && !NOT_IMPACT_BEFORE.test(before)
  }
