import fc from 'fast-check'
import { expect, test } from 'vitest'
import { little } from '../../../src/reliability/calc/queueing.ts'
import { decimal, ratio } from '../../../src/reliability/rational.ts'

test('2,000 requests a second at 250 ms are 500 in flight, at 2 s 4,000', () => {
  expect(little({ rate: ratio(2000), time: decimal('0.25') })).toMatchObject({ inside: ratio(500), solved: 'inside' })
  expect(little({ rate: ratio(2000), time: ratio(2) }).inside).toEqual(ratio(4000))
})

test('each of the three follows from the other two', () => {
  const some = fc.tuple(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e6 }))
  const above = some.map(([n, d]) => ratio(n, d))
  fc.assert(
    fc.property(above, above, (rate, time) => {
      const { inside } = little({ rate, time })
      expect(little({ inside, time })).toEqual({ inside, rate, time, solved: 'rate' })
      expect(little({ inside, rate })).toEqual({ inside, rate, time, solved: 'time' })
    }),
  )
})

test('the law agrees with a queue that is watched customer by customer', () => {
  // One server, 100 arrivals each second apart by a repeating pattern, service times that vary: L by area, W by mean stay.
  let [clock, free, stayed] = [0, 0, 0]
  const stays: [number, number][] = []
  for (let i = 0; i < 1000; i++) {
    clock += 1 + (i % 3)
    free = Math.max(free, clock) + ((i * 7) % 4)
    stays.push([clock, free])
    stayed += free - clock
  }
  const end = Math.max(...stays.map(([, out]) => out))
  let area = 0
  for (let t = 0; t < end; t++) area += stays.filter(([from, to]) => from <= t && t < to).length
  const { inside } = little({ rate: ratio(1000, end), time: ratio(stayed, 1000) })
  expect(inside).toEqual(ratio(area, end))
})

test('anything but two known values is refused, and so are negative ones', () => {
  const one = ratio(1)
  expect(() => little({ rate: one })).toThrow(RangeError)
  expect(() => little({ rate: one, time: one, inside: one })).toThrow(RangeError)
  expect(() => little({ rate: ratio(-1), time: one })).toThrow('rate must not be negative')
  expect(() => little({ inside: one, time: ratio(0) })).toThrow(RangeError)
})
