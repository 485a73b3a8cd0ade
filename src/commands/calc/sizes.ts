// How sizes and bandwidths are written: decimal units, as lines are sold and networks count; "65,535 bytes" stays a count.

import { countText, numberText } from '../../amounts.ts'
import { compare, div, type Ratio, ratio } from '../../reliability/rational.ts'

const SCALES = [
  ['P', 10n ** 15n],
  ['T', 10n ** 12n],
  ['G', 10n ** 9n],
  ['M', 10n ** 6n],
  ['k', 1000n],
] as const

function scaled(value: Ratio, unit: string): string | undefined {
  const found = SCALES.find(([, size]) => compare(value, ratio(size)) >= 0)
  return found && `${numberText(div(value, ratio(found[1])))} ${found[0]}${unit}`
}

/** "12.5 MB", "65,535 bytes". 1 MB is 1,000,000 bytes. */
export const bytesText = (bytes: Ratio): string =>
  compare(bytes, ratio(100_000)) < 0 ? `${countText(bytes)} bytes` : (scaled(bytes, 'B') as string)

/** "1 Gbit/s", "5.24 Mbit/s". */
export const bitRateText = (bitsPerSecond: Ratio): string =>
  scaled(bitsPerSecond, 'bit/s') ?? `${numberText(bitsPerSecond)} bit/s`
