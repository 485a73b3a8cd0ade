import fc from 'fast-check'
import { expect, test } from 'vitest'
import { majority, quorum, tolerates } from '../../../src/reliability/calc/quorum.ts'

/** Every choice of k of n, as bit masks. */
const choices = (n: number, k: number): number[] =>
  Array.from({ length: 2 ** n }, (_, i) => i).filter((one) => one.toString(2).replaceAll('0', '').length === k)

test('3 tolerates 1, 4 tolerates 1, 5 tolerates 2', () => {
  expect([1, 2, 3, 4, 5, 7].map(majority)).toEqual([1, 2, 2, 3, 3, 4])
  expect([1, 2, 3, 4, 5, 7].map(tolerates)).toEqual([0, 0, 1, 1, 2, 3])
})

test('a majority is the smallest number of which there are never two', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (n) => {
      expect(2 * majority(n)).toBeGreaterThan(n)
      expect(2 * (majority(n) - 1)).toBeLessThanOrEqual(n)
      expect(tolerates(n)).toBe(Math.floor((n - 1) / 2))
    }),
  )
})

test('overlap is what every choice of copies shows', () => {
  for (let n = 1; n <= 6; n++) {
    for (let r = 1; r <= n; r++) {
      for (let w = 1; w <= n; w++) {
        const { overlaps, writesOverlap, shared } = quorum(n, r, w)
        const common = choices(n, r).flatMap((read) => choices(n, w).map((write) => read & write))
        expect(overlaps).toBe(common.every((one) => one !== 0))
        expect(shared).toBe(Math.min(...common.map((one) => one.toString(2).replaceAll('0', '').length)))
        const writes = choices(n, w).flatMap((a) => choices(n, w).map((b) => a & b))
        expect(writesOverlap).toBe(writes.every((one) => one !== 0))
      }
    }
  }
})

test('N=3, W=2, R=2 overlaps and loses one of either', () => {
  expect(quorum(3, 2, 2)).toMatchObject({ overlaps: true, writesOverlap: true, survivesRead: 1, survivesWrite: 1 })
})

test('N=3, W=3, R=2 overlaps, cannot lose one for writes, and still does not make reads linearizable', () => {
  const found = quorum(3, 2, 3)
  expect(found).toMatchObject({ overlaps: true, survivesWrite: 0 })
  expect(found.caveats).toContain('write-in-progress')
  expect(found.caveats).not.toContain('stale-read')
})

test('N=3, W=1, R=1 may read stale and lose updates', () => {
  expect(quorum(3, 1, 1).caveats).toEqual(expect.arrayContaining(['stale-read', 'lost-update', 'sloppy-quorum']))
})

test('one copy has no copies to differ', () => {
  expect(quorum(1, 1, 1).caveats).not.toContain('sloppy-quorum')
})

test('more answers than copies are refused', () => {
  expect(() => quorum(3, 4, 1)).toThrow(RangeError)
  expect(() => quorum(3, 1, 0)).toThrow(RangeError)
  expect(() => majority(0)).toThrow(RangeError)
})
