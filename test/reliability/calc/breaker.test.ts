import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tripByCount, tripByTime } from '../../../src/reliability/calc/breaker.ts'
import { decimal, ratio } from '../../../src/reliability/rational.ts'

const half = ratio(1, 2)
const all = ratio(1)

test('a window of 100 calls at 50 % opens after 50 failures in a row: 5 s at 10 a second', () => {
  expect(tripByCount({ calls: 100 }, { threshold: half, failing: all, rate: ratio(10) })).toEqual({
    calls: 50n,
    seconds: ratio(5),
    failures: ratio(50),
  })
})

test('when only 60 % fail it takes 84 calls, and at 40 % it never opens', () => {
  const trip = (share: string) =>
    tripByCount({ calls: 100 }, { threshold: half, failing: decimal(share), rate: ratio(10) })
  expect(trip('0.6')).toMatchObject({ calls: 84n, seconds: decimal('8.4'), failures: decimal('50.4') })
  expect(trip('0.5')).toMatchObject({ calls: 100n })
  expect(trip('0.4')).toBeNull()
})

test('failures before count, and a share past the threshold is open already', () => {
  const known = { threshold: half, failing: all, rate: ratio(1) }
  expect(tripByCount({ calls: 100 }, { ...known, before: decimal('0.1') })?.calls).toBe(45n)
  expect(tripByCount({ calls: 100 }, { ...known, before: half })?.calls).toBe(0n)
})

test('an empty window waits for the minimum, never for more than it holds', () => {
  const known = { threshold: half, failing: all, rate: ratio(2) }
  expect(tripByCount({ calls: 100, minimum: 10, filled: false }, known)).toMatchObject({
    calls: 10n,
    seconds: ratio(5),
  })
  expect(tripByCount({ calls: 100, minimum: 500, filled: false }, known)?.calls).toBe(100n)
  expect(tripByCount({ calls: 100, filled: false }, { ...known, failing: half })?.calls).toBe(100n)
  expect(tripByCount({ calls: 100, filled: false }, { ...known, failing: decimal('0.4') })).toBeNull()
})

test('a window that is filled call by call opens at the same call', () => {
  const shares = fc.integer({ min: 1, max: 20 })
  fc.assert(
    fc.property(shares, shares, fc.integer({ min: 1, max: 10 }), (f, e, tens) => {
      const size = tens * 20
      const found = tripByCount({ calls: size }, { threshold: ratio(f, 20), failing: ratio(e, 20), rate: ratio(1) })
      const ring = Array.from({ length: size }, () => 0)
      let opened: bigint | undefined
      for (let k = 1; k <= 2 * size && opened === undefined; k++) {
        // The k-th call fails where the running share of failures passes a whole number.
        ring[k % size] = Math.floor((k * e) / 20) - Math.floor(((k - 1) * e) / 20)
        if (ring.reduce((a, b) => a + b, 0) * 20 >= f * size) opened = BigInt(k)
      }
      expect(found?.calls).toBe(opened)
    }),
  )
})

test('a time window of 60 s at 50 % opens after 30 s, where it holds enough calls', () => {
  const known = { threshold: half, failing: all, rate: ratio(10) }
  expect(tripByTime(ratio(60), 100, known)).toEqual(ratio(30))
  expect(tripByTime(ratio(60), 600, known)).toEqual(ratio(30))
  expect(tripByTime(ratio(60), 601, known)).toBeNull()
  expect(tripByTime(ratio(60), 100, { ...known, failing: decimal('0.4') })).toBeNull()
})

test('what is not a breaker is refused', () => {
  const known = { threshold: half, failing: all, rate: ratio(10) }
  expect(() => tripByCount({ calls: 0 }, known)).toThrow(RangeError)
  expect(() => tripByCount({ calls: 10 }, { ...known, threshold: ratio(0) })).toThrow(RangeError)
  expect(() => tripByCount({ calls: 10 }, { ...known, rate: ratio(0) })).toThrow(RangeError)
  expect(() => tripByTime(ratio(0), 1, known)).toThrow(RangeError)
})
