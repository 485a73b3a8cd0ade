// The question files: what is wrong with one is said with its line, and the questions there are hold to the rules.

import { describe, expect, test } from 'vitest'
import { checkEquation } from '../../src/library/arithmetic.ts'
import { ContentError, describeFault } from '../../src/library/fault.ts'
import { loadBank, readBank } from '../../src/quiz/bank.ts'
import { readQuizFiles } from '../../src/quiz/files.ts'
import type { Question } from '../../src/quiz/question.ts'
import { CONTENT, library } from '../world.ts'

const FILE = `topic: availability
questions:
  - id: serial-dependencies-multiply
    concept: nines
    difficulty: 2
    ask: "A request needs five services in a row, each 99.9 % available and failing independently. How available is the whole?"
    right:
      text: "About 99.5 %"
      why: "Serial parts multiply: all of them must be up at the same time."
    wrong:
      - text: "99.9 %, as the weakest link"
        why: "The weakest link is an upper bound, reached if all five always fail together."
      - text: "About 99.98 %"
        why: "That divides the unavailability by five. Each service brings its own."
      - text: "More than 99.9999 %"
        why: "That is what five copies of which one is enough would give, and more."
    check: "0.999^5 = 0.99501"
    source: { who: "Treynor et al.", year: 2017, title: "The calculus of service availability", url: "https://queue.acm.org/detail.cfm?id=3096459" }
`

interface Given {
  readonly id: string
  readonly source: string
}

function faults(...files: readonly Given[]): string[] {
  try {
    loadBank(
      files.map(({ id, source }) => ({ id, path: `quiz/${id}.yaml`, source })),
      library,
    )
    return []
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    return error.faults.map(describeFault)
  }
}
const changed = (from: string, to: string): string[] => {
  expect(FILE).toContain(from)
  return faults({ id: 'availability', source: FILE.replace(from, to) })
}
const lineOf = (needle: string): number => FILE.split('\n').findIndex((line) => line.includes(needle)) + 1

describe('a question file', () => {
  test('without a fault is a bank', () => {
    const bank = loadBank([{ id: 'availability', path: 'availability.yaml', source: FILE }], library)
    const question = bank.byId('availability/serial-dependencies-multiply')
    expect(question).toMatchObject({
      topic: 'availability',
      concept: 'nines',
      difficulty: 2,
      working: '0.999^5 = 0.99501',
    })
    expect(question?.options.map(({ text, right }) => [text, right])).toEqual([
      ['About 99.5 %', true],
      ['99.9 %, as the weakest link', false],
      ['About 99.98 %', false],
      ['More than 99.9999 %', false],
    ])
    expect(bank.byTopic('availability')).toEqual([question])
    expect(bank.byTopic('security')).toEqual([])
  })

  test('may name its source by DOI', () => {
    const doi = FILE.replace('url: "https://queue.acm.org/detail.cfm?id=3096459"', 'doi: 10.1145/564585.564601')
    const bank = loadBank([{ id: 'availability', path: 'availability.yaml', source: doi }], library)
    expect(bank.questions[0]?.source.url).toBe('https://doi.org/10.1145/564585.564601')
  })

  test.each<readonly [string, string, string, string, RegExp]>([
    ['an unknown key', '    difficulty: 2', '    level: 2', 'difficulty:', /Unrecognized key: "level"/],
    ['a concept that does not exist', 'concept: nines', 'concept: tens', 'concept:', /there is no entry "tens"/],
    ['a difficulty of 4', 'difficulty: 2', 'difficulty: 4', 'difficulty:', /"difficulty"/],
    ['an id that is no slug', 'id: serial-', 'id: Serial_', 'id: serial', /"id" is a slug/],
    ['arithmetic that does not come out', '= 0.99501', '= 0.9951', 'check:', /does not come out/],
    ['a check without a result', ' = 0.99501', '', 'check:', /holds arithmetic/],
    ['a question without its mark', 'the whole?', 'the whole.', 'ask:', /ends in its one question mark/],
    ['two question marks', 'in a row, each', 'in a row? Each', 'ask:', /ends in its one question mark/],
    [
      'a question that is too short',
      /ask: ".*"/.exec(FILE)?.[0] ?? '',
      'ask: "How available is it?"',
      'ask:',
      /at least 40/,
    ],
    ['an option that is too long', 'About 99.5 %', `About ${'9'.repeat(100)} %`, 'text: "About 99.5 %"', /at most 100/],
    [
      'an option that speaks of the others',
      'About 99.98 %',
      'None of these',
      '"About 99.98 %"',
      /says nothing of other options/,
    ],
    ['two options alike', 'About 99.98 %', 'ABOUT 99.5 %', '"About 99.98 %"', /stands twice/],
    ['Markdown', 'as the weakest', 'as **the** weakest', 'weakest link"', /without Markdown/],
    [
      'a why that says nothing',
      'Serial parts multiply: all of them must be up at the same time.',
      'It is so.',
      'why: "Serial',
      /at least 30/,
    ],
    [
      'a source without an address',
      ', url: "https://queue.acm.org/detail.cfm?id=3096459"',
      '',
      'source:',
      /a doi or a url/,
    ],
    ['a topic that does not exist', 'topic: availability', 'topic: weather', 'topic:', /there is no topic "weather"/],
  ])('with %s is refused, with the line', (_, from, to, needle, problem) => {
    const found = changed(from, to)
    const said = found.find((fault) => problem.test(fault))
    expect([found, said]).toEqual([found, expect.stringMatching(`^quiz/availability\\.yaml:${lineOf(needle)}: `)])
  })

  test('with two wrong options, or four, is refused', () => {
    const two = FILE.replace(/ {6}- text: "More[^\n]*\n[^\n]*\n/, '')
    const three = / {6}- text: "More[^\n]*\n[^\n]*\n/.exec(FILE)?.[0] ?? ''
    const four = FILE.replace(three, `${three}${three.replace('More than', 'Exactly')}`)
    for (const source of [two, four])
      expect(faults({ id: 'availability', source })).toEqual([
        expect.stringMatching(/:10: "wrong" holds exactly three/),
      ])
  })

  test('with many faults has all of them named', () => {
    const source = FILE.replace('nines', 'tens').replace('0.99501', '0.5').replace('difficulty: 2', 'difficulty: "2"')
    expect(faults({ id: 'availability', source })).toHaveLength(1)
    expect(faults({ id: 'availability', source: source.replace('"2"', '2') })).toHaveLength(2)
  })

  test('that is no YAML, or uses anchors, is refused with the line', () => {
    expect(faults({ id: 'availability', source: `${FILE}  - id: "open\n` })[0]).toMatch(/availability\.yaml:\d+: /)
    expect(changed('concept: nines', 'concept: &c nines\n    difficulty: *c')).toEqual(
      expect.arrayContaining([expect.stringMatching(/:5: YAML anchors are not used here/)]),
    )
    expect(faults({ id: 'availability', source: '' })).toHaveLength(1)
  })

  test('named for another topic is refused', () => {
    expect(faults({ id: 'security', source: FILE })).toEqual([
      'quiz/security.yaml:1: the file is named availability.yaml after its topic',
    ])
  })

  test('that asks what another asks is refused', () => {
    const file = { id: 'availability', source: FILE }
    expect(faults(file, file)).toEqual([expect.stringMatching(/:3: "availability\/serial.*" is the id of another/)])
    const renamed = { ...file, source: FILE.replace('id: serial', 'id: other') }
    expect(faults(file, renamed)).toEqual([expect.stringMatching(/:3: another question asks the same/)])
  })
})

test('folders without questions have none, and their bank still generates', () => {
  const bank = readBank([import.meta.dirname], library)
  expect(bank.questions).toEqual([])
  expect(bank.templates.length).toBeGreaterThan(12)
  expect(bank.byId('made/amdahl/1')?.topic).toBe('scalability')
  expect(bank.byId('availability/nothing')).toBeUndefined()
})

describe('the questions there are', () => {
  const { questions, byTopic } = readBank([CONTENT], library)

  test('are at least 200', () => {
    expect(questions.length).toBeGreaterThanOrEqual(200)
  })

  test.each(library.topics)('are at least 12 on $id, with each headline term among them', ({ id, terms, headline }) => {
    expect(byTopic(id).length).toBeGreaterThanOrEqual(12)
    const concepts = new Set(byTopic(id).map(({ concept }) => concept))
    expect(terms.slice(0, headline).filter((term) => !concepts.has(term))).toEqual([])
  })

  test('stand one file a topic, named for it', () => {
    expect(
      readQuizFiles([CONTENT])
        .map(({ id }) => id)
        .sort(),
    ).toEqual(library.topics.map(({ id }) => id).sort())
  })

  test('do not give the answer away by its length', () => {
    const others = ({ options }: Question): number[] =>
      options.filter(({ right }) => !right).map(({ text }) => text.length)
    const right = ({ options }: Question): number => options.find((option) => option.right)?.text.length ?? 0
    const longest = questions.filter((each) => right(each) > Math.max(...others(each)))
    const shortest = questions.filter((each) => right(each) < Math.min(...others(each)))
    expect(longest.length / questions.length).toBeLessThan(0.4)
    expect(shortest.length / questions.length).toBeLessThan(0.4)
  })

  test('do not give the answer away by being the only one with a number', () => {
    const only = questions.filter(({ options }) => options.every(({ text, right }) => /\d/.test(text) === right))
    expect(only.length / questions.length).toBeLessThan(0.05)
  })

  test('rest on numbers that come out, where they state them', () => {
    const checks = questions.flatMap(({ id, working }) => (working === undefined ? [] : [{ id, working }]))
    expect(checks.length).toBeGreaterThan(30)
    for (const { id, working } of checks) expect([id, checkEquation(working)]).toEqual([id, { holds: true }])
  })

  test('are of all three difficulties', () => {
    for (const difficulty of [1, 2, 3])
      expect(questions.filter((each) => each.difficulty === difficulty).length / questions.length).toBeGreaterThan(0.15)
  })
})
