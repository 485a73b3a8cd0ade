// Exact rational numbers over BigInt: targets, budgets, burn rates and durations are computed in these and rounded only when
// they are printed. In floating point 0.0144 >= 14.4 * 0.001 is false; here it is true.

/** `n / d`, with d > 0. In lowest terms unless that would cost more than it saves. */
export interface Ratio {
  readonly n: bigint
  readonly d: bigint
}

/** Past this many bits a common divisor is no longer looked for: sums and products stay right without it. */
const REDUCED_BELOW = 1n << 640n

/** `n / d` in lowest terms. Whole numbers and BigInts only. Throws a RangeError for d = 0. */
export function ratio(n: bigint | number, d: bigint | number = 1n): Ratio {
  let [top, bottom] = [BigInt(n), BigInt(d)]
  if (bottom === 0n) throw new RangeError('division by zero')
  if (bottom < 0n) [top, bottom] = [-top, -bottom]
  if (bottom > REDUCED_BELOW) return { n: top, d: bottom }
  const common = divisor(top < 0n ? -top : top, bottom)
  return common === 1n ? { n: top, d: bottom } : { n: top / common, d: bottom / common }
}

function divisor(a: bigint, b: bigint): bigint {
  let [high, low] = [a, b]
  while (low !== 0n) [high, low] = [low, high % low]
  return high
}

export const ZERO = ratio(0n)
export const ONE = ratio(1n)

/** The value of digits as they are written: "99.9", "-0.5", "1e-6". Throws a RangeError for anything else. */
export function decimal(text: string): Ratio {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(text.trim())
  const [, sign, whole = '', fraction = '', exponent = '0'] = match ?? []
  if (!match || whole + fraction === '') throw new RangeError(`not a decimal number: ${text}`)
  const digits = BigInt(`${whole}${fraction}`)
  const power = Number(exponent) - fraction.length
  const value = sign === '-' ? -digits : digits
  return power >= 0 ? ratio(value * 10n ** BigInt(power)) : ratio(value, 10n ** BigInt(-power))
}

/** The exact value of a finite floating-point number, taken as its shortest decimal. */
export const fromNumber = (value: number): Ratio => decimal(String(value))

export const add = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.d + b.n * a.d, a.d * b.d)
export const sub = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.d - b.n * a.d, a.d * b.d)
export const mul = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.n, a.d * b.d)
/** Throws a RangeError where b is zero. */
export const div = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.d, a.d * b.n)
export const neg = (a: Ratio): Ratio => ({ n: -a.n, d: a.d })
export const abs = (a: Ratio): Ratio => (a.n < 0n ? neg(a) : a)
/** a to a whole power of at least 0. */
export const pow = (a: Ratio, exponent: number): Ratio => ratio(a.n ** BigInt(exponent), a.d ** BigInt(exponent))
export const complement = (a: Ratio): Ratio => ratio(a.d - a.n, a.d)

export const sum = (list: readonly Ratio[]): Ratio => list.reduce(add, ZERO)
export const product = (list: readonly Ratio[]): Ratio => list.reduce(mul, ONE)

/** Negative, zero or positive, as a is below, equal to or above b. */
export function compare(a: Ratio, b: Ratio): number {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
export const equal = (a: Ratio, b: Ratio): boolean => compare(a, b) === 0
export const least = (a: Ratio, b: Ratio): Ratio => (compare(a, b) <= 0 ? a : b)
export const most = (a: Ratio, b: Ratio): Ratio => (compare(a, b) >= 0 ? a : b)
export const sign = (a: Ratio): number => (a.n < 0n ? -1 : a.n > 0n ? 1 : 0)

/** The largest whole number that is not above a. */
export function floor(a: Ratio): bigint {
  const cut = a.n / a.d
  return a.n < 0n && cut * a.d !== a.n ? cut - 1n : cut
}
export const ceil = (a: Ratio): bigint => -floor(neg(a))
/** The nearest whole number; halves go away from zero. */
export function round(a: Ratio): bigint {
  const half = (2n * (a.n < 0n ? -a.n : a.n) + a.d) / (2n * a.d)
  return a.n < 0n ? -half : half
}

/** The nearest floating-point number, good to all of its digits whatever the size of n and d. */
export function toNumber(a: Ratio): number {
  if (a.n === 0n) return 0
  const [top, bottom] = [a.n < 0n ? -a.n : a.n, a.d]
  const shift = bits(top) - bits(bottom) - 64
  const [over, under] = shift >= 0 ? [top, bottom << BigInt(shift)] : [top << BigInt(-shift), bottom]
  // What is cut off counts as a last bit: without it, what lies just above the middle of two doubles would be taken for the middle.
  const scaled = (over / under) | (over % under === 0n ? 0n : 1n)
  // In two steps, so that neither factor leaves the range of a double before the product does.
  const half = Math.trunc(shift / 2)
  const value = Number(scaled) * 2 ** half * 2 ** (shift - half)
  return a.n < 0n ? -value : value
}

const bits = (value: bigint): number => value.toString(16).length * 4

/** Rounded to `places` decimals (halves away from zero), without trailing zeros: "43.2". */
export function toFixed(a: Ratio, places: number): string {
  const scaled = round(mul(a, ratio(10n ** BigInt(places))))
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0')
  const fraction = places === 0 ? '' : digits.slice(-places).replace(/0+$/, '')
  const whole = places === 0 ? digits : digits.slice(0, -places)
  return `${scaled < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

/** The power of ten of the first digit: 2 for 432, -3 for 0.005. Undefined for zero. */
export function magnitude(a: Ratio): number | undefined {
  if (a.n === 0n) return undefined
  const [top, bottom] = [a.n < 0n ? -a.n : a.n, a.d]
  let power = top.toString().length - bottom.toString().length
  if (power >= 0 ? top < bottom * 10n ** BigInt(power) : top * 10n ** BigInt(-power) < bottom) power--
  return power
}

/** Rounded to `digits` significant digits, never in exponents, without trailing zeros. */
export function toPrecision(a: Ratio, digits: number): string {
  const power = magnitude(a)
  if (power === undefined) return '0'
  const places = digits - 1 - power
  if (places >= 0) return toFixed(a, places)
  const unit = ratio(10n ** BigInt(-places))
  return (round(div(a, unit)) * unit.n).toString()
}
