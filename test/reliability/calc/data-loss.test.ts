import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dataLoss } from '../../../src/reliability/calc/data-loss.ts'
import { ratio, toNumber } from '../../../src/reliability/rational.ts'

const minutes = (n: number) => ratio(60 * n)

test('hourly backups that take 10 min and travel for 5 lose 75 min at worst, over an RPO of 1 h', () => {
  const loss = dataLoss({ interval: minutes(60), taking: minutes(10), lag: minutes(5) }, minutes(60))
  expect(loss).toMatchObject({ worst: minutes(75), met: false, spare: minutes(-15), largest: 'interval' })
  expect(loss.longestInterval).toEqual(minutes(45))
})

test('the longest interval meets the objective with nothing to spare', () => {
  const some = fc.integer({ min: 0, max: 1000 })
  fc.assert(
    fc.property(some, some, some, some, (interval, taking, lag, rpo) => {
      const parts = { taking: ratio(taking), lag: ratio(lag) }
      const found = dataLoss({ interval: ratio(interval), ...parts }, ratio(rpo))
      expect(found.met).toBe(interval + taking + lag <= rpo)
      if (found.longestInterval === null) expect(taking + lag).toBeGreaterThan(rpo)
      else expect(dataLoss({ interval: found.longestInterval, ...parts }, ratio(rpo)).spare).toEqual(ratio(0))
    }),
  )
})

test('over every moment of a crash the worst loss is the one found', () => {
  const [interval, taking, lag] = [60, 10, 5]
  let worst = 0
  for (let crash = 200; crash < 400; crash += 0.25) {
    const started = Math.floor((crash - taking - lag) / interval) * interval
    worst = Math.max(worst, crash - started)
  }
  const found = toNumber(
    dataLoss({ interval: ratio(interval), taking: ratio(taking), lag: ratio(lag) }, ratio(0)).worst,
  )
  expect(found - worst).toBeGreaterThan(0)
  expect(found - worst).toBeLessThanOrEqual(0.25)
})

test('copying without a break meets an RPO of zero', () => {
  expect(dataLoss({ interval: ratio(0) }, ratio(0))).toMatchObject({
    met: true,
    largest: undefined,
    longestInterval: ratio(0),
  })
  expect(dataLoss({ interval: ratio(0), lag: ratio(2) }, ratio(1))).toMatchObject({
    met: false,
    largest: 'lag',
    longestInterval: null,
  })
})

test('negative times are refused', () => {
  expect(() => dataLoss({ interval: ratio(-1) }, ratio(1))).toThrow('interval must not be negative')
  expect(() => dataLoss({ interval: ratio(1) }, ratio(-1))).toThrow(RangeError)
})
