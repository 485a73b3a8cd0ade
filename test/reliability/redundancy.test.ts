// The fewest copies that reach a target: that many do, one less does not.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare, complement, decimal, ONE, ratio, ZERO } from '../../src/reliability/rational.ts'
import { given, replicasFor } from '../../src/reliability/redundancy.ts'
import { share, target } from './arbitraries.ts'

describe('copies', () => {
  test.each([
    ['0.9999', '0.9995', 1, 2],
    ['0.9999', '0.99', 1, 2],
    ['0.99999', '0.99', 1, 3],
    ['0.9999', '0.99', 2, 4],
    ['0.9', '0.9', 1, 1],
    ['0.99999999999', '0.9', 1, 11],
    ['0.99', '0.5', 1, 7],
    ['0', '0', 3, 3],
  ])('for %s of parts at %s with %s needed: %s', (wanted, part, need, count) => {
    expect(replicasFor({ target: decimal(wanted), part: decimal(part), need })?.count).toBe(count)
  })

  test('of two 99.95 % parts are down 7.884 s a year', () => {
    const two = replicasFor({ target: decimal('0.9999'), part: decimal('0.9995') })
    expect(two?.unavailability).toEqual(decimal('2.5e-7'))
  })

  test('can be too many to name, or none enough', () => {
    expect(replicasFor({ target: ONE, part: decimal('0.999') })).toBeNull()
    expect(replicasFor({ target: decimal('0.9'), part: ZERO })).toBeNull()
    expect(replicasFor({ target: decimal('0.9'), part: ONE, need: 1001 })).toBeNull()
    expect(replicasFor({ target: ZERO, part: ONE, need: 1001 })).toBeNull()
    expect(replicasFor({ target: ONE, part: ONE, need: 3 })).toEqual({ count: 3, unavailability: ZERO })
  })

  test('of exactly the target are enough', () => {
    expect(replicasFor({ target: decimal('0.9999'), part: decimal('0.99') })?.count).toBe(2)
    expect(replicasFor({ target: decimal('0.99990000001'), part: decimal('0.99') })?.count).toBe(3)
  })

  test('are the fewest', () => {
    fc.assert(
      fc.property(target, share, fc.integer({ min: 1, max: 4 }), (wanted, part, need) => {
        const found = replicasFor({ target: wanted, part, need })
        const allowed = complement(wanted)
        const down = (count: number) => given({ part, count, need }).unavailability
        if (found === null) {
          expect(compare(down(1000), allowed)).toBeGreaterThan(0)
          return
        }
        expect(found.unavailability).toEqual(down(found.count))
        expect(compare(found.unavailability, allowed)).toBeLessThanOrEqual(0)
        if (found.count > need) expect(compare(down(found.count - 1), allowed)).toBeGreaterThan(0)
      }),
    )
  })

  test('never hurt', () => {
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 30 }), (part, need, count) => {
        const [fewer, more] = [given({ part, count, need }), given({ part, count: count + 1, need })]
        expect(compare(more.unavailability, fewer.unavailability)).toBeLessThanOrEqual(0)
      }),
    )
    expect(given({ part: decimal('0.99'), count: 2 }).unavailability).toEqual(ratio(1, 10_000))
  })
})
