// SIGTERM: nothing new is taken in, what is on its way is finished, all is closed, and the program exits with 0.

import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { endAll } from '../src/ops/stop.ts'
import * as people from './discord/people.ts'
import { startDiscord } from './discord/server.ts'
import { APPLICATION, CHANNEL, TOKEN } from './discord/world.ts'
import { startProgram } from './ops/child.ts'
import { FORM_TYPE, JSON_TYPE, post, SIGNING_SECRET } from './slack/deliver.ts'
import { payload } from './slack/payload.ts'
import { mentioned } from './slack/running.ts'
import { type Slack, startSlack } from './slack/server.ts'
import { APP_TOKEN, BOT_TOKEN } from './slack/web-api.ts'

const home = (): string => mkdtempSync(join(tmpdir(), 'nines-stop-'))
const overHttp = ({ apiUrl }: Slack, DATA_DIR = home()) => ({
  SLACK_API_URL: apiUrl,
  SLACK_BOT_TOKEN: BOT_TOKEN,
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  DATA_DIR,
})
const mention = ({ api }: Slack): string =>
  JSON.stringify(
    payload('app-mention', { event: { text: mentioned('quorum'), user: api.people.ada, channel: api.channel } }),
  )

describe('Slack', () => {
  test('gets an answer that is on its way at the signal, once, and not again from the next program', async () => {
    const slack = await startSlack()
    const env = overHttp(slack)
    const body = mention(slack)
    const held = slack.api.hold('chat.postMessage')
    await using first = await startProgram(env)
    expect((await fetch(`http://127.0.0.1:${first.port}/readyz`)).status).toBe(200)
    await post(first.port, body, JSON_TYPE)
    await held.arrived

    first.signal('SIGTERM')
    await first.logged('stopping')
    await expect.poll(() => post(first.port, body, JSON_TYPE).catch((error) => error.code)).toBe('ECONNREFUSED')
    held.release()
    expect(await first.ended).toBe(0)
    expect(existsSync(join(env.DATA_DIR, 'nines.db-wal'))).toBe(false)

    await using second = await startProgram(env)
    await post(second.port, body, JSON_TYPE, { headers: { 'x-slack-retry-num': '1' } })
    second.signal('SIGTERM')
    expect(await second.ended).toBe(0)

    expect(slack.calls('chat.postMessage')).toMatchObject([{ answer: { ok: true } }])
    expect([...first.lines, ...second.lines].filter(({ level }) => Number(level) > 30)).toEqual([])
    await slack.close()
  })

  test('has each of many commands answered whole, or refused at the door and not begun', async () => {
    const slack = await startSlack()
    await using program = await startProgram(overHttp(slack))
    const command = (n: number): string =>
      new URLSearchParams(
        payload('slash-command', { command: '/concept', text: 'quorum', user_id: `U${n}` }) as Record<string, string>,
      ).toString()
    const sent = Array.from({ length: 120 }, (_, n) =>
      post(program.port, command(n), FORM_TYPE).catch((error: NodeJS.ErrnoException) => ({
        status: error.code,
        text: '',
      })),
    )
    await Promise.any(sent)
    program.signal('SIGTERM')
    const received = await Promise.all(sent)

    expect(await program.ended).toBe(0)
    const whole = received.filter(({ status, text }) => status === 200 && JSON.parse(text).blocks.length > 0)
    const refused = received.filter(({ status }) => status === 'ECONNREFUSED' || status === 'ECONNRESET')
    expect(whole.length).toBeGreaterThan(0)
    expect(whole.length + refused.length).toBe(received.length)
    expect(program.lines.filter(({ msg }) => msg === 'answered')).toHaveLength(whole.length)
    await slack.close()
  })

  test('over a socket gets the acknowledgement of a command that is on its way', async () => {
    const slack = await startSlack()
    await using program = await startProgram({
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_APP_TOKEN: APP_TOKEN,
    })
    expect((await fetch(`http://127.0.0.1:${program.port}/readyz`)).status).toBe(200)
    const held = slack.api.hold('users.info')
    const body = payload('slash-command', { command: '/nines', text: 'zone', user_id: slack.api.people.ada })
    const acknowledged = slack.socket.send('slash_commands', body)
    await held.arrived

    program.signal('SIGTERM')
    await program.logged('stopping')
    held.release()

    expect(await acknowledged).toBeDefined()
    expect(await program.ended).toBe(0)
    await slack.socket.allClosed()
    await slack.close()
  })
})

test('Discord gets an answer that is on its way at the signal, once', async () => {
  const discord = await startDiscord()
  await using program = await startProgram({
    DISCORD_API_URL: discord.url,
    DISCORD_TOKEN: TOKEN,
    DISCORD_APPLICATION_ID: APPLICATION,
  })
  const gate = Promise.withResolvers<void>()
  const isPost = ({ method, path }: { method: string; path: string }) =>
    method === 'POST' && path === `/channels/${CHANNEL}/messages`
  discord.onRequest((request) => (isPost(request) ? gate.promise : undefined))
  discord.deliver('MESSAGE_CREATE', people.mention('quorum'))
  await discord.request(isPost)

  program.signal('SIGTERM')
  await program.logged('stopping')
  discord.deliver('MESSAGE_CREATE', people.mention('split brain'))
  gate.resolve()

  expect(await program.ended).toBe(0)
  expect(discord.requests.filter(isPost)).toHaveLength(1)
  await discord.stop()
})

test('a program that is still waiting for a platform can be stopped', async () => {
  const slack = await startSlack()
  const held = slack.api.hold('auth.test')
  await using program = await startProgram(overHttp(slack), false)
  await held.arrived
  program.signal('SIGTERM')
  await program.logged('stopping')
  held.release()

  expect(await program.ended).toBe(0)
  await slack.close()
})

describe('ending', () => {
  test('goes on past what hangs and what fails, and names both', async () => {
    const told: string[] = []
    let closed = false
    const began = performance.now()

    await endAll(
      50,
      {
        gateway: () => new Promise(() => {}),
        socket: () => Promise.reject(new Error('no')),
        file: async () => {
          closed = true
        },
      },
      (message) => told.push(message),
    )

    expect(performance.now() - began).toBeLessThan(1000)
    expect([closed, told.sort()]).toEqual([true, ['gateway did not end within 0.05 s', 'socket failed to end']])
  })
})
