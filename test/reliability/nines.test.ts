// Nines, targets and downtime agree, however many nines there are.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { downtime, ninesOf, targetOfNines } from '../../src/reliability/nines.ts'
import {
  compare,
  complement,
  decimal,
  ONE,
  ratio,
  toNumber,
  toPrecision,
  ZERO,
} from '../../src/reliability/rational.ts'
import { target, window } from './arbitraries.ts'

const WINDOWS = [365 * 86_400, 90 * 86_400, 30 * 86_400, 7 * 86_400, 86_400, 3600]

describe('downtime', () => {
  test.each([
    ['0.9', [3_153_600, 777_600, 259_200, 60_480, 8640, 360]],
    ['0.95', [1_576_800, 388_800, 129_600, 30_240, 4320, 180]],
    ['0.99', [315_360, 77_760, 25_920, 6048, 864, 36]],
    ['0.999', [31_536, 7776, 2592, 604.8, 86.4, 3.6]],
    ['0.9995', [15_768, 3888, 1296, 302.4, 43.2, 1.8]],
    ['0.9999', [3153.6, 777.6, 259.2, 60.48, 8.64, 0.36]],
    ['0.99999', [315.36, 77.76, 25.92, 6.048, 0.864, 0.036]],
  ])('at %s over year, quarter, month, week, day and hour is exact', (wanted, seconds) => {
    expect(WINDOWS.map((length) => toNumber(downtime(decimal(wanted), ratio(length))))).toEqual(seconds)
  })

  test.each([
    [28, '2419.2'],
    [29, '2505.6'],
    [31, '2678.4'],
    [91, '7862.4'],
    [92, '7948.8'],
    [366, '31622.4'],
  ])('at three nines over a calendar span of %s days is %s s', (days, seconds) => {
    expect(downtime(decimal('0.999'), ratio(days * 86_400))).toEqual(decimal(seconds))
  })

  test('at 99.95 % over 28 days is 20.16 minutes', () => {
    expect(downtime(decimal('0.9995'), ratio(28 * 86_400))).toEqual(decimal('1209.6'))
  })

  test('falls with every nine', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), window, (nines, length) => {
        const more = downtime(targetOfNines(nines + 1), length)
        expect(compare(more, downtime(targetOfNines(nines), length))).toBeLessThan(0)
        expect(compare(more, ZERO)).toBeGreaterThan(0)
      }),
    )
  })
})

describe('nines', () => {
  test.each([
    ['1', 0],
    ['0.1', 1],
    ['0.001', 3],
    ['1e-11', 11],
    ['1e-400', 400],
  ])('of an unavailability of %s are %s', (down, nines) => {
    expect(Object.is(ninesOf(decimal(down)), nines)).toBe(true)
  })

  test('of 99.95 % are 3.30, and of never down without end', () => {
    expect(ninesOf(decimal('0.0005'))).toBeCloseTo(3.30103, 5)
    expect(ninesOf(ZERO)).toBe(Number.POSITIVE_INFINITY)
  })

  test('make targets that are exact when whole', () => {
    expect(targetOfNines(3)).toEqual(decimal('0.999'))
    expect(targetOfNines(11)).toEqual(decimal('0.99999999999'))
    expect(targetOfNines(0)).toEqual(ZERO)
    expect(complement(targetOfNines(400))).toEqual(ratio(1n, 10n ** 400n))
  })

  test('of three and a half make 99.9684 %', () => {
    expect(toPrecision(targetOfNines(3.5), 7)).toBe('0.9996838')
  })

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('%s are refused', (nines) => {
    expect(() => targetOfNines(nines)).toThrow(RangeError)
  })

  test('come back from their target', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 300, noNaN: true }), (nines) => {
        expect(ninesOf(complement(targetOfNines(nines)))).toBeCloseTo(nines, 9)
      }),
    )
  })

  test('rise as the unavailability falls', () => {
    fc.assert(
      fc.property(target, target, (a, b) => {
        const [low, high] = compare(a, b) <= 0 ? [a, b] : [b, a]
        expect(ninesOf(complement(low))).toBeLessThanOrEqual(ninesOf(complement(high)))
        expect(compare(high, ONE)).toBeLessThan(0)
      }),
    )
  })
})
