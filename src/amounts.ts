// How numbers are written: durations, shares, counts, targets. Three significant digits, more where rounding would hide
// something, and never a miss rounded into a pass. "≈" marks what is no exact number to begin with.

import {
  abs,
  compare,
  complement,
  decimal,
  floor,
  fromNumber,
  magnitude,
  mul,
  type Ratio,
  ratio,
  round,
  toFixed,
  toNumber,
  toPrecision,
} from './reliability/rational.ts'

const HUNDRED = ratio(100)
const UNITS: readonly (readonly [string, bigint])[] = [
  ['d', 86_400n],
  ['h', 3600n],
  ['m', 60n],
]
/** From here on seconds say nothing. */
const LONG = ratio(30 * 86_400)

/** "43m12s", "8h45m36s", "25.92s", "864ms": seconds, exact to a hundredth below an hour and to a second above. */
export function durationText(seconds: Ratio): string {
  const minus = seconds.n < 0n ? '−' : ''
  const size = abs(seconds)
  if (size.n === 0n) return '0s'
  const power = magnitude(size) ?? 0
  if (power < 0) {
    const scale = power >= -3 ? 3 : power >= -6 ? 6 : 9
    const unit = scale === 3 ? 'ms' : scale === 6 ? 'µs' : 'ns'
    return `${minus}${toPrecision(mul(size, ratio(10n ** BigInt(scale))), 3)}${unit}`
  }
  const places = compare(size, ratio(3600)) < 0 ? 2 : 0
  const scale = 10n ** BigInt(places)
  // Rounded first, so that 59.999 s is a minute and not "60s".
  let left = round(mul(size, ratio(scale)))
  if (compare(size, LONG) >= 0) left = round(ratio(left, 60n)) * 60n
  const parts: string[] = []
  for (const [unit, length] of UNITS) {
    const whole = left / (length * scale)
    left -= whole * length * scale
    if (whole > 0n) parts.push(`${whole}${unit}`)
  }
  const rest = toFixed(ratio(left, scale), places)
  if (rest !== '0') parts.push(`${rest}s`)
  return `${minus}${parts.join('')}`
}

/** A length of time that was meant as a round one: "30 days", "4 hours". */
export function spanText(seconds: Ratio): string {
  const unit = (
    [
      ['day', 86_400],
      ['hour', 3600],
      ['minute', 60],
      ['second', 1],
    ] as const
  ).find(
    ([, length]) =>
      compare(seconds, ratio(length)) >= 0 &&
      floor(ratio(seconds.n, seconds.d * BigInt(length))) * BigInt(length) * seconds.d === seconds.n,
  )
  if (!unit) return durationText(seconds)
  const count = seconds.n / (seconds.d * BigInt(unit[1]))
  return `${countText(count)} ${unit[0]}${count === 1n ? '' : 's'}`
}

/** The digits of a whole number with thousands set apart: "3,663,253". */
export const thousands = (digits: string): string => digits.replace(/\B(?=(?:\d{3})+$)/g, ',')

/** Thousands are set apart. A count that is not whole keeps up to two decimals. */
export function countText(count: bigint | number | Ratio): string {
  const value = typeof count === 'object' ? count : typeof count === 'bigint' ? ratio(count) : fromNumber(count)
  const [whole = '0', fraction] = toFixed(value, 2).split('.')
  const grouped = thousands(whole)
  return fraction === undefined ? grouped.replace('-', '−') : `${grouped}.${fraction}`.replace('-', '−')
}

/** "1 request", "3 requests". */
export const plural = (count: bigint | number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${count === 1 || count === 1n ? one : many}`

/** A number to `digits` significant digits, thousands set apart, very large and very small ones in powers of ten. */
export function numberText(value: Ratio | number, digits = 3): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return value > 0 ? '∞' : value < 0 ? '−∞' : 'undefined'
  const exact = typeof value === 'number' ? fromNumber(value) : value
  const power = magnitude(exact)
  if (power === undefined) return '0'
  if (power > 14 || power < -6) {
    const [mantissa = '', exponent = ''] = toNumber(exact)
      .toExponential(digits - 1)
      .split('e')
    return `${mantissa.replace(/\.?0+$/, '').replace('-', '−')} × 10^${exponent.replace('+', '')}`
  }
  const whole = exact.d === 1n && power < 7
  const text = whole ? exact.n.toString() : toPrecision(exact, Math.max(digits, Math.min(power + 1, 7)))
  const [front = '', fraction] = text.split('.')
  return `${thousands(front)}${fraction === undefined ? '' : `.${fraction}`}`.replace('-', '−')
}

/** A share of a whole as a percentage: "34.7 %", "108.8 %", "−8.8 %". */
export function shareText(share: Ratio): string {
  const percent = mul(share, HUNDRED)
  const power = magnitude(percent)
  if (power === undefined) return '0 %'
  if (power > 11) return `${numberText(percent)} %`
  const text = power >= 1 ? toFixed(percent, 1) : power >= -4 ? toPrecision(percent, 3) : undefined
  if (text === undefined) return `${numberText(percent)} %`
  const [front = '', fraction] = text.split('.')
  return `${thousands(front).replace('-', '−')}${fraction === undefined ? '' : `.${fraction}`} %`
}

/** Longest run of digits an availability is written with; past it, the unavailability says more. */
const MOST_PLACES = 24

/** An availability with three digits of what is missing to 100 %: "99.9702 %". Exact where that is no longer. */
export function availabilityText(availability: Ratio): string {
  const percent = mul(availability, HUNDRED)
  const power = magnitude(mul(complement(availability), HUNDRED))
  if (power === undefined) return '100 %'
  if (power < 2 - MOST_PLACES) return `100 % less ${numberText(mul(complement(availability), HUNDRED))} %`
  return `${toFixed(percent, Math.min(MOST_PLACES, Math.max(1, 2 - power)))} %`
}

/** An availability beside its target: with as many digits as tell the two apart. */
export function achievedText(availability: Ratio, target: Ratio): string {
  const percent = mul(availability, HUNDRED)
  const wanted = mul(target, HUNDRED)
  const power = magnitude(mul(complement(availability), HUNDRED))
  const start = power === undefined ? 0 : Math.max(1, 2 - power)
  for (let places = start; places < MOST_PLACES; places++) {
    const shown = toFixed(percent, places)
    if (compare(availability, target) === 0 || shown !== toFixed(wanted, Math.max(places, 12))) return `${shown} %`
  }
  return `${toFixed(percent, MOST_PLACES)} %`
}

/** A target as it is spoken of: "99.9 %", with all of its digits. */
export const targetText = (target: Ratio): string => `${toFixed(mul(target, HUNDRED), MOST_PLACES)} %`

/** Longest exact decimal that is written out. */
const LONGEST_EXACT = 60

/** All digits of a number that has an end to them: "0.9998965023512988501". Undefined where it has none, or too many. */
export function exactText(value: Ratio): string | undefined {
  for (let places = 4; places <= LONGEST_EXACT; places += 4) {
    const text = toFixed(value, places)
    if (compare(decimal(text), value) === 0) return text
  }
  return undefined
}
