import fc from 'fast-check'
import { expect, test } from 'vitest'
import { replicas, utilisation } from '../../../src/reliability/calc/capacity.ts'
import { compare, decimal, mul, ratio } from '../../../src/reliability/rational.ts'

test('1,000 requests a second at 100 each with 20 % headroom and one spare are 14 replicas', () => {
  expect(replicas({ load: ratio(1000), each: ratio(100), headroom: decimal('0.2'), spares: 1 })).toEqual({
    needed: 13n,
    total: 14n,
    utilisation: ratio(1000, 1400),
    oneLost: ratio(1000, 1300),
    survivesOne: true,
  })
})

test('a need that is exactly whole is not rounded up: 0.3 at 0.1 each is 3', () => {
  expect(replicas({ load: decimal('0.3'), each: decimal('0.1') }).needed).toBe(3n)
  expect(replicas({ load: ratio(50 * 90), each: ratio(75) }).needed).toBe(60n)
})

test('one replica cannot lose one', () => {
  expect(replicas({ load: ratio(1), each: ratio(2) })).toMatchObject({ total: 1n, oneLost: null, survivesOne: false })
})

test('without spares or headroom a full fleet does not survive the loss of one', () => {
  expect(replicas({ load: ratio(300), each: ratio(100) })).toMatchObject({ oneLost: ratio(3, 2), survivesOne: false })
})

test('the needed replicas keep the headroom and one fewer would not; a spare survives a loss', () => {
  const above = fc.integer({ min: 1, max: 1e6 })
  fc.assert(
    fc.property(above, above, fc.integer({ min: 0, max: 99 }), (load, each, percent) => {
      const headroom = ratio(percent, 100)
      const plan = replicas({ load: ratio(load), each: ratio(each), headroom, spares: 1 })
      const usable = mul(ratio(each), ratio(100 - percent, 100))
      expect(compare(mul(usable, ratio(plan.needed)), ratio(load))).toBeGreaterThanOrEqual(0)
      expect(compare(mul(usable, ratio(plan.needed - 1n)), ratio(load))).toBeLessThan(0)
      expect(plan.survivesOne).toBe(true)
    }),
  )
})

test('utilisation counts what runs, and has no value where nothing does', () => {
  expect(utilisation(ratio(150), ratio(100), 2n)).toEqual(ratio(3, 4))
  expect(utilisation(ratio(150), ratio(100), 0n)).toBeNull()
})

test('no load, no capacity and full headroom are refused', () => {
  expect(() => replicas({ load: ratio(0), each: ratio(1) })).toThrow(RangeError)
  expect(() => replicas({ load: ratio(1), each: ratio(0) })).toThrow(RangeError)
  expect(() => replicas({ load: ratio(1), each: ratio(1), headroom: ratio(1) })).toThrow(RangeError)
  expect(() => replicas({ load: ratio(1), each: ratio(1), spares: -1 })).toThrow(RangeError)
})
