// A platform that is not there when the bot starts, or answers anything: it is named in one line, tried again until it is there, and
// holds up nothing else.

import { describe, expect, test, vi } from 'vitest'
import { Unreachable } from '../src/adapter.ts'
import { ConfigError } from '../src/config.ts'
import { begin } from '../src/ops/begin.ts'
import * as people from './discord/people.ts'
import { makeProgram } from './discord/program.ts'
import { startDiscord } from './discord/server.ts'
import { APPLICATION, TOKEN } from './discord/world.ts'
import { startProgram } from './ops/child.ts'
import { SIGNING_SECRET } from './slack/deliver.ts'
import { payload } from './slack/payload.ts'
import { type Mode, makeAdapter } from './slack/running.ts'
import { startSlack } from './slack/server.ts'
import { type Answer, APP_TOKEN, BOT_TOKEN } from './slack/web-api.ts'
import { openBot } from './world.ts'

const PAGE = `<!doctype html>\n<h1>Bad gateway</h1><p>${'your token is secret '.repeat(100)}</p>`
const HTML = { 'content-type': 'text/html' }

const NONSENSE: readonly [string, Answer][] = [
  ['a page of a proxy', { status: 502, headers: HTML, body: {}, text: PAGE }],
  ['a page that claims to be fine', { headers: HTML, body: {}, text: PAGE }],
  ['nothing', { body: {}, text: '' }],
  ['null', { body: {}, text: 'null' }],
  ['an empty object', { body: {} }],
  ['that it was asked too often', { status: 429, headers: { 'retry-after': '9' }, body: {} }],
  ['an error of its own', { body: { ok: false, error: 'internal_error' } }],
]
const ADDRESSES: readonly [string, Answer][] = [
  ['no address', { body: { ok: true } }],
  ['an address that is none', { body: { ok: true, url: 'nonsense' } }],
  ['an address where nobody is', { body: { ok: true, url: 'ws://127.0.0.1:9/' } }],
]

describe('Slack', () => {
  test.each([
    ...NONSENSE.flatMap(([says, answer]) => [
      ['http', 'auth.test', says, answer] as const,
      ['socket', 'auth.test', says, answer] as const,
      ['socket', 'apps.connections.open', says, answer] as const,
    ]),
    ...ADDRESSES.map(([says, answer]) => ['socket', 'apps.connections.open', says, answer] as const),
  ])('over %s that answers %s with %s is named in a line, and started later', async (mode: Mode, method, _, answer) => {
    const slack = await startSlack()
    const logged: string[] = []
    slack.api.next(method, answer)
    const adapter = makeAdapter(slack, mode, await openBot(), { log: (line) => logged.push(line) })

    const error = await adapter.start().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Unreachable)
    expect((error as Error).message).toMatch(/^Slack can't be reached at http[^\n]{20,200}$/)
    expect((error as Error).message).not.toMatch(/undefined|<|secret/)
    for (const line of logged) expect(line.length).toBeLessThan(400)
    expect(adapter.connected()).toBe(false)

    await adapter.start()
    expect(adapter.connected()).toBe(true)
    await adapter.stop()
    await slack.close()
  })

  test.concurrent.each(['auth.test', 'apps.connections.open'])('that hangs at %s is given up on', async (method) => {
    const slack = await startSlack()
    const held = slack.api.hold(method)
    const adapter = makeAdapter(slack, 'socket', await openBot())

    await expect(adapter.start()).rejects.toThrow(Unreachable)
    held.release()
    await adapter.stop()
    await slack.close()
  })

  test('over HTTP is told to come again until the bot knows who it is, and pages are served meanwhile', async () => {
    const slack = await startSlack()
    slack.api.next('auth.test', { status: 502, body: {} })
    const page = { path: '/healthz', read: async () => ({ status: 200, type: 'text/plain', body: 'alive' }) }
    const adapter = makeAdapter(slack, 'http', await openBot(), { pages: [page] })
    const at = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${adapter.port()}${path}`, init)
    await expect(adapter.start()).rejects.toThrow(Unreachable)

    expect((await at('/healthz')).status).toBe(200)
    expect((await at('/slack/events', { method: 'POST', body: '{}' })).status).toBe(503)

    await adapter.start()
    expect((await at('/slack/events', { method: 'POST', body: '{}' })).status).toBe(401)
    await adapter.stop()
    await slack.close()
  })
})

describe('Discord', () => {
  const limit = { total: 1000, remaining: 999, reset_after: 1, max_concurrency: 1 }
  test.each([
    ['a page of a proxy', { status: 502, headers: HTML, body: PAGE }],
    ['a page that claims to be fine', { status: 200, headers: HTML, body: PAGE }],
    ['nothing', { status: 200, body: '' }],
    ['null', { status: 200, body: 'null' }],
    ['an empty object', { status: 200, body: {} }],
    ['no limits', { status: 200, body: { url: 'ws://127.0.0.1:9', shards: 1 } }],
    ['an address that is none', { status: 200, body: { url: 'nonsense', shards: 1, session_start_limit: limit } }],
    ['where nobody is', { status: 200, body: { url: 'ws://127.0.0.1:9', shards: 1, session_start_limit: limit } }],
  ])('that answers %s when asked for its gateway is named in a line', async (_, answer) => {
    const discord = await startDiscord()
    discord.fail({ method: 'GET', path: /^\/gateway\/bot$/, answer, times: 5 })
    const { adapter } = await makeProgram(discord, { readyMs: 700 })

    const error = await adapter.start().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Unreachable)
    expect((error as Error).message).toMatch(/^Discord can't be reached at http[^\n]{20,200}$/)
    expect((error as Error).message).not.toMatch(/undefined|<|secret/)
    await adapter.stop()
    await discord.stop()
  })

  test('that hangs is given up on', async () => {
    const discord = await startDiscord()
    discord.onRequest(({ path }) => (path === '/gateway/bot' ? new Promise(() => {}) : undefined))
    const { adapter } = await makeProgram(discord, { readyMs: 300 })

    await expect(adapter.start()).rejects.toThrow(Unreachable)
    await adapter.stop()
    await discord.stop()
  })
})

describe('a start', () => {
  const adapter = (answers: readonly (Error | undefined)[]) => {
    let starts = 0
    let stops = 0
    return {
      counts: () => ({ starts, stops }),
      async start() {
        const answer = answers[Math.min(starts++, answers.length - 1)]
        if (answer) throw answer
      },
      async stop() {
        stops++
      },
    }
  }
  const gone = new Unreachable('Slack', 'http://slack.test', 'gone')

  test('goes on beside the others until it succeeds, and says so once', async () => {
    const [slow, well] = [adapter([gone, gone, new Error('odd'), undefined]), adapter([undefined])]
    const problems: string[] = []
    const late: string[] = []
    await begin(
      { slow, well },
      {
        stopping: new AbortController().signal,
        onProblem: (message) => problems.push(message),
        onLate: (name) => late.push(name),
        waitMs: 5,
      },
    )
    expect([slow.counts().starts, well.counts().starts, late]).toEqual([1, 1, []])

    await vi.waitFor(() => expect(late).toEqual(['slow']))
    expect(slow.counts()).toEqual({ starts: 4, stops: 0 })
    expect(problems).toHaveLength(3)
    expect(problems[0]).toMatch(/^slow could not be started and is tried again: Slack can't be reached/)
  })

  test('that the configuration keeps from succeeding ends it', async () => {
    const options = { stopping: new AbortController().signal, onProblem: () => {}, onLate: () => {} }

    await expect(begin({ one: adapter([new ConfigError(['no'])]) }, options)).rejects.toThrow(ConfigError)
  })

  test('is not tried again once the program stops', async () => {
    const stopping = new AbortController()
    const slow = adapter([gone])
    await begin({ slow }, { stopping: stopping.signal, onProblem: () => {}, onLate: () => {}, waitMs: 20 })
    stopping.abort()
    await new Promise((resolve) => setTimeout(resolve, 100))

    expect(slow.counts().starts).toBe(1)
  })
})

describe('the program', () => {
  const onDiscord = (url: string) => ({
    DISCORD_API_URL: url,
    DISCORD_TOKEN: TOKEN,
    DISCORD_APPLICATION_ID: APPLICATION,
  })
  const NOWHERE = 'http://127.0.0.1:9/api/'

  test('answers on Discord while Slack talks nonsense, and on Slack once it does not', async () => {
    const [slack, discord] = [await startSlack(), await startDiscord()]
    for (const [, answer] of NONSENSE.slice(0, 2)) slack.api.next('apps.connections.open', answer)
    await using program = await startProgram({
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_APP_TOKEN: APP_TOKEN,
      ...onDiscord(discord.url),
    })
    const ready = () => fetch(`http://127.0.0.1:${program.port}/readyz`)
    expect(await (await ready()).json()).toMatchObject({ ready: true, platforms: { slack: false, discord: true } })
    discord.deliver('INTERACTION_CREATE', people.command('/concept quorum'))
    await discord.seen(1)

    await program.logged('connected')
    expect(await (await ready()).json()).toMatchObject({ platforms: { slack: true, discord: true } })
    const response_url = slack.responseUrl({ person: slack.api.people.ada })
    const answered = await slack.socket.send(
      'slash_commands',
      payload('slash-command', { command: '/concept', text: 'quorum', response_url }),
    )
    expect(JSON.stringify(answered)).toContain('quorum')

    program.signal('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(program.stderr()).toBe('')
    const log = JSON.stringify(program.lines)
    expect(log).toContain('slack could not be started and is tried again')
    for (const secret of [BOT_TOKEN, APP_TOKEN, TOKEN, 'your token is secret']) expect(log).not.toContain(secret)
    await slack.close()
    await discord.stop()
  })

  test.each([
    ['slack', { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_APP_TOKEN: APP_TOKEN, SLACK_API_URL: NOWHERE }],
    ['slack', { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_API_URL: NOWHERE }],
    ['discord', onDiscord('http://127.0.0.1:9/api')],
  ])('stands by without its only platform, says so, and ends when it is told: %s', async (platform, env) => {
    await using program = await startProgram(env)
    const line = await program.logged(`${platform} could not be started and is tried again`)
    expect(line.msg).toMatch(/can't be reached at http:\/\/127\.0\.0\.1:9\/api/)
    expect((await fetch(`http://127.0.0.1:${program.port}/healthz`)).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${program.port}/readyz`)).status).toBe(503)

    program.signal('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(program.stderr()).toBe('')
  })
})
