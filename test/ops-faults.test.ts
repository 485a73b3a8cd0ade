// What goes wrong around the bot: it says so, nothing is lost or doubled, and what does not need the broken part goes on.

import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { createBot, type Event } from '../src/bot.ts'
import { commands } from '../src/commands/index.ts'
import { createLog } from '../src/log.ts'
import { plainReply } from '../src/plain.ts'
import { IN_MEMORY } from '../src/store/lazy.ts'
import { openStore } from '../src/store/store.ts'
import { DAY, daily, HOUR, MINUTE, openPlatform, plus, replica } from './posting-ground.ts'
import { JSON_TYPE, post } from './slack/deliver.ts'
import { payload } from './slack/payload.ts'
import { mentioned, onSlack } from './slack/running.ts'
import { asker, library, remembering } from './world.ts'

const MAIN = join(import.meta.dirname, '../src/main.ts')
const file = (): string => join(mkdtempSync(join(tmpdir(), 'nines-faults-')), 'nines.db')

test('a store that somebody has locked keeps nobody from terms and numbers, and is used again when it is free', async () => {
  const at = file()
  const events: Event[] = []
  const parts = remembering({ store: { engine: 'sqlite', file: at } })
  await parts.store()
  const bot = createBot({ commands, library, ...parts, onEvent: (event) => events.push(event) })
  const typeOf = async (line: string): Promise<string> =>
    (await bot.answer({ command: line }, asker())).reply.answer.type
  const other = new DatabaseSync(at)
  other.exec('begin exclusive')

  const setting = typeOf('/nines zone Europe/Berlin')
  const began = performance.now()
  expect(await typeOf('/concept quorum')).toBe('concept')
  expect(await typeOf('/budget 99.9 30d 47m')).toBe('error-budget')
  // Who wants something kept waits longer than this for the lock.
  expect(performance.now() - began).toBeLessThan(2000)
  expect(await setting).toBe('refusal')

  other.exec('rollback')
  other.close()
  expect(await typeOf('/nines zone Europe/Berlin')).toBe('zone')
  expect(await (await parts.store()).zones.get('W1', 'U1')).toBe('Europe/Berlin')
  await parts.close()
})

test('a store that a newer version has written: who asks is told kindly, and the log names the cause once', async () => {
  const at = file()
  const newer = await openStore({ engine: 'sqlite', file: at })
  await newer.close()
  const database = new DatabaseSync(at)
  database.exec('update nines_schema set version = version + 1')
  database.close()
  const lines: string[] = []
  const events: Event[] = []
  const { event: write } = createLog('info', { destination: { write: (line) => void lines.push(line) } })
  const onEvent = (event: Event): void => {
    events.push(event)
    write(event)
  }
  const bot = createBot({ commands, library, ...remembering({ store: { engine: 'sqlite', file: at } }), onEvent })

  for (const command of ['/quiz', '/quiz', '/nines zone Europe/Berlin']) {
    const { reply } = await bot.answer({ command }, asker())
    expect(reply.answer).toMatchObject({ type: 'refusal', code: 'not-now' })
    expect(plainReply(reply)).not.toContain('schema')
  }
  const told = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'the store failed')
  expect(told).toEqual([expect.objectContaining({ message: expect.stringContaining('was written by a newer Nines') })])
  expect(events.filter(({ outcome }) => outcome === 'store')).toHaveLength(3)
})

/** Answers to these lines, from a program that may write files of so many kilobytes. */
function converse(
  at: string,
  lines: readonly object[],
  kilobytes?: number,
): Promise<{ type: string; zone?: string }[]> {
  const limit = kilobytes === undefined ? '' : `ulimit -f ${kilobytes * 2}; `
  const line = `${limit}exec "${process.execPath}" "${MAIN}" console --jsonl --store "${at}"`
  const { PATH = '', HOME = '' } = process.env
  const child = spawn('/bin/sh', ['-c', line], { env: { PATH, HOME }, stdio: ['pipe', 'pipe', 'ignore'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  child.stdin.end(lines.map((each) => JSON.stringify(each)).join('\n'))
  return new Promise((resolve) =>
    child.once('close', () =>
      resolve(
        text
          .trim()
          .split('\n')
          .map((each) => JSON.parse(each).answer),
      ),
    ),
  )
}

test('a full disk is told to who wanted something kept, terms and numbers go on, and what was confirmed is there afterwards', async () => {
  const at = file()
  const people = Array.from({ length: 150 }, (_, n) => `U${n}`)
  await converse(at, [{ say: '/nines zone UTC', person: 'first' }])

  const answers = await converse(
    at,
    [
      ...people.map((person) => ({ say: '/nines zone Europe/Berlin', person })),
      { say: '/concept quorum' },
      { say: '/budget 99.9 30d 47m' },
    ],
    600,
  )
  const confirmed = people.filter((_, n) => answers[n]?.type === 'zone')
  expect(answers.slice(-2)).toMatchObject([{ type: 'concept' }, { type: 'error-budget' }])
  expect(confirmed.length).toBeGreaterThan(0)
  expect(confirmed.length).toBeLessThan(people.length)

  const database = new DatabaseSync(at, { readOnly: true })
  const kept = new Set(
    database
      .prepare('select person from people')
      .all()
      .map(({ person }) => String(person)),
  )
  expect(confirmed.filter((person) => !kept.has(person))).toEqual([])
  expect(database.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' })
  database.close()
  expect(await converse(at, [{ say: '/nines zone Europe/Berlin', person: 'last' }])).toMatchObject([{ type: 'zone' }])
})

describe('a clock that jumps', () => {
  test.each([
    ['an hour back', [plus(MINUTE), plus(-HOUR), plus(MINUTE), plus(2 * MINUTE)]],
    ['a day ahead and back', [plus(MINUTE), plus(DAY - 2 * HOUR), plus(2 * MINUTE), plus(3 * MINUTE)]],
  ])('%s posts nothing twice', async (_, times) => {
    const store = await openStore(IN_MEMORY)
    await store.schedules.put(daily())
    const platform = openPlatform()
    const posting = replica(store, platform, 'one')

    for (const now of times) await posting.tick(now)

    expect(platform.messages.map(({ key }) => key)).toEqual(['2026-11-23'])
    await store.close()
  })
})

describe('a request of Slack', () => {
  const mention = (running: Parameters<Parameters<typeof onSlack>[1]>[0]): string =>
    JSON.stringify(
      payload('app-mention', {
        event: { text: mentioned('quorum'), user: running.slack.api.people.ada, channel: running.slack.api.channel },
      }),
    )

  test.each([
    ['from the future', { late: -(6 * 60) }],
    ['of tomorrow', { late: -24 * 60 * 60 }],
    ['from the past', { late: 6 * 60 }],
    ['that somebody else has signed', { secret: 'a-guess-of-32-characters-or-more' }],
    ['whose time is none', { headers: { 'x-slack-request-timestamp': 'soon' } }],
  ])('%s is refused and logged, and nothing is done', (_, signing) =>
    onSlack('http', async (running) => {
      let status = 0
      const seen = await running.after(async () => {
        status = (await post(running.adapter().port(), mention(running), JSON_TYPE, signing)).status
      })

      expect([status, seen]).toEqual([401, []])
      expect(running.problems.length).toBeGreaterThan(0)
    })(),
  )

  test(
    'from a clock a little ahead of ours is answered',
    onSlack('http', async (running) => {
      const seen = await running.after(async () => {
        await post(running.adapter().port(), mention(running), JSON_TYPE, { late: -60 })
      })

      expect(seen).toHaveLength(1)
    }),
  )
})
