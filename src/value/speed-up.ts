// How many times as fast: "10x", "speed-up of 10", "3.5 times faster". A bare number beside it is a count of something else.

import type { Kind, Passage, Spot } from '../command.ts'
import type { Ratio } from '../reliability/rational.ts'
import { real } from './amount.ts'

const NUMBER = String.raw`(?<![\p{L}\p{N}.,])(\d{1,9}(?:\.\d{1,3})?)`
const TIMES = new RegExp(
  String.raw`${NUMBER}(?:\s?[x×]|[- ]fold| times|(?= faster| speed-?up(?! (?:of|to|is) )))(?![\p{L}\p{N}])|(?<=speed-?up (?:of|to|is) )${NUMBER}(?![\p{L}\p{N}])`,
  'iu',
)
const plain = real({ name: 'speed-up', sample: '10x', least: '0.01', most: '1e9' })

export const speedUpKind: Kind<Ratio> = {
  ...plain,
  expects: 'a speed-up such as 10x',
  read: (text, context) => plain.read(text.trim().replace(/\s?(?:[x×]|times|-?fold)$/i, ''), context),
  spot(passage: Passage): Spot[] {
    const match = TIMES.exec(passage.text)
    return match ? [{ from: match.index, to: match.index + match[0].trimEnd().length, text: match[0].trim() }] : []
  },
}
