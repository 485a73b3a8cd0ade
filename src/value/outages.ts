// Outages: one or several in a text, each full, or weighted ("30%", "half of users", "1 of 3 regions"), or counted in requests
// ("12k of 400k requests failed"). Each is a length of time or a range of clock times.

import type { Kind, Spot } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'
import { compare, ONE, type Ratio, ratio } from '../reliability/rational.ts'
import { spotOf } from './amount.ts'
import { zoneOfAsker } from './clock.ts'
import { namesZone, pinRange, readClock, readDated } from './moments.ts'
import { around } from './near.ts'
import { type Counted, EXPECTS, inRequests, readCounted } from './outage-counts.ts'
import { type Item, isShareIn, isTime, items, shareOf, shareWords } from './outage-shares.ts'
import { type Quantity, quantitiesIn } from './quantity.ts'

export interface Outage {
  readonly seconds: Ratio
  /** Share of users or requests that it hit, above 0 and at most 1. */
  readonly impact: Ratio
  /** Epoch milliseconds, where it is known when it was. */
  readonly from?: number
  readonly to?: number
}

export type Outages = { readonly basis: 'time'; readonly list: readonly Outage[] } | Counted

const EXAMPLE = '/budget 99.9 30d 47m'
/** What joins two lengths to one outage. */
const OF = /^\s*(?:(?:out )?of(?:\s+(?:the|an?))?|to|or|up to|[–~/-])\s*$/i

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
      // "1h of 2h" and "10m to 20m" are taken whole, to be asked about.
      const ofNext = (at: number): Quantity | undefined => {
        const [own, next] = [found[at], found[at + 1]]
        return own && next && OF.test(passage.text.slice(own.time.to, next.time.from)) ? next.time : undefined
      }
      return found
        .flatMap(({ time, share }, at): Spot[] => {
          const next = ofNext(at)
          if (next) return [{ from: time.from, to: next.to, text: passage.text.slice(time.from, next.to) }]
          if (ofNext(at - 1)) return []
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
    if (found.length === 0) return readCounted(text, quantities) ?? readNone(text, quantities)
    const [part, whole] = found.flatMap(({ time }, at) => {
      const next = found[at + 1]?.time
      return next && OF.test(text.slice(time.to, next.from)) ? [time, next] : []
    })
    if (part && whole)
      throw new Refusal(
        'mixed',
        `${quoted(text.slice(part.from, whole.to))} is more than one length. Expected how long each outage was, or a share beside it: "30% for 20m".`,
        EXAMPLE,
        [part, whole].map((each) => `${text.slice(0, part.from)}${each.text}${text.slice(whole.to)}`),
      )
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

/** "none" is no outage; a number is one without its unit. */
function readNone(text: string, [number, ...more]: readonly Quantity[]): Outages {
  if (/^(?:none|no outages?|0)$/i.test(text.trim())) return { basis: 'time', list: [] }
  if (number?.kind === 'number' && more.length === 0 && number.value.n > 0n)
    throw new Refusal('no-unit', `${quoted(text)} has no unit. Expected ${EXPECTS}.`, EXAMPLE, [
      `${number.digits}m`,
      `${number.digits}h`,
      `${number.digits}s`,
    ])
  throw new Refusal('bad-outages', `${quoted(text)} holds no outage that can be read. Expected ${EXPECTS}.`, EXAMPLE)
}
