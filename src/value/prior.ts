// What was spent of a budget before: "60% used", "40% left", "10m left", "half is gone".

import type { Kind, Spot } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'
import { compare, complement, type Ratio, ratio } from '../reliability/rational.ts'
import { around } from './near.ts'
import { type Quantity, quantitiesIn } from './quantity.ts'

export type Prior =
  /** Share of the budget; above 1 where it was overspent. */
  | { readonly basis: 'share'; readonly used: Ratio }
  /** Seconds of the budget. */
  | { readonly basis: 'time'; readonly left: Ratio }

/** A million times the budget: what is above was not measured. */
const MOST = ratio(1_000_000)

const USED = 'used|spent|burned|burnt|consumed|gone|eaten|through'
const LEFT = 'left|remaining|remains|unspent'
const AFTER = new RegExp(
  `^\\s*(?:of )?(?:(?:the |our |my |error )*budget )?(?:(?:is|was|has been|have been|already|had been|still) )*(${USED}|${LEFT})(?![\\p{L}])`,
  'u',
)
const BEFORE = new RegExp(
  `(?:^|[^\\p{L}])(${USED}|have|had|with)(?: (?:already|up|about|only|another|still))*\\s*$`,
  'u',
)

const shareOf = (quantity: Quantity): Ratio | undefined =>
  quantity.kind === 'percent' || quantity.kind === 'fraction' ? quantity.share : undefined

export const prior: Kind<Prior> = {
  name: 'budget used',
  expects: 'a share of the budget such as "60% used" or "40% left", or the time that was left, such as "10m left"',
  example: '/budget 99.9 30d 12m 60% used',
  early: true,
  likely: ['50% used', '50% left'],
  spot(passage): Spot[] {
    for (const quantity of passage.quantities) {
      const { before, after } = around(passage, quantity)
      const word = AFTER.exec(after)?.[1]
      const share = shareOf(quantity)
      if (
        word !== undefined &&
        (share !== undefined || (quantity.kind === 'duration' && new RegExp(`^(?:${LEFT})$`).test(word)))
      ) {
        const end = quantity.to + (AFTER.exec(after)?.[0].length ?? 0)
        return [
          {
            from: quantity.from,
            to: end,
            text: `${quantity.text} ${new RegExp(`^(?:${LEFT})$`).test(word) ? 'left' : 'used'}`,
          },
        ]
      }
      const lead = BEFORE.exec(before)?.[1]
      if (
        share !== undefined &&
        lead !== undefined &&
        new RegExp(`^(?:${USED})$`).test(lead) &&
        /budget|already/.test(passage.text)
      )
        return [{ from: quantity.from, to: quantity.to, text: `${quantity.text} used` }]
    }
    return []
  },
  read(text) {
    const [found, ...more] = quantitiesIn(text)
    const left = /left|remain|unspent/i.test(text)
    const share = found && more.length === 0 ? shareOf(found) : undefined
    if (share !== undefined && share.n >= 0n && compare(share, MOST) <= 0)
      return { basis: 'share', used: left ? complement(share) : share }
    if (found?.kind === 'duration' && more.length === 0 && left && found.seconds.n >= 0n)
      return { basis: 'time', left: found.seconds }
    throw new Refusal(
      'bad-prior',
      `${quoted(text)} does not say how much of the budget was used. Expected ${prior.expects}.`,
      prior.example,
    )
  },
}
