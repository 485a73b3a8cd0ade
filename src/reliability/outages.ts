// Outages on a clock -> stretches that do not overlap, inside the window. Two alarms about the same minutes are one outage:
// adding them up would charge the budget twice.

import { ceil, equal, most, mul, type Ratio, ratio, sum } from './rational.ts'

/** Milliseconds since 1970. */
export interface Span {
  readonly from: bigint
  readonly to: bigint
}
export interface TimedOutage extends Span {
  /** The share of the traffic that failed, 0 to 1. */
  readonly impact: Ratio
}
export interface Piece extends TimedOutage {
  readonly seconds: Ratio
}
export interface Merged {
  /** In order of time, apart from one another, ready for `timeBudget`. */
  readonly pieces: readonly Piece[]
  /** `sum(seconds * impact)`. */
  readonly weightedSeconds: Ratio
  /** Whether two of the outages share time inside the window. */
  readonly overlapped: boolean
  /** Whether any of an outage lies outside the window. */
  readonly clipped: boolean
}

/**
 * Clips to the window (from inclusive, to exclusive) and takes, at every instant, the largest impact of the outages that are
 * on: full ones become their union, and the sum never exceeds the clock. Touching pieces of the same impact become one; an
 * outage of no length leaves none. Throws a RangeError for an outage that ends before it begins.
 */
export function mergeOutages(list: readonly TimedOutage[], window?: Span): Merged {
  if (list.some(({ from, to }) => to < from)) throw new RangeError('an outage ends before it begins')
  const inside = window === undefined ? list : list.map((outage) => clip(outage, window))
  const lasting = inside.filter(({ from, to }) => from < to).sort((a, b) => order(a.from, b.from))
  const edges = [...new Set(lasting.flatMap(({ from, to }) => [from, to]))].sort(order)

  const pieces: Piece[] = []
  let overlapped = false
  let active: TimedOutage[] = []
  let next = 0
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1]
    if (to === undefined) break
    active = active.filter((outage) => outage.to > from)
    for (let outage = lasting[next]; outage !== undefined && outage.from === from; outage = lasting[++next]) {
      active.push(outage)
    }
    const [first, ...others] = active
    if (first === undefined) continue
    overlapped ||= others.length > 0
    const impact = others.reduce((largest, outage) => most(largest, outage.impact), first.impact)
    const before = pieces.at(-1)
    const grows = before !== undefined && before.to === from && equal(before.impact, impact)
    if (grows) pieces.pop()
    pieces.push(piece({ from: grows ? before.from : from, to, impact }))
  }
  return {
    pieces,
    weightedSeconds: sum(pieces.map(({ seconds, impact }) => mul(seconds, impact))),
    overlapped,
    clipped: inside.some((outage, index) => outage.from !== list[index]?.from || outage.to !== list[index]?.to),
  }
}

const order = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
const piece = (outage: TimedOutage): Piece => ({ ...outage, seconds: ratio(outage.to - outage.from, 1000n) })

/** What of the outage lies in the window; it ends before it begins where nothing does. */
function clip(outage: TimedOutage, window: Span): TimedOutage {
  const from = outage.from > window.from ? outage.from : window.from
  const to = outage.to < window.to ? outage.to : window.to
  return { ...outage, from, to }
}

/**
 * When each piece starts to leave a rolling window of that length, and when it is gone: `from + W` and `to + W`, in
 * milliseconds, rounded up. Between the two the budget it took comes back evenly.
 */
export function comesBack(pieces: readonly Piece[], window: Ratio): readonly (Span & { readonly weighted: Ratio })[] {
  const shift = ceil(mul(window, ratio(1000n)))
  return pieces.map(({ from, to, seconds, impact }) => ({
    from: from + shift,
    to: to + shift,
    weighted: mul(seconds, impact),
  }))
}
