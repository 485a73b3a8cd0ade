// The windows that objectives are stated over, and the ones people take instead.

import { decimal, type Ratio, ratio } from '../../reliability/rational.ts'

const MINUTES_A_DAY = 24 * 60

/** Minutes of so many days. */
export const minutesOf = (days: number | Ratio): Ratio => {
  const { n, d } = typeof days === 'number' ? ratio(days) : days
  return ratio(n * BigInt(MINUTES_A_DAY), d)
}

/** The twelfth part of a year of 365 days, in days. */
export const MEAN_MONTH = ratio(365, 12)

export const TARGETS: readonly Ratio[] = ['0.99', '0.995', '0.998', '0.999', '0.9995', '0.9998', '0.9999'].map(decimal)
