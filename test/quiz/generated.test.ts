// Generated questions: right by arithmetic, wrong for a reason, the same from their id for ever.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkEquation } from '../../src/library/arithmetic.ts'
import { madeQuestion, templates } from '../../src/quiz/templates/index.ts'
import { type Choice, draftOf, make, type Template } from '../../src/quiz/templates/template.ts'
import { hash } from '../../src/random.ts'
import { toNumber } from '../../src/reliability/rational.ts'
import { library } from '../world.ts'

const SEEDS = Array.from({ length: 500 }, (_, at) => hash(`seed ${at}`).toString(36))
const named = (name: string): Template => {
  const found = templates.find((template) => template.name === name)
  if (!found) throw new Error(`no template ${name}`)
  return found
}
const shares = (drafts: readonly { right: Choice; wrong: readonly Choice[] }[], of: (choice: Choice) => number) => {
  const share = (test: (right: number, other: number) => boolean): number =>
    drafts.filter(({ right, wrong }) => wrong.every((each) => test(of(right), of(each)))).length / drafts.length
  return { most: share((right, other) => right > other), least: share((right, other) => right < other) }
}

describe('there are', () => {
  test('at least 14 templates with names of their own, on every topic', () => {
    expect(templates.length).toBeGreaterThanOrEqual(14)
    expect(new Set(templates.map(({ name }) => name)).size).toBe(templates.length)
    expect(new Set(templates.map(({ topic }) => topic))).toEqual(new Set(library.topics.map(({ id }) => id)))
  })

  test.each(templates)(
    'an entry that explains $name, and a source that the library names',
    ({ topic, concept, source }) => {
      expect(library.concept(concept)?.topic).toBe(topic)
      expect(library.concepts.flatMap(({ sources }) => sources.map(({ url }) => url))).toContain(source.url)
    },
  )
})

describe.each(templates)('$name', (template) => {
  const drafts = SEEDS.map((seed) => draftOf(template, seed))
  const questions = SEEDS.map((seed) => make(template, seed))

  test('has four options that differ, by more than rounding, and one of them is right', () => {
    for (const [at, { right, wrong }] of drafts.entries()) {
      const all = [right, ...wrong]
      expect(new Set(all.map(({ text }) => text)).size).toBe(4)
      expect(questions[at]?.options.filter((option) => option.right).map(({ text }) => text)).toEqual([right.text])
      expect(questions[at]?.options).toHaveLength(4)
      const values = all.map(({ value }) => toNumber(value))
      for (const [one, a] of values.entries())
        for (const b of values.slice(one + 1)) expect(Math.abs(a - b) / Math.max(a, b)).toBeGreaterThan(0.0099)
    }
  })

  test('reckons right, and shows the arithmetic of each mistake', () => {
    for (const { right, wrong } of drafts)
      for (const { sum } of [right, ...wrong]) expect([sum, checkEquation(sum)]).toEqual([sum, { holds: true }])
  })

  test('is worded within the bounds of a written question', () => {
    for (const { ask, options, working } of questions) {
      expect(ask.length).toBeGreaterThanOrEqual(40)
      expect(ask.length).toBeLessThanOrEqual(280)
      expect(ask).toMatch(/^[^?]+\?$/)
      for (const { text, why } of options) {
        expect(text.length).toBeLessThanOrEqual(40)
        expect(why.length).toBeGreaterThanOrEqual(30)
        expect(why.length).toBeLessThanOrEqual(240)
      }
      expect(`${ask} ${working} ${options.map(({ text, why }) => `${text} ${why}`)}`).not.toMatch(
        /undefined|NaN|Infinity|[`]|\*\*/,
      )
    }
  })

  test('does not give itself away by length or by being the largest or the smallest', () => {
    const length = shares(drafts, ({ text }) => text.length)
    const size = shares(drafts, ({ value }) => toNumber(value))
    for (const share of [length.most, length.least, size.most, size.least]) expect(share).toBeLessThan(0.65)
  })

  test('has numbers to draw from: many questions in all', () => {
    expect(new Set(questions.map(({ ask }) => ask)).size).toBeGreaterThanOrEqual(18)
  })

  test('is the same from its id, whatever was made in between', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{1,24}$/), (seed) => {
        const question = make(template, seed)
        expect(madeQuestion(question.id)).toEqual(question)
      }),
      { numRuns: 50 },
    )
  })
})

describe('over all templates', () => {
  test('the right answer is the longest, and the shortest, in fewer than two of five', () => {
    const { most, least } = shares(
      templates.flatMap((template) => SEEDS.slice(0, 100).map((seed) => draftOf(template, seed))),
      ({ text }) => text.length,
    )
    expect(most).toBeLessThan(0.4)
    expect(least).toBeLessThan(0.4)
  })

  test('an id of no template, or of no form, is no question', () => {
    for (const id of [
      'made/nothing/1',
      'made/amdahl/',
      'made/amdahl',
      'made/amdahl/A',
      'made/amdahl/1/2',
      'amdahl/1',
      '',
    ])
      expect(madeQuestion(id)).toBeUndefined()
    expect(madeQuestion(`made/amdahl/${'1'.repeat(25)}`)).toBeUndefined()
  })
})

/** Fingerprints of three questions of each. */
const PINNED = {
  'series-availability': 'xgrd8q',
  'parallel-availability': '1iu8va6',
  'two-of-three': '1gjtsxh',
  'common-cause': '145scvu',
  'replicas-for-target': '5twxv',
  'site-headroom': '7e8g5b',
  'downtime-thirty-days': '93hkfa',
  'downtime-calendar-month': 'u5bche',
  'burn-rate': 'kwyar4',
  'time-to-exhaustion': 'uvinh9',
  'budget-left': '9osl7d',
  'partial-outage': 'wzy7v5',
  'low-traffic': 'ijan70',
  'littles-law': 'qq3mzv',
  'fan-out-tail': 'b6cygd',
  'percentile-averaging': '17aig8z',
  'backlog-drain': 'g0nh24',
  'repair-availability': 't7migc',
  'rpo-worst-case': 'wkw2wm',
  'lost-acknowledged-writes': '1knrk63',
  amdahl: 'v4x3x7',
  autoscaler: 'ypiv4l',
  'retry-amplification': 'k900eh',
  'quorum-overlap': 'nvmd7n',
  'majority-tolerance': '19oiujg',
  'sides-with-majority': 'tjj2yh',
  'slowest-replica': '1mpyfda',
  'lost-updates': '1qigae4',
  'coordinated-write': 'tyr1zo',
  'majority-latency': '165h3dz',
  'flags-and-states': 'f2lmyx',
  'token-exposure': '14t24kh',
  'failovers-in-budget': '18xgmbf',
}

// What was posted is made again from its id: these fingerprints of numbers and options may not change. A template that is
// changed gets a new name; a new one gets a line.
test('a question that was posted before stays as it was', () => {
  const print = (template: Template): string => {
    const parts = ['a', 'pinned', '1qk7z'].flatMap((seed) => {
      const { ask, options } = make(template, seed)
      return [...(ask.match(/\d[\d.,]*/g) ?? []), ...options.map(({ text }) => text)]
    })
    return hash(parts.join('\n')).toString(36)
  }
  expect(Object.fromEntries(templates.map((template) => [template.name, print(template)]))).toEqual(PINNED)
})

/** The numbers in a question, as they are read. */
const numbers = (text: string): number[] =>
  (text.match(/\d[\d,]*(?:\.\d+)?/g) ?? []).map((each) => Number(each.replaceAll(',', '')))

// Reckoned from what the question says, without the template's own numbers.
describe('reckoned from its wording', () => {
  const cases: readonly (readonly [string, (n: readonly number[]) => number])[] = [
    ['series-availability', ([n = 0, a = 0]) => (a / 100) ** n * 100],
    ['parallel-availability', ([n = 0, a = 0]) => (1 - (1 - a / 100) ** n) * 100],
    ['two-of-three', ([, , a = 0]) => (3 * (a / 100) ** 2 - 2 * (a / 100) ** 3) * 100],
    ['downtime-thirty-days', ([target = 0]) => (1 - target / 100) * 43_200],
    ['burn-rate', ([target = 0, , errors = 0]) => errors / (100 - target)],
    ['time-to-exhaustion', ([, spent = 0, burn = 0]) => ((1 - spent / 100) * 720) / burn],
    ['budget-left', ([target = 0, , a = 0, b = 0, c = 0]) => (1 - target / 100) * 43_200 - a - b - c],
    ['partial-outage', ([m = 0, hit = 0, , t = 0]) => ((m * hit) / 100 / ((1 - t / 100) * 43_200)) * 100],
    ['littles-law', ([rate = 0, mean = 0]) => (rate * mean) / 1000],
    ['fan-out-tail', ([calls = 0, slow = 0]) => (1 - (1 - slow / 100) ** calls) * 100],
    ['retry-amplification', ([layers = 0, retries = 0]) => (retries + 1) ** layers],
    ['amdahl', ([serial = 0, n = 0]) => 1 / (serial / 100 + (1 - serial / 100) / n)],
    ['quorum-overlap', ([n = 0, w = 0]) => n - w + 1],
    ['majority-tolerance', ([n = 0]) => Math.ceil(n / 2) - 1],
    ['repair-availability', ([up = 0, , after = 0]) => (up / (up + after)) * 100],
    ['rpo-worst-case', ([hours = 0, takes = 0, ships = 0]) => hours * 60 + takes + ships],
    ['coordinated-write', ([km = 0]) => km / 100],
    ['backlog-drain', ([backlog = 0, arrive = 0, finish = 0]) => backlog / (finish - arrive) / 60],
    ['flags-and-states', ([states = 0, flags = 0]) => 2 ** flags - states],
    ['lost-updates', ([start = 0]) => start - 1],
    ['slowest-replica', ([a = 0, b = 0, c = 0]) => Math.max(a, b, c)],
    ['majority-latency', ([, ...trips]) => trips.slice(0, 4).sort((a, b) => a - b)[1] ?? 0],
    ['token-exposure', ([, cache = 0, revoked = 0]) => revoked + cache],
    ['lost-acknowledged-writes', ([rate = 0, lag = 0]) => rate * lag],
  ]

  test.each(cases)('%s comes out the same', (name, reckon) => {
    for (const seed of SEEDS.slice(0, 100)) {
      const { ask, options } = make(named(name), seed)
      const text = options.find(({ right }) => right)?.text ?? ''
      const shown = numbers(text)[0] ?? 0
      const digits = /\.(\d+)/.exec(text)?.[1]?.length ?? 0
      // Rounded to what is shown.
      expect(Math.abs(reckon(numbers(ask)) - shown), ask).toBeLessThanOrEqual(0.5 * 10 ** -digits + 1e-9)
    }
  })

  test('sides-with-majority comes out the same', () => {
    for (const seed of SEEDS.slice(0, 100)) {
      const { ask, options } = make(named('sides-with-majority'), seed)
      const [total = 0, , ...groups] = numbers(ask)
      expect(groups.reduce((sum, size) => sum + size, 0)).toBe(total)
      expect(options[0].text).toBe(String(groups.filter((size) => size > total / 2).length))
    }
  })

  test('percentile-averaging comes out the same, with every value written out', () => {
    for (const seed of SEEDS.slice(0, 20)) {
      const { ask, options } = make(named('percentile-averaging'), seed)
      const [manyA = 0, a = 0, manyB = 0, b = 0] = numbers(ask)
      const all = [...Array(manyA).fill(a), ...Array(manyB).fill(b)].sort((x, y) => x - y)
      expect(numbers(options[0].text)[0]).toBe(all[Math.ceil(all.length * 0.99) - 1])
    }
  })

  test('replicas-for-target comes out the same, counted up one by one', () => {
    for (const seed of SEEDS.slice(0, 100)) {
      const { ask, options } = make(named('replicas-for-target'), seed)
      const [part = 0, target = 0] = numbers(ask)
      let n = 1
      while (1 - (1 - part / 100) ** n < target / 100 - 1e-12) n++
      expect([ask, options[0].text]).toEqual([ask, String(n)])
    }
  })
})
