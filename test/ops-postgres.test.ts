// PostgreSQL goes away under a running program and comes back: what needs no memory is answered meanwhile, what needs it says so, and
// afterwards all goes on without a restart, the question that was due in between included.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProgram } from './ops/child.ts'
import { byHttp, SIGNING_SECRET } from './slack/deliver.ts'
import { payload, stamp } from './slack/payload.ts'
import { see } from './slack/seen.ts'
import { type Sent, type Slack, startSlack } from './slack/server.ts'
import { BOT_TOKEN, type Fields } from './slack/web-api.ts'
import { direct, postgresGround } from './stores.ts'

let ground: Awaited<ReturnType<typeof postgresGround>>
let slack: Slack
beforeAll(async () => {
  ;[ground, slack] = await Promise.all([postgresGround(), startSlack()])
})
afterAll(async () => {
  await slack.close()
  await ground.end()
})

/** When the question is due: after the database has gone. */
const DUE_IN_MS = 2500

test('a database that goes away and comes back takes nothing with it but the time that it was away', {
  timeout: 90_000,
}, async () => {
  const config = await ground.fresh()
  const { ada } = slack.api.people
  await using program = await startProgram({
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    DATABASE_URL: config.engine === 'postgres' ? config.url : '',
  })
  const delivery = byHttp(() => program.port)
  const origin = { person: ada, channel: slack.api.channel, ephemeral: true }
  const textOf = (sent: Sent): string =>
    see(sent, ada)
      .map(({ text }) => text)
      .join('\n')
  const posted = (): readonly Sent[] => slack.calls('chat.postMessage')
  const readyz = async (): Promise<number> => (await fetch(`http://127.0.0.1:${program.port}/readyz`)).status

  async function say(line: string): Promise<string> {
    const [command = '', ...rest] = line.split(' ')
    const body = await delivery.command(
      payload('slash-command', {
        command,
        text: rest.join(' '),
        user_id: ada,
        channel_id: slack.api.channel,
        response_url: slack.responseUrl(origin),
      }),
    )
    return textOf({ via: 'ack', body, origin })
  }

  /** Presses a letter of the question that was posted, as somebody, and gives what they are told. */
  async function press(letter: string, person: string): Promise<string> {
    const blocks = posted().flatMap(({ body }) => body.blocks as Fields[])
    const button = blocks
      .flatMap(({ elements }) => (Array.isArray(elements) ? (elements as Fields[]) : []))
      .find(({ text }) => (text as Fields | undefined)?.text === letter)
    const from = slack.sent.length
    const by = { person, channel: slack.api.channel }
    await delivery.interaction(
      payload('block-actions-public', {
        user: { id: person },
        channel: { id: slack.api.channel },
        response_url: slack.responseUrl(by),
        actions: [{ ...button, block_id: 'a1', action_ts: stamp() }],
      }),
    )
    const told = (): Sent | undefined => slack.sent.slice(from).find(({ via }) => via === 'response')
    await expect.poll(told, { timeout: 5000 }).toBeDefined()
    const sent = told()
    return sent
      ? see(sent, person)
          .map(({ text }) => text)
          .join('\n')
      : ''
  }

  const minute = Temporal.Now.plainTimeISO('UTC').toString({ smallestUnit: 'minute' })
  expect(await say(`/quiz daily ${minute} UTC`)).toContain('Set.')
  expect(await say('/quiz now')).toContain('The question is posted.')
  expect(posted()).toHaveLength(1)
  expect(await readyz()).toBe(200)
  // Today's is due once the database has gone.
  await direct(config, `update schedules set next_at = ${Date.now() + DUE_IN_MS}`)
  const due = new Promise((resolve) => setTimeout(resolve, DUE_IN_MS))
  await ground.server.crash()

  expect(await readyz()).toBe(503)
  expect(await say('/concept quorum')).toContain('Quorum')
  expect(await say('/availability 99.9')).toContain('43')
  for (const told of [await say('/quiz'), await say('/quiz me'), await press('A', 'U1'), await press('B', 'U2')])
    expect(told).toMatch(/can't be .*at the moment/)
  await due
  await program.logged('taking what is due failed')
  expect(posted()).toHaveLength(1)

  await ground.server.start()
  await expect.poll(readyz, { timeout: 10_000 }).toBe(200)
  expect(await say('/quiz')).toContain(`One question at ${minute} in UTC`)
  // What was told to nobody counts for nobody: this is the first answer.
  expect(await press('A', 'U1')).toMatch(/^(?:Right|Wrong)/)
  await expect.poll(() => posted().length, { timeout: 15_000 }).toBe(2)
  // Over several ticks more.
  await new Promise((resolve) => setTimeout(resolve, 6000))
  expect(posted()).toHaveLength(2)
  expect(await direct(config, "select state, reason from posts where key not like 'now-%'")).toEqual([
    { state: 'posted', reason: null },
  ])
  program.signal('SIGTERM')
  expect(await program.ended).toBe(0)
})
