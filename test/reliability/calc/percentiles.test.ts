import fc from 'fast-check'
import { expect, test } from 'vitest'
import { needs, percentiles } from '../../../src/reliability/calc/percentiles.ts'
import { compare, decimal, ratio } from '../../../src/reliability/rational.ts'

const whole = (...list: number[]) => list.map((one) => ratio(one))

test('nearest rank on the textbook list 15, 20, 35, 40, 50', () => {
  const { percentiles: found } = percentiles(
    whole(35, 20, 15, 50, 40),
    ['0.05', '0.3', '0.4', '0.5', '0.999'].map(decimal),
  )
  expect(found.map((one) => one.value)).toEqual(whole(15, 20, 20, 35, 50))
})

test('the usual five on 1 to 1,000', () => {
  const list = Array.from({ length: 1000 }, (_, i) => ratio(1000 - i))
  const { n, min, max, mean, percentiles: found } = percentiles(list)
  expect({ n, min, max, mean }).toEqual({ n: 1000, min: ratio(1), max: ratio(1000), mean: decimal('500.5') })
  expect(found.map((one) => one.value)).toEqual(whole(500, 900, 950, 990, 999))
  expect(found.some((one) => one.isMaximum)).toBe(false)
})

test('p99 needs 100 samples, p99.9 needs 1,000, the median 2', () => {
  expect(['0.5', '0.9', '0.95', '0.99', '0.999'].map((one) => needs(decimal(one)))).toEqual([2n, 10n, 20n, 100n, 1000n])
})

test('a percentile is the maximum exactly where there are fewer samples than it needs', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 998 }), (n, thousandths) => {
      const share = ratio(thousandths, 1000)
      const [found] = percentiles(
        Array.from({ length: n }, (_, i) => ratio(i)),
        [share],
      ).percentiles
      expect(found?.isMaximum).toBe(BigInt(n) < needs(share))
    }),
  )
})

test('at least the share of samples is at or below a percentile, and less than it is below', () => {
  const samples = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 99 }), (list, hundredths) => {
      const [found] = percentiles(whole(...list), [ratio(hundredths, 100)]).percentiles
      const value = Number(found?.value.n)
      expect(list.filter((one) => one <= value).length * 100).toBeGreaterThanOrEqual(hundredths * list.length)
      expect(list.filter((one) => one < value).length * 100).toBeLessThan(hundredths * list.length)
    }),
  )
})

test('the mean is exact, and between the extremes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), (list) => {
      const { min, max, mean } = percentiles(whole(...list))
      expect(mean).toEqual(
        ratio(
          list.reduce((all, one) => all + BigInt(one), 0n),
          list.length,
        ),
      )
      expect(compare(min, mean) <= 0 && compare(mean, max) <= 0).toBe(true)
    }),
  )
})

test('no samples, p0 and p100 are refused', () => {
  expect(() => percentiles([])).toThrow('no samples')
  expect(() => needs(ratio(1))).toThrow(RangeError)
  expect(() => needs(ratio(0))).toThrow(RangeError)
})
