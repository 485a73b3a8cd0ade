// What a soak concludes from its samples, and the table of the benchmarks.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { median, quantile, type Row, table } from '../bench/rows.ts'
import { byMinute, growthOf, MOST_GROWTH, type Sample, slopeOf } from '../bench/soak-report.ts'
import { wrongWith } from '../bench/soak-shown.ts'
import { failed } from '../src/delivery.ts'
import { createGuard } from '../src/ops/guard.ts'
import { LIMITS } from '../src/ops/limits.ts'
import { asker, openBot } from './world.ts'

/** Six samples a minute, of which `at` tells the size of both. */
const samples = (minutes: number, at: (minute: number) => number): Sample[] =>
  Array.from({ length: minutes * 6 }, (_, index) => {
    const minute = (index + 1) / 6
    return { minute, rss: at(minute), heap: at(minute) }
  })

describe('memory', () => {
  test('that fills up in the first third and then stays is no growth', () => {
    const steady = samples(10, (minute) => Math.min(40 + 20 * minute, 90))

    expect(growthOf(steady, 'heap')).toEqual({ middle: 90, last: 90, ratio: 1, grows: false })
  })

  test('that shrinks is no growth', () => {
    expect(
      growthOf(
        samples(10, (minute) => 90 - minute),
        'heap',
      ),
    ).toMatchObject({ grows: false })
  })

  test('that leaks two megabytes a minute grows', () => {
    expect(
      growthOf(
        samples(10, (minute) => 80 + 2 * minute),
        'heap',
      ),
    ).toMatchObject({ grows: true })
  })

  test('that is high in a few samples is no growth', () => {
    const spiky = samples(10, (minute) => (Math.round(minute * 6) % 7 === 0 ? 300 : 80))

    expect(growthOf(spiky, 'heap')).toMatchObject({ ratio: 1, grows: false })
  })

  test('may rise further where it is resident than where it is the heap', () => {
    const rising = samples(10, (minute) => (minute > 20 / 3 ? 107 : 100))

    expect(growthOf(rising, 'heap')).toMatchObject({ grows: true })
    expect(growthOf(rising, 'rss')).toMatchObject({ grows: false })
  })

  test('of a short run is not judged', () => {
    expect(
      growthOf(
        samples(2, () => 80),
        'heap',
      ),
    ).toBeUndefined()
    expect(
      growthOf(
        samples(3, () => 80),
        'heap',
      ),
    ).toBeDefined()
    expect(growthOf([], 'heap')).toBeUndefined()
  })

  test('grows by the same rule at any size', () => {
    const sizes = fc.double({ min: 1, max: 1e4, noNaN: true })
    fc.assert(
      fc.property(sizes, fc.double({ min: 0.5, max: 2, noNaN: true }), (size, factor) => {
        fc.pre(Math.abs(factor - MOST_GROWTH.heap) > 1e-6)
        const stepped = samples(9, (minute) => (minute > 6 ? size * factor : size))
        expect(growthOf(stepped, 'heap')?.grows).toBe(factor > MOST_GROWTH.heap)
      }),
    )
  })

  test('has the slope of a line, whatever came in the first third', () => {
    const line = samples(9, (minute) => (minute < 3 ? 500 : 60 + 1.5 * minute))

    expect(slopeOf(line, 'rss')).toBeCloseTo(1.5)
    expect(slopeOf([], 'rss')).toBe(0)
  })

  test('is told as it was at the end of each whole minute', () => {
    expect(
      byMinute(
        samples(3, (minute) => 10 * minute),
        'heap',
      ),
    ).toEqual([10, 20, 30])
    expect(byMinute([], 'heap')).toEqual([])
  })
})

describe('an answer', () => {
  const shown = (card: object, parts = 1) => ({ parts, card: JSON.stringify(card), buttons: [] })

  test('is one where it shows what was asked for, however that is marked up', () => {
    expect(wrongWith(shown({ content: '### Read\\-your\\-writes' }), 'Read-your-writes')).toBeUndefined()
    expect(wrongWith(shown({ content: 'Quorum' }), 'Read-your-writes')).toBe('"Read-your-writes" is not shown')
  })

  test('is none where the card is empty or an apology', () => {
    expect(wrongWith(shown({}, 0))).toBe('an empty card')
    expect(wrongWith(shown(failed(new Error('of ours'))))).toBe('"That went wrong"')
  })

  test('is none where a limit turned the call away', async () => {
    const none = { burst: 0, perMinute: 1 }
    const guard = createGuard(await openBot(), { onEvent: () => {}, limits: { ...LIMITS, person: none } })

    const { reply } = await guard.answer({ command: '/concept cap' }, asker())

    expect(wrongWith(shown(reply))).toBe('"was not looked at"')
  })
})

describe('the table', () => {
  const rows: readonly Row[] = [
    { what: 'lookup', ours: '2 µs', peer: 'another: 10 µs', ratio: 0.2, note: 'p99 9 µs' },
    { what: 'a much longer name', ours: '3 MB' },
  ]

  test('has a line for each row, its columns one below the other', () => {
    const [head = '', first = '', second = '', ...more] = table(rows).split('\n')

    expect(more).toEqual([])
    expect(first).toMatch(/^lookup +2 µs {2}another: 10 µs {2}0\.20 {3}p99 9 µs$/)
    expect(second).toBe('a much longer name  3 MB')
    expect(first.indexOf('2 µs')).toBe(head.indexOf('ours'))
    expect(first.indexOf('another')).toBe(head.indexOf('beside it'))
  })

  test('of nothing is its head', () => {
    expect(table([]).split('\n')).toHaveLength(1)
  })
})

describe('a quantile', () => {
  test('is one of the values, and as many lie below it as were asked for', () => {
    const values = fc.array(fc.integer(), { minLength: 1 })
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const found = quantile(given, share)
        expect(given).toContain(found)
        expect(given.filter((each) => each < found).length).toBeLessThanOrEqual(given.length * share)
      }),
    )
  })

  test('leaves the order of what it was given', () => {
    const given = [3, 1, 2]

    expect(median(given)).toBe(2)
    expect(given).toEqual([3, 1, 2])
  })

  test('of nothing is 0', () => {
    expect(median([])).toBe(0)
  })
})
