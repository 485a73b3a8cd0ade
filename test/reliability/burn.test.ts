// Burn rates: the Workbook's table, and the laws that tie rate, share and time together.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { burnForShare, burnRate, exhaustion, maximumBurn, shareSpent } from '../../src/reliability/burn.ts'
import {
  compare,
  complement,
  decimal,
  div,
  equal,
  mul,
  ONE,
  ratio,
  toFixed,
  ZERO,
} from '../../src/reliability/rational.ts'
import { seconds, share, someShare, target, window } from './arbitraries.ts'

const DAY = 86_400
const DAYS_30 = ratio(30 * DAY)

describe('a burn rate', () => {
  test.each([
    ['0.001', '1', 30 * DAY],
    ['0.002', '2', 15 * DAY],
    ['0.01', '10', 3 * DAY],
    ['1', '1000', 2592],
  ])('of %s errors at three nines is %s and empties 30 days in %s s', (errors, burn, lasts) => {
    expect(burnRate(decimal(errors), decimal('0.999'))).toEqual(decimal(burn))
    expect(exhaustion({ window: DAYS_30, burn: decimal(burn) })).toEqual(ratio(lasts))
  })

  test('is reached at exactly the threshold, where floating point says it is not', () => {
    expect(0.0144 >= 14.4 * 0.001).toBe(false)
    const burn = burnRate(decimal('0.0144'), decimal('0.999'))
    expect(burn && compare(burn, decimal('14.4'))).toBe(0)
    expect(compare(decimal('0.0144'), mul(decimal('14.4'), complement(decimal('0.999'))))).toBe(0)
  })

  test('of ten per cent errors at 99.9 % is 100, not 1,000', () => {
    expect(burnRate(decimal('0.1'), decimal('0.999'))).toEqual(ratio(100))
  })

  test('is at most 25 at 96 % and 10 at 90 %, and nothing at a target of 1', () => {
    expect(maximumBurn(decimal('0.96'))).toEqual(ratio(25))
    expect(maximumBurn(decimal('0.9'))).toEqual(ratio(10))
    expect(maximumBurn(ONE)).toBeNull()
    expect(burnRate(ZERO, ONE)).toBeNull()
    expect(maximumBurn(decimal('0.99999999999'))).toEqual(ratio(100_000_000_000n))
  })

  test.each([
    ['5 % in an hour', '0.05', 3600, 30 * DAY, '36'],
    ['2 % in an hour', '0.02', 3600, 30 * DAY, '14.4'],
    ['10 % in a day, of a week', '0.4', DAY, 7 * DAY, '2.8'],
    ['10 % in an hour, of a week', '0.1', 3600, 7 * DAY, '16.8'],
  ])('that spends %s is known', (_, part, over, length, burn) => {
    expect(burnForShare(decimal(part), ratio(over), ratio(length))).toEqual(decimal(burn))
  })

  test('of 35 empties the month in 20.57 hours, of 14.4 in 50', () => {
    const hours = (burn: string): string => {
      const lasts = exhaustion({ window: DAYS_30, burn: decimal(burn) })
      return lasts ? toFixed(div(lasts, ratio(3600)), 2) : 'never'
    }
    expect([hours('35'), hours('14.4')]).toEqual(['20.57', '50'])
  })

  test.each([
    [14, '50', 2],
    [7, '25', 4],
    [2, '7.142857', 14],
    [1, '3.571429', 28],
  ])('of %s over 28 days takes %s per cent a day and lasts %s days', (burn, percent, days) => {
    const part = shareSpent(ratio(burn), ratio(DAY), ratio(28 * DAY))
    expect(toFixed(mul(part, ratio(100)), 6)).toBe(percent)
    expect(exhaustion({ window: ratio(28 * DAY), burn: ratio(burn) })).toEqual(ratio(days * DAY))
  })

  test('of 3 spends 42.86 % of a week in a day', () => {
    expect(shareSpent(ratio(3), ratio(DAY), ratio(7 * DAY))).toEqual(ratio(3, 7))
  })
})

describe('the time to exhaustion', () => {
  test('starts from what is left', () => {
    // Three days at twice the rate take a fifth, and leave twelve days.
    const left = complement(shareSpent(ratio(2), ratio(3 * DAY), DAYS_30))
    expect(exhaustion({ window: DAYS_30, burn: ratio(2), remaining: left })).toEqual(ratio(12 * DAY))
  })

  test('is never without errors, and now where nothing is left', () => {
    expect(exhaustion({ window: DAYS_30, burn: ZERO })).toBeNull()
    expect(exhaustion({ window: DAYS_30, burn: ratio(-1) })).toBeNull()
    expect(exhaustion({ window: DAYS_30, burn: ONE, remaining: ZERO })).toEqual(ZERO)
    expect(exhaustion({ window: DAYS_30, burn: ZERO, remaining: ratio(-1, 2) })).toEqual(ZERO)
  })

  test('times the burn rate is what is left of the window, exactly', () => {
    fc.assert(
      fc.property(window, someShare, target, someShare, (length, errors, wanted, remaining) => {
        const burn = burnRate(errors, wanted)
        const lasts = burn && exhaustion({ window: length, burn, remaining })
        if (!burn || !lasts) throw new Error('these errors burn')
        expect(mul(lasts, burn)).toEqual(mul(remaining, length))
      }),
    )
  })
})

test('the burn rate for a share spends that share', () => {
  fc.assert(
    fc.property(share, seconds, window, (part, over, length) => {
      expect(equal(shareSpent(burnForShare(part, over, length), over, length), part)).toBe(true)
    }),
  )
})
