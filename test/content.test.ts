// The content is right as far as a machine can tell, and what is wrong with a file is said with its line.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BLIND, FIELD, QUERIES } from '../bench/search.ts'
import { checkEquation, evaluate } from '../src/library/arithmetic.ts'
import { ContentError, describeFault } from '../src/library/fault.ts'
import { type ContentFile, readContentFiles } from '../src/library/files.ts'
import { loadContent } from '../src/library/load.ts'
import { shown } from '../src/library/shown.ts'
import { readLibraryAside } from '../src/library/snapshot.ts'
import { CONTENT, library } from './world.ts'

const FILES = readContentFiles([CONTENT])
const CAP = FILES.find(({ id, folder }) => id === 'cap' && folder === 'concepts') as ContentFile

/** The entries, since one refers to others; with few of the phrases, which refer to nothing and take most of the time. */
const ENTRIES = FILES.filter(({ folder }) => folder === 'concepts' || folder === 'topics').map((file) => ({
  ...file,
  source: file.source.replace(/(## Asked as\n\n```\n(?:.+\n){3})[\s\S]*?```/, '$1```'),
}))

/** The faults of all entries after one file was changed. */
function faults(change: (source: string) => string, more: readonly ContentFile[] = []): string[] {
  try {
    loadContent([
      ...ENTRIES.filter(({ id, folder }) => id !== CAP.id || folder !== CAP.folder),
      { ...CAP, path: 'cap.md', source: change(CAP.source) },
      ...more,
    ])
    return []
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    return error.faults.map(describeFault)
  }
}
const lineOf = (needle: string): number => CAP.source.split('\n').findIndex((line) => line.includes(needle)) + 1

describe('a content file', () => {
  test('without a fault has none', () => {
    expect(faults((source) => source)).toEqual([])
    expect(loadContent(FILES).concepts).toHaveLength(96)
  })

  test.each([
    [
      'an unknown key',
      (s: string) => s.replace('kind: theorem', 'kind: theorem\ncolour: red'),
      () => lineOf('kind:') + 1,
      /Unrecognized key: "colour"/,
    ],
    ['a wrong kind', (s: string) => s.replace('kind: theorem', 'kind: rumour'), () => lineOf('kind:'), /"kind"/],
    [
      'a link to nothing',
      (s: string) => s.replace('(pacelc)', '(nothing-there)'),
      () => lineOf('(pacelc)'),
      /there is no entry "nothing-there"/,
    ],
    [
      'a relation to nothing',
      (s: string) => s.replace('related: [pacelc', 'related: [nothing-there'),
      () => lineOf('related:'),
      /there is no concept "nothing-there"/,
    ],
    [
      'a broader entry that it does not relate to',
      (s: string) => s.replace('kind: theorem', 'kind: theorem\nbroader: jitter'),
      () => lineOf('kind:') + 1,
      /"jitter" is none of the related entries/,
    ],
    [
      'a false equation',
      (s: string) => s.replace('floor(5/2) + 1 = 3', 'floor(5/2) + 1 = 4'),
      () => lineOf('## Number'),
      /does not come out/,
    ],
    [
      'an over-long definition',
      (s: string) => s.replace('No replicated', `${'Very '.repeat(40)}`),
      () => lineOf('No replicated'),
      /at most 200 characters/,
    ],
    [
      'a banned phrase',
      (s: string) => s.replace('## Why\n\n', '## Why\n\nAlways consistent. '),
      () => lineOf('## Why'),
      /"always consistent" may stand only in a trap/,
    ],
    [
      'a missing section',
      (s: string) => s.replace('## Trap', '## Trapp'),
      () => lineOf('## Trap'),
      /unknown section "Trapp"/,
    ],
    [
      'HTML',
      (s: string) => s.replace('## Why\n\n', '## Why\n\nA <b>b</b> '),
      () => lineOf('## Why') + 2,
      /HTML may not stand here/,
    ],
    [
      'single-star emphasis',
      (s: string) => s.replace('## Why\n\n', '## Why\n\nA *b* '),
      () => lineOf('## Why') + 2,
      /emphasis with single stars/,
    ],
    [
      'a source without an address',
      (s: string) => s.replace(/doi: 10\.1145\/564585\.564601, /, ''),
      () => lineOf('Gilbert and Lynch, year'),
      /has a doi or a url/,
    ],
    [
      'a phrase that stands twice',
      (s: string) => s.replace('## Asked as\n\n```\n', '## Asked as\n\n```\none and the same\nOne and the same\n'),
      () => lineOf('## Asked as') + 4,
      /"One and the same" stands twice/,
    ],
    [
      'phrases as a list',
      (s: string) => s.replace(/## Asked as[\s\S]*/, '## Asked as\n\n- pick one\n'),
      () => lineOf('## Asked as') + 2,
      /one fence with a phrase on each line/,
    ],
    ['broken YAML', (s: string) => s.replace('kind: theorem', 'kind: [theorem'), undefined, /front matter/],
  ])('with %s is refused with its line', (_, change, line, problem) => {
    const told = faults(change)

    expect(told.join('\n')).toMatch(problem)
    if (line) expect(told.some((fault) => fault.startsWith(`cap.md:${line()}:`) && problem.test(fault))).toBe(true)
  })

  test('with a banned phrase inside other words is taken', () => {
    const told = faults((source) => source.replace('## Why\n\n', '## Why\n\nA replica system. ')).join('\n')

    expect(told).not.toMatch(/may stand only in a trap/)
  })

  test('of a field elsewhere has its own few keys', () => {
    const source = `---
title: Bakery
names: [sourdough]
colour: red
---

## Asked as

\`\`\`
why is my bread stale
\`\`\`
`
    const told = faults((s) => s, [{ folder: 'elsewhere', id: 'bakery', path: 'bakery.md', source }])

    expect(told).toEqual([
      'bakery.md:4: front matter: Unrecognized key: "colour"',
      'bakery.md:7: "Asked as" has 10 to 240 phrases, here 1',
    ])
  })

  test('that claims an alias of another is refused', () => {
    expect(
      faults((source) =>
        source.replace('aliases: [', 'aliases: [error budgets x, mean time to recovery, quorum, '),
      ).join('\n'),
    ).toMatch(/alias "quorum" is the title or id of "quorum"/)
  })

  test('that overrides an entry of ours is refused, not taken silently', () => {
    expect(faults((source) => source, [{ ...CAP, path: 'team/concepts/cap.md' }]).join('\n')).toMatch(
      /team\/concepts\/cap\.md:1: "cap" is the id of another concept too/,
    )
  })
})

describe('changed content', () => {
  test('is read beside what runs, which goes on meanwhile, and with the same faults', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nines-aside-'))
    let turns = 0
    const timer = setInterval(() => turns++, 5)
    try {
      const aside = await readLibraryAside([CONTENT], join(folder, 'snapshot'))

      // Read in this thread, it would let none pass but at its beginning and its end.
      expect(turns).toBeGreaterThan(20)
      expect(aside.look('two nodes both think they are the primary')).toEqual(
        library.look('two nodes both think they are the primary'),
      )
      mkdirSync(join(folder, 'concepts'))
      writeFileSync(join(folder, 'concepts/broken.md'), '---\ntitle: [\n---\n')
      await expect(readLibraryAside([CONTENT, folder], join(folder, 'snapshot'))).rejects.toThrow(
        /broken\.md:\d+: front matter/,
      )
    } finally {
      clearInterval(timer)
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('every entry', () => {
  test.each(library.concepts.map((entry) => [entry.id, entry] as const))(
    '%s names its sources and its relations in both directions',
    (id, entry) => {
      expect(entry.sources.some(({ primary }) => primary)).toBe(true)
      for (const other of entry.related) expect(library.concept(other)?.related).toContain(id)
      expect(entry.reviewedOn <= '2100').toBe(true)
    },
  )

  test('is reached by its title, its id and each of its names', () => {
    for (const entry of [...library.concepts, ...library.topics]) {
      for (const name of [entry.title, entry.id, ...entry.aliases]) {
        const found = library.look(name)
        // A concept answers for a topic of the same name.
        const owner =
          entry.type === 'topic'
            ? (library.concepts.find(({ id, title }) => id === entry.id || title === entry.title) ?? entry)
            : entry
        expect([entry.id, owner.id], name).toContain(found.type === 'entry' ? found.entry.id : found.type)
      }
    }
  })

  test('is reached by the questions it says it answers, of which every third is asked', () => {
    const some = (asked: readonly string[]): readonly string[] => asked.filter((_, at) => at % 3 === 0)
    const missed = library.concepts.flatMap((entry) =>
      some(entry.asked).filter((question) => {
        const found = library.look(question)
        const ids =
          found.type === 'entry'
            ? [found.entry.id, ...found.others.map(({ id }) => id)].slice(0, 3)
            : found.type === 'pair'
              ? found.pair.map(({ id }) => id)
              : []
        return !ids.includes(entry.id)
      }),
    )
    const asked = library.concepts.reduce((sum, entry) => sum + some(entry.asked).length, 0)

    expect(missed.length).toBeLessThan(asked / 50)
  })

  test('says nothing that a test query says word for word, but for its names and the messages of programs', () => {
    const names = new Set(
      [...library.concepts, ...loadContent(FILES).elsewhere].flatMap(({ aliases }) =>
        aliases.map((each) => each.toLowerCase()),
      ),
    )
    const MESSAGES = /^(?:operation cannot be fulfilled: |could not serialize access due to )/
    const content = FILES.map(({ source }) => source.toLowerCase().replace(/[^\S\n]+/g, ' ')).join('\n')
    const whole = [...QUERIES, ...BLIND, ...FIELD]
      .map(({ q }) => q.toLowerCase().replace(/\s+/g, ' ').trim())
      .filter((query) => query.split(' ').length > 3)

    expect(whole.filter((query) => content.includes(query) && !names.has(query) && !MESSAGES.test(query))).toEqual([])
  })

  test('whose numbers are to be looked up again is named', () => {
    const today = Temporal.Now.plainDateISO().toString()
    for (const { id, checkAfter } of library.concepts)
      if (checkAfter !== undefined && checkAfter < today)
        console.warn(`${id}: to be looked up again since ${checkAfter}`)
  })
})

describe('the arithmetic in the content', () => {
  test.each([
    ['2 + 3 * 4', 14],
    ['(2 + 3) * 4', 20],
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', -4],
    ['1 - 0.99^100', 1 - 0.99 ** 100],
    ['99.9% * 30', 29.97],
    ['1,000,000 / 4', 250_000],
    ['choose(5, 2)', 10],
    ['max(1, 2, min(9, 3))', 3],
    ['log10(1000)', 3],
  ])('%s is %d', (text, value) => {
    expect(evaluate(text)).toBeCloseTo(value, 12)
  })

  test.each([
    ['0.001 * 43200 = 43.2 min', true],
    ['1/3 = 0.33', true],
    ['1/3 = 0.34', false],
    ['2 = 2.0 = 1 + 1', true],
    ['0.999^10 = 99.0%', true],
    ['1 / 0 = 3', false],
    ['x + 1 = 2', false],
  ])('%s holds: %s', (text, holds) => {
    expect(checkEquation(text)?.holds).toBe(holds)
  })

  test('stands in every entry', () => {
    for (const { id, number } of library.concepts) expect([id, / = /.test(shown(number))]).toEqual([id, true])
  })
})

test('the README of the content describes every key and section', () => {
  const readme = readFileSync(join(CONTENT, 'README.md'), 'utf8')
  for (const name of [
    '## Asked as',
    'check_after',
    '## Definition',
    '## Looks like',
    '## Mistakes',
    '## Side by side',
    '## A question',
    'quiz/<topic>.yaml',
    'difficulty',
    'zero downtime',
    'elsewhere/',
  ])
    expect(readme).toContain(name)
})
