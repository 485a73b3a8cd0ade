// What a person practises: first what is due, weakest first, then what is new, then what is left.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Card, gradeOfAnswer, isDue, review } from '../../src/quiz/cards.ts'
import { cardKey, choosePractice, dueCount } from '../../src/quiz/practice.ts'
import { madeQuestion } from '../../src/quiz/templates/index.ts'
import { bankOf, DAY } from './small.ts'

const NOW = 1_795_000_000_000
const MADE = [{ name: 'amdahl', topic: 'scalability' }]
const bank = bankOf({ a: 5, b: 5 }, MADE)
const person = { topics: [], now: NOW, seed: 'U1' }

/** Cards of questions answered at a moment. */
const cards = (...given: readonly (readonly [string, boolean, number])[]): Map<string, Card> =>
  new Map(given.map(([key, right, at]) => [key, review(undefined, gradeOfAnswer(right), at)]))

describe('practice', () => {
  test('begins with what is due, the weakest first', () => {
    const known = cards(['a/q0', true, NOW - 10 * DAY], ['a/q1', false, NOW - 10 * DAY], ['b/q0', true, NOW])
    expect(choosePractice(bank, { ...person, cards: known })).toEqual({ id: 'a/q1', because: 'due' })
    expect(dueCount(bank, { ...person, cards: known })).toBe(2)
  })

  test('goes on with what was never answered, from the topics that go wrong', () => {
    const known = cards(['a/q0', true, NOW], ['b/q0', false, NOW - DAY / 2])
    for (const seed of ['U1', 'U2', 'U3', 'U4']) {
      const next = choosePractice(bank, { ...person, seed, cards: known })
      expect([next?.because, next?.id]).toEqual(['new', expect.stringMatching(/^b\/q[1-4]$/)])
    }
  })

  test('ends with what is nearest to being forgotten, and does not ask the same twice in a row', () => {
    const all = cards(...bank.questions.map(({ id }) => [id, true, NOW] as const), ['made/amdahl', true, NOW])
    const first = choosePractice(bank, { ...person, cards: all })
    expect(first?.because).toBe('early')
    const key = cardKey(first?.id ?? '')
    const second = choosePractice(bank, {
      ...person,
      now: NOW + 1000,
      cards: new Map([...all, [key, review(all.get(key), 'again', NOW + 1000)]]),
    })
    expect(second?.because).toBe('early')
    expect(second?.id).not.toBe(first?.id)
  })

  test('brings the way of reckoning back with other numbers', () => {
    const known = cards(['made/amdahl', false, NOW - 2 * DAY])
    const one = choosePractice(bank, { ...person, cards: known })
    const two = choosePractice(bank, { ...person, now: NOW + 1, cards: known })
    expect([one?.because, two?.because]).toEqual(['due', 'due'])
    expect([cardKey(one?.id ?? ''), cardKey(two?.id ?? '')]).toEqual(['made/amdahl', 'made/amdahl'])
    expect(madeQuestion(one?.id ?? '')?.ask).not.toBe(madeQuestion(two?.id ?? '')?.ask)
  })

  test('keeps to its topics, and passes over questions that are no more', () => {
    const known = cards(['a/gone', false, NOW - 9 * DAY], ['a/q0', false, NOW - 9 * DAY])
    expect(choosePractice(bank, { ...person, topics: ['b'], cards: known })).toMatchObject({ because: 'new' })
    expect(choosePractice(bank, { ...person, cards: known })).toEqual({ id: 'a/q0', because: 'due' })
    expect(choosePractice(bank, { ...person, topics: ['nothing'], cards: known })).toBeUndefined()
  })

  test('never asks something new or early while anything is due, and asks all there is in the end', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), fc.string(), (answers, seed) => {
        const known = new Map<string, Card>()
        answers.forEach((right, at) => {
          const now = NOW + at * (DAY / 6)
          const due = [...known.values()].filter((card) => isDue(card, now)).length
          const next = choosePractice(bank, { cards: known, topics: [], now, seed })
          expect(next?.because === 'due').toBe(due > 0)
          const key = cardKey(next?.id ?? '')
          if (next?.because === 'new') expect(known.has(key)).toBe(false)
          known.set(key, review(known.get(key), gradeOfAnswer(right), now))
        })
        if (answers.every(Boolean)) expect(known.size).toBe(11)
      }),
      { numRuns: 50, examples: [[Array.from({ length: 60 }, () => true), 'U1']] },
    )
  })
})
