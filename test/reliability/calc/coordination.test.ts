import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coordination, roundTrip, sequential, waitFor } from '../../../src/reliability/calc/coordination.ts'
import { decimal, ratio } from '../../../src/reliability/rational.ts'

const ms = (n: number) => ratio(n, 1000)

test('100 km are 1 ms there and back, New York to London at least 55.7 ms', () => {
  expect(roundTrip(ratio(100))).toEqual(ms(1))
  expect(roundTrip(ratio(5570))).toEqual(decimal('0.0557'))
})

test('a leader with copies at 1, 70, 80 and 140 ms waits 70 for a majority and 140 for all', () => {
  expect(coordination([ms(140), ms(1), ms(80), ms(70)])).toEqual({
    copies: 5,
    majority: 3,
    byMajority: ms(70),
    byAll: ms(140),
    perKey: ratio(1000, 70),
  })
})

test('one copy waits for nobody, two wait for each other', () => {
  expect(coordination([])).toMatchObject({ byMajority: ratio(0), byAll: ratio(0), perKey: null })
  expect(coordination([ms(60)])).toMatchObject({ majority: 2, byMajority: ms(60), byAll: ms(60) })
})

test('answers that arrive one by one reach the number at the time found', () => {
  const trips = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 9 })
  fc.assert(
    fc.property(trips, fc.nat(), (list, pick) => {
      const acks = 1 + (pick % (list.length + 1))
      let at = 0
      while (1 + list.filter((one) => one <= at).length < acks) at++
      if (acks === 1) at = 0
      expect(waitFor(acks, list.map(ms))).toEqual(ms(at))
    }),
  )
})

test('at 56 ms a round one key takes 17 writes a second, one after another', () => {
  expect(sequential(ms(56))).toEqual(ratio(1000, 56))
  expect(sequential(ratio(0))).toBeNull()
})

test('negative distances and more answers than copies are refused', () => {
  expect(() => roundTrip(ratio(-1))).toThrow(RangeError)
  expect(() => waitFor(3, [ms(1)])).toThrow(RangeError)
  expect(() => waitFor(2, [ms(-1)])).toThrow(RangeError)
})
