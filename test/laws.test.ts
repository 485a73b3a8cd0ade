// Laws that the arithmetic keeps whatever the numbers are, asked through the bot as people ask. What is expected is worked out here in
// whole numbers, so that a rounding on either side shows.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block, Reply, Text } from '../src/reply.ts'
import { asker, openBot } from './world.ts'

const bot = await openBot()
const RUNS = { numRuns: 300 }

type Answer = Readonly<Record<string, unknown>>
const ask = async (command: string): Promise<Reply> => (await bot.answer({ command }, asker())).reply
const answer = async (command: string): Promise<Answer> => (await ask(command)).answer as unknown as Answer
const number = (found: unknown): number => {
  expect(found).toBeTypeOf('number')
  return found as number
}
/** Equal as far as the last digits of a float. */
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b), 1e-300)

/** "99.99…" with so many nines, at least two. */
const nines = (count: number): string => (count === 2 ? '99' : `99.${'9'.repeat(count - 2)}`)
/** A target as it is typed, and what it leaves, in parts of 10^15. */
interface Goal {
  readonly text: string
  readonly missing: bigint
}
const WHOLE = 10n ** 15n
const goal: fc.Arbitrary<Goal> = fc
  .tuple(fc.integer({ min: 0, max: 13 }), fc.bigInt({ min: 50n * 10n ** 13n, max: WHOLE - 1n }))
  .map(([places, share]) => {
    const unit = 10n ** BigInt(13 - places)
    const cut = (share / unit) * unit
    const digits = cut.toString().padStart(15, '0')
    const fraction = digits.slice(2).replace(/0+$/, '')
    return { text: `${digits.slice(0, 2)}${fraction === '' ? '' : `.${fraction}`}`, missing: WHOLE - cut }
  })
const days = fc.integer({ min: 1, max: 3650 })
const seconds = fc.integer({ min: 1, max: 86_400 })

/** The text of a reply, block by block. */
const words = (text: Text): string => text.map((span) => ('text' in span ? span.text : '')).join('')
const factOf = ({ blocks }: Reply, label: string): string =>
  blocks
    .flatMap((block) => (block.kind === 'facts' ? block.facts : []))
    .flatMap((fact) => (fact.label === label ? words(fact.value) : []))[0] ?? ''
const tableOf = ({ blocks }: Reply): Extract<Block, { kind: 'table' }> | undefined =>
  blocks.find((block) => block.kind === 'table')

describe('a target', () => {
  test('of up to fifteen digits is read exactly', async () => {
    await fc.assert(
      fc.asyncProperty(goal, async ({ text, missing }) => {
        const found = await answer(`/availability ${text}`)
        expect(found.unavailability).toBe(Number(missing) / Number(WHOLE))
        const year = (found.downtimeSeconds as Answer).year
        expect(near(number(year), Number(missing * 31_536_000n) / Number(WHOLE))).toBe(true)
      }),
      RUNS,
    )
  })

  test('is given as the nearest number that a machine has', async () => {
    // Cut off instead of rounded, it would be 0.17302119999999999.
    expect(await answer('/availability 82.69788')).toMatchObject({ unavailability: 0.1730212 })
  })

  test.each([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])('of %i nines has its exact downtime', async (count) => {
    const lost = 10 ** count
    for (const typed of [nines(count), `${nines(count)}%`, `0.${'9'.repeat(count)}`, `${count} nines`]) {
      const found = await answer(`/availability ${typed}`)
      expect([typed, found.targetText, found.unavailability]).toEqual([typed, `0.${'9'.repeat(count)}`, 1 / lost])
      expect(found.nines).toBeCloseTo(count, 9)
      expect(found.downtimeSeconds).toEqual({
        hour: 3600 / lost,
        day: 86_400 / lost,
        week: 604_800 / lost,
        month: 2_592_000 / lost,
        quarter: 7_776_000 / lost,
        year: 31_536_000 / lost,
      })
    }
  })

  test('of eleven nines keeps them in its table', async () => {
    const reply = await ask(`/availability ${nines(11)}`)
    const cells = tableOf(reply)?.rows.map((row) => row.map(words))
    expect(cells).toEqual([
      ['hour', '36ns'],
      ['day', '864ns'],
      ['week', '6.05µs'],
      ['month (30 days)', '25.9µs'],
      ['quarter (90 days)', '77.8µs'],
      ['year (365 days)', '315µs'],
    ])
    expect(words((reply.blocks[0] as Extract<Block, { kind: 'text' }>).text)).toContain('99.999999999 %')
  })

  test('that is higher allows less', async () => {
    await fc.assert(
      fc.asyncProperty(goal, goal, async (a, b) => {
        const allowed = async ({ text }: Goal): Promise<number> =>
          number(((await answer(`/availability ${text}`)).downtimeSeconds as Answer).month)
        expect(Math.sign((await allowed(a)) - (await allowed(b)))).toBe(
          a.missing > b.missing ? 1 : a.missing < b.missing ? -1 : 0,
        )
      }),
      RUNS,
    )
  })
})

describe('a budget of time', () => {
  test('is what was spent and what remains', async () => {
    await fc.assert(
      fc.asyncProperty(goal, days, fc.array(seconds, { maxLength: 5 }), async ({ text, missing }, length, list) => {
        const spent = list.reduce((sum, each) => sum + each, 0)
        fc.pre(spent <= length * 86_400)
        const outages = list.length > 0 ? ` outages="${list.map((each) => `${each}s`).join(';')}"` : ''
        const found = await answer(`/budget target=${text} window=${length}d${outages}`)
        const whole = missing * BigInt(length) * 86_400n
        const remaining = whole - BigInt(spent) * WHOLE
        expect(found.spentSeconds).toBe(spent)
        expect(near(number(found.budgetSeconds), Number(whole) / Number(WHOLE))).toBe(true)
        expect(near(number(found.remainingSeconds), Number(remaining) / Number(WHOLE))).toBe(true)
        expect(Math.abs(number(found.spentRatio) + number(found.remainingRatio) - 1)).toBeLessThan(
          1e-9 * Math.max(1, number(found.spentRatio)),
        )
        // Exactly at the edge it is met, a millionth of a second over it is missed.
        expect(found.met).toBe(remaining >= 0n)
      }),
      RUNS,
    )
  })

  test('that is spent to the last second is met, and one more misses it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 12 }), async (count, months) => {
        const allowed = (months * 2_592_000) / 10 ** count
        const line = (down: number): string =>
          `/budget target=${nines(count)} window=${months * 30}d outages=${down.toFixed(3)}s`
        expect(await answer(line(allowed))).toMatchObject({ met: true, remainingSeconds: 0, remainingRatio: 0 })
        expect(await answer(line(allowed + 0.001))).toMatchObject({ met: false })
      }),
      { numRuns: 48 },
    )
  })

  test('takes an outage by its share', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 100 }), seconds, async (percent, length) => {
        const found = await answer(`/budget 99.9 30d ${percent}% for ${length}s`)
        expect(near(number(found.spentSeconds), (percent * length) / 100)).toBe(true)
      }),
      RUNS,
    )
  })

  test('counts outages that overlap once, at most what each of them took', async () => {
    const at = (minute: number): string =>
      `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
    const range = fc
      .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 300 }))
      .map(([from, length]) => ({ from, to: from + length }))
    await fc.assert(
      fc.asyncProperty(fc.array(range, { minLength: 1, maxLength: 5 }), async (ranges) => {
        const hit = new Set(ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)))
        const texts = ranges.map(({ from, to }) => `2026-11-20 ${at(from)}-${at(to)} UTC`)
        const found = await answer(`/budget target=99.9 window=30d outages="${texts.join(';')}"`)
        expect(found.spentSeconds).toBe(hit.size * 60)
      }),
      RUNS,
    )
  })
})

describe('a budget of requests', () => {
  test('is floored, and bad and remaining requests make it up', async () => {
    await fc.assert(
      fc.asyncProperty(
        goal,
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        fc.integer({ min: 0, max: 1000 }),
        async ({ text, missing }, total, thousandths) => {
          const bad = (total * BigInt(thousandths)) / 1000n
          const found = await answer(`/budget target=${text} outages="${bad} of ${total}"`)
          const allowed = (missing * total) / WHOLE
          expect([found.budgetEvents, found.badEvents, found.remainingEvents]).toEqual(
            [allowed, bad, allowed - bad].map(Number),
          )
          expect(found.met).toBe(bad * WHOLE <= missing * total)
        },
      ),
      RUNS,
    )
  })
})

describe('a missed target', () => {
  const shown = (reply: Reply): readonly [string, string] => {
    const line = factOf(reply, 'Availability') || factOf(reply, 'Success rate')
    const [, had = '', wanted = ''] = /^≈? ?([\d.]+) % against ([\d.]+) %/.exec(line) ?? []
    return [had, wanted]
  }

  test('is never shown as met, nor with the digits of the target', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 9 }),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        fc.integer({ min: 0, max: 4 }),
        async (count, size, over) => {
          const total = size * 10n ** BigInt(count)
          const bad = size + BigInt(over)
          fc.pre(bad <= total)
          const reply = await ask(`/budget target=${nines(count)} outages="${bad} of ${total}"`)
          const [had, wanted] = shown(reply)
          expect((reply.answer as unknown as Answer).met).toBe(over === 0)
          expect(wanted).toBe(nines(count))
          if (over === 0) expect(had).toBe(wanted)
          else {
            expect(Number(had)).toBeLessThanOrEqual(Number(wanted))
            expect(had.replace(/0+$/, '')).not.toBe(wanted)
            expect(JSON.stringify(reply.blocks)).toContain('missed')
            expect(JSON.stringify(reply.blocks)).not.toMatch(/SLO is (?:just )?met/)
          }
        },
      ),
      RUNS,
    )
  })

  test('of 99.8999 against 99.9 is said with its digits', async () => {
    const reply = await ask('/budget 99.9 1001 of 1M')
    expect(factOf(reply, 'Success rate')).toBe('99.8999 % against 99.9 %: missed')
    expect(shown(await ask('/budget 99.9 30d 43m12.001s'))).toEqual(['99.89999996', '99.9'])
  })
})

describe('a burn rate', () => {
  test('times the time until the budget is gone is what remains of the window', async () => {
    await fc.assert(
      fc.asyncProperty(
        goal,
        fc.integer({ min: 1, max: 1000 }),
        days,
        fc.integer({ min: 1, max: 100 }),
        async ({ text }, errors, length, left) => {
          const found = await answer(
            `/budget burn target=${text} errors=${errors / 10}% window=${length}d left="${left}% left"`,
          )
          expect(near(number(found.exhaustsInSeconds) * number(found.burnRate), (left / 100) * length * 86_400)).toBe(
            true,
          )
        },
      ),
      RUNS,
    )
  })

  test('is the error rate in units of the budget, exactly at the thresholds', async () => {
    // 0.0144 >= 14.4 * 0.001 is false in floating point.
    expect(await answer('/budget burn 99.9 30d 1.44% errors')).toMatchObject({ burnRate: 14.4 })
    const { rows } = (await answer('/budget paged 99.9 30d 1.44% errors for 1h')) as { rows: Answer[] }
    expect(rows[0]).toMatchObject({ burnRate: 14.4, fires: true, firesAfterSeconds: 3600 })
    const under = (await answer('/budget paged 99.9 30d 1.4399999% errors for 1h')) as { rows: Answer[] }
    expect(under.rows[0]).toMatchObject({ fires: false })
  })
})

describe('a composition', () => {
  const part = fc.integer({ min: 50_000, max: 99_999 }).map((thousandths) => thousandths / 1000)
  const parts = fc.array(part, { minLength: 2, maxLength: 8 })
  const within = ({ availability, lowerBound, upperBound }: Answer): void => {
    expect(number(availability)).toBeGreaterThanOrEqual(number(lowerBound))
    expect(number(availability)).toBeLessThanOrEqual(number(upperBound))
  }

  test('in series is at most its weakest part, and their product', async () => {
    await fc.assert(
      fc.asyncProperty(parts, async (list) => {
        const found = await answer(`/availability compose ${list.join(' > ')}`)
        expect(number(found.availability)).toBeLessThanOrEqual(Math.min(...list) / 100)
        const product = list.reduce((made, each) => made * BigInt(Math.round(each * 1000)), 1n)
        expect(near(number(found.availability), Number(product) / 1e5 ** list.length)).toBe(true)
        within(found)
      }),
      RUNS,
    )
  })

  test('in parallel is at least its strongest part, and fails as all fail', async () => {
    await fc.assert(
      fc.asyncProperty(parts, async (list) => {
        const found = await answer(`/availability compose ${list.join(' || ')}`)
        expect(number(found.availability)).toBeGreaterThanOrEqual(Math.max(...list) / 100)
        const product = list.reduce((made, each) => made * BigInt(100_000 - Math.round(each * 1000)), 1n)
        expect(near(number(found.unavailability), Number(product) / 1e5 ** list.length)).toBe(true)
        within(found)
      }),
      RUNS,
    )
  })

  test('of k of n grows with n and shrinks with k', async () => {
    await fc.assert(
      fc.asyncProperty(part, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), async (each, k, more) => {
        const of = async (need: number, count: number): Promise<number> =>
          number((await answer(`/availability compose ${need} of ${count} x ${each}`)).availability)
        const [own, wider, stricter] = [await of(k, k + more), await of(k, k + more + 1), await of(k + 1, k + more)]
        expect(wider).toBeGreaterThanOrEqual(own)
        expect(stricter).toBeLessThanOrEqual(own)
      }),
      { numRuns: 100 },
    )
  })

  test('is written so that it reads back as the same', async () => {
    const tree: fc.Arbitrary<string> = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        part.map(String),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a} > ${b})`),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a} || ${b})`),
        fc
          .tuple(part, fc.integer({ min: 2, max: 5 }))
          .map(([a, n]) => `${a} x${n} need ${n - 1}`)
          .map((a) => `(${a})`),
      ),
    })).tree
    await fc.assert(
      fc.asyncProperty(tree, async (text) => {
        const found = await answer(`/availability compose ${text} > 99.9`)
        expect(await answer(`/availability compose ${found.expression}`)).toEqual(found)
      }),
      RUNS,
    )
  })

  test('needs as many replicas as it says, and no fewer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 11 }), part, async (count, each) => {
        const found = await answer(`/availability redundancy target=${nines(count)} part=${each}`)
        const enough = number(found.count)
        const failing = (copies: number): bigint => BigInt(100_000 - Math.round(each * 1000)) ** BigInt(copies)
        const fits = (copies: number): boolean => failing(copies) * 10n ** BigInt(count) <= 10n ** BigInt(5 * copies)
        expect([fits(enough), enough > 1 && fits(enough - 1)]).toEqual([true, false])
      }),
      RUNS,
    )
  })
})

describe('repair', () => {
  test('gives back the MTTR that its availability was made of', async () => {
    await fc.assert(
      fc.asyncProperty(goal, fc.integer({ min: 1, max: 100_000 }), async ({ text, missing }, hours) => {
        const found = await answer(`/availability repair mtbf=${hours}h target=${text}`)
        expect(near(number(found.mttrSeconds), (hours * 3600 * Number(missing)) / Number(WHOLE - missing))).toBe(true)
      }),
      RUNS,
    )
  })
})

describe('a system', () => {
  test.each([
    ['lb 99.99 > (app 99.9 x3 need 2) > (db 99.95 || replica 99.9)', '0.9998965023512988501'],
    ['99.9 x10', '0.999999999999999999999999999999'],
    ['99.999999999 > 99.999999999', '0.9999999999800000000001'],
  ])('%s is written out to its last digit', async (system, digits) => {
    const { reply } = await bot.answer({ command: `/availability compose ${system}` }, asker())

    expect(reply.blocks.flatMap((block) => (block.kind === 'formula' ? [block.text] : [])).join('\n')).toContain(
      `exactly A = ${digits}`,
    )
  })
})

describe('a system that says how many parts it has', () => {
  test('and names another number of them is asked which is meant', async () => {
    const { reply } = await bot.answer({ command: '/availability 2 of 3 (web 99 || db 99.5)' }, asker())

    expect(reply.answer).toMatchObject({ type: 'refusal', code: 'bad-expression' })
    expect(JSON.stringify(reply.answer)).toContain('2 parts')
  })
})
