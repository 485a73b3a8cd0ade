import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recoveryTime } from '../../../src/reliability/calc/rto.ts'
import { ratio, sum } from '../../../src/reliability/rational.ts'

const minutes = (n: number) => ratio(60 * n)

test('5 min to detect, 20 to decide and 2 to switch miss an RTO of 15 min by 12, and deciding is the part to cut', () => {
  const found = recoveryTime({ detect: minutes(5), decide: minutes(20), switch: minutes(2) }, minutes(15))
  expect(found).toMatchObject({ total: minutes(27), met: false, spare: minutes(-12), largest: 'decide' })
  expect(found.parts.map((one) => one.share)).toEqual([5, 20, 2, 0, 0].map((n) => ratio(n, 27)))
})

test('restoring and verifying count', () => {
  const quick = { detect: minutes(1), decide: minutes(1), switch: minutes(1) }
  expect(recoveryTime(quick, minutes(3))).toMatchObject({ met: true, spare: ratio(0) })
  const found = recoveryTime({ ...quick, restore: minutes(90), verify: minutes(10) }, minutes(60))
  expect(found).toMatchObject({ total: minutes(103), met: false, largest: 'restore' })
})

test('the parts make the whole, and none is longer than the largest', () => {
  const some = fc.integer({ min: 0, max: 10_000 }).map((n) => ratio(n))
  const recovery = fc.record({ detect: some, decide: some, switch: some, restore: some, verify: some })
  fc.assert(
    fc.property(recovery, some, (parts, rto) => {
      const found = recoveryTime(parts, rto)
      expect(found.total).toEqual(sum(Object.values(parts)))
      const top = found.parts.find((one) => one.part === found.largest)
      for (const one of found.parts) expect(one.seconds.n <= (top?.seconds.n ?? 0n)).toBe(true)
    }),
  )
})

test('no time at all has no largest part', () => {
  const none = { detect: ratio(0), decide: ratio(0), switch: ratio(0) }
  expect(recoveryTime(none, ratio(0))).toMatchObject({ met: true, largest: undefined })
  expect(recoveryTime(none, ratio(0)).parts[0]?.share).toBeNull()
})

test('negative times are refused', () => {
  expect(() => recoveryTime({ detect: ratio(-1), decide: ratio(0), switch: ratio(0) }, ratio(1))).toThrow('detect')
})
