import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anySlow, leafFor, WIDEST, widestFor } from '../../../src/reliability/calc/fan-out.ts'
import { compare, decimal, ratio, toFixed, toNumber } from '../../../src/reliability/rational.ts'

const p01 = decimal('0.01')

test('with 1 % of calls slow, 100 calls make 63 % of requests slow and 50 calls 39.5 %', () => {
  expect(toFixed(anySlow(p01, 100), 3)).toBe('0.634')
  expect(toFixed(anySlow(p01, 50), 3)).toBe('0.395')
  expect(anySlow(p01, 2)).toEqual(decimal('0.0199'))
})

test('the share agrees with a count of every combination of slow and fast calls', () => {
  const p = ratio(1, 3)
  for (let n = 1; n <= 10; n++) {
    let chance = 0
    for (let mask = 1; mask < 2 ** n; mask++) {
      const slow = mask.toString(2).replaceAll('0', '').length
      chance += (1 / 3) ** slow * (2 / 3) ** (n - slow)
    }
    expect(toNumber(anySlow(p, n))).toBeCloseTo(chance, 12)
  }
})

test('the leaf share for a wanted whole leads back to it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 1000 }), (thousandths, n) => {
      const leaf = leafFor(ratio(thousandths, 1000), n)
      expect(1 - (1 - leaf) ** n).toBeCloseTo(thousandths / 1000, 10)
    }),
  )
  expect(leafFor(p01, 100)).toBeCloseTo(0.0001005, 7)
})

test('half of the requests are slow from the 69th call on', () => {
  expect(widestFor(p01, ratio(1, 2))).toBe(68)
})

test('the widest fan-out holds and one call more does not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 900 }), (slow, overall) => {
      const [p, whole] = [ratio(slow, 1000), ratio(overall, 1000)]
      const n = widestFor(p, whole)
      if (n === null) {
        expect(compare(anySlow(p, WIDEST), whole)).toBeLessThanOrEqual(0)
        return
      }
      if (n > 0) expect(compare(anySlow(p, n), whole)).toBeLessThanOrEqual(0)
      expect(compare(anySlow(p, n + 1), whole)).toBeGreaterThan(0)
    }),
    { numRuns: 40 },
  )
  expect(widestFor(ratio(0), ratio(1, 2))).toBeNull()
})

test('shares outside 0..1 and fan-outs outside the limits are refused', () => {
  expect(() => anySlow(ratio(2), 3)).toThrow(RangeError)
  expect(() => anySlow(p01, 0)).toThrow(RangeError)
  expect(() => anySlow(p01, WIDEST + 1)).toThrow(RangeError)
  expect(() => leafFor(ratio(-1), 3)).toThrow(RangeError)
})
