import { expect, test } from 'vitest'
import { contention } from '../../../src/reliability/calc/optimistic.ts'

test('10 writes a second and 100 ms between read and write collide in 63 % of tries', () => {
  const { collision, attempts, retries } = contention(10, 0.1)
  expect(collision).toBeCloseTo(1 - 1 / Math.E, 12)
  expect(attempts).toBeCloseTo(Math.E, 12)
  expect(retries).toBeCloseTo(Math.E - 1, 12)
})

test('a writer among others that come at random collides and retries as often as found', () => {
  let state = 42
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
  const [rate, time, runs] = [4, 0.2, 40_000]
  let [tries, collided] = [0, 0]
  for (let i = 0; i < runs; i++) {
    for (;;) {
      tries++
      if (-Math.log(random()) / rate >= time) break
      collided++
    }
  }
  const found = contention(rate, time)
  expect(collided / tries).toBeCloseTo(found.collision, 1.7)
  expect(Math.abs(tries / runs - found.attempts)).toBeLessThan(0.04)
})

test('retries are 1 / (1 - P) - 1, and small chances keep their digits', () => {
  for (const rate of [0.1, 1, 3]) {
    const { collision, retries } = contention(rate, 1)
    expect(retries).toBeCloseTo(1 / (1 - collision) - 1, 10)
  }
  expect(contention(1e-9, 1e-9).collision).toBeCloseTo(1e-18, 30)
  expect(contention(1000, 1000)).toMatchObject({ collision: 1, attempts: Number.POSITIVE_INFINITY })
  expect(contention(0, 5)).toEqual({ collision: 0, attempts: 1, retries: 0 })
})

test('negative rates and endless times are refused', () => {
  expect(() => contention(-1, 1)).toThrow(RangeError)
  expect(() => contention(1, Number.POSITIVE_INFINITY)).toThrow(RangeError)
})
