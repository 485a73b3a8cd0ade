import fc from 'fast-check'
import { expect, test } from 'vitest'
import { durability, YEAR } from '../../../src/reliability/calc/durability.ts'
import { decimal, ratio, toNumber } from '../../../src/reliability/rational.ts'

const HOUR = ratio(3600)
const hours = (n: number) => ratio(3600 * n)

/** The chance of loss within a year, by following the chain of lost copies in small steps (uniformisation). */
function byChain(replicas: number, afr: number, repairSeconds: number): number {
  const [lambda, mu] = [-Math.log1p(-afr), YEAR / repairSeconds]
  const speed = replicas * (lambda + mu)
  let state: number[] = Array.from({ length: replicas + 1 }, (_, i) => (i === 0 ? 1 : 0))
  const mean = speed
  let logWeight = -mean
  let loss = 0
  for (let k = 0; k <= mean + 12 * Math.sqrt(mean) + 50; k++) {
    loss += Math.exp(logWeight) * (state[replicas] ?? 0)
    logWeight += Math.log(mean / (k + 1))
    state = state.map((here, j) => {
      const [up, down] = j === replicas ? [0, 0] : [(replicas - j) * lambda, j * mu]
      const [below, above] = [state[j - 1] ?? 0, state[j + 1] ?? 0]
      const arriving = below * (replicas - j + 1) * lambda + (j + 1 < replicas ? above * (j + 1) * mu : 0)
      return here * (1 - (up + down) / speed) + arriving / speed
    })
  }
  return loss
}

test('two copies last MTTF^2 / (2 MTTR) where a repair is short', () => {
  const { meanYears } = durability({ replicas: 2, annualFailure: decimal('0.04'), repair: hours(24) })
  const lambda = -Math.log(0.96)
  expect(meanYears / (1 / lambda ** 2 / (2 * (24 / 8760)))).toBeCloseTo(1, 3)
})

test('one copy is lost as often as it fails', () => {
  const { yearlyLoss, nines } = durability({ replicas: 1, annualFailure: decimal('0.01'), repair: HOUR })
  expect(yearlyLoss).toBeCloseTo(0.01, 14)
  expect(nines).toBeCloseTo(2, 12)
})

test('three copies at 1 % a year and 6 h to repair are 11.8 nines', () => {
  const found = durability({ replicas: 3, annualFailure: decimal('0.01'), repair: hours(6) })
  // 3 * 0.0100503^3 * (6 / 8760)^2
  expect(found.thumb).toBeCloseTo(1.4287e-12, 15)
  expect(found.nines).toBeCloseTo(11.845, 2)
})

test('the chance agrees with the chain followed through a year, and errs to the careful side', () => {
  for (const [replicas, afr, repair] of [
    [2, 0.04, 24],
    [3, 0.04, 24],
    [3, 0.13, 72],
    [4, 0.3, 100],
    [5, 0.5, 168],
    [2, 0.9, 400],
  ] as const) {
    const { yearlyLoss } = durability({ replicas, annualFailure: decimal(String(afr)), repair: hours(repair) })
    const exact = byChain(replicas, afr, repair * 3600)
    const over = yearlyLoss / exact - 1
    expect(over).toBeGreaterThan(0)
    // A whole start is worth the time until the chain has forgotten it: a repair, times 1 + 1/2 + ... + 1/(r-1).
    expect(over).toBeLessThan((3 * repair) / 8760)
  }
})

test('the rule of thumb is close where a repair is short', () => {
  for (let replicas = 1; replicas <= 10; replicas++) {
    const { thumb, meanYears } = durability({ replicas, annualFailure: decimal('0.02'), repair: HOUR })
    expect(thumb * meanYears).toBeCloseTo(1, 3)
  }
})

test('another copy, a better disk and a faster repair each lower the chance', () => {
  const some = fc.record({
    replicas: fc.integer({ min: 1, max: 9 }),
    percent: fc.integer({ min: 1, max: 98 }),
    repair: fc.integer({ min: 60, max: 5_000_000 }),
  })
  const lossOf = (replicas: number, percent: number, repair: number) =>
    durability({ replicas, annualFailure: ratio(percent, 100), repair: ratio(repair) }).meanYears
  fc.assert(
    fc.property(some, ({ replicas, percent, repair }) => {
      const here = lossOf(replicas, percent, repair)
      expect(lossOf(replicas + 1, percent, repair)).toBeGreaterThan(here)
      expect(lossOf(replicas, percent + 1, repair)).toBeLessThan(here)
      if (replicas > 1) expect(lossOf(replicas, percent, repair * 2)).toBeLessThan(here)
    }),
  )
})

test('certain failure, none at all and eleven copies are refused', () => {
  expect(() => durability({ replicas: 3, annualFailure: ratio(1), repair: HOUR })).toThrow(RangeError)
  expect(() => durability({ replicas: 3, annualFailure: ratio(0), repair: HOUR })).toThrow(RangeError)
  expect(() => durability({ replicas: 11, annualFailure: ratio(1, 2), repair: HOUR })).toThrow(RangeError)
  expect(() => durability({ replicas: 3, annualFailure: ratio(1, 2), repair: ratio(0) })).toThrow(RangeError)
  expect(toNumber(HOUR) * 8760).toBe(YEAR)
})
