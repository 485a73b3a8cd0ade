import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectedCalls, mostCalls } from '../../../src/reliability/calc/retries.ts'
import { add, complement, decimal, div, mul, ONE, pow, ratio, toNumber } from '../../../src/reliability/rational.ts'

test('3 retries at each of 3 layers are 64 calls at the bottom', () => {
  expect(mostCalls(3, 3)).toBe(64n)
  expect(mostCalls(0, 5)).toBe(1n)
  expect(mostCalls(9, 20)).toBe(100_000_000_000_000_000_000n)
})

test('layers that retry everything call the bottom as often as counted', () => {
  const call = (layers: number, retries: number): number => {
    if (layers === 0) return 1
    let all = 0
    for (let i = 0; i <= retries; i++) all += call(layers - 1, retries)
    return all
  }
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 4 }), (retries, layers) => {
      expect(mostCalls(retries, layers)).toBe(BigInt(call(layers, retries)))
    }),
  )
})

test('half failing with 4 attempts is 1.875 calls, and one in 16 gives up', () => {
  expect(expectedCalls(ratio(1, 2), 4)).toEqual({ calls: decimal('1.875'), failed: ratio(1, 16) })
})

test('in an outage every attempt is made', () => {
  expect(expectedCalls(ONE, 4)).toEqual({ calls: ratio(4), failed: ONE })
  expect(expectedCalls(ratio(0), 4)).toEqual({ calls: ONE, failed: ratio(0) })
})

test('the mean is (1 - p^a) / (1 - p)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 40 }), (percent, attempts) => {
      const p = ratio(percent, 100)
      const { calls, failed } = expectedCalls(p, attempts)
      expect(calls).toEqual(div(complement(pow(p, attempts)), complement(p)))
      expect(add(failed, mul(calls, complement(p)))).toEqual(ONE)
    }),
  )
})

test('nested layers make the mean of one layer with all of their tries', () => {
  // The mean number of bottom calls, and the chance to fail, worked out layer by layer.
  const nested = (p: number, attempts: number, layers: number): [number, number] => {
    if (layers === 0) return [1, p]
    const [inner, fails] = nested(p, attempts, layers - 1)
    let tries = 0
    for (let k = 0; k < attempts; k++) tries += fails ** k
    return [inner * tries, fails ** attempts]
  }
  const flat = expectedCalls(decimal('0.7'), Number(mostCalls(2, 3)))
  const [calls, failed] = nested(0.7, 3, 3)
  expect(toNumber(flat.calls)).toBeCloseTo(calls, 10)
  expect(toNumber(flat.failed)).toBeCloseTo(failed, 12)
})

test('counts and shares outside their ranges are refused', () => {
  expect(() => mostCalls(-1, 2)).toThrow(RangeError)
  expect(() => mostCalls(3, 21)).toThrow(RangeError)
  expect(() => expectedCalls(ratio(2), 3)).toThrow(RangeError)
  expect(() => expectedCalls(ratio(1, 2), 0)).toThrow(RangeError)
})
