// The tiers of an agreement: "99.9:10 99:25 95:100" is a tenth of the bill back below 99.9 %, a quarter below 99 %, all of it
// below 95 %. In words they are "10% below 99.9". Or the name of an example, for those who have not read theirs yet.

import type { Kind, Passage, Spot } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'
import { compare, decimal, mul, ONE, type Ratio, ratio, sign, toFixed } from '../reliability/rational.ts'
import type { Tier } from '../reliability/sla.ts'
import { type Quantity, quantitiesIn } from './quantity.ts'

export interface Tiers {
  /** The highest first. */
  readonly list: readonly Tier[]
  /** The name of the example that they are. */
  readonly name?: string
}

/** Shapes that are common in published agreements; none is anybody's contract. */
const EXAMPLES: Readonly<Record<string, string>> = {
  'three-nines': '99.9:10 99:25 95:100',
  'four-nines': '99.99:10 99:25 95:100',
  'one-instance': '99.5:10 99:30 95:100',
}
export const TIER_NAMES = Object.keys(EXAMPLES)

const EACH = /(\d{1,3}(?:[.,]\d{1,12})?)\s?%?\s?(?::|=|->|→|>)\s?(\d{1,3}(?:\.\d{1,6})?)(?![\d.:])\s?%?/g
const ALL = new RegExp(String.raw`(?<![\p{L}\p{N}.,:])(?:${EACH.source}[\s,;]*)+`, 'u')
const NAMED = new RegExp(String.raw`(?<![\p{L}\p{N}-])(?:${TIER_NAMES.join('|')})(?![\p{L}\p{N}-])`, 'iu')
const EXPECTS = `tiers such as 99.9:10 99:25 95:100 or "10% below 99.9", or one of ${TIER_NAMES.join(', ')}`
const MOST = 10

const HUNDREDTH = ratio(1, 100)
const percent = (text: string): Ratio => mul(decimal(text.replace(',', '.')), HUNDREDTH)
const inPercent = (share: Ratio): string => toFixed(mul(share, ratio(100)), 12)
const isShare = (value: Ratio): boolean => sign(value) > 0 && compare(value, ONE) <= 0

export const tiers: Kind<Tiers> = {
  name: 'tiers',
  expects: EXPECTS,
  example: '/nines help',
  likely: TIER_NAMES,
  read(given) {
    const example = EXAMPLES[given.trim().toLowerCase()]
    if (example !== undefined) return { name: given.trim().toLowerCase(), list: listOf(example) }
    const text = inFigures(given)
    const list = listOf(text)
    const refuse = (why: string): never => {
      throw new Refusal('bad-tiers', `${quoted(given)}: ${why} Expected ${EXPECTS}.`, '/nines help')
    }
    if (list.length === 0 || text.replaceAll(EACH, '').replace(/[\s,;]/g, '') !== '') return refuse('no tiers.')
    if (list.length > MOST) return refuse(`more than ${MOST} tiers.`)
    if (!list.every(({ below, credit }) => isShare(below) && isShare(credit)))
      return refuse('a tier is an availability and a credit, both above 0 and at most 100 %.')
    return { list }
  },
  spot({ text, quantities }: Passage): Spot[] {
    const said = spoken(quantities)
    if (said.length > 0) return said
    const found = ALL.exec(text) ?? NAMED.exec(text)
    return found ? [{ from: found.index, to: found.index + found[0].trimEnd().length, text: found[0].trim() }] : []
  },
}

/** The tiers that are said in words, each in figures: "10% back below 99.9" is "99.9:10". */
const spoken = (quantities: readonly Quantity[]): Spot[] =>
  quantities.flatMap((each) =>
    each.kind === 'tier'
      ? [{ from: each.from, to: each.to, text: `${inPercent(each.below)}:${inPercent(each.credit)}` }]
      : [],
  )

/** "10% below 99.9 and 25% below 99" -> "99.9:10 99:25" */
const inFigures = (text: string): string =>
  spoken(quantitiesIn(text))
    .reduceRight((out, { from, to, text: one }) => `${out.slice(0, from)}${one}${out.slice(to)}`, text)
    .replace(/\s+and\s+(?=\d)/gi, ' ')

const listOf = (text: string): Tier[] =>
  [...text.matchAll(EACH)]
    .map(([, below = '0', credit = '0']) => ({ below: percent(below), credit: percent(credit) }))
    .sort((a, b) => compare(b.below, a.below))
