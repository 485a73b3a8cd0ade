import fc from 'fast-check'
import { expect, test } from 'vitest'
import { latencySlo } from '../../../src/reliability/calc/latency-slo.ts'
import { decimal, ratio } from '../../../src/reliability/rational.ts'

const samples = (fast: number, slow: number) => [
  ...Array.from({ length: fast }, () => decimal('0.1')),
  ...Array.from({ length: slow }, () => decimal('0.4')),
]

test('99 % under 300 ms: one slow in 100 is met with nothing left, two are not', () => {
  expect(latencySlo(samples(99, 1), decimal('0.3'), decimal('0.99'))).toEqual({
    good: 99,
    slow: 1,
    total: 100,
    share: decimal('0.99'),
    met: true,
    allowed: 1n,
    left: 0n,
  })
  expect(latencySlo(samples(98, 2), decimal('0.3'), decimal('0.99'))).toMatchObject({ met: false, left: -1n })
})

test('the allowance is rounded down: 99 % of 199 samples allows one', () => {
  expect(latencySlo(samples(199, 0), decimal('0.3'), decimal('0.99')).allowed).toBe(1n)
})

test('a near miss is not rounded into a pass', () => {
  expect(latencySlo(samples(9989, 11), decimal('0.3'), decimal('0.999')).met).toBe(false)
  expect(latencySlo(samples(9990, 10), decimal('0.3'), decimal('0.999')).met).toBe(true)
})

test('a sample at the threshold is good', () => {
  expect(latencySlo([decimal('0.3')], decimal('0.3'), ratio(1)).met).toBe(true)
})

test('no samples say nothing', () => {
  expect(latencySlo([], ratio(1), decimal('0.99'))).toMatchObject({ share: null, met: null, allowed: 0n })
})

test('the target is met exactly where the allowance is not overspent', () => {
  const list = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(list, fc.integer({ min: 0, max: 1000 }), (values, thousandths) => {
      const { met, left } = latencySlo(
        values.map((one) => ratio(one)),
        ratio(80),
        ratio(thousandths, 1000),
      )
      expect(met).toBe(left >= 0n)
    }),
  )
})

test('a target above 1 is refused', () => {
  expect(() => latencySlo([], ratio(1), ratio(99))).toThrow(RangeError)
})
