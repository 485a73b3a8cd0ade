import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bandwidthDelay, PLAIN_WINDOW, SCALED_WINDOW, transfer } from '../../../src/reliability/calc/transfer.ts'
import { compare, decimal, mul, ratio } from '../../../src/reliability/rational.ts'

const gigabit = ratio(1_000_000_000)

test('1 Gbit/s at 100 ms holds 12.5 MB in flight', () => {
  expect(bandwidthDelay(gigabit, decimal('0.1'))).toEqual(ratio(12_500_000))
})

test('without scaling one connection gets 65,535 bytes a round trip: 5.24 Mbit/s at 100 ms', () => {
  const result = transfer(ratio(65_535_000), { bandwidth: gigabit, rtt: decimal('0.1') })
  expect(result).toMatchObject({ limit: 'window', throughput: ratio(5_242_800), seconds: ratio(100) })
})

test('a scaled window fills the same path', () => {
  const path = { bandwidth: gigabit, rtt: decimal('0.1'), window: SCALED_WINDOW }
  expect(transfer(ratio(125_000_000), path)).toMatchObject({ limit: 'bandwidth', seconds: ratio(1), used: ratio(1) })
})

test('a window of exactly the product is not a limit', () => {
  const [bandwidth, rtt] = [ratio(8_000_000), decimal('0.05')]
  const window = bandwidthDelay(bandwidth, rtt)
  expect(transfer(ratio(1), { bandwidth, rtt, window }).limit).toBe('bandwidth')
  expect(transfer(ratio(1), { bandwidth, rtt, window: ratio(window.n - 1n, window.d) }).limit).toBe('window')
})

test('no round trip leaves the bandwidth alone', () => {
  expect(transfer(ratio(1000), { bandwidth: ratio(8000), rtt: ratio(0) }).seconds).toEqual(ratio(1))
})

test('neither limit is ever passed, and one of them is met', () => {
  const some = fc.integer({ min: 1, max: 1e9 })
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 5000 }), some, (line, ms, bytes) => {
      const path = { bandwidth: ratio(line), rtt: ratio(ms, 1000), window: ratio(bytes) }
      const { throughput, limit } = transfer(ratio(1), path)
      const perTrip = mul(throughput, path.rtt)
      expect(compare(throughput, path.bandwidth)).toBeLessThanOrEqual(0)
      expect(compare(perTrip, ratio(8 * bytes))).toBeLessThanOrEqual(0)
      expect(limit === 'window' ? perTrip : throughput).toEqual(limit === 'window' ? ratio(8 * bytes) : path.bandwidth)
    }),
  )
  expect(PLAIN_WINDOW).toEqual(ratio(2 ** 16 - 1))
})

test('what is not a path is refused', () => {
  expect(() => transfer(ratio(1), { bandwidth: ratio(0), rtt: ratio(1) })).toThrow('bandwidth must be above zero')
  expect(() => transfer(ratio(-1), { bandwidth: ratio(1), rtt: ratio(1) })).toThrow(RangeError)
  expect(() => transfer(ratio(1), { bandwidth: ratio(1), rtt: ratio(-1) })).toThrow(RangeError)
  expect(() => transfer(ratio(1), { bandwidth: ratio(1), rtt: ratio(1), window: ratio(0) })).toThrow(RangeError)
})
