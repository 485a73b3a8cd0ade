// Numbers as people write them: "1,500", "99,9", "12'000'000", "12M", "three".

import { decimal, mul, type Ratio, ratio, ZERO } from '../reliability/rational.ts'
import { UNIT } from './units.ts'

const SMALL: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  ...Object.fromEntries(
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
      .split(' ')
      .map((word, value) => [word, value]),
  ),
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  twice: 2,
  thrice: 3,
  hundred: 100,
}
/** "twenty-five" */
const COMPOUND =
  '(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](?:one|two|three|four|five|six|seven|eight|nine)(?!\\p{L})'
/** A number in words, as a pattern. */
export const COUNT_WORD = [
  COMPOUND,
  ...Object.keys(SMALL)
    .filter((word) => word.length > 2)
    .sort((a, b) => b.length - a.length),
].join('|')
const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  million: 1e6,
  mio: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  trillion: 1e12,
}

/**
 * Groups of three: after commas, apostrophes or narrow spaces; after spaces only where it ends in 000 or what it counts follows, since a
 * list has spaces too.
 */
const GROUPED = String.raw`\d{1,3}(?:(?:,\d{3})+(?:\.\d+)?|(?:['’\u00a0\u202f]\d{3})+(?!\d)|(?: \d{3})* 000(?![.,]?\d|\s?(?:%|ms|s)(?!\p{L}))|(?<!\d \d{1,3})(?: \d{3})+(?= (?:requests|reqs|calls|errors|failures|failed|orders|payments|users|events|messages|were|of|out of)(?!\p{L})))`
const IS_GROUPED = /^\d{1,3}(?:[ ,'’\u00a0\u202f]\d{3})+(?:\.\d+)?$/
/** "1,4 %" and "1,5 h": after one digit a comma is a point only where a unit follows, since it parts a list too. */
const COMMA = String.raw`\d,\d{1,2}(?=\s?(?:%|(?:${UNIT})(?!\p{L})))`
export const DIGITS = String.raw`(?:${GROUPED}|${COMMA}|\d{2,},\d{1,4}(?![\d,]|\.\d)|\d+(?:\.\d+)?(?:[eE]-?\d{1,2}(?![\p{L}\d]))?|\.\d+)`
export const SCALE = String.raw`(?:(?-i:[kKMB])(?![\p{L}])|\s?(?:thousand|million|mio|billion|bn|trillion)(?!\p{L}))`
export const NUMBER = `${DIGITS}${SCALE}?`
const IS_COMPOUND = new RegExp(`^${COMPOUND}$`, 'iu')
/** "1,500" and "99,9" and "1.5" and "twenty-five" to a number. */
export function readNumber(text: string): Ratio | undefined {
  const match = new RegExp(
    `^(\\d{1,3}(?: \\d{3})+|\\d,\\d{1,2}|${DIGITS})\\s?([kKMBm]|thousand|million|mio|billion|bn|trillion)?$`,
    'u',
  ).exec(text.trim())
  if (!match) {
    const words = text.trim().toLowerCase().split(/[- ]/)
    const values = words.map((word) => SMALL[word] ?? Number.NaN)
    const sum = values.reduce((whole, value) => whole + value, 0)
    return Number.isNaN(sum) || (words.length > 1 && !IS_COMPOUND.test(text.trim())) ? undefined : ratio(sum)
  }
  const [, digits = '', scale = ''] = match
  const plain = IS_GROUPED.test(digits) ? digits.replace(/[,'’\s]/g, '') : digits.replace(',', '.')
  return mul(decimal(plain), ratio(SCALES[scale.toLowerCase()] ?? 1))
}
/** The same, 0 where it is none. */
export const number = (text = ''): Ratio => readNumber(text) ?? ZERO
