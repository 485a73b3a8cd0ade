// Uptime and repair times make availability, and back.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimal, ONE, ratio, ZERO } from '../../src/reliability/rational.ts'
import { availabilityOf, mtbfFor, mtbfFromPeriod, mttrFor } from '../../src/reliability/repair.ts'
import { seconds, target } from './arbitraries.ts'

describe('MTBF and MTTR', () => {
  test('of 1,000 h and 1 h make 99.9001 %, read strictly 99.9 %', () => {
    const { availability, strict } = availabilityOf({ mtbf: ratio(1000), mttr: ONE })
    expect(availability).toEqual(ratio(1000, 1001))
    expect(strict).toEqual(decimal('0.999'))
  })

  test('read strictly say nothing when repairs outlast the time between failures', () => {
    expect(availabilityOf({ mtbf: ONE, mttr: ratio(2) })).toEqual({ availability: ratio(1, 3), strict: null })
    expect(availabilityOf({ mtbf: ZERO, mttr: ONE })).toEqual({ availability: ZERO, strict: null })
    expect(() => availabilityOf({ mtbf: ZERO, mttr: ZERO })).toThrow(RangeError)
  })

  test('of 24 h with 2 h down in two failures are 11 h and 1 h', () => {
    const seen = mtbfFromPeriod({ period: ratio(24), downtime: ratio(2), failures: 2 })
    expect(seen).toEqual({ mtbf: ratio(11), mttr: ONE, availability: ratio(11, 12) })
    expect(availabilityOf({ mtbf: ratio(11), mttr: ONE }).availability).toEqual(seen.availability)
  })

  test('of a period without failures are unknown', () => {
    expect(mtbfFromPeriod({ period: ratio(24), downtime: ZERO, failures: 0 })).toEqual({
      mtbf: null,
      mttr: null,
      availability: ONE,
    })
  })

  test('for a target make that target, exactly', () => {
    fc.assert(
      fc.property(seconds, target, (time, wanted) => {
        const mttr = mttrFor({ mtbf: time, target: wanted })
        if (mttr) expect(availabilityOf({ mtbf: time, mttr }).availability).toEqual(wanted)
        else expect(wanted).toEqual(ZERO)
        const mtbf = mtbfFor({ mttr: time, target: wanted })
        expect(mtbf && availabilityOf({ mtbf, mttr: time }).availability).toEqual(wanted)
      }),
    )
  })

  test('cannot be had for a target of 1', () => {
    expect(mtbfFor({ mttr: ONE, target: ONE })).toBeNull()
    expect(mttrFor({ mtbf: ONE, target: ONE })).toEqual(ZERO)
  })
})
