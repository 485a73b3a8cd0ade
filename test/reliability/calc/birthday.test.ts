import fc from 'fast-check'
import { expect, test } from 'vitest'
import { collision, IDENTIFIERS, idsFor } from '../../../src/reliability/calc/birthday.ts'

test('23 people share a birthday with a chance of 50.7 %, 22 with 47.6 %', () => {
  expect(collision(23, 365)).toBeCloseTo(0.5073, 4)
  expect(collision(22, 365)).toBeCloseTo(0.4757, 4)
  expect(Math.ceil(idsFor(0.5, 365))).toBe(23)
})

test('2.71e18 UUIDv4 make a collision as likely as not, 103 trillion one in a billion', () => {
  expect(idsFor(0.5, 2 ** 122)).toBeCloseTo(2.71e18, -16)
  expect(idsFor(1e-9, 2 ** 122) / 1.03e14).toBeCloseTo(1, 2)
  expect(collision(1e9, 2 ** 122) / 9.4e-20).toBeCloseTo(1, 2)
})

test('the chance agrees with all draws counted one by one', () => {
  const [m, n] = [6, 4]
  let alike = 0
  for (let draw = 0; draw < m ** n; draw++) {
    const values = Array.from({ length: n }, (_, i) => Math.floor(draw / m ** i) % m)
    if (new Set(values).size < n) alike++
  }
  expect(collision(n, m)).toBeCloseTo(alike / m ** n, 12)
})

test('the product and the exponential agree where one takes over from the other', () => {
  for (const bits of [28, 32, 64, 122]) {
    const [before, after] = [collision(10_000, 2 ** bits), collision(10_001, 2 ** bits)]
    const step = (10_001 * 10_000) / (10_000 * 9_999)
    expect(Math.log1p(-after) / Math.log1p(-before) / step).toBeCloseTo(1, 4)
  }
})

test('the number for a chance gives that chance back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 40, max: 128 }), fc.double({ min: 1e-3, max: 0.999, noNaN: true }), (bits, p) => {
      expect(collision(idsFor(p, 2 ** bits), 2 ** bits)).toBeCloseTo(p, 3)
    }),
  )
})

test('more values than there are must collide, one alone cannot', () => {
  expect(collision(367, 366)).toBe(1)
  expect(collision(366, 366)).toBeLessThanOrEqual(1)
  expect(collision(1, 2)).toBe(0)
  expect(collision(2, 2)).toBeCloseTo(0.5, 12)
})

test('the identifiers have the bits of their definitions', () => {
  expect(Object.fromEntries(Object.values(IDENTIFIERS).map((one) => [one.name, one.bits]))).toEqual({
    UUIDv4: 128 - 4 - 2,
    UUIDv7: 128 - 48 - 4 - 2,
    ULID: 128 - 48,
    'Nano ID': 21 * Math.log2(64),
  })
})

test('certainty and negative counts are refused', () => {
  expect(() => idsFor(1, 100)).toThrow(RangeError)
  expect(() => collision(-1, 100)).toThrow(RangeError)
  expect(() => collision(1, 0)).toThrow(RangeError)
})
