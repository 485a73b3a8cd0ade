// A list of incidents in a few figures.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { summary } from '../../src/reliability/incidents.ts'
import { compare, equal, mul, type Ratio, ratio } from '../../src/reliability/rational.ts'
import { seconds } from './arbitraries.ts'

const of = (...list: number[]): readonly Ratio[] => list.map((one) => ratio(one))

describe('a summary', () => {
  test('of one long night among short ones shows it in the mean and not in the median', () => {
    expect(summary(of(10, 240, 10, 10))).toEqual({
      n: 4,
      mean: ratio(135, 2),
      median: ratio(10),
      p90: ratio(240),
      min: ratio(10),
      max: ratio(240),
      sum: ratio(270),
    })
  })

  test('of an even list takes the middle of the two in the middle', () => {
    expect(summary(of(40, 10, 30, 20))?.median).toEqual(ratio(25))
    expect(summary(of(20, 18, 21, 21))?.mean).toEqual(ratio(20))
    expect(summary(of(3, 1, 2))?.median).toEqual(ratio(2))
  })

  test('takes the nearest rank for the 90th percentile', () => {
    expect(summary(of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))?.p90).toEqual(ratio(9))
    expect(summary(of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11))?.p90).toEqual(ratio(10))
    expect(summary(of(7))?.p90).toEqual(ratio(7))
  })

  test('sorts by value, not by spelling', () => {
    expect(summary(of(9, 10, 100))).toMatchObject({ min: ratio(9), max: ratio(100), median: ratio(10) })
  })

  test('of nothing is nothing', () => {
    expect(summary([])).toBeNull()
  })

  test('is in order, and nine in ten are no longer than the 90th percentile', () => {
    fc.assert(
      fc.property(fc.array(seconds, { minLength: 1, maxLength: 40 }), (list) => {
        const all = summary(list)
        if (!all) throw new Error('the list is not empty')
        const order = [all.min, all.median, all.max]
        expect(order.toSorted(compare)).toEqual(order)
        expect(list.filter((one) => compare(one, all.p90) <= 0).length * 10).toBeGreaterThanOrEqual(9 * all.n)
        expect(list.filter((one) => compare(one, all.p90) < 0).length * 10).toBeLessThan(9 * all.n)
        expect(list.some((one) => equal(one, all.p90))).toBe(true)
        expect(mul(all.mean, ratio(all.n))).toEqual(all.sum)
      }),
    )
  })
})
