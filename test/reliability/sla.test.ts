// Credits: strictly below, and the lowest tier that applies.

import { describe, expect, test } from 'vitest'
import { complement, decimal, div, type Ratio, ratio } from '../../src/reliability/rational.ts'
import { credit } from '../../src/reliability/sla.ts'

const tiers = (...list: [string, string][]) =>
  list.map(([below, share]) => ({ below: decimal(`${below}e-2`), credit: decimal(`${share}e-2`) }))
const EC2 = tiers(['99.5', '10'], ['99', '30'], ['95', '100'])
const OPTIMIZER = tiers(['99.9', '10'], ['99', '25'], ['95', '100'])
const TIDB = tiers(['99.99', '10'], ['99', '25'], ['95', '100'])
const after = (minutes: string, days: number): Ratio => complement(div(decimal(minutes), ratio(days * 1440)))

describe('a credit', () => {
  test.each([
    ['216 min at 99.5 %', EC2, '216', 30, '0'],
    ['a second more', EC2, '216.02', 30, '0.1'],
    ['432 min, which is exactly 99 %', EC2, '432', 30, '0.1'],
    ['433 min', EC2, '433', 30, '0.3'],
    ['three days', EC2, '4320', 30, '1'],
    ['43.2 min at 99.9 %', OPTIMIZER, '43.2', 30, '0'],
    ['43.3 min', OPTIMIZER, '43.3', 30, '0.1'],
    ['47 min at 99.99 % in 31 days', TIDB, '47', 31, '0.1'],
    ['no outage', TIDB, '0', 31, '0'],
  ])('for %s', (_, list, minutes, days, expected) => {
    expect(credit({ tiers: list, availability: after(minutes, days) })).toEqual(decimal(expected))
  })

  test('does not depend on the order of the tiers', () => {
    expect(credit({ tiers: EC2.toReversed(), availability: decimal('0.98') })).toEqual(decimal('0.3'))
  })

  test('is nothing without tiers', () => {
    expect(credit({ tiers: [], availability: decimal('0') })).toEqual(decimal('0'))
  })
})
