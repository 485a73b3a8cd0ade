// How a generated question writes its numbers, and the choices made of them.
//
// All options of a question are written by one rule, so that their form gives nothing away.

import { thousands } from '../../amounts.ts'
import { complement, mul, type Ratio, ratio, toFixed, toPrecision } from '../../reliability/rational.ts'
import type { Choice } from './template.ts'

const HUNDRED = ratio(100)

/** Three digits; one decimal from 100 up and none from 1,000 up, where commas part the thousands. */
export function figure(value: Ratio): string {
  const size = value.n / value.d
  const text = size >= 1000n ? toFixed(value, 0) : size >= 100n ? toFixed(value, 1) : toPrecision(value, 3)
  return grouped(text)
}

/** The number in full, for an expression: 0.0005, 1,200. */
export const digits = (value: Ratio | number): string =>
  grouped(toFixed(typeof value === 'number' ? ratio(value) : value, 12))

const grouped = (text: string): string => {
  const [whole = '', fraction] = text.split('.')
  const parted = thousands(whole)
  return fraction === undefined ? parted : `${parted}.${fraction}`
}

/** A target or an error ratio as it is said: 99.95 %. */
export const percent = (share: Ratio): string => `${toFixed(mul(share, HUNDRED), 9)} %`

/** "12, 9 and 4". */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

/** An amount with its unit: "43.2 min". No unit: a bare number. */
export function amount(value: Ratio, unit: string, says: string, expression: string): Choice {
  const text = unit === '' ? figure(value) : `${figure(value)} ${unit}`
  return { text, value, says, sum: `${expression} = ${text}` }
}

/** A whole number. */
export const whole = (value: number | bigint, says: string, expression: string): Choice =>
  amount(ratio(value), '', says, expression)

/** A share of a whole: "32.6 %". */
export function share(value: Ratio, says: string, expression: string): Choice {
  const text = `${figure(mul(value, HUNDRED))} %`
  return { text, value, says, sum: `${expression} = ${text}` }
}

/** An availability, given what is missing from it, with three digits of that: "99.501 %". Compared by what is missing too. */
export function available(unavailability: Ratio, says: string, expression: string): Choice {
  const down = toPrecision(mul(unavailability, HUNDRED), 3)
  const places = down.split('.')[1]?.length ?? 0
  const text = `${toFixed(mul(complement(unavailability), HUNDRED), places)} %`
  return { text, value: unavailability, says, sum: `${expression} = ${text}` }
}

/** What the arithmetic can't refuse with the numbers drawn. Throws where it did. */
export function given<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new RangeError('the numbers drawn have no answer')
  return value
}
