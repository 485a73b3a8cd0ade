import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sides } from '../../../src/reliability/calc/partition.ts'

test('of five members split 3 and 2 the three go on', () => {
  expect(sides(5, [2, 3])).toEqual({
    majority: 3,
    tolerates: 2,
    winner: 1,
    groups: [
      { size: 2, goesOn: false },
      { size: 3, goesOn: true },
    ],
    missing: 0,
    warnings: [],
  })
})

test('an even split stops both halves', () => {
  expect(sides(4, [2, 2])).toMatchObject({ winner: null, warnings: ['even-split', 'even-total', 'no-majority'] })
})

test('members that are missing count: two of five that see each other are no majority of five', () => {
  expect(sides(5, [2, 1])).toMatchObject({ winner: null, missing: 2, warnings: ['missing', 'no-majority'] })
  expect(sides(5, [3])).toMatchObject({ winner: 0, missing: 2, warnings: ['missing'] })
})

test('at most one group goes on, and it holds more than half of all', () => {
  const groups = fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 8 })
  fc.assert(
    fc.property(groups, fc.integer({ min: 1, max: 10 }), (sizes, more) => {
      const total = sizes.reduce((a, b) => a + b, 0) + more
      const found = sides(total, sizes)
      const going = found.groups.filter((one) => one.goesOn)
      expect(going.map((one) => one.size)).toEqual(sizes.filter((one) => one * 2 > total))
      expect(going.length).toBeLessThanOrEqual(1)
      expect(found.winner === null).toBe(going.length === 0)
      expect(found.missing).toBe(more)
    }),
  )
})

test('more members in groups than there are is refused', () => {
  expect(() => sides(5, [3, 3])).toThrow('6 members in the groups, but only 5 in all')
  expect(() => sides(5, [-1])).toThrow(RangeError)
  expect(() => sides(0, [])).toThrow(RangeError)
})
