// Overlapping outages are charged once, and only for what lies in the window.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comesBack, mergeOutages } from '../../src/reliability/outages.ts'
import { compare, decimal, ONE, type Ratio, ratio, sum, toNumber, ZERO } from '../../src/reliability/rational.ts'

const at = (from: number, to: number, impact = '1') => ({
  from: BigInt(from) * 60_000n,
  to: BigInt(to) * 60_000n,
  impact: decimal(impact),
})
const minutes = (n: number): Ratio => ratio(n * 60)

describe('outages', () => {
  test('apart from one another add up', () => {
    const merged = mergeOutages([at(60, 70), at(0, 30)])
    expect(merged.weightedSeconds).toEqual(minutes(40))
    expect(merged).toMatchObject({ overlapped: false, clipped: false })
    expect(merged.pieces.map(({ seconds }) => seconds)).toEqual([minutes(30), minutes(10)])
  })

  test('that overlap count once', () => {
    const merged = mergeOutages([at(0, 30), at(20, 40)])
    expect(merged.pieces).toEqual([{ ...at(0, 40), seconds: minutes(40) }])
    expect(merged).toMatchObject({ overlapped: true, clipped: false })
  })

  test('of different impact count the larger at every instant', () => {
    const merged = mergeOutages([at(0, 60, '0.2'), at(20, 30), at(25, 40, '0.5')])
    expect(merged.pieces.map(({ from, to, impact }) => [from / 60_000n, to / 60_000n, toNumber(impact)])).toEqual([
      [0n, 20n, 0.2],
      [20n, 30n, 1],
      [30n, 40n, 0.5],
      [40n, 60n, 0.2],
    ])
    expect(merged.weightedSeconds).toEqual(minutes(4 + 10 + 5 + 4))
  })

  test('that touch do not overlap, and are one piece only at the same impact', () => {
    expect(mergeOutages([at(0, 10), at(10, 20)])).toMatchObject({ overlapped: false, pieces: [at(0, 20)] })
    expect(mergeOutages([at(0, 10), at(10, 20, '0.5')]).pieces).toHaveLength(2)
  })

  test('are clipped to the window, and gone outside it', () => {
    const window = { from: 10n * 60_000n, to: 20n * 60_000n }
    expect(mergeOutages([at(0, 15)], window)).toMatchObject({ clipped: true, weightedSeconds: minutes(5) })
    expect(mergeOutages([at(0, 60)], window)).toMatchObject({ clipped: true, weightedSeconds: minutes(10) })
    expect(mergeOutages([at(30, 60)], window)).toMatchObject({ clipped: true, weightedSeconds: ZERO, pieces: [] })
    expect(mergeOutages([at(10, 20)], window)).toMatchObject({ clipped: false, weightedSeconds: minutes(10) })
    expect(mergeOutages([at(0, 12), at(5, 8)], window)).toMatchObject({ overlapped: false })
  })

  test('that end before they begin are refused, and those of no length leave nothing', () => {
    expect(() => mergeOutages([at(10, 5)])).toThrow(RangeError)
    expect(mergeOutages([at(10, 10)])).toMatchObject({ pieces: [], clipped: false })
  })

  test('come back a window after they happened', () => {
    const { pieces } = mergeOutages([at(5, 10, '0.5')])
    expect(comesBack(pieces, minutes(60))).toEqual([{ from: 3_900_000n, to: 4_200_000n, weighted: decimal('150') }])
  })

  test('are the largest impact of every minute, summed', () => {
    const one = fc
      .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 4 }))
      .map(([from, length, quarters]) => ({ ...at(from, from + length), impact: ratio(quarters, 4) }))
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), (list) => {
        const window = { from: 10n * 60_000n, to: 60n * 60_000n }
        const during = (minute: number) =>
          list.filter(({ from, to }) => from <= at(minute, 0).from && at(minute, 0).from < to)
        const byMinute = Array.from({ length: 50 }, (_, index) => during(index + 10))
        const merged = mergeOutages(list, window)
        const expected = byMinute.map(
          (on) =>
            on
              .map(({ impact }) => impact)
              .sort(compare)
              .at(-1) ?? ZERO,
        )
        expect(merged.weightedSeconds).toEqual(sum(expected.map(({ n, d }) => ratio(n * 60n, d))))
        expect(merged.overlapped).toBe(byMinute.some((on) => on.length > 1))
        for (const [index, piece] of merged.pieces.entries()) {
          expect(piece.from < piece.to && compare(piece.impact, ONE) <= 0).toBe(true)
          expect(piece.from >= (merged.pieces[index - 1]?.to ?? window.from)).toBe(true)
        }
      }),
    )
  })
})
