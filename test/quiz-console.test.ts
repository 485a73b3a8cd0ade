// The quiz by JSON lines, as scripts and tests use it, and what the operator does with the store from the command line.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, '../src/main.ts')
const folder = mkdtempSync(join(tmpdir(), 'nines-console-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(args: readonly string[], input = '', env: Record<string, string> = {}) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [MAIN, ...args], {
    input,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', DATA_DIR: join(folder, 'data'), ...env },
  })
  return { stdout, stderr, status }
}

interface Button {
  readonly label: string
  readonly token: string
}
interface Shown {
  readonly reply: { readonly blocks: readonly { kind: string; buttons?: readonly Button[]; submit?: string }[] }
  readonly answer: Readonly<Record<string, unknown>>
  readonly text: string
}
interface Line extends Partial<Shown> {
  readonly say?: string
  readonly posts?: readonly (Shown & { place: string; key: string; ref: string; workspace: string })[]
  readonly edits?: readonly (Shown & { ref: string })[]
  readonly error?: { readonly code: string }
}

function lines(messages: readonly (object | string)[], args: readonly string[] = []): Line[] {
  const input = messages.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join('\n')
  const { stdout, stderr } = run(['console', '--jsonl', ...args], input)
  expect(stderr).toBe('')
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}
const tokenOf = (shown: Shown | undefined, label: string): string =>
  shown?.reply.blocks.flatMap(({ buttons = [] }) => buttons).find((button) => button.label === label)?.token ?? ''

const in_ = { workspace: 'W1', place: 'C1', person: 'U1', name: 'Ada', direct: false, manager: false }
const SET = { ...in_, say: '/quiz daily 09:00 Europe/Berlin weekdays', now: '2026-11-22T20:00:00Z' }
const NINE = { tick: true, now: '2026-11-23T08:00:01Z' }

describe('JSON lines', () => {
  test('post what is due at a tick, take presses, and reveal with the next post', () => {
    const store = join(folder, 'lines.db')
    const [, before, nine, again] = lines(
      [SET, { tick: true, now: '2026-11-23T07:59:59Z' }, NINE, NINE],
      ['--store', store],
    )
    expect(before).toMatchObject({ tick: true, posts: [], edits: [] })
    expect(nine?.posts).toMatchObject([
      { workspace: 'W1', place: 'C1', key: '2026-11-23', answer: { type: 'quiz-question', answered: 0 } },
    ])
    expect(again?.posts).toEqual([])
    const [post] = nine?.posts ?? []

    // Another process with the same file, as after a restart.
    const [pressed, twice, counted, tuesday, revealed] = lines(
      [
        { ...in_, press: tokenOf(post, 'A'), now: '2026-11-23T08:10:00Z' },
        { ...in_, press: tokenOf(post, 'B'), now: '2026-11-23T08:10:01Z' },
        { tick: true, now: '2026-11-23T08:10:30Z' },
        { tick: true, now: '2026-11-24T08:00:01Z' },
        { tick: true, now: '2026-11-24T08:00:20Z' },
      ],
      ['--store', store],
    )
    expect(pressed?.answer).toMatchObject({ type: 'quiz-mark', chosen: 'A', counted: 'A' })
    expect(twice?.answer).toMatchObject({ chosen: 'B', counted: 'A' })
    expect(counted?.edits).toMatchObject([{ ref: post?.ref, answer: { type: 'quiz-question', answered: 1 } }])
    expect(tuesday?.posts).toMatchObject([{ key: '2026-11-24' }])
    expect([...(tuesday?.edits ?? []), ...(revealed?.edits ?? [])]).toMatchObject([
      { ref: post?.ref, answer: { type: 'quiz-reveal', counts: [1, 0, 0, 0] } },
    ])
  })

  test('say what was posted at once', () => {
    const [now] = lines([{ ...in_, say: '/quiz now security' }])

    expect(now).toMatchObject({
      answer: { type: 'quiz-posted' },
      posts: [{ place: 'C1', answer: { topic: 'security' } }],
    })
  })

  test('forget everything at the end, where no file is named', () => {
    lines([SET])

    expect(lines([{ ...in_, say: '/quiz' }])[0]?.answer).toMatchObject({ schedule: null })
    expect(lines([{ ...in_, say: '/quiz' }], ['--store', ':memory:'])[0]?.answer).toMatchObject({ schedule: null })
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })

  test('name people on a board as they called themselves', () => {
    const [, nine] = lines([SET, NINE], ['--store', join(folder, 'board.db')])
    const press = tokenOf(nine?.posts?.[0], 'C')
    const people = ['Ada', 'Bob', 'Cyd'].map((name, index) => ({
      ...in_,
      press,
      person: `U${index}`,
      name,
      now: '2026-11-23T09:00:00Z',
    }))

    const board = lines(
      [...people, { ...in_, person: 'U0', name: 'Ada', say: '/quiz board', now: '2026-11-23T10:00:00Z' }],
      ['--store', join(folder, 'board.db')],
    ).at(-1)

    expect(board?.answer).toMatchObject({ type: 'quiz-board', players: 3 })
    expect(board?.text).toContain('Cyd')
  })

  test('take one thing a line', () => {
    const out = lines(['{"tick":true,"say":"cap"}', '{"tick":false}', '{"tick":true,"now":"soon"}', 'cap'])

    expect(out.map(({ error, answer }) => error?.code ?? answer?.type)).toEqual([
      'bad-line',
      'bad-line',
      'bad-line',
      'concept',
    ])
  })
})

describe('the operator', () => {
  const store = ['--store', join(folder, 'data', 'nines.db')]

  test('reads the reports, newest first', () => {
    expect(run(['reports'])).toMatchObject({ status: 0, stdout: 'No reports.\n' })
    const shown = lines(['/concept quorum', '/concept sli vs slo'].map((say) => ({ ...in_, say })))
    const forms = lines(shown.map((each) => ({ ...in_, press: tokenOf(each as Shown, 'Report') })))
    const [card, pair] = forms.map(({ reply }) => reply?.blocks.find(({ kind }) => kind === 'form')?.submit)
    lines(
      [
        { token: card, values: { text: 'Two of three is no majority', suggestion: 'It is' } },
        { token: pair, values: { text: 'The table has them swapped' } },
      ].map((fill, hours) => ({ ...in_, now: `2026-11-22T1${hours}:00:00Z`, fill })),
      store,
    )

    const { stdout, status } = run(['reports'])

    expect(status).toBe(0)
    expect(stdout).toMatch(/^\S+ {2}sli vs slo {2}[\s\S]*\n\S+ {2}quorum {2}/)
    expect(stdout).toContain('wrong:   The table has them swapped')
    expect(stdout).toContain('wrong:   Two of three is no majority')
    expect(stdout).toContain('better:  It is')
  })

  test('copies the store to a file that opens', () => {
    lines([SET], store)
    const copy = join(folder, 'copy.db')

    expect(run(['backup', copy])).toMatchObject({ status: 0, stderr: '', stdout: `Copied to ${copy}.\n` })
    expect(lines([{ ...in_, say: '/quiz' }], ['--store', copy])[0]?.answer).toMatchObject({
      schedule: { time: '09:00' },
    })
  })

  test.each([
    [['backup'], {}, /backup needs the file/],
    [['backup', join(folder, 'x.db')], { DATA_DIR: join(folder, 'nowhere') }, /nothing to back up/],
    [['backup', join(folder, 'x.db')], { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/n' }, /pg_dump/],
    [['reports'], { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/n' }, /PostgreSQL at 127\.0\.0\.1:1/],
    [['console', '--store'], {}, /--store needs a file/],
    [['console', '--bogus'], {}, /does not take "--bogus"/],
  ])('is told what is wrong with %j', (args, env, problem) => {
    const { stderr, status } = run(args, '', env)

    expect(status).toBe(1)
    expect(stderr).toMatch(problem)
    expect(stderr).not.toContain('secret')
    expect(stderr).not.toMatch(/\n {4}at /)
  })

  test('is refused a store that a newer version has written', () => {
    const file = join(folder, 'newer.db')
    lines([SET], ['--store', file])
    const database = new DatabaseSync(file)
    database.exec('update nines_schema set version = 999')
    database.close()

    const { stdout } = run(['console', '--jsonl', '--store', file], JSON.stringify({ say: '/concept cap' }))

    // A lookup needs no store.
    expect(JSON.parse(stdout).answer).toMatchObject({ type: 'concept' })
  })
})
