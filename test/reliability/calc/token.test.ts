import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exposure } from '../../../src/reliability/calc/token.ts'
import { ratio, toNumber } from '../../../src/reliability/rational.ts'

const minutes = (n: number) => ratio(60 * n)

test('a token of an hour that nobody revokes is of use for an hour at worst and half on average', () => {
  expect(exposure({ lifetime: minutes(60), rate: ratio(10) })).toEqual({
    worst: minutes(60),
    expected: minutes(30),
    remaining: minutes(30),
    endedBy: 'expiry',
    requests: ratio(36_000),
  })
})

test('noticed in 10 min and revoked everywhere 5 later it is of use for 15', () => {
  const found = exposure({ lifetime: minutes(60), detect: minutes(10), revoke: minutes(5) })
  expect(found).toMatchObject({ worst: minutes(15), endedBy: 'revocation' })
  // 15 - 15^2 / 120
  expect(found.expected).toEqual(ratio(60 * 13125, 1000))
})

test('revocation later than expiry changes nothing', () => {
  const found = exposure({ lifetime: minutes(5), detect: minutes(60) })
  expect(found).toMatchObject({ worst: minutes(5), expected: ratio(150), endedBy: 'expiry' })
})

test('the mean agrees with leaks at every moment of a life', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 800 }), (lifetime, detect) => {
      const parts = 2000
      let total = 0
      for (let i = 0; i < parts; i++) total += Math.min(lifetime * (1 - (i + 0.5) / parts), detect)
      const { expected } = exposure({ lifetime: ratio(lifetime), detect: ratio(detect) })
      expect(Math.abs(toNumber(expected) - total / parts)).toBeLessThan(lifetime / parts)
    }),
  )
})

test('no lifetime and negative times are refused', () => {
  expect(() => exposure({ lifetime: ratio(0) })).toThrow(RangeError)
  expect(() => exposure({ lifetime: ratio(1), detect: ratio(-1) })).toThrow(RangeError)
  expect(() => exposure({ lifetime: ratio(1), revoke: ratio(-1) })).toThrow(RangeError)
  expect(() => exposure({ lifetime: ratio(1), rate: ratio(-1) })).toThrow(RangeError)
})
