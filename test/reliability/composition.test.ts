// The availability of a whole out of its parts: the published figures, every tree against counting all its outcomes, and
// bounds that hold.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bounds,
  type Contribution,
  commonCause,
  contributions,
  leaves,
  type Part,
  unavailability,
  weakest,
} from '../../src/reliability/composition.ts'
import {
  add,
  compare,
  complement,
  decimal,
  equal,
  least,
  most,
  mul,
  ONE,
  type Ratio,
  ratio,
  sub,
  toFixed,
  toNumber,
  ZERO,
} from '../../src/reliability/rational.ts'
import { share } from './arbitraries.ts'

const leaf = (percent: string, name?: string): Part => ({
  kind: 'part',
  availability: decimal(`${percent}e-2`),
  ...(name === undefined ? {} : { name }),
})
const row = (...parts: (Part | string)[]): Part => ({ kind: 'series', parts: parts.map(asPart) })
const anyOf = (...parts: (Part | string)[]): Part => ({ kind: 'choose', need: 1, of: parts.map(asPart) })
const copies = (need: number, times: number, part: Part | string): Part => ({
  kind: 'repeat',
  need,
  times,
  part: asPart(part),
})
const asPart = (part: Part | string): Part => (typeof part === 'string' ? leaf(part) : part)
const percent = (value: Ratio, places: number): string => toFixed(mul(value, ratio(100)), places)
const available = (part: Part): Ratio => complement(unavailability(part))

const REGION = row(
  ...[
    '99.99',
    '99.95',
    '99.99',
    '99.9',
    '99.99',
    '99.995',
    '99.99',
    '99.9',
    '99.99',
    '99.99',
    '99.99',
    '99.9',
    '99.99',
  ],
)

describe('published figures', () => {
  test.each<[string, Part, number, string]>([
    ['an app and its database', row('99.95', '99.99'), 6, '99.940005'],
    ['a database or a queue', anyOf('99.99', '99.9'), 8, '99.99999'],
    ['two regions', anyOf('99.95', '99.95'), 6, '99.999975'],
    ['four regions', copies(1, 4, '99.95'), 14, '99.99999999999375'],
    ['three machines', copies(1, 3, '99.99'), 10, '99.9999999999'],
    ['two tiers of three', row(copies(1, 3, '99.99'), copies(1, 3, '99.99')), 10, '99.9999999998'],
    ['a chain of eight', row('99.99', '99.99', '99.95', '99.9', '99.995', '99.9', '99.99', '99.9'), 3, '99.616'],
    ['one region of a web app', REGION, 4, '99.5658'],
    ['a web app in one region', row('99.99', '99.99', '100', REGION), 3, '99.546'],
    ['a web app in two regions', row('99.99', '99.99', '100', anyOf(REGION, REGION)), 4, '99.9781'],
    ['three in a row', row('99.99', '99.99', '99.99'), 10, '99.9700029999'],
    ['two at 99 %', copies(1, 2, '99'), 4, '99.99'],
    ['two machines and a database', row(copies(1, 2, '99'), '99'), 4, '98.9901'],
    ['two of three at 99 %', copies(2, 3, '99'), 4, '99.9702'],
    ['three 99.9 % copies', copies(1, 3, '99.9'), 7, '99.9999999'],
  ])('%s', (_, part, places, expected) => {
    expect(percent(available(part), places)).toBe(expected)
  })

  test('of copies in a row are not those of copies side by side', () => {
    expect(percent(available(row('99.5', '99.5')), 4)).toBe('99.0025')
    expect(percent(available(anyOf('99.5', '99.5')), 4)).toBe('99.9975')
  })

  test('keep eleven nines, four times over', () => {
    const eleven = decimal('99.999999999e-2')
    const four = copies(1, 4, { kind: 'part', availability: eleven })
    expect(unavailability(four)).toEqual(ratio(1n, 10n ** 44n))
  })

  test('are 75, 76 and 80 % for 80 and 95 % in a row', () => {
    const both = row('80', '95')
    expect(bounds(both)).toEqual({ lower: decimal('0.75'), upper: decimal('0.8') })
    expect(available(both)).toEqual(decimal('0.76'))
  })

  test('are about 99.89 % for two at 99 % that share a tenth of their failures', () => {
    expect(commonCause(copies(1, 2, '99'), decimal('0.1'))).toEqual(decimal('0.001081'))
    expect(commonCause(anyOf('99', '99'), decimal('0.1'))).toEqual(decimal('0.001081'))
  })
})

const small: fc.Arbitrary<Part> = fc.letrec<{ part: Part }>((tie) => ({
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    share.map((availability): Part => ({ kind: 'part', availability })),
    fc.array(tie('part'), { maxLength: 3 }).map((parts): Part => ({ kind: 'series', parts })),
    fc
      .tuple(fc.nat({ max: 4 }), fc.array(tie('part'), { maxLength: 4 }))
      .map(([need, of]): Part => ({ kind: 'choose', need, of })),
    fc
      .tuple(fc.nat({ max: 4 }), fc.integer({ min: 1, max: 3 }), tie('part'))
      .map(([need, times, part]): Part => ({ kind: 'repeat', need, times, part })),
  ),
})).part
const countable = small.filter((part) => leaves(part) <= 9)

/** Every part of the tree once for every copy, and whether the whole is up for a given up and down of them. */
function written(part: Part): {
  readonly parts: readonly Ratio[]
  readonly up: (states: readonly boolean[]) => boolean
} {
  if (part.kind === 'part') return { parts: [part.availability], up: ([state]) => state === true }
  const children =
    part.kind === 'series'
      ? part.parts
      : part.kind === 'choose'
        ? part.of
        : Array.from({ length: part.times }, () => part.part)
  const need = part.kind === 'series' ? children.length : part.need
  const all = children.map(written)
  return {
    parts: all.flatMap(({ parts }) => parts),
    up(states) {
      let at = 0
      const ups = all.filter((child) => {
        at += child.parts.length
        return child.up(states.slice(at - child.parts.length, at))
      })
      return ups.length >= need
    },
  }
}

/** All 2^n outcomes. */
function counted(part: Part): Ratio {
  const { parts, up } = written(part)
  let down = ZERO
  for (let mask = 0; mask < 2 ** parts.length; mask++) {
    const states = parts.map((_, index) => ((mask >> index) & 1) === 1)
    if (up(states)) continue
    down = add(
      down,
      parts.reduce((chance, a, index) => mul(chance, states[index] ? a : complement(a)), ONE),
    )
  }
  return down
}

/** The tree with the leaf at this path made better. */
function improved(part: Part, path: readonly number[], change: (down: Ratio) => Ratio): Part {
  const [at, ...below] = path
  if (part.kind === 'part') return { ...part, availability: complement(change(complement(part.availability))) }
  if (part.kind === 'repeat') return { ...part, part: improved(part.part, below, change) }
  const of = (list: readonly Part[]) =>
    list.map((child, index) => (index === at ? improved(child, below, change) : child))
  return part.kind === 'series' ? { ...part, parts: of(part.parts) } : { ...part, of: of(part.of) }
}

describe('any tree', () => {
  test('is down as often as all its outcomes say', () => {
    fc.assert(
      fc.property(countable, (part) => {
        expect(unavailability(part)).toEqual(counted(part))
      }),
      { numRuns: 300 },
    )
  })

  test('lies within its bounds', () => {
    fc.assert(
      fc.property(small, (part) => {
        const { lower, upper } = bounds(part)
        const a = available(part)
        expect([
          compare(ZERO, lower) <= 0,
          compare(lower, a) <= 0,
          compare(a, upper) <= 0,
          compare(upper, ONE) <= 0,
        ]).toEqual([true, true, true, true])
      }),
      { numRuns: 300 },
    )
  })

  test('gains what it has less of when a leaf is better', () => {
    fc.assert(
      fc.property(countable, (part) => {
        const whole = unavailability(part)
        const list = contributions(part)
        for (const { path, perfect, halved } of list) {
          const gain = (change: (down: Ratio) => Ratio): Ratio =>
            sub(whole, unavailability(improved(part, path, change)))
          expect(
            equal(
              perfect,
              gain(() => ZERO),
            ),
          ).toBe(true)
          expect(
            equal(
              halved,
              gain((down) => mul(down, ratio(1, 2))),
            ),
          ).toBe(true)
        }
        const best = weakest(list)
        expect(list.every(({ perfect }) => best && compare(perfect, best.perfect) <= 0)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('that shares no failures is the independent one, and that shares any is never above 1', () => {
    fc.assert(
      fc.property(countable, share, (part, shared) => {
        expect(toNumber(commonCause(part, ZERO))).toBeCloseTo(toNumber(unavailability(part)), 14)
        const down = commonCause(part, shared)
        expect([compare(down, ZERO) >= 0, compare(down, ONE) <= 0]).toEqual([true, true])
      }),
    )
  })
})

describe('a group', () => {
  const ratios = fc.array(share, { minLength: 1, maxLength: 8 })
  const parts = (list: readonly Ratio[]): readonly Part[] =>
    list.map((availability) => ({ kind: 'part', availability }))

  test('in a row is at most as good as its worst, side by side at least as good as its best', () => {
    fc.assert(
      fc.property(ratios, (list) => {
        expect(compare(available({ kind: 'series', parts: parts(list) }), list.reduce(least))).toBeLessThanOrEqual(0)
        expect(
          compare(available({ kind: 'choose', need: 1, of: parts(list) }), list.reduce(most)),
        ).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('gets worse the more of it is needed, from always up to never', () => {
    fc.assert(
      fc.property(ratios, (list) => {
        const downs = Array.from({ length: list.length + 2 }, (_, need) =>
          unavailability({ kind: 'choose', need, of: parts(list) }),
        )
        expect(downs[0]).toEqual(ZERO)
        expect(downs.at(-1)).toEqual(ONE)
        for (const [index, down] of downs.entries()) {
          expect(compare(downs[index - 1] ?? ZERO, down)).toBeLessThanOrEqual(0)
        }
      }),
    )
  })

  test('of copies is the same written out', () => {
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 12 }), fc.nat({ max: 13 }), share, (a, times, need, shared) => {
        const once: Part = { kind: 'repeat', need, times, part: { kind: 'part', availability: a } }
        const out: Part = { kind: 'choose', need, of: parts(Array.from({ length: times }, () => a)) }
        expect(unavailability(once)).toEqual(unavailability(out))
        expect(bounds(once)).toEqual(bounds(out))
        expect(commonCause(once, shared)).toEqual(commonCause(out, shared))
      }),
    )
  })

  test('reaches its bounds: two of three at 90 % are between 85 % and 100 %', () => {
    expect(bounds(copies(2, 3, '90'))).toEqual({ lower: decimal('0.85'), upper: ONE })
    expect(bounds({ kind: 'choose', need: 2, of: [leaf('90'), leaf('10'), leaf('10')] })).toEqual({
      lower: ratio(1, 20),
      upper: decimal('0.2'),
    })
  })

  test('of unequal parts shares a part of its smallest unavailability', () => {
    // 0.1 * 0.001 together; 0.0009 and 0.0099 apart.
    expect(commonCause(anyOf('99.9', '99'), decimal('0.1'))).toEqual(decimal('0.00010891'))
    expect(commonCause(anyOf('99', '99.9'), decimal('0.1'))).toEqual(decimal('0.00010891'))
  })

  test('that shares every failure is as good as one copy, and without redundancy nothing changes', () => {
    expect(commonCause(copies(2, 3, '99'), ONE)).toEqual(decimal('0.01'))
    expect(commonCause(row('99', '99.9'), decimal('0.5'))).toEqual(unavailability(row('99', '99.9')))
  })

  test('of sure failures stays at 1 however much they share', () => {
    expect(commonCause(copies(9, 10, '0'), decimal('0.5'))).toEqual(ONE)
  })
})

describe('contributions', () => {
  const shop = row(leaf('99.9', 'shop'), copies(1, 2, leaf('99', 'database')), leaf('99.95', 'queue'))

  test('name the leaf and where it stands, copies once', () => {
    expect(contributions(shop).map(({ path, name }) => [path, name])).toEqual([
      [[0], 'shop'],
      [[1, 0], 'database'],
      [[2], 'queue'],
    ])
    expect(weakest(contributions(shop))?.name).toBe('shop')
  })

  test('of copies bend: half the failures of both leave a quarter of the outages', () => {
    const [database] = contributions(copies(1, 2, leaf('99', 'database')))
    expect([database?.perfect, database?.halved]).toEqual([decimal('0.0001'), decimal('0.000075')])
  })

  test('of equals name the first as the weakest', () => {
    expect(weakest(contributions(row(leaf('99', 'one'), leaf('99', 'two'))))?.name).toBe('one')
  })

  test('beside a part that never fails are those of the others', () => {
    // Two of four with one always up: down only when the other three are.
    const group: Part = { kind: 'choose', need: 2, of: ['90', '100', '80', '50'].map((one) => leaf(one)) }
    const all = decimal('0.01')
    expect(unavailability(group)).toEqual(all)
    expect(contributions(group).map(({ perfect }) => perfect)).toEqual([all, ZERO, all, all])
    const larger: Part = { kind: 'choose', need: 2, of: ['100', '90', '80', '50', '60'].map((one) => leaf(one)) }
    expect(contributions(larger).map(({ perfect }) => perfect)).toEqual([ZERO, ...Array(4).fill(decimal('0.004'))])
  })

  test('show what a part that never works holds back', () => {
    const group: Part = { kind: 'choose', need: 3, of: ['90', '0', '80', '50'].map((one) => leaf(one)) }
    expect(unavailability(group)).toEqual(decimal('0.64'))
    expect(contributions(group)[1]).toMatchObject({ perfect: decimal('0.49'), halved: decimal('0.245') })
  })

  test('of nothing have no weakest', () => {
    expect(weakest(contributions(row()))).toBeUndefined()
  })
})

describe('large trees', () => {
  const spread = (n: number): Part[] => Array.from({ length: n }, (_, index) => leaf(`99.${index + 100}`))
  const quick = (work: () => unknown): number => {
    work()
    const start = performance.now()
    work()
    return performance.now() - start
  }

  test('count their leaves', () => {
    expect(leaves(copies(2, 31, copies(3, 32, row('99', '98'))))).toBe(1984)
  })

  // Measured at a few milliseconds; the limit leaves room for a busy machine.
  test.each<[string, Part]>([
    ['800 in a row', row(...spread(800))],
    ['one of 800', anyOf(...spread(800))],
    ['500 of 1,000 copies', copies(500, 1000, '99.999')],
    ['16 of 31 groups of 16 of 32', copies(16, 31, copies(16, 32, '99.999'))],
    ['100 of 200 different ones', { kind: 'choose', need: 100, of: spread(200) }],
    ['500 copies of a row', copies(250, 500, row('99.95', '99.995'))],
  ])('of %s take no time', (_, part) => {
    const all = (): readonly [Ratio, unknown, Ratio, readonly Contribution[]] => [
      unavailability(part),
      bounds(part),
      commonCause(part, decimal('0.1')),
      contributions(part),
    ]
    expect(quick(all)).toBeLessThan(500)
  })

  test('may be 64 deep', () => {
    let deep = leaf('99.9')
    for (let level = 0; level < 64; level++) {
      const around = spread(14)
      deep = level % 2 === 0 ? row(deep, ...around) : { kind: 'choose', need: 8, of: [deep, ...around] }
    }
    expect(leaves(deep)).toBe(897)
    const { lower, upper } = bounds(deep)
    expect(compare(lower, available(deep)) <= 0 && compare(available(deep), upper) <= 0).toBe(true)
    expect(contributions(deep)).toHaveLength(897)
    expect(quick(() => commonCause(deep, decimal('0.1')))).toBeLessThan(500)
  })
})
