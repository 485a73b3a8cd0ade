// An amount of money, in whatever currency: "bill 4000", "$4,000", "1200 EUR". The currency is the asker's own business.

import type { Kind, Passage, Spot } from '../command.ts'
import type { Ratio } from '../reliability/rational.ts'
import { real } from './amount.ts'
import { readNumber } from './number.ts'

const AMOUNT = String.raw`\d(?:[\d,]{0,15}\d)?(?:\.\d{1,4})?[kKM]?`
const SIGNED = new RegExp(
  String.raw`(?:[$€£]\s?|(?:usd|eur|gbp)\s)(${AMOUNT})(?![\p{L}\p{N}])|(?<![\p{L}\p{N}.,])(${AMOUNT})\s?(?:[$€£]|(?:usd|eur|gbp|dollars|euros?|pounds)(?!\p{L}))`,
  'iu',
)

const plain = real({
  name: 'bill',
  sample: '4000',
  before: 'bill|bills|invoice|invoices|pay|spend|spending|costs?|fee|charges?',
  after: 'bill|invoice|a month bill',
  labelledOnly: true,
})

export const money: Kind<Ratio> = {
  ...plain,
  read(text, context) {
    const match = SIGNED.exec(text)
    return plain.read(match && match[0] === text.trim() ? (match[1] ?? match[2] ?? '') : text, context)
  },
  spot(passage: Passage): Spot[] {
    const match = SIGNED.exec(passage.text)
    const amount = match && (match[1] ?? match[2] ?? '')
    if (match && amount && readNumber(amount))
      return [{ from: match.index, to: match.index + match[0].length, text: amount }]
    return [...(plain.spot?.(passage) ?? [])]
  },
}
