// The log has one line a call, and holds no message text, no token and no name, whatever happens.

import { describe, expect, test } from 'vitest'
import { createDiscordAdapter } from '../adapters/discord/index.ts'
import { createSlackAdapter } from '../adapters/slack/index.ts'
import type { Bot } from '../src/bot.ts'
import { createClaims } from '../src/claims.ts'
import { secretsOf } from '../src/config.ts'
import { createLog, type Log } from '../src/log.ts'
import { createGuard } from '../src/ops/guard.ts'
import { LIMITS } from '../src/ops/limits.ts'
import * as people from './discord/people.ts'
import { configFor } from './discord/program.ts'
import { startDiscord } from './discord/server.ts'
import { TOKEN } from './discord/world.ts'
import { byHttp, JSON_TYPE, post, SIGNING_SECRET } from './slack/deliver.ts'
import { payload } from './slack/payload.ts'
import { startSlack } from './slack/server.ts'
import { BOT, BOT_TOKEN, type Fields } from './slack/web-api.ts'
import { asker, openBot } from './world.ts'

const SAID = 'zaphodsaid9431'
const NAME = 'ZaphodsName77'
const PASSWORD = 'hunter2-of-the-database'
const SECRETS = [SAID, NAME, BOT_TOKEN, SIGNING_SECRET, TOKEN, PASSWORD]

function listening() {
  const lines: string[] = []
  const secrets = secretsOf({
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    DISCORD_TOKEN: TOKEN,
    DATABASE_URL: `postgres://nines:${PASSWORD}@db/nines`,
  })
  const log = createLog('trace', { secrets, destination: { write: (line) => void lines.push(line) } })
  return { lines, log, parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

function holdsNoSecret(lines: readonly string[]): void {
  for (const line of lines) for (const secret of SECRETS) expect(line).not.toContain(secret)
}

/** Every door of the bot, with something to hide behind each. */
const INPUTS: readonly Parameters<Bot['answer']>[0][] = [
  { say: `what is ${SAID}?` },
  { say: `/nines zone ${SAID}` },
  { say: `/${SAID} ${SAID}` },
  { say: `we were down 47 minutes because of ${SAID}, SLO 99.9` },
  { command: `/concept ${SAID}` },
  { command: `/nines ${SAID}` },
  { call: { command: SAID, form: SAID, raw: { [SAID]: SAID } } },
  { call: { command: 'concept', form: 'show', raw: { term: SAID } } },
  { explain: `a quorum of ${SAID}` },
  { press: `1:${SAID}.${SAID}?${SAID}=${SAID}`, on: 'private' },
  { press: `1:concept.show?term=${SAID}`, on: 'public' },
  { press: SAID, on: 'private' },
  { fill: '1:nines.zone', values: { zone: SAID } },
  { fill: SAID, values: { [SAID]: SAID } },
]

const who = asker({ name: NAME, person: 'U1' })

describe('a call', () => {
  test('is one line with its number, command, form, outcome and duration', async () => {
    const { log, parsed } = listening()
    const bot = await openBot({ onEvent: log.event })
    await bot.answer({ command: '/concept cap' }, who)
    await bot.answer({ command: '/concept cap' }, who)
    await bot.answer({ command: '/nines zone Mars' }, who)

    expect(parsed()).toMatchObject([
      { call: 1, command: 'concept', form: 'show', outcome: 'concept', ms: expect.any(Number), msg: 'answered' },
      { call: 2, command: 'concept', form: 'show', outcome: 'concept', ms: expect.any(Number), msg: 'answered' },
      { call: 3, command: 'nines', form: 'zone', outcome: 'refusal', code: expect.any(String), msg: 'answered' },
    ])
  })

  test('of any kind is one line, without what was said or who said it', async () => {
    const { lines, log } = listening()
    const bot = await openBot({ onEvent: log.event })

    for (const input of INPUTS) await bot.answer(input, who)

    // A store that is slow to open says so in a line of its own.
    expect(lines.filter((line) => !line.includes('"outcome":"store"'))).toHaveLength(INPUTS.length)
    holdsNoSecret(lines)
  })

  test('that fails tells where in the code and the reference that was shown, and not what was said', async () => {
    const { lines, log, parsed } = listening()
    const bot = await openBot({ onEvent: log.event })
    const broken = {
      ...who,
      get now(): Temporal.Instant {
        throw new TypeError(`"${SAID}" of ${NAME} is not valid`)
      },
    }

    const { reply } = await bot.answer({ command: '/nines zone Europe/Berlin' }, broken)

    const [line] = parsed()
    expect(reply.answer.type).toBe('bug')
    expect(line).toMatchObject({
      msg: 'bug',
      error: 'TypeError',
      reference: (reply.answer as unknown as { reference: string }).reference,
      trace: expect.stringContaining('at '),
    })
    holdsNoSecret(lines)
  })

  test('that is turned away is one line too', async () => {
    const { lines, log, parsed } = listening()
    const limits = { ...LIMITS, person: { burst: 1, perMinute: 1 } }
    const bot = createGuard(await openBot({ onEvent: log.event }), { onEvent: log.event, limits })

    for (const _ of [1, 2]) await bot.answer({ say: SAID }, who)

    expect(parsed()).toMatchObject([{ call: 1 }, { call: 2, outcome: 'refusal', code: 'too-many', limit: 'person' }])
    holdsNoSecret(lines)
  })
})

test.each<[string, unknown]>([
  ['quotes what it could not read', new SyntaxError(`Unexpected token 'z', "${SAID}" is not valid JSON`)],
  ['quotes an argument', Object.assign(new TypeError(`Received '${SAID}'`), { code: 'ERR_INVALID_ARG_TYPE' })],
  ['quotes a value of a row', Object.assign(new Error(`invalid input syntax: "${SAID}"`), { code: '22P02' })],
  ['tells a token', Object.assign(new Error(`refused ${BOT_TOKEN}`), { code: 'slack_webapi_platform_error' })],
  ['tells the secret of a signature', Object.assign(new Error(`not ${SIGNING_SECRET}`), { code: 'E' })],
  ['tells a password', Object.assign(new Error(`postgres://nines:${PASSWORD}@db`), { code: 'ECONNREFUSED' })],
  ['goes through what was sent', Object.assign(new Error(`Invalid Form Body\ncontent: "${SAID}"`), { code: 50035 })],
  [
    'is wrapped in another',
    Object.assign(new Error(SAID), { code: 'slack_bolt_unknown_error', original: new Error(SAID) }),
  ],
  ['is no error', SAID],
])('an error that %s is logged without it', (_, error) => {
  const { lines, log } = listening()
  log.problem('error', 'something failed', error)
  log.event({ outcome: 'bug', reference: 'abc', ms: 1, ...(error instanceof Error && { error }) })
  log.event({ outcome: 'store', reference: 'abc', ...(error instanceof Error && { error }) })

  expect(lines).toHaveLength(3)
  holdsNoSecret(lines)
})

test('an error of the system is told in its own words', () => {
  const { log, parsed } = listening()
  log.problem('warn', 'the store failed', Object.assign(new Error('database is locked'), { code: 'ERR_SQLITE_ERROR' }))

  expect(parsed()).toMatchObject([{ level: 40, message: 'database is locked' }])
})

/** A bot that breaks on everything, naming what was said. */
const breaking = (bot: Bot): Bot => ({
  ...bot,
  answer: async (input, { name }) => {
    throw new Error(`${name} said ${JSON.stringify(input)}`)
  },
})

describe.each([false, true])('through an adapter (the bot breaks: %s)', (breaks) => {
  const botOf = async (log: Log): Promise<Bot> => {
    const bot = await openBot({ onEvent: log.event })
    return breaks ? breaking(bot) : bot
  }

  test('of Slack nothing gets into the log, whatever Slack answers', async () => {
    const slack = await startSlack()
    const { lines, log } = listening()
    const adapter = createSlackAdapter({
      bot: await botOf(log),
      config: {
        botToken: BOT_TOKEN,
        apiUrl: slack.apiUrl,
        mode: { kind: 'http', signingSecret: SIGNING_SECRET },
      },
      claims: createClaims(),
      store: () => Promise.reject(new Error('no store')),
      host: '127.0.0.1',
      port: 0,
      log: log.problem,
    })
    await adapter.start()
    const delivery = byHttp(() => adapter.port())
    const { ada } = slack.api.people
    const user = { id: ada, username: NAME, name: NAME }
    const response_url = slack.responseUrl({ person: ada, channel: slack.api.channel, ephemeral: true })
    const quietly = (sent: Promise<unknown>): Promise<unknown> => sent.catch(() => {})
    const mention = (n: number): Fields =>
      payload('app-mention', {
        event_id: `Ev${n}`,
        event: { text: `<@${BOT}> ${SAID}`, user: ada, channel: slack.api.channel, ts: `1795340000.00000${n}` },
      })
    await quietly(
      delivery.command(payload('slash-command', { text: SAID, user_name: NAME, user_id: ada, response_url })),
    )
    await quietly(
      delivery.interaction(payload('message-shortcut', { user, response_url, message: { text: `quorum ${SAID}` } })),
    )
    const actions = [{ action_id: 'nines:0', block_id: 'a', type: 'button', value: `1:concept.show?term=${SAID}` }]
    await quietly(delivery.interaction(payload('block-actions-ephemeral', { user, response_url, actions })))
    slack.nextResponse({ status: 500, body: { ok: false, error: SAID } })
    await quietly(delivery.interaction(payload('block-actions-ephemeral', { user, response_url, actions })))
    for (const [n, answer] of [
      { status: 429, headers: { 'retry-after': '1' }, body: { ok: false } },
      { status: 500, body: { text: SAID } },
      { status: 200, body: { ok: false, error: 'channel_not_found' } },
    ].entries()) {
      slack.api.next('chat.postMessage', answer)
      await quietly(delivery.event(mention(n)))
      await adapter.idle()
    }
    await post(adapter.port(), JSON.stringify(mention(7)), JSON_TYPE, { secret: 'a-guess-of-32-characters-or-more' })
    await post(adapter.port(), `{"${SAID}`, JSON_TYPE)
    await post(adapter.port(), JSON.stringify({ [SAID]: SAID }), JSON_TYPE)
    await adapter.stop()
    await slack.close()

    expect(lines.length).toBeGreaterThan(5)
    holdsNoSecret(lines)
  })

  test('of Discord nothing gets into the log, whatever Discord answers', async () => {
    const discord = await startDiscord()
    const { lines, log } = listening()
    const adapter = createDiscordAdapter({
      bot: await botOf(log),
      config: configFor(discord),
      prefix: '',
      claims: createClaims(),
      log: log.problem,
    })
    await adapter.start()
    const path = /^\/channels\/\d+\/messages$/
    discord.fail({ method: 'POST', path, answer: { status: 400, body: { code: 50035, message: 'Invalid Form Body' } } })
    discord.deliver('MESSAGE_CREATE', people.mention(SAID))
    await discord.settle()
    discord.deliver('INTERACTION_CREATE', people.command(`/concept ${SAID}`))
    discord.deliver('MESSAGE_CREATE', people.direct(SAID))
    await discord.settle()
    await adapter.stop()
    await discord.stop()

    expect(lines.length).toBeGreaterThan(1)
    holdsNoSecret(lines)
  })
})
