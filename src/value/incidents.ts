// Incidents as people paste them: how long each took ("12m 30m 2h", "12, 30 and 120 min"), or when it was detected, acknowledged,
// mitigated and resolved, one to a line, by words beside the times or under a heading as in a table.

import type { Kind, Spot } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'
import { compare, type Ratio, ratio } from '../reliability/rational.ts'
import { type Quantity, quantitiesIn } from './quantity.ts'
import { linesWithTimes, type Timeline, timelines } from './timelines.ts'

export const METRICS = ['mttd', 'mtta', 'mttm', 'mttr'] as const
export type Metric = (typeof METRICS)[number]

export type Incidents =
  | { readonly basis: 'lengths'; readonly metric: Metric | undefined; readonly list: readonly Ratio[] }
  | { readonly basis: 'times'; readonly list: readonly Timeline[] }

export const EXAMPLE = '/calc incidents MTTR of 12m 30m 2h'
const EXPECTS =
  'durations such as 12m 30m 2h, or a line for each incident with its times, such as "detected 14:02 acknowledged 14:05 resolved 14:49"'
const MOST = 200
const LONGEST = ratio(100 * 365 * 86_400)

const NAMED: readonly (readonly [Metric, RegExp])[] = [
  ['mttd', /mttd|to detect|detection/i],
  ['mtta', /mtta|to ack|acknowledg/i],
  ['mttm', /mttm|to mitigat|mitigation/i],
  ['mttr', /mttr|to (?:re(?:cover|pair|store|solve|spond)|fix)|recovery|repair|resol|restor/i],
]
const metricIn = (text: string): Metric | undefined => NAMED.find(([, pattern]) => pattern.test(text))?.[0]

/** Between a number and the next in a list. */
const BETWEEN = /^[\s,;/|]*(?:and|or|&)?[\s,;/|]*$/i
const UNIT = /^[\d.,]+\s*(\p{L}+)$/u

/** The lengths of a text; a bare number has the unit of the one that it is listed with: "12, 30 and 120 min". */
function lengths(text: string): readonly Spot[] {
  const out: Spot[] = []
  let next: Quantity | undefined
  for (const quantity of quantitiesIn(text).toReversed()) {
    const listed = next !== undefined && BETWEEN.test(text.slice(quantity.to, next.from))
    const unit = UNIT.exec(out[0]?.text ?? '')?.[1]
    if (quantity.kind === 'duration')
      out.unshift({ from: quantity.from, to: quantity.to, text: quantity.text.replace(/\s+/g, ' ').trim() })
    else if (quantity.kind === 'number' && listed && unit !== undefined)
      out.unshift({ from: quantity.from, to: quantity.to, text: `${quantity.text}${unit}` })
    else {
      next = undefined
      continue
    }
    next = quantity
  }
  return out
}

export const incidentList: Kind<Incidents> = {
  name: 'list of incidents',
  expects: EXPECTS,
  example: EXAMPLE,
  rest: true,
  likely: ['12m 30m 2h'],
  spot({ text, quantities }): Spot[] {
    const pasted = linesWithTimes(text)
    if (pasted) return [{ ...pasted, text: text.slice(pasted.from, pasted.to) }]
    const free = lengths(text).filter(({ from, to }) => quantities.some((each) => each.from === from && each.to === to))
    const [first, ...others] = free
    if (!first || others.length === 0) return []
    // What is measured goes with the first of them; its words are left for the sentence to be known by.
    const metric = metricIn(text)
    return [{ ...first, text: `${metric === undefined ? '' : `${metric} `}${first.text}` }, ...others]
  },
  read(given) {
    const text = given.replaceAll('`', ' ')
    const times = timelines(text, EXAMPLE)
    if (times) return { basis: 'times', list: times }
    const refuse = (code: string, why: string, likely: readonly string[] = []): never => {
      throw new Refusal(code, `${quoted(given)}: ${why} Expected ${EXPECTS}.`, EXAMPLE, likely)
    }
    const own = text.replace(/\b\d+ (?:incidents?|outages?|alerts?|pages|tickets?)\b/gi, ' ')
    const found = lengths(own)
    const all = quantitiesIn(own)
    const other = all.find((each) => !found.some(({ from }) => from === each.from))
    if (all.length > MOST) return refuse('bad-list', `at most ${MOST} incidents are counted.`)
    if (other?.kind === 'number' && found.length === 0)
      return refuse(
        'no-unit',
        'the numbers have no unit.',
        // Only what reads back as lengths is offered.
        all.every(({ text }) => /^\d+(?:\.\d+)?$/.test(text))
          ? ['m', 'h', 's'].map((unit) => all.map((each) => `${each.text}${unit}`).join(' '))
          : [],
      )
    if (other) return refuse('bad-list', `${quoted(other.text)} is no length of time.`)
    if (found.length === 0) return refuse('bad-list', 'it holds no length of time.')
    const list = found.map((spot) => {
      const [one] = quantitiesIn(spot.text)
      if (one?.kind !== 'duration' || one.seconds.n < 0n)
        return refuse('bad-list', `${quoted(spot.text)} is no length of time.`)
      if (compare(one.seconds, LONGEST) > 0)
        return refuse('bad-list', `${quoted(spot.text)} is more than a hundred years.`)
      return one.seconds
    })
    return { basis: 'lengths', metric: metricIn(text), list }
  },
}
