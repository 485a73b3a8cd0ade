// A burn rate: "14.4x", "6 times", "burn rate of 3". In a sentence it counts only where it speaks of burning.

import type { Kind, Passage, Spot } from '../command.ts'
import type { Ratio } from '../reliability/rational.ts'
import { real } from './amount.ts'

const NUMBER = String.raw`(?<![\p{L}\p{N}.,])\d{1,7}(?:\.\d{1,6})?`
const END = String.raw`(?![\p{L}\p{N}%]|[.,]\d)`
const TIMES = new RegExp(String.raw`${NUMBER}\s?(?:[x×]|times)(?![\p{L}\p{N}])`, 'iu')
const NAMED = new RegExp(
  String.raw`(?<!\p{L})(?:burn[ -]?rate|burn(?:s|ing|ed)?)(?: budget)?(?: (?:of|is|was|at|with|about|around|a|rate)){0,4}\s?[:=]?\s?(${NUMBER})${END}(?!\s?(?:%|percent|m|min|minutes?|h|hours?|d|days?|s|seconds?)(?!\p{L}))`,
  'iu',
)
const plain = real({
  name: 'burn rate',
  sample: '14.4x',
  least: '0.000001',
  most: '1e9',
  likely: ['14.4x', '6x', '1x'],
})

export const burnRateKind: Kind<Ratio> = {
  ...plain,
  expects: 'a burn rate such as 14.4x',
  words: 'burn[ -]?rate|burn(?:s|ing|ed)?',
  read: (text, context) => plain.read(text.trim().replace(/\s?(?:[x×]|times)$/i, ''), context),
  spot({ text, whole, door }: Passage): Spot[] {
    if (door === 'sentence' && !/burn/i.test(whole)) return []
    const match = TIMES.exec(text) ?? NAMED.exec(text)
    if (!match) return []
    const [said, named = said] = match
    const to = match.index + said.length
    return [{ from: to - named.length, to, text: named }]
  },
}
