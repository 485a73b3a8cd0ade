// What a channel is asked: everything once before anything twice, what goes wrong sooner, and now and then fresh numbers.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readBank } from '../../src/quiz/bank.ts'
import { review } from '../../src/quiz/cards.ts'
import { chooseQuestion, MADE_EVERY } from '../../src/quiz/choose.ts'
import { unused } from '../../src/quiz/rounds.ts'
import { madeQuestion, templates } from '../../src/quiz/templates/index.ts'
import { CONTENT, library } from '../world.ts'
import { bankOf, DAY, days, START } from './small.ts'

const sizes = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.integer({ min: 1, max: 6 }), {
  minKeys: 1,
})
const shares = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.constantFrom(0, 0.6, 0.8, 1))
const isMade = (id: string): boolean => id.startsWith('made/')
const templateOf = (id: string): string => id.split('/')[1] ?? ''

/** Cuts a list into pieces of one length, the last one shorter. */
const pieces = <T>(list: readonly T[], length: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / length) }, (_, at) => list.slice(at * length, (at + 1) * length))

describe('a question', () => {
  test('comes again only when all the others have come, whatever the channel gets right', () => {
    fc.assert(
      fc.property(sizes, shares, fc.string(), (given, right, seed) => {
        const bank = bankOf(given)
        const asked = days(bank, 60, (topic) => right[topic] ?? 1, [], seed).map(({ id }) => id)
        for (const round of pieces(asked, bank.questions.length)) expect(new Set(round).size).toBe(round.length)
      }),
      { numRuns: 40 },
    )
  })

  test('does not end one round and begin the next: half of the others lie between', () => {
    fc.assert(
      fc.property(sizes, shares, (given, right) => {
        const bank = bankOf(given)
        const asked = days(bank, 60, (topic) => right[topic] ?? 1).map(({ id }) => id)
        asked.forEach((id, at) => {
          const before = asked.lastIndexOf(id, at - 1)
          if (at > 0 && before >= 0) expect(at - before).toBeGreaterThan(Math.floor(bank.questions.length / 2))
        })
      }),
      { numRuns: 40 },
    )
  })

  test('that was added joins before anything is repeated', () => {
    const asked = days(bankOf({ a: 4, b: 4 }), 11).map(({ id }) => id)
    const used = asked.map((id, at) => ({ id, at }))
    const bigger = bankOf({ a: 4, b: 4, c: 1 })
    expect(chooseQuestion(bigger, { used, cards: new Map(), topics: [], date: '2027-01-01', seed: 's' })).toBe('c/q0')
  })

  test('is of an allowed topic; without any there is none', () => {
    const bank = bankOf({ a: 5, b: 5, c: 5 }, [{ name: 'amdahl', topic: 'scalability' }])
    expect(new Set(days(bank, 30, () => 1, ['a', 'c']).map(({ topic }) => topic))).toEqual(new Set(['a', 'c']))
    const place = { used: [], cards: new Map(), date: '2026-11-22', seed: 's' }
    expect(chooseQuestion(bank, { ...place, topics: ['nothing'] })).toBeUndefined()
    expect(chooseQuestion(bankOf({}), { ...place, topics: [] })).toBeUndefined()
  })

  test('is the same for every replica: the order of the history as it was read does not count', () => {
    fc.assert(
      fc.property(sizes, fc.nat({ max: 30 }), fc.string(), (given, count, seed) => {
        const bank = bankOf(given, templates)
        const used = days(bank, count).map(({ id }, at) => ({ id, at }))
        const place = { cards: new Map(), topics: [], date: '2027-03-01', seed }
        const chosen = chooseQuestion(bank, { ...place, used })
        expect(chooseQuestion(bank, { ...place, used: used.toReversed() })).toBe(chosen)
      }),
      { numRuns: 30 },
    )
  })

  test('differs between places of one day', () => {
    const bank = bankOf({ a: 30, b: 30, c: 30 })
    const place = { used: [], cards: new Map(), topics: [], date: '2026-11-22' }
    const ids = Array.from({ length: 20 }, (_, at) => chooseQuestion(bank, { ...place, seed: `place ${at}` }))
    expect(new Set(ids).size).toBeGreaterThan(10)
  })
})

describe('a round', () => {
  const ids = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1 })

  test('offers what never came, as long as there is some, whatever was asked out of turn', () => {
    fc.assert(
      fc.property(ids, fc.array(fc.constantFrom(...'abcdefghxyz')), (all, used) => {
        const offered = unused(all, used)
        expect(offered.length).toBeGreaterThan(0)
        expect(all).toEqual(expect.arrayContaining([...offered]))
        const never = all.filter((id) => !used.includes(id))
        if (never.length > 0) expect([...offered].sort()).toEqual([...never].sort())
      }),
    )
  })

  test('begins anew when all have come', () => {
    expect(unused(['a', 'b', 'c', 'd'], ['a', 'b', 'c'])).toEqual(['d'])
    expect(unused(['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd'])).toEqual(['a', 'b'])
    expect(unused(['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd', 'b'])).toEqual(['a', 'c'])
    expect(unused(['a'], ['a'])).toEqual(['a'])
  })
})

describe('a topic', () => {
  const SIX = { a: 12, b: 12, c: 12, d: 12, e: 12, f: 12 }

  test.each(Object.keys(SIX))('that the channel gets wrong comes sooner and more often: %s', (weak) => {
    const asked = days(bankOf(SIX), 36, (topic) => (topic === weak ? 0.2 : 0.95)).map(({ topic }) => topic)
    const count = (topic: string): number => asked.filter((each) => each === topic).length
    for (const other of Object.keys(SIX)) if (other !== weak) expect(count(weak)).toBeGreaterThan(count(other))
    const first = asked.indexOf(weak)
    // It comes back before a strong topic does, once it has rested.
    expect(asked.indexOf(weak, first + 1) - first).toBeLessThanOrEqual(5)
  })

  test('that goes well gets its turn too: half of its questions come while the weak one uses up its own', () => {
    const asked = days(bankOf(SIX), 60, (topic) => (topic === 'a' ? 0.2 : 0.95)).map(({ topic }) => topic)
    for (const topic of Object.keys(SIX))
      expect(asked.filter((each) => each === topic).length).toBeGreaterThanOrEqual(6)
  })

  test('rests for three posts as long as there are others', () => {
    const asked = days(bankOf(SIX), 70, (topic) => (topic === 'a' ? 0 : 1)).map(({ topic }) => topic)
    // Near the end of a round only one topic may have questions left.
    for (let at = 3; at < 48; at++) expect(asked.slice(at - 3, at)).not.toContain(asked[at])
  })

  test('which everybody got right is not asked again before one that nobody knows', () => {
    const bank = bankOf({ a: 3, b: 3 })
    const at = START.toZonedDateTime('UTC').epochMilliseconds
    const cards = new Map([
      ['a', review(undefined, 'easy', at)],
      ['b', review(undefined, 'again', at)],
    ])
    const place = { used: [], topics: [], date: START.add({ days: 2 }).toString() }
    for (let seed = 0; seed < 20; seed++)
      expect(chooseQuestion(bank, { ...place, cards, seed: String(seed) })).toMatch(/^b\//)
  })
})

describe('a generated question', () => {
  const bank = bankOf({ availability: 20, scalability: 20, security: 20 }, templates)

  test('comes every fourth time', () => {
    const made = days(bank, 80).map(({ id }) => isMade(id))
    expect(made).toEqual(made.map((_, at) => at % MADE_EVERY === MADE_EVERY - 1))
  })

  test('is of another template each time until all have come, and of new numbers', () => {
    const asked = days(bank, MADE_EVERY * templates.length * 2).filter(({ id }) => isMade(id))
    for (const round of pieces(asked, templates.length))
      expect(new Set(round.map(({ id }) => templateOf(id))).size).toBe(templates.length)
    expect(new Set(asked.map(({ id }) => madeQuestion(id)?.ask)).size).toBe(asked.length)
  })

  test('keeps to the allowed topics, and written ones fill in where no template has them', () => {
    const some = days(bank, 24, () => 1, ['scalability'])
    expect(new Set(some.map(({ topic }) => topic))).toEqual(new Set(['scalability']))
    expect(some.filter(({ id }) => isMade(id))).toHaveLength(6)
    expect(days(bankOf({ a: 4 }, templates), 8, () => 1, ['a']).filter(({ id }) => isMade(id))).toEqual([])
  })

  test('stands in where there are no written ones', () => {
    const asked = days(bankOf({}, templates), 40)
    expect(asked.every(({ id }) => isMade(id))).toBe(true)
    expect(new Set(asked.map(({ id }) => id)).size).toBe(40)
  })
})

describe('the real bank', () => {
  const bank = readBank([CONTENT], library)

  test('lasts a year of weekdays without a repeat, with every topic asked', () => {
    const asked = days(bank, 260, (topic) => (topic === 'cap-theorem' ? 0.3 : 0.8))
    expect(new Set(asked.map(({ id }) => id)).size).toBe(260)
    expect(new Set(asked.map(({ topic }) => topic))).toEqual(new Set(library.topics.map(({ id }) => id)))
  })

  test('is chosen from in a few milliseconds after three years', () => {
    const used = days(bank, 1000).map(({ id }, at) => ({ id, at: at * DAY }))
    const place = { used, cards: new Map(), topics: [], seed: 's' }
    const start = performance.now()
    for (let day = 0; day < 10; day++) chooseQuestion(bank, { ...place, date: START.add({ days: day }).toString() })
    expect((performance.now() - start) / 10).toBeLessThan(100)
  })
})
