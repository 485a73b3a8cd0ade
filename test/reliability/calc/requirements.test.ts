import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Conflict, conflicts, type Requirements } from '../../../src/reliability/calc/requirements.ts'
import { complement, decimal, mul, ratio } from '../../../src/reliability/rational.ts'

const hours = (n: number) => ratio(3600 * n)
const ms = (n: number) => ratio(n, 1000)
const kinds = (wanted: Requirements) => conflicts(wanted).map((one) => one.why.kind)
const of = (wanted: Requirements, kind: Conflict['why']['kind']) =>
  conflicts(wanted).find((one) => one.why.kind === kind)

test('one recovery in 4 h spends the 4.32 min of 99.99 % over 30 days 55 times', () => {
  expect(conflicts({ availability: decimal('0.9999'), rto: hours(4) })).toEqual([
    {
      between: ['rto', 'availability'],
      why: { kind: 'outage-over-budget', budget: decimal('259.2'), outage: hours(4), times: ratio(14400 * 10, 2592) },
      severity: 'contradicts',
    },
  ])
})

test('the window changes the budget: 4 h fit 99.9 % of a year twice, and 5 h only once', () => {
  const year = ratio(365 * 86_400)
  expect(conflicts({ availability: decimal('0.999'), window: year, rto: hours(4) })).toEqual([])
  expect(of({ availability: decimal('0.999'), window: year, rto: hours(5) }, 'few-outages')).toMatchObject({
    why: { fit: 1n },
    severity: 'tension',
  })
})

test('recoveries that fit the budget exactly twice are not few', () => {
  const wanted = { availability: decimal('0.9'), window: ratio(100) }
  expect(kinds({ ...wanted, rto: ratio(5) })).toEqual([])
  expect(kinds({ ...wanted, rto: decimal('5.1') })).toEqual(['few-outages'])
  expect(kinds({ ...wanted, rto: ratio(10) })).toEqual(['few-outages'])
})

test('means of zero say nothing about uptime', () => {
  expect(kinds({ availability: decimal('0.9'), mttf: ratio(0), mttr: ratio(0) })).toEqual([])
})

test('no budget at all has no multiple', () => {
  expect(of({ availability: ratio(1), rto: ratio(1) }, 'outage-over-budget')).toMatchObject({
    why: { budget: ratio(0), times: null },
  })
})

test('719.28 h of uptime and 43.2 min of repair are exactly 99.9 %', () => {
  const means = { mttf: ratio(2_589_408), mttr: decimal('2592') }
  expect(kinds({ availability: decimal('0.999'), ...means })).not.toContain('too-little-uptime')
  expect(of({ availability: decimal('0.9991'), ...means }, 'too-little-uptime')).toMatchObject({
    why: { reached: decimal('0.999') },
    severity: 'contradicts',
  })
})

test('repairs longer than the RTO contradict it', () => {
  expect(kinds({ mttr: hours(2), rto: hours(1) })).toEqual(['repair-over-rto'])
  expect(kinds({ mttr: hours(1), rto: hours(1) })).toEqual([])
})

test('no loss over 6,000 km costs 60 ms a write: more than a p99 of 50 ms, at the price of one of 100', () => {
  const far = { rpo: ratio(0), regionsKm: ratio(6000) }
  expect(conflicts({ ...far, p99: ms(50) })).toEqual([
    {
      between: ['rpo', 'regionsKm', 'p99'],
      why: { kind: 'sync-over-p99', rtt: ms(60), p99: ms(50) },
      severity: 'contradicts',
    },
  ])
  expect(conflicts({ ...far, p99: ms(100) })).toMatchObject([{ why: { kind: 'sync-cost' }, severity: 'tension' }])
  expect(kinds({ ...far, p99: ms(60) })).toEqual(['sync-cost'])
})

test('an RPO that a later copy can keep costs nothing, one below the way there does', () => {
  expect(kinds({ rpo: ms(30), regionsKm: ratio(6000), p99: ms(5) })).toEqual([])
  expect(kinds({ rpo: ms(29), regionsKm: ratio(6000), p99: ms(5) })).toEqual(['sync-over-p99'])
  expect(kinds({ rpo: ratio(0), regionsKm: ratio(0), p99: ms(1) })).toEqual([])
})

test('with an availability a cut between the regions forces a choice', () => {
  expect(kinds({ availability: decimal('0.99'), rpo: ratio(0), regionsKm: ratio(1000) })).toContain('partition')
  expect(kinds({ availability: decimal('0.99'), rpo: hours(1), regionsKm: ratio(1000) })).toEqual([])
})

test('at 60 ms a round 20 writes a second on one key do not follow one another', () => {
  const far = { rpo: ratio(0), regionsKm: ratio(6000) }
  expect(of({ ...far, throughput: ratio(20) }, 'sync-over-throughput')).toMatchObject({
    why: { perKey: ratio(50, 3), wanted: ratio(20) },
    severity: 'tension',
  })
  expect(kinds({ ...far, throughput: ratio(16) })).toEqual(['sync-cost'])
})

test('one copy cannot lose nothing, and two have none to spare', () => {
  expect(conflicts({ rpo: ratio(0), replicas: 1 })).toMatchObject([{ severity: 'contradicts' }])
  const two = { rpo: ratio(0), availability: decimal('0.9'), replicas: 2 }
  expect(kinds(two)).toEqual(['no-spare'])
  expect(kinds({ ...two, replicas: 3 })).toEqual([])
  expect(kinds({ rpo: hours(1), replicas: 1 })).toEqual([])
})

test('a conflict is only between what was asked for, and asking for less time off never hides one', () => {
  const share = fc.integer({ min: 0, max: 1000 }).map((n) => ratio(n, 1000))
  const time = fc.integer({ min: 0, max: 100_000 }).map((n) => ratio(n, 10))
  const some = fc.record(
    {
      availability: share,
      rto: time,
      rpo: time,
      p99: time,
      regionsKm: time,
      mttr: time,
      mttf: time,
      throughput: time,
      replicas: fc.integer({ min: 1, max: 9 }),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(some, (wanted) => {
      const found = conflicts(wanted)
      for (const one of found) for (const name of one.between) expect(wanted).toHaveProperty(name)
      if (!wanted.availability) return
      const half = complement(mul(complement(wanted.availability), ratio(1, 2)))
      const worse = conflicts({ ...wanted, availability: half })
      const against = (list: readonly Conflict[]) => list.filter((one) => one.severity === 'contradicts').length
      expect(against(worse)).toBeGreaterThanOrEqual(against(found))
    }),
  )
})

test('shares above 1 and negative times are refused', () => {
  expect(() => conflicts({ availability: ratio(99) })).toThrow(RangeError)
  expect(() => conflicts({ rto: ratio(-1) })).toThrow('rto must not be negative')
  expect(() => conflicts({ window: ratio(0) })).toThrow(RangeError)
  expect(() => conflicts({ replicas: 0 })).toThrow(RangeError)
})
