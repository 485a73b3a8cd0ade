// The rule of the extra nine.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extraNine } from '../../src/reliability/dependencies.ts'
import { add, complement, decimal, mul, ONE, ratio, sign, toFixed } from '../../src/reliability/rational.ts'
import { target } from './arbitraries.ts'

describe('99.99 % with five dependencies', () => {
  const rule = extraNine({ target: decimal('0.9999'), dependencies: 5 })
  const minutes = (down: typeof rule.own): string => toFixed(mul(down, ratio(365 * 24 * 60)), 2)

  test('asks 99.999 % of each, which takes half of the 52.56 minutes a year', () => {
    expect(rule.needed).toEqual(decimal('0.99999'))
    expect([minutes(rule.theirs), minutes(rule.own)]).toEqual(['26.28', '26.28'])
  })

  test('is 99.95 % when they are only as good as the target', () => {
    expect(toFixed(rule.allAtTarget, 6)).toBe('0.9995')
    expect(rule.allAtTarget).toEqual(decimal('0.99950009999000049999'))
  })
})

test('ten dependencies leave nothing, eleven less than nothing', () => {
  const own = (dependencies: number): number => sign(extraNine({ target: decimal('0.999'), dependencies }).own)
  expect([own(9), own(10), own(11)]).toEqual([1, 0, -1])
})

test('no dependencies leave everything', () => {
  expect(extraNine({ target: decimal('0.999'), dependencies: 0 })).toMatchObject({
    own: decimal('0.001'),
    allAtTarget: ONE,
  })
})

test('theirs and own are what the target allows', () => {
  fc.assert(
    fc.property(target, fc.integer({ min: 0, max: 40 }), (wanted, dependencies) => {
      const { theirs, own } = extraNine({ target: wanted, dependencies })
      expect(add(theirs, own)).toEqual(complement(wanted))
    }),
  )
})
