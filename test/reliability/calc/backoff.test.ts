import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backoff } from '../../../src/reliability/calc/backoff.ts'
import { decimal, least, mul, pow, ratio, sum } from '../../../src/reliability/rational.ts'

test('100 ms doubled five times under a cap of 1 s', () => {
  const { waits, longest, expected } = backoff({ base: decimal('0.1'), cap: ratio(1), retries: 5 })
  expect(waits.map((one) => one.longest)).toEqual(['0.1', '0.2', '0.4', '0.8', '1'].map(decimal))
  expect(waits.map((one) => one.expected)).toEqual(['0.05', '0.1', '0.2', '0.4', '0.5'].map(decimal))
  expect(waits.map((one) => one.retry)).toEqual([1, 2, 3, 4, 5])
  expect({ longest, expected }).toEqual({ longest: decimal('2.5'), expected: decimal('1.25') })
})

test('each wait is min(cap, base * factor^i), and the totals are their sums', () => {
  const some = fc.integer({ min: 1, max: 5000 })
  fc.assert(
    fc.property(some, some, fc.integer({ min: 10, max: 40 }), fc.integer({ min: 0, max: 20 }), (b, c, f, retries) => {
      const [base, cap, factor] = [ratio(b, 1000), ratio(c, 10), ratio(f, 10)]
      const { waits, longest, expected } = backoff({ base, cap, factor, retries })
      expect(waits.map((one) => one.longest)).toEqual(
        Array.from({ length: retries }, (_, i) => least(cap, mul(base, pow(factor, i)))),
      )
      expect(longest).toEqual(sum(waits.map((one) => one.longest)))
      expect(mul(ratio(2), expected)).toEqual(longest)
    }),
  )
})

test('drawn waits average what is expected and never pass the longest', () => {
  const { expected, longest, waits } = backoff({ base: ratio(1), cap: ratio(10), retries: 6 })
  let [state, all, top] = [12345, 0, 0]
  const draws = 20_000
  for (let i = 0; i < draws; i++) {
    let total = 0
    for (const one of waits) {
      state = (state * 1103515245 + 12345) % 2 ** 31
      total += (state / 2 ** 31) * Number(one.longest.n)
    }
    all += total
    top = Math.max(top, total)
  }
  expect(all / draws).toBeCloseTo(Number(expected.n) / Number(expected.d), 0)
  expect(top).toBeLessThanOrEqual(Number(longest.n))
})

test('a base above the cap is cut, and a thousand waits take no time to work out', () => {
  const { waits } = backoff({ base: ratio(5), cap: ratio(2), factor: decimal('1.0001'), retries: 1000 })
  expect(waits[0]?.longest).toEqual(ratio(2))
  expect(waits[999]?.longest).toEqual(ratio(2))
})

test('what is not a backoff is refused', () => {
  expect(() => backoff({ base: ratio(0), cap: ratio(1), retries: 1 })).toThrow(RangeError)
  expect(() => backoff({ base: ratio(1), cap: ratio(0), retries: 1 })).toThrow(RangeError)
  expect(() => backoff({ base: ratio(1), cap: ratio(1), retries: 1001 })).toThrow(RangeError)
  expect(() => backoff({ base: ratio(1), cap: ratio(1), factor: ratio(1, 2), retries: 1 })).toThrow('factor')
})
