// Which alert fires, when, and until when: the Workbook's figures and what they imply.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alertPolicy, paged, workbookPairs } from '../../src/reliability/alerts.ts'
import { shareSpent } from '../../src/reliability/burn.ts'
import { add, compare, decimal, equal, ONE, ratio, sub, toNumber, ZERO } from '../../src/reliability/rational.ts'
import { seconds, someShare, target, window } from './arbitraries.ts'

const DAY = 86_400
const DAYS_30 = ratio(30 * DAY)
const THREE_NINES = decimal('0.999')
const burns = (days: number, scaling: 'share' | 'burn') =>
  alertPolicy({ target: THREE_NINES, window: ratio(days * DAY), scaling }).map(({ burn }) => toNumber(burn))
const scaling = fc.constantFrom('share' as const, 'burn' as const)

describe('the policy', () => {
  test('over 30 days is the one of the Workbook, either way', () => {
    for (const way of ['share', 'burn'] as const) {
      const rows = alertPolicy({ target: THREE_NINES, window: DAYS_30, scaling: way })
      expect(
        rows.map(({ severity, long, short, burn, share }) => [severity, ...[long, short, burn, share].map(toNumber)]),
      ).toEqual([
        ['page', 3600, 300, 14.4, 0.02],
        ['page', 21_600, 1800, 6, 0.05],
        ['ticket', 86_400, 7200, 3, 0.1],
        ['ticket', 259_200, 21_600, 1, 0.1],
      ])
    }
  })

  test('over 30 days has no rule below a burn rate of 1: the slowest is at it', () => {
    const rows = alertPolicy({ target: THREE_NINES, window: DAYS_30 })
    expect(rows.map(({ belowOne }) => belowOne)).toEqual([false, false, false, false])
  })

  test('keeps its shares and moves the burn rates unless told', () => {
    expect(burns(28, 'share')).toEqual([13.44, 5.6, 2.8, 14 / 15])
    expect(alertPolicy({ target: THREE_NINES, window: ratio(28 * DAY) }).map(({ belowOne }) => belowOne)).toEqual([
      false,
      false,
      false,
      true,
    ])
  })

  test('keeps its burn rates and stretches the alert windows when told', () => {
    expect(burns(90, 'burn')).toEqual([14.4, 6, 3, 1])
    const rows = alertPolicy({ target: THREE_NINES, window: ratio(90 * DAY), scaling: 'burn' })
    expect(rows.map(({ long, short }) => [toNumber(long) / 3600, toNumber(short) / 60])).toEqual([
      [3, 15],
      [18, 90],
      [72, 360],
      [216, 1080],
    ])
    expect(rows.map(({ share }) => toNumber(share))).toEqual([0.02, 0.05, 0.1, 0.1])
  })

  test('detects a full outage in 51.84 s and is silent 4m55.68s after the fix', () => {
    const [first] = alertPolicy({ target: THREE_NINES, window: DAYS_30 })
    expect(first?.detection).toEqual(decimal('51.84'))
    expect(first?.reset).toEqual(decimal('295.68'))
  })

  test('can never fire on 2 % in an hour at 90 %', () => {
    const [first, second] = alertPolicy({ target: decimal('0.9'), window: DAYS_30 })
    expect(first).toMatchObject({ feasible: false, detection: null, reset: null })
    expect(second).toMatchObject({ feasible: true, detection: ratio(12_960) })
  })

  test('is still feasible where a full outage just reaches the burn rate', () => {
    const rows = alertPolicy({ target: ratio(5, 6), window: DAYS_30 })
    expect(rows.map(({ feasible }) => feasible)).toEqual([false, true, true, true])
    expect(rows[1]).toMatchObject({ detection: ratio(21_600), reset: ZERO })
  })

  test('has no rows for a target of 1', () => {
    expect(alertPolicy({ target: ONE, window: DAYS_30 })).toEqual([])
  })

  test('has short windows of a twelfth', () => {
    for (const { long, short } of workbookPairs) expect(long).toEqual(ratio(short.n * 12n, short.d))
  })

  test('fires when exactly its share is spent, in every window', () => {
    fc.assert(
      fc.property(target, window, scaling, (wanted, length, way) => {
        for (const [index, row] of alertPolicy({ target: wanted, window: length, scaling: way }).entries()) {
          expect(equal(row.share, workbookPairs[index]?.share ?? ZERO)).toBe(true)
          const full = ratio(wanted.d, wanted.d - wanted.n)
          expect(row.feasible).toBe(compare(row.burn, full) <= 0)
          if (row.detection) expect(equal(shareSpent(full, row.detection, length), row.share)).toBe(true)
        }
      }),
    )
  })
})

describe('15 % errors for ten minutes', () => {
  const rows = paged({ target: THREE_NINES, window: DAYS_30, errorRatio: decimal('0.15'), lasts: ratio(600) })

  test('page after 5m46s, the short window after 29 s', () => {
    expect(rows[0]).toMatchObject({ fires: true, firesAfter: decimal('345.6'), governs: 'long', never: null })
    expect(rows[0]?.short?.fires).toEqual(decimal('28.8'))
  })

  test('fall silent 4m31s after the fix, the long window after 54m14s', () => {
    expect(rows[0]?.resetsAfter).toEqual(decimal('271.2'))
    expect(rows[0]?.long?.clears).toEqual(decimal('3254.4'))
  })

  test('are too short for the rest, and for a page if they last a second less than it takes', () => {
    expect(rows.map(({ never }) => never)).toEqual([null, 'too short', 'too short', 'too short'])
    const outcome = (lasts: string) =>
      paged({ target: THREE_NINES, window: DAYS_30, errorRatio: decimal('0.15'), lasts: decimal(lasts) })[0]
    expect(outcome('345.6')?.fires).toBe(true)
    expect(outcome('345.599')).toMatchObject({ fires: false, never: 'too short', firesAfter: null, resetsAfter: null })
  })
})

describe('an outage', () => {
  test('at exactly the burn rate fires, and a hair below it is too slow', () => {
    const outcome = (errors: string) =>
      paged({ target: THREE_NINES, window: DAYS_30, errorRatio: decimal(errors), lasts: ratio(7200) })[0]
    expect(outcome('0.0144')).toMatchObject({ fires: true, firesAfter: ratio(3600), resetsAfter: ZERO })
    expect(outcome('0.0143999999')).toMatchObject({ fires: false, never: 'too slow', long: null, short: null })
  })

  test('that no rule can see is infeasible, not too slow', () => {
    const [first] = paged({ target: decimal('0.9'), window: DAYS_30, errorRatio: ONE, lasts: ratio(86_400) })
    expect(first?.never).toBe('infeasible')
  })

  test('of no errors is too slow for everything', () => {
    const rows = paged({ target: THREE_NINES, window: DAYS_30, errorRatio: ZERO, lasts: DAYS_30 })
    expect(rows.map(({ never }) => never)).toEqual(Array(4).fill('too slow'))
  })

  // A window over errors that began at 0 and ended at `lasts`: its share of errors at one instant.
  test('fires and clears when its windows, looked at directly, say so', () => {
    const tick = ratio(1, 1000)
    const errorsIn = (length: number, now: number, lasts: number, errors: number): number =>
      (Math.max(0, Math.min(now, lasts) - Math.max(0, now - length)) * errors) / length
    fc.assert(
      fc.property(target, window, scaling, someShare, seconds, (wanted, length, way, errorRatio, lasts) => {
        for (const row of paged({ target: wanted, window: length, scaling: way, errorRatio, lasts })) {
          const [errors, end] = [toNumber(errorRatio), toNumber(lasts)]
          const threshold = toNumber(row.row.burn) * (1 - toNumber(wanted))
          const on = (now: number): boolean =>
            [row.row.long, row.row.short].every((one) => errorsIn(toNumber(one), now, end, errors) >= threshold)
          const [before, after] = [1 - 1e-4, 1 + 1e-4]
          if (row.firesAfter && row.resetsAfter) {
            const fires = toNumber(row.firesAfter)
            expect(on(fires * before)).toBe(false)
            if (fires * after < end) expect(on(fires * after)).toBe(true)
            expect(on(end + toNumber(add(row.resetsAfter, tick)) * after)).toBe(false)
            expect(compare(row.resetsAfter, sub(row.row.short, ZERO)) < 0).toBe(true)
          } else if (errors < threshold * before) {
            expect(row.never).toBe(threshold > 1 ? 'infeasible' : 'too slow')
            expect(on(end)).toBe(false)
          }
        }
      }),
    )
  })
})
