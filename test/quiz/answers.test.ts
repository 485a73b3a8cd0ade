// What becomes of an answer: right or wrong, what is said, what is remembered, and what it counts for.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ranking } from '../../src/quiz/board.ts'
import {
  gradeOfAnswer,
  gradeOfChannel,
  isDue,
  RATINGS,
  readCard,
  recall,
  review,
  writeCard,
} from '../../src/quiz/cards.ts'
import { lettered, mark } from '../../src/quiz/mark.ts'
import { type Question, shuffled } from '../../src/quiz/question.ts'
import { streak } from '../../src/quiz/streak.ts'
import { madeQuestion } from '../../src/quiz/templates/index.ts'
import { createRandom } from '../../src/random.ts'
import { DAY, question } from './small.ts'

const QUESTION = madeQuestion('made/series-availability/1') as Question
const NOW = 1_795_000_000_000

describe('the order of the options', () => {
  test('is the same for one seed, and all four are there', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const shown = shuffled(QUESTION, seed)
        expect(shuffled(QUESTION, seed)).toEqual(shown)
        expect([...shown.options].map(({ text }) => text).sort()).toEqual(
          QUESTION.options.map(({ text }) => text).sort(),
        )
        expect({ ...shown, options: QUESTION.options }).toEqual(QUESTION)
      }),
    )
  })

  test('puts the right one in each place equally often', () => {
    const places = [0, 0, 0, 0]
    for (let seed = 0; seed < 4000; seed++) {
      const at = shuffled(QUESTION, `C${seed}`).options.findIndex(({ right }) => right)
      places[at] = (places[at] ?? 0) + 1
    }
    // Within five standard deviations of 1,000.
    for (const count of places) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(4000 * 0.25 * 0.75))
  })

  test('is the one that a post had before', () => {
    const places = (seed: string): number[] =>
      shuffled(QUESTION, seed).options.map((option) => QUESTION.options.findIndex(({ text }) => text === option.text))
    expect(['C1', 'C2', 'C3'].map(places)).toEqual([
      [3, 2, 0, 1],
      [1, 0, 2, 3],
      [3, 1, 2, 0],
    ])
  })

  test('differs between questions of one place', () => {
    const at = Array.from({ length: 40 }, (_, n) =>
      shuffled(question(`a/q${n}`, 'a'), 'C1').options.findIndex(({ right }) => right),
    )
    expect(new Set(at).size).toBe(4)
  })

  test('does not change when a text is corrected', () => {
    const corrected = { ...QUESTION, ask: 'A clearer one?' }
    expect(shuffled(corrected, 's').options).toEqual(shuffled(QUESTION, 's').options)
  })
})

describe('chance from a seed', () => {
  test('gives the numbers that it gave when questions were first posted', () => {
    const random = createRandom('nines')
    expect(Array.from({ length: 6 }, () => random.below(1000))).toEqual([414, 503, 23, 203, 992, 740])
  })

  test('stays within its bounds, reaches both ends, and leaves what it orders whole', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: 0, max: 5 }),
        (seed, least, more) => {
          const random = createRandom(seed)
          const drawn = Array.from({ length: 200 }, () => random.between(least, least + more))
          expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([least, least + more])
          expect(random.order([1, 2, 3, 4, 5]).sort()).toEqual([1, 2, 3, 4, 5])
        },
      ),
    )
    expect(() => createRandom('s').pick([])).toThrow(RangeError)
  })
})

describe('an answer', () => {
  const shown = shuffled(QUESTION, 'C1')
  const right = shown.options.findIndex((option) => option.right)

  test('that is right is said to be, with why', () => {
    expect(mark(shown, right)).toMatchObject({
      right: true,
      verdict: `Right: ${'ABCD'[right]}.`,
      chosen: { text: shown.options[right]?.text, why: shown.options[right]?.why },
      working: QUESTION.working,
    })
    expect(mark(shown, right)?.others).toHaveLength(3)
  })

  test.each([0, 1, 2, 3].filter((place) => place !== right))(
    'that is wrong gets its own why and the right one: %d',
    (place) => {
      const marked = mark(shown, place)
      expect(marked).toMatchObject({
        right: false,
        verdict: `Wrong: you chose ${'ABCD'[place]}, the answer is ${'ABCD'[right]}.`,
        chosen: { why: shown.options[place]?.why, letter: 'ABCD'[place] },
        answer: { why: shown.options[right]?.why, letter: 'ABCD'[right], right: true },
      })
      expect(marked?.others).toHaveLength(2)
      expect(marked?.others).not.toContainEqual(marked?.chosen)
    },
  )

  test('that was not offered is none', () => {
    for (const place of [-1, 4, 0.5, Number.NaN]) expect(mark(shown, place)).toBeUndefined()
  })

  test('is named by the letter that was shown', () => {
    expect(lettered(shown).map(({ letter, text }) => [letter, text])).toEqual(
      shown.options.map(({ text }, at) => ['ABCD'[at], text]),
    )
  })
})

describe('what is remembered', () => {
  const grades = fc.array(fc.tuple(fc.constantFrom(...RATINGS), fc.integer({ min: 0, max: 60 * DAY })), {
    minLength: 1,
    maxLength: 20,
  })

  test('what went wrong is due tomorrow, what went right later', () => {
    const wrong = review(undefined, gradeOfAnswer(false), NOW)
    const right = review(undefined, gradeOfAnswer(true), NOW)
    expect(wrong.due - NOW).toBe(DAY)
    expect(right.due).toBeGreaterThan(wrong.due)
    expect(isDue(wrong, NOW)).toBe(false)
    expect(isDue(wrong, NOW + DAY)).toBe(true)
    expect(recall(wrong, NOW + 3 * DAY)).toBeLessThan(recall(right, NOW + 3 * DAY))
  })

  test('the better the answer, the longer it rests', () => {
    const due = RATINGS.map((grade) => review(undefined, grade, NOW).due)
    expect(due).toEqual([...due].sort((a, b) => a - b))
    expect(new Set(due).size).toBe(RATINGS.length)
  })

  test('survives being stored, at any point of any history', () => {
    fc.assert(
      fc.property(grades, (history) => {
        let at = NOW
        let card = review(undefined, 'good', at)
        for (const [grade, later] of history) {
          at += later
          card = review(card, grade, at)
          expect(readCard(writeCard(card))).toEqual(card)
          expect(card.due).toBeGreaterThan(at)
          expect(recall(card, at + DAY)).toBeGreaterThanOrEqual(recall(card, at + 30 * DAY))
        }
        expect(card.reps).toBe(history.length + 1)
      }),
    )
  })

  test('counts how often it was answered and forgotten', () => {
    const answers = ['good', 'again', 'good', 'again'] as const
    const last = answers.reduce<ReturnType<typeof review> | undefined>(
      (card, grade, at) => review(card, grade, NOW + at * 9 * DAY),
      undefined,
    )
    expect(last).toMatchObject({ reps: 4, lapses: 2, reviewed: NOW + 27 * DAY })
  })

  test('that is damaged is forgotten', () => {
    for (const text of [
      '',
      '{}',
      'null',
      '{"due": 1}',
      writeCard(review(undefined, 'good', NOW)).replace('"reps":1', '"reps":"x"'),
    ])
      expect(readCard(text)).toBeUndefined()
  })

  test('an answer from a clock that is behind counts as one of the same moment', () => {
    const card = review(undefined, 'good', NOW)
    expect(review(card, 'good', NOW - 5 * DAY).reviewed).toBe(NOW)
    expect(recall(card, NOW - DAY)).toBe(1)
  })

  test.each([
    [0, 0, undefined],
    [0, 4, 'again'],
    [4, 10, 'again'],
    [1, 2, 'hard'],
    [6, 10, 'hard'],
    [7, 10, 'good'],
    [1, 1, 'good'],
    [2, 2, 'good'],
    [9, 10, 'easy'],
    [3, 3, 'easy'],
  ])('%d of %d right answers of a channel are %s', (right, answered, grade) => {
    expect(gradeOfChannel(right, answered)).toBe(grade)
  })
})

describe('a streak', () => {
  const WEEK = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-23', '2026-11-24']

  test('counts quiz days: a weekend without posts does not break it', () => {
    expect(streak(WEEK, new Set(WEEK))).toEqual({ current: 7, best: 7 })
  })

  test('ends with a day that was missed, and begins anew', () => {
    const missed = new Set(WEEK.filter((day) => day !== '2026-11-19'))
    expect(streak(WEEK, missed)).toEqual({ current: 3, best: 3 })
    expect(streak(WEEK.toReversed(), new Set(WEEK.slice(0, 5)))).toEqual({ current: 0, best: 5 })
  })

  test('is not ended by a post that can still be answered', () => {
    const open = new Set(['2026-11-24'])
    expect(streak(WEEK, new Set(WEEK.slice(0, 6)), open)).toEqual({ current: 6, best: 6 })
    expect(streak(WEEK, new Set(WEEK), open)).toEqual({ current: 7, best: 7 })
  })

  test('of somebody who never answered, or where nothing was posted, is none', () => {
    expect(streak(WEEK, new Set())).toEqual({ current: 0, best: 0 })
    expect(streak([], new Set(WEEK))).toEqual({ current: 0, best: 0 })
  })
})

describe('a board', () => {
  const score = (person: string, right: number, answered = right) => ({ person, right, answered })

  test('ranks by right answers; ties share a rank and the next counts them', () => {
    const board = ranking([score('d', 1, 9), score('b', 5, 6), score('a', 5, 6), score('c', 4, 4), score('e', 5, 5)])
    expect(board?.map(({ rank, person }) => [rank, person])).toEqual([
      [1, 'e'],
      [1, 'a'],
      [1, 'b'],
      [4, 'c'],
      [5, 'd'],
    ])
    expect(ranking([score('a', 2), score('b', 2), score('c', 1)])?.map(({ rank }) => rank)).toEqual([1, 1, 3])
  })

  test('needs three players, and who never answered is none', () => {
    expect(ranking([score('a', 3), score('b', 1)])).toBeUndefined()
    expect(ranking([score('a', 3), score('b', 1), score('c', 0, 0)])).toBeUndefined()
    expect(ranking([score('a', 3), score('b', 1), score('c', 0, 1)])).toHaveLength(3)
  })

  test('gives each player one more than there are better ones, in any order of the scores', () => {
    const scores = fc
      .uniqueArray(fc.record({ person: fc.string(), right: fc.nat({ max: 5 }), wrong: fc.nat({ max: 3 }) }), {
        selector: ({ person }) => person,
        minLength: 3,
      })
      .map((list) => list.map(({ person, right, wrong }) => ({ person, right, answered: right + wrong + 1 })))
    fc.assert(
      fc.property(scores, (list) => {
        const board = ranking(list) ?? []
        expect(board).toHaveLength(list.length)
        for (const { rank, right } of board) expect(rank).toBe(1 + list.filter((other) => other.right > right).length)
        expect(ranking(list.toReversed())).toEqual(board)
      }),
    )
  })
})
