import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drain, shutdown } from '../../../src/reliability/calc/drain.ts'
import { ratio } from '../../../src/reliability/rational.ts'

test('100,000 messages at 500 in and 700 out a second are gone in 500 s', () => {
  expect(drain(ratio(100_000), ratio(500), ratio(700))).toEqual({ seconds: ratio(500), growth: ratio(-200) })
})

test('a backlog never goes where no more is taken out than comes in', () => {
  expect(drain(ratio(10), ratio(700), ratio(500))).toEqual({ seconds: null, growth: ratio(200) })
  expect(drain(ratio(10), ratio(5), ratio(5))).toEqual({ seconds: null, growth: ratio(0) })
  expect(drain(ratio(0), ratio(5), ratio(5)).seconds).toEqual(ratio(0))
  expect(drain(ratio(0), ratio(6), ratio(5)).seconds).toBeNull()
})

test('stepping through the seconds ends where the formula says', () => {
  const some = fc.integer({ min: 0, max: 200 })
  fc.assert(
    fc.property(some, some, fc.integer({ min: 1, max: 100 }), (backlog, arrival, more) => {
      const { seconds } = drain(ratio(backlog), ratio(arrival), ratio(arrival + more))
      let [left, steps] = [backlog, 0]
      while (left > 0) [left, steps] = [left + arrival - (arrival + more), steps + 1]
      const exact = Number(seconds?.n) / Number(seconds?.d)
      expect(steps).toBe(Math.ceil(exact))
    }),
  )
})

test('a request of 25 s fits a grace of 30 s, and not once the balancer takes 10 s to notice', () => {
  expect(shutdown(ratio(25), ratio(30))).toEqual({ needed: ratio(25), met: true, spare: ratio(5) })
  expect(shutdown(ratio(25), ratio(30), ratio(10))).toEqual({ needed: ratio(35), met: false, spare: ratio(-5) })
  expect(shutdown(ratio(30), ratio(30)).met).toBe(true)
})

test('negative values are refused', () => {
  expect(() => drain(ratio(-1), ratio(1), ratio(1))).toThrow(RangeError)
  expect(() => shutdown(ratio(1), ratio(-1))).toThrow(RangeError)
})
