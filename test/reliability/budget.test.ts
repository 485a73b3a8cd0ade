// The budget adds up, overspending shows, and a miss is never rounded into a pass.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  costOfOneFailure,
  eventBudget,
  failuresAllowed,
  largestImpact,
  requestsToShow,
  smallestWindow,
  timeBudget,
} from '../../src/reliability/budget.ts'
import {
  add,
  compare,
  complement,
  decimal,
  mul,
  ONE,
  type Ratio,
  ratio,
  toFixed,
  ZERO,
} from '../../src/reliability/rational.ts'
import { seconds, share, target, window } from './arbitraries.ts'

const DAYS_30 = ratio(2_592_000)
const THREE_NINES = decimal('0.999')
const outage = (length: string, impact = '1') => ({ seconds: decimal(length), impact: decimal(impact) })
const percent = (value: Ratio | null, places: number): string | null => value && toFixed(mul(value, ratio(100)), places)

describe('47 minutes on 99.9 % over 30 days', () => {
  const budget = timeBudget({ target: THREE_NINES, window: DAYS_30, outages: [outage('2820')] })

  test('is over by 3m48s, to the second', () => {
    expect(budget.budget).toEqual(ratio(2592))
    expect(budget.spent).toEqual(ratio(2820))
    expect(budget.remaining).toEqual(ratio(-228))
    expect(percent(budget.spentRatio, 1)).toBe('108.8')
    expect(percent(budget.remainingRatio, 1)).toBe('-8.8')
    expect(percent(budget.availability, 4)).toBe('99.8912')
    expect(budget.met).toBe(false)
  })

  test('would fit a window of 32.64 days, or 91.9 % of the traffic', () => {
    expect(smallestWindow({ target: THREE_NINES, spent: budget.spent })).toEqual(ratio(2_820_000))
    const impact = largestImpact({ target: THREE_NINES, window: DAYS_30, seconds: ratio(2820) })
    expect(percent(impact, 1)).toBe('91.9')
    expect(impact).toEqual(ratio(2592, 2820))
  })

  test('at 30 % of the traffic leaves 29m06s', () => {
    const partial = timeBudget({ target: THREE_NINES, window: DAYS_30, outages: [outage('2820', '0.3')] })
    expect(partial.spent).toEqual(ratio(846))
    expect(partial.remaining).toEqual(ratio(1746))
    expect(percent(partial.spentRatio, 1)).toBe('32.6')
    expect(partial.met).toBe(true)
  })
})

describe('a time budget', () => {
  test.each([
    ['three 5-minute spikes', '0.999', 2_592_000, [outage('300'), outage('300'), outage('300')], '34.72', true],
    ['three 20-minute outages in a year', '0.9999', 31_536_000, [outage('3600')], '114.16', false],
    [
      'one shard of five, three times, and one of all',
      '0.999',
      2_592_000,
      [outage('60'), outage('180', '0.2')],
      '3.7',
      true,
    ],
  ])('of %s is spent as the sources say', (_, wanted, length, outages, spent, met) => {
    const budget = timeBudget({ target: decimal(wanted), window: ratio(length), outages })
    expect([percent(budget.spentRatio, 2), budget.met]).toEqual([spent, met])
  })

  test('that is spent to the last millisecond is met, and not with one more', () => {
    const spend = (length: string): boolean =>
      timeBudget({ target: THREE_NINES, window: DAYS_30, outages: [outage(length)] }).met
    expect(spend('2592')).toBe(true)
    expect(spend('2592.001')).toBe(false)
  })

  test('of a target of 1 has no shares, and is met by no outage at all', () => {
    expect(timeBudget({ target: ONE, window: DAYS_30, outages: [] })).toMatchObject({
      budget: ZERO,
      spentRatio: null,
      remainingRatio: null,
      met: true,
    })
    expect(timeBudget({ target: ONE, window: DAYS_30, outages: [outage('0.001')] })).toMatchObject({
      spentRatio: null,
      met: false,
    })
  })

  test('counts what was spent before', () => {
    const budget = timeBudget({
      target: THREE_NINES,
      window: DAYS_30,
      outages: [outage('600')],
      prior: decimal('0.6'),
    })
    expect(budget.spent).toEqual(decimal('2155.2'))
    expect(budget.remaining).toEqual(decimal('436.8'))
  })

  test('of eleven nines over ten years is 3.15 milliseconds', () => {
    const budget = timeBudget({ target: decimal('0.99999999999'), window: ratio(315_360_000), outages: [] })
    expect(budget.budget).toEqual(decimal('0.0031536'))
  })

  test('of no window is refused', () => {
    expect(() => timeBudget({ target: THREE_NINES, window: ZERO, outages: [] })).toThrow(RangeError)
  })

  test('adds up: spent and remaining are the budget, exactly', () => {
    fc.assert(
      fc.property(
        target,
        window,
        fc.array(fc.record({ seconds, impact: share }), { maxLength: 8 }),
        fc.option(share, { nil: undefined }),
        (wanted, length, outages, prior) => {
          const all = timeBudget({ target: wanted, window: length, outages, ...(prior && { prior }) })
          expect(add(all.spent, all.remaining)).toEqual(all.budget)
          expect(all.spentRatio && all.remainingRatio && add(all.spentRatio, all.remainingRatio)).toEqual(ONE)
          expect(all.met).toBe(compare(all.availability, wanted) >= 0)
          expect(mul(complement(all.availability), length)).toEqual(all.spent)
        },
      ),
    )
  })

  test('is filled exactly by the largest impact, and by what its smallest window holds', () => {
    fc.assert(
      fc.property(target, window, seconds, (wanted, length, lasts) => {
        const impact = largestImpact({ target: wanted, window: length, seconds: lasts })
        const filled = timeBudget({ target: wanted, window: length, outages: [{ seconds: lasts, impact }] })
        expect(filled.met).toBe(true)
        if (compare(impact, ONE) < 0) expect(filled.remaining).toEqual(ZERO)
        const fits = smallestWindow({ target: wanted, spent: lasts })
        if (fits === null) throw new Error('every target below 1 has a window')
        expect(
          timeBudget({ target: wanted, window: fits, outages: [{ seconds: lasts, impact: ONE }] }).remaining,
        ).toEqual(ZERO)
      }),
    )
  })

  test('has no smallest window for a target of 1, unless nothing was spent', () => {
    expect(smallestWindow({ target: ONE, spent: ONE })).toBeNull()
    expect(smallestWindow({ target: ONE, spent: ZERO })).toEqual(ZERO)
  })
})

describe('an event budget', () => {
  test.each([
    ['0.97', 3_663_253n, 109_897n],
    ['0.9', 3_663_253n, 366_325n],
    ['0.99', 3_663_253n, 36_632n],
    ['0.999', 3_000_000n, 3000n],
    ['0.999', 1_000_000n, 1000n],
    ['0.9999', 2_500_000n, 250n],
    ['0.999', 7200n, 7n],
    ['0.99999999999', 100_000_000_000n, 1n],
    ['0.99999999999', 99_999_999_999n, 0n],
  ])('at %s of %s allows %s', (wanted, total, allowed) => {
    expect(eventBudget({ target: decimal(wanted), total, bad: 0n })).toMatchObject({ allowed, remaining: allowed })
    expect(failuresAllowed(decimal(wanted), total)).toBe(allowed)
  })

  test.each([
    ['0.999', 3_000_000n, 1500n, '50'],
    ['0.97', 3_663_253n, 14_066n, '12.8'],
    ['0.99999', 1_000_000n, 2n, '20'],
    ['0.9', 7112n, 3556n, '500'],
    ['0.999', 777n, 444n, '57142.9'],
  ])('at %s of %s with %s bad has spent %s per cent', (wanted, total, bad, spent) => {
    expect(percent(eventBudget({ target: decimal(wanted), total, bad }).spentRatio, 1)).toBe(spent)
  })

  test('tells 99.8999 % from 99.9 %', () => {
    const judged = (bad: bigint) => eventBudget({ target: THREE_NINES, total: 1_000_000n, bad })
    expect(judged(1000n)).toMatchObject({ met: true, remaining: 0n })
    expect(judged(1001n)).toMatchObject({ met: false, remaining: -1n, sli: ratio(998_999, 1_000_000) })
  })

  test('without events has no ratios and no verdict', () => {
    expect(eventBudget({ target: THREE_NINES, total: 0n, bad: 0n })).toMatchObject({
      allowed: 0n,
      remaining: 0n,
      spentRatio: null,
      remainingRatio: null,
      sli: null,
      met: null,
    })
  })

  test('of a target of 1 is met by no failure at all', () => {
    expect(eventBudget({ target: ONE, total: 10n, bad: 0n })).toMatchObject({ spentRatio: null, met: true })
    expect(eventBudget({ target: ONE, total: 10n, bad: 1n })).toMatchObject({ spentRatio: null, met: false })
  })

  test('counts what was spent before', () => {
    const half = eventBudget({ target: THREE_NINES, total: 3_000_000n, bad: 1000n, prior: decimal('0.5') })
    expect(half).toMatchObject({ remaining: 500n, bad: 1000n, spentRatio: ratio(5, 6), met: true })
  })

  test('leaves allowed minus bad, and judges the exact share', () => {
    fc.assert(
      fc.property(target, fc.bigInt(1n, 10n ** 12n), fc.bigInt(0n, 10n ** 12n), (wanted, total, failed) => {
        const bad = failed % (total + 1n)
        const all = eventBudget({ target: wanted, total, bad })
        expect(all.remaining).toBe(all.allowed - bad)
        expect(all.met).toBe(compare(ratio(bad, total), complement(wanted)) <= 0)
        expect(all.met).toBe(all.remaining >= 0n)
        expect(all.sli).toEqual(ratio(total - bad, total))
      }),
    )
  })
})

describe('low traffic', () => {
  test('makes one failure of 7,200 requests cost 13.9 % of the budget', () => {
    expect(percent(costOfOneFailure({ target: THREE_NINES, n: 7200n }), 1)).toBe('13.9')
    expect(costOfOneFailure({ target: THREE_NINES, n: 0n })).toBeNull()
    expect(costOfOneFailure({ target: ONE, n: 10n })).toBeNull()
  })

  test.each([
    ['0.999', 0.95, 2995],
    ['0.99', 0.95, 299],
    ['0.5', 0.75, 2],
    ['0.99999999999', 0.95, 299_573_227_354],
    ['1', 0.95, Number.POSITIVE_INFINITY],
    ['0', 0.95, 1],
  ])('shows %s at %s with %s good requests', (wanted, confidence, n) => {
    expect(requestsToShow(decimal(wanted), confidence)).toBe(n)
  })

  test('takes 95 % unless told', () => {
    expect(requestsToShow(THREE_NINES)).toBe(2995)
  })
})
