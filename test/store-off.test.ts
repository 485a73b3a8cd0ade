// A store that is gone or hangs takes nothing down with it: every command, form and button is tried, and each gives what it always
// gives, or says in time and in words what is off and what still works. What would change something never pretends to have done it.

import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Poster } from '../src/adapter.ts'
import { createBot, type Event, type Input } from '../src/bot.ts'
import { commands } from '../src/commands/index.ts'
import { plainReply } from '../src/plain.ts'
import type { Reply } from '../src/reply.ts'
import type { StoreConfig } from '../src/store/config.ts'
import { direct, type Ground, postgresGround, sqliteGround } from './stores.ts'
import { asker, library, remembering } from './world.ts'

interface Tried {
  readonly input: Input
  /** The form that answered, and the kind of its answer. */
  readonly what: string
  readonly type: string
  /** Whether anything was kept that was not kept before. */
  readonly changed: boolean
}

/** Every line that is known to work, and every form by its name alone. */
const LINES = commands.flatMap(({ name, examples, forms }) => [
  ...examples,
  ...Object.entries(forms).flatMap(([form, { example }]) => [example ?? '', `/${name} ${form}`]),
])
/** What a form that asks for a text is filled with, by the name of its field. */
const FILLED: Readonly<Record<string, string>> = { zone: 'Europe/Paris' }
const MOST_TRIED = 3000

/** What could be pressed in a reply, or filled in. */
function further({ blocks }: Reply): Input[] {
  return blocks.flatMap((block): Input[] => {
    if (block.kind === 'buttons')
      return block.buttons.flatMap(({ token }) => [
        { press: token, on: 'private' },
        { press: token, on: 'public' },
      ])
    if (block.kind !== 'form') return []
    const values = Object.fromEntries(block.fields.map(({ name }) => [name, FILLED[name] ?? 'quorum']))
    return [{ fill: block.submit, values }]
  })
}

/** Goes everywhere that lines and buttons lead to, and keeps one way to each form and kind of answer. */
async function explore(ground: Ground): Promise<readonly Tried[]> {
  const config = (await ground.fresh()) as Extract<StoreConfig, { engine: 'sqlite' }>
  const queue: Input[] = LINES.filter((line) => line !== '').map((command) => ({ command }))
  const seen = new Map<string, Tried>()
  let last: Event | undefined
  let posts = 0
  const poster: Poster = {
    async post(_, __, reply) {
      queue.push(...further(reply))
      return { outcome: 'posted', reference: `C1/${++posts}` }
    },
    edit: async (_, reference) => ({ outcome: 'posted', reference }),
  }
  const parts = remembering({ store: config, poster })
  const bot = createBot({
    commands,
    library,
    ...parts,
    onEvent: (event) => {
      last = event
    },
  })
  await parts.store()
  const file = new DatabaseSync(config.file, { readOnly: true })
  const tables = file.prepare("select name from sqlite_master where type = 'table' and name <> 'calls'").all()
  const kept = (): string => JSON.stringify(tables.map(({ name }) => file.prepare(`select * from "${name}"`).all()))
  const tried = new Set<string>()
  let before = kept()
  for (let at = 0; at < queue.length && at < MOST_TRIED; at++) {
    const input = queue[at] as Input
    const key = JSON.stringify(input)
    if (tried.has(key)) continue
    tried.add(key)
    const { reply } = await bot.answer(input, asker({ manager: true }))
    const after = kept()
    const changed = after !== before
    before = after
    const what = `${last?.command}.${last?.form} ${reply.answer.type}${changed ? ' changed' : ''} by ${Object.keys(input)[0]}`
    if (seen.has(what)) continue
    seen.set(what, { input, what, type: reply.answer.type, changed })
    queue.push(...further(reply))
  }
  file.close()
  await parts.close()
  return [...seen.values()]
}

/** Stands between the program and its database: passes all on, is silent, or is not there. */
async function between(port: number) {
  const open = new Set<Socket>()
  let silent = false
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
      from.on('data', (data) => silent || to.write(data))
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = (): void => {
    for (const socket of open) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    silence() {
      silent = true
    },
    leave() {
      server.close()
      cut()
    },
  }
}

let files: Ground
let postgres: Ground
let all: readonly Tried[]
beforeAll(async () => {
  files = await sqliteGround()
  postgres = await postgresGround()
  all = await explore(files)
}, 120_000)
afterAll(async () => {
  await files.end()
  await postgres.end()
})

test('every form of every command is tried', () => {
  const tried = new Set(all.map(({ what }) => what.split(' ')[0]))
  const forms = commands.flatMap(({ name, forms: each }) => Object.keys(each).map((form) => `${name}.${form}`))

  expect(forms.filter((form) => !tried.has(form))).toEqual([])
  expect(all.filter(({ type }) => type === 'bug')).toEqual([])
  expect(all.filter(({ changed }) => changed).length).toBeGreaterThan(8)
})

describe('a store that', () => {
  test.each([
    ['was never there', 'leave', false],
    ['goes away', 'leave', true],
    ['hangs from the start', 'silence', false],
    ['begins to hang', 'silence', true],
  ] as const)('%s is told of wherever it is needed, and nowhere else', async (_, fault, used) => {
    const config = (await postgres.fresh()) as Extract<StoreConfig, { engine: 'postgres' }>
    const url = new URL(config.url)
    const way = await between(Number(url.port))
    url.host = `127.0.0.1:${way.port}`
    const parts = remembering({ store: { engine: 'postgres', url: url.href } })
    const events: Event[] = []
    const bot = createBot({ commands, library, ...parts, onEvent: (event) => events.push(event) })
    if (used) await parts.quiz()
    way[fault]()

    const answered = await Promise.all(
      all.map(async ({ input, ...usual }) => {
        const began = performance.now()
        const { reply } = await bot.answer(input, asker({ manager: true }))
        return { ...usual, reply, ms: performance.now() - began }
      }),
    )
    way.leave()
    await parts.close()

    const isOff = ({ reply }: { reply: Reply }): boolean => 'code' in reply.answer && reply.answer.code === 'not-now'
    const others = answered.filter((each) => !isOff(each))
    expect(answered.length - others.length).toBeGreaterThan(15)
    // Where a zone would have been looked up, it is asked for, which is a refusal too.
    const done = others.filter(({ reply }) => reply.answer.type !== 'refusal')
    expect(done.filter(({ changed }) => changed)).toEqual([])
    expect(done.filter(({ reply, type }) => reply.answer.type !== type)).toEqual([])
    expect(answered.filter(({ ms }) => ms > 4000)).toEqual([])
    for (const { reply } of answered.filter(isOff)) {
      expect(reply.private).toBe(true)
      expect(plainReply(reply)).toMatch(/can't be .*at the moment/)
    }
    expect(events.filter(({ outcome }) => outcome === 'bug')).toEqual([])
    expect(events.filter(({ outcome }) => outcome === 'store').length).toBeGreaterThan(0)
  })
})

test('a fault of ours in the store is still told as one, with its reference', async () => {
  const config = await files.fresh()
  const parts = remembering({ store: config })
  const events: Event[] = []
  const bot = createBot({ commands, library, ...parts, onEvent: (event) => events.push(event) })
  await parts.store()
  await direct(config, 'drop table people')

  const { reply } = await bot.answer({ command: '/nines zone Europe/Berlin' }, asker())
  await parts.close()

  expect(reply.answer).toMatchObject({ type: 'bug', reference: expect.any(String) })
  expect(events).toMatchObject([{ command: 'nines', form: 'zone', outcome: 'bug' }])
})
