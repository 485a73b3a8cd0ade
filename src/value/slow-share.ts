// The share of calls that are slow: "1%", "1 of 100", or by the name of the percentile that the others keep to: p99 leaves 1 %.

import type { Kind, Passage, Spot } from '../command.ts'
import { Refusal } from '../refusal.ts'
import { complement, decimal, type Ratio, ratio } from '../reliability/rational.ts'
import { share } from './amount.ts'

/** "p99", "p999", "p99.9"; two digits at least, as p5 is nobody's slow end. */
const PERCENTILE = /(?<![\p{L}\p{N}_])p(\d{2})(?:\.?(\d{1,4}))?(?![\p{L}\p{N}_])/iu
/** "one in 1000" */
const ONE_IN =
  /(?<![\p{L}\p{N}.,])(?:one|an?|1) (?:in|out of) (?:every )?(\d{1,3}(?:,\d{3})+|\d{1,9}|ten|a hundred|a thousand)(?![\p{L}\p{N}%]|[.,]\d)/iu
const WORDS: Readonly<Record<string, string>> = { ten: '10', 'a hundred': '100', 'a thousand': '1000' }
/** Its powers go into the ten thousands, where more digits would only be digits. */
const FINEST = 10n ** 6n

const plain = share({ name: 'share of slow calls', sample: '1%', likely: ['1%', '0.1%', '5%'] })

export const slowShare: Kind<Ratio> = {
  ...plain,
  expects: 'a share such as 1%, 1 of 100 or p99',
  read(text, context) {
    const value = named(text) ?? plain.read(text, context)
    if (value.d > FINEST)
      throw new Refusal(
        'out-of-range',
        'The share of slow calls has more than 6 decimals. Expected a share such as 0.1%.',
        '/nines help',
      )
    return value
  },
  spot(passage: Passage): Spot[] {
    const match = ONE_IN.exec(passage.text)
    if (match) return [{ from: match.index, to: match.index + match[0].length, text: match[0] }]
    const found = plain.spot?.(passage) ?? []
    if (found.length > 0) return [...found]
    const name = PERCENTILE.exec(passage.text)
    return name ? [{ from: name.index, to: name.index + name[0].length, text: name[0] }] : []
  },
}

function named(text: string): Ratio | undefined {
  const percentile = PERCENTILE.exec(text)
  if (percentile?.[0] === text.trim()) return complement(decimal(`0.${percentile[1]}${percentile[2] ?? ''}`))
  const one = ONE_IN.exec(text)
  if (one?.[0] !== text.trim()) return undefined
  const whole = (WORDS[(one[1] ?? '').toLowerCase()] ?? one[1] ?? '').replaceAll(',', '')
  return BigInt(whole) === 0n ? undefined : ratio(1, BigInt(whole))
}
