import fc from 'fast-check'
import { expect, test } from 'vitest'
import { speedLimit, speedUp, workersFor } from '../../../src/reliability/calc/amdahl.ts'
import { compare, decimal, ratio, toFixed } from '../../../src/reliability/rational.ts'

test('5 % serial work caps the speed-up at 20 however many workers there are', () => {
  const p = decimal('0.95')
  expect(speedLimit(p)).toEqual(ratio(20))
  expect(toFixed(speedUp(p, 8), 2)).toBe('5.93')
  expect(compare(speedUp(p, 1_000_000), ratio(20))).toBeLessThan(0)
  expect(workersFor(p, ratio(20))).toBeNull()
  expect(workersFor(p, ratio(10))).toBe(19n)
  expect(speedUp(p, 19)).toEqual(ratio(10))
})

test('all serial never speeds up, all parallel has no limit', () => {
  expect(speedUp(ratio(0), 64)).toEqual(ratio(1))
  expect(workersFor(ratio(0), decimal('1.5'))).toBeNull()
  expect(speedUp(ratio(1), 64)).toEqual(ratio(64))
  expect(speedLimit(ratio(1))).toBeNull()
  expect(workersFor(ratio(1), decimal('6.5'))).toBe(7n)
})

test('the workers found reach the wanted speed-up, and one fewer does not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 100, max: 3000 }), (thousandths, hundredths) => {
      const [p, wanted] = [ratio(thousandths, 1000), ratio(hundredths, 100)]
      const n = workersFor(p, wanted)
      if (n === null) {
        expect(compare(speedUp(p, 1_000_000_000), wanted)).toBeLessThan(0)
        return
      }
      expect(compare(speedUp(p, Number(n)), wanted)).toBeGreaterThanOrEqual(0)
      if (n > 1n) expect(compare(speedUp(p, Number(n) - 1), wanted)).toBeLessThan(0)
    }),
  )
})

test('shares outside 0..1 and workers below 1 are refused', () => {
  expect(() => speedUp(ratio(2), 2)).toThrow(RangeError)
  expect(() => speedUp(ratio(1, 2), 0)).toThrow(RangeError)
  expect(() => workersFor(ratio(1, 2), ratio(0))).toThrow(RangeError)
})
