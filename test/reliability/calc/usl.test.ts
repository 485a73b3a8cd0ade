import fc from 'fast-check'
import { expect, test } from 'vitest'
import { speedUp } from '../../../src/reliability/calc/amdahl.ts'
import { ceiling, curve, peak, throughput } from '../../../src/reliability/calc/usl.ts'
import { ratio, toNumber } from '../../../src/reliability/rational.ts'

const law = fc.record({
  alpha: fc.double({ min: 0, max: 1, noNaN: true }),
  beta: fc.double({ min: 1e-5, max: 0.5, noNaN: true }),
  gamma: fc.double({ min: 0.1, max: 1000, noNaN: true }),
})

test('alpha 0.02 and beta 0.0005 peak at 44 nodes, 15.4 times one', () => {
  const found = peak({ alpha: 0.02, beta: 0.0005 })
  expect(found?.at).toBeCloseTo(44.27, 2)
  expect(found?.nodes).toBe(44)
  // 44 / (1 + 0.02 * 43 + 0.0005 * 44 * 43) = 44 / 2.806
  expect(found?.throughput).toBeCloseTo(44 / 2.806, 10)
})

test('one node gives gamma', () => {
  expect(throughput({ alpha: 0.3, beta: 0.1, gamma: 250 }, 1)).toBe(250)
})

test('no whole number of nodes does better than the peak', () => {
  fc.assert(
    fc.property(law, (one) => {
      const found = peak(one)
      const most = Math.max(...Array.from({ length: 400 }, (_, i) => throughput(one, i + 1)))
      expect(most).toBeLessThanOrEqual((found?.throughput ?? 0) * (1 + 1e-12))
      expect(found && throughput(one, found.nodes)).toBe(found?.throughput)
    }),
  )
})

test('without the cost of agreement it is Amdahl with a serial share of alpha', () => {
  for (const n of [1, 2, 8, 64, 1000]) {
    expect(throughput({ alpha: 0.05, beta: 0 }, n)).toBeCloseTo(toNumber(speedUp(ratio(95, 100), n)), 10)
  }
  expect(peak({ alpha: 0.05, beta: 0 })).toBeNull()
  expect(ceiling({ alpha: 0.05, beta: 0 })).toBeCloseTo(20, 10)
  expect(ceiling({ alpha: 0, beta: 0 })).toBeNull()
  expect(ceiling({ alpha: 0.05, beta: 0.1 })).toBeNull()
})

test('everything serial peaks at one node', () => {
  expect(peak({ alpha: 1, beta: 0.01 })).toMatchObject({ at: 1, nodes: 1 })
})

test('a curve rises in n, keeps both ends and is no longer than asked for', () => {
  fc.assert(
    fc.property(law, fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 2, max: 200 }), (one, upTo, points) => {
      const found = curve(one, upTo, points)
      expect(found[0]?.n).toBe(1)
      expect(found.at(-1)?.n).toBe(upTo)
      expect(found).toHaveLength(Math.min(points, upTo))
      expect(found.every((at, i) => i === 0 || at.n > (found[i - 1]?.n ?? 0))).toBe(true)
      for (const at of found) expect(at.throughput).toBe(throughput(one, at.n))
    }),
  )
})

test('coefficients outside their ranges are refused', () => {
  expect(() => throughput({ alpha: 1.1, beta: 0 }, 2)).toThrow('alpha must be from 0 to 1')
  expect(() => throughput({ alpha: 0, beta: -1 }, 2)).toThrow(RangeError)
  expect(() => throughput({ alpha: 0, beta: Number.NaN }, 2)).toThrow(RangeError)
  expect(() => throughput({ alpha: 0, beta: 0, gamma: 0 }, 2)).toThrow(RangeError)
  expect(() => throughput({ alpha: 0, beta: 0 }, 0.5)).toThrow(RangeError)
})
