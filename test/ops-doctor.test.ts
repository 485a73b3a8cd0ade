// `npm start -- doctor` says of each thing that the bot needs whether it is fine, and if not, what to do.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { discordConfig } from '../adapters/discord/config.ts'
import { checkDiscord } from '../adapters/discord/doctor.ts'
import { uploadCommands } from '../adapters/discord/upload.ts'
import { slackConfig } from '../adapters/slack/config.ts'
import { checkSlack } from '../adapters/slack/doctor.ts'
import { manifest } from '../adapters/slack/register.ts'
import { commands } from '../src/commands/index.ts'
import { coreConfig, readConfig } from '../src/config.ts'
import { clockFinding, examine, report } from '../src/ops/doctor.ts'
import type { Checked, Finding } from '../src/ops/finding.ts'
import { createSeal } from '../src/seal.ts'
import { type StoreConfig, storeConfig } from '../src/store/config.ts'
import { keysIn } from '../src/store/look.ts'
import { openStore } from '../src/store/store.ts'
import { configFor } from './discord/program.ts'
import { startDiscord } from './discord/server.ts'
import { APPLICATION, TOKEN } from './discord/world.ts'
import { environment } from './ops/child.ts'
import { SIGNING_SECRET } from './slack/deliver.ts'
import { type Slack, startSlack } from './slack/server.ts'
import { type Answer, APP_TOKEN, BOT_TOKEN } from './slack/web-api.ts'
import { direct, GROUNDS } from './stores.ts'
import { CONTENT } from './world.ts'

const MAIN = join(import.meta.dirname, '../src/main.ts')
const SCOPES = manifest(commands, '').oauth_config.scopes.bot
const folder = (): string => mkdtempSync(join(tmpdir(), 'nines-doctor-'))

interface Seen {
  readonly code: number | null
  readonly text: string
  /** What is wrong, and what to do about it, one beside the other. */
  readonly wrong: readonly string[]
}

function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Seen> {
  const child = spawn(process.execPath, [MAIN, ...args], { env: environment(env) })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
  return new Promise((resolve) =>
    child.once('close', (code) => {
      resolve({ code, text, wrong: wrongIn(text) })
    }),
  )
}
const wrongIn = (text: string): string[] =>
  [...text.matchAll(/^WRONG {2}(.*)\n {7}-> (.*)$/gm)].map(([, says, mend]) => `${says} -> ${mend}`)

const PARTS = { core: coreConfig, store: storeConfig, slack: slackConfig, discord: discordConfig }

/** As the program does, in this process. */
async function doctor(env: Readonly<Record<string, string>> = {}): Promise<Seen> {
  const findings = await examine({
    read: () => readConfig(environment(env), PARTS),
    content: CONTENT,
    now: () => Temporal.Now.instant(),
    platforms: ({ slack, discord, core, store }) => [
      ...(slack ? [{ name: 'Slack', check: () => checkSlack(slack, commands, () => keysIn(store)) }] : []),
      ...(discord ? [{ name: 'Discord', check: () => checkDiscord(discord, commands, core.prefix) }] : []),
    ],
  })
  const text = report(findings)
  return { code: findings.every(({ ok }) => ok) ? 0 : 1, text, wrong: wrongIn(text) }
}

async function onSlack(test: (slack: Slack, env: Record<string, string>) => Promise<void>): Promise<void> {
  const slack = await startSlack()
  try {
    await test(slack, { SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_APP_TOKEN: APP_TOKEN })
  } finally {
    await slack.close()
  }
}

const known = (scopes: readonly string[], headers: Readonly<Record<string, string>> = {}) => ({
  headers: { 'x-oauth-scopes': scopes.join(','), ...headers },
  body: { ok: true, team: 'Ground Control', user: 'nines' },
})

describe('without credentials', () => {
  test('all is well, and nothing is made', async () => {
    const { code, text } = await run(['doctor'], {})

    expect(code).toBe(0)
    expect(text).toMatch(/ok {5}Content: \d+ concepts, \d+ written questions/)
    expect(text).toMatch(/ok {5}Store: .*it is made on the first start/)
    expect(text).toContain('All is well.')
  })

  test('every variable that can not be read is told, and so is the content', async () => {
    const { code, text, wrong } = await run(['doctor'], {
      PORT: 'many',
      LOG_LEVEL: 'loud',
      DISCORD_TOKEN: 'x'.repeat(30),
    })

    expect(code).toBe(1)
    expect(wrong).toHaveLength(3)
    for (const name of ['PORT', 'LOG_LEVEL', 'DISCORD_APPLICATION_ID']) expect(wrong.join('\n')).toContain(`: ${name} `)
    expect(text).toMatch(/ok {5}Content/)
    expect(text).not.toMatch(/\n\s+at /)
  })

  test('help is given under an environment that can not be read', async () => {
    expect(await run(['help'], { PORT: 'many' })).toMatchObject({ code: 0, text: expect.stringContaining('doctor') })
  })

  test('a fault in the content is told with file and line', async () => {
    const content = folder()
    mkdirSync(join(content, 'concepts'))
    writeFileSync(join(content, 'concepts', 'broken.md'), '---\ntitle: Broken\nnonsense: 1\n---\n')

    const { code, wrong } = await doctor({ CONTENT_DIRS: content })

    expect(code).toBe(1)
    expect(wrong.join('\n')).toMatch(/Content: .*broken\.md:3: front matter/)
  })
})

describe('the store', () => {
  test('is told with its schema, and one of a newer program is refused', async () => {
    const home = folder()
    const file = join(home, 'nines.db')
    await (await openStore({ engine: 'sqlite', file })).close()
    expect(await doctor({ DATA_DIR: home })).toMatchObject({
      code: 0,
      text: expect.stringMatching(/Store: .*schema \d/),
    })

    const database = new DatabaseSync(file)
    database.exec('update nines_schema set version = 99')
    database.close()

    const { code, wrong } = await doctor({ DATA_DIR: home })
    expect([code, wrong]).toEqual([1, [expect.stringMatching(/newer Nines.* -> Start that version/)]])
  })

  test('that is no database is told', async () => {
    const home = folder()
    writeFileSync(join(home, 'nines.db'), 'this is no database, but it is long enough to be read as one'.repeat(100))

    const { code, wrong } = await doctor({ DATA_DIR: home })

    expect([code, wrong]).toEqual([1, [expect.stringMatching(/not a database -> Check DATA_DIR/)]])
  })

  test('that can not be reached is told without its password', async () => {
    const { code, wrong, text } = await doctor({ DATABASE_URL: 'postgres://nines:hunter22@127.0.0.1:9/nines' })

    expect([code, wrong]).toEqual([1, [expect.stringMatching(/ECONNREFUSED.* -> Check DATABASE_URL/)]])
    expect(text).not.toContain('hunter22')
  })
})

describe('Slack', () => {
  test('is well where both tokens work and no scope is missing', () =>
    onSlack(async (slack, env) => {
      slack.api.next('auth.test', known(SCOPES))
      const { code, text } = await doctor(env)

      expect([code, text]).toEqual([0, expect.stringContaining('works as nines in Ground Control')])
      expect(text).toContain('Socket Mode is on')
      expect(text).not.toContain(BOT_TOKEN)
    }))

  test('names the scopes that the token lacks', () =>
    onSlack(async (slack, env) => {
      slack.api.next('auth.test', known(SCOPES.filter((scope) => scope !== 'im:history')))
      const { code, wrong } = await doctor(env)

      expect([code, wrong]).toEqual([1, [expect.stringMatching(/lacks im:history -> .*manifest.*reinstall/)]])
    }))

  test('names the token that it does not accept', () =>
    onSlack(async (slack, env) => {
      slack.api.next('auth.test', known(SCOPES))
      const app = await doctor({ ...env, SLACK_APP_TOKEN: 'xapp-0-wrong' })
      const bot = await doctor({ ...env, SLACK_BOT_TOKEN: 'xoxb-0-wrong' })

      expect([app.code, app.wrong]).toEqual([1, [expect.stringMatching(/^SLACK_APP_TOKEN: .*connections:write/)]])
      expect([bot.code, bot.wrong]).toEqual([1, [expect.stringMatching(/^SLACK_BOT_TOKEN: .*\(invalid_auth\).*OAuth/)]])
    }))

  test('over HTTP says that only Slack can prove the secret', () =>
    onSlack(async (slack, { SLACK_APP_TOKEN: _, ...env }) => {
      slack.api.next('auth.test', known(SCOPES))
      const { code, text } = await doctor({ ...env, SLACK_SIGNING_SECRET: SIGNING_SECRET })

      expect([code, text]).toEqual([0, expect.stringContaining('only a request from Slack can prove it')])
    }))

  test.each([
    ['is down', { status: 503, body: {} }, /answers 503 -> Slack may be down/],
    ['is too busy', { status: 429, headers: { 'retry-after': '7' }, body: {} }, /too often -> Try again in 7 s/],
  ])('that %s is told', (_, answer, told) =>
    onSlack(async (slack, env) => {
      slack.api.next('auth.test', answer)
      const { code, wrong } = await doctor(env)

      expect([code, wrong]).toEqual([1, [expect.stringMatching(told)]])
    }),
  )

  test('by whose clock this machine is late is told', () =>
    onSlack(async (slack, env) => {
      const date = Temporal.Now.instant().add({ hours: 1 })
      slack.api.next('auth.test', known(SCOPES, { date: new Date(date.epochMilliseconds).toUTCString() }))
      const { code, wrong } = await doctor(env)

      expect([code, wrong]).toEqual([
        1,
        [expect.stringMatching(/^Clock: this machine is (3599|36\d\d) s behind Slack -> Set/)],
      ])
    }))
})

describe('Slack for many workspaces', () => {
  const [KEY, OLD] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)]
  const idOf = (key: Buffer): string => createSeal([key]).keyId
  const SECRETS = {
    SLACK_CLIENT_ID: '12.34',
    SLACK_CLIENT_SECRET: 'c'.repeat(32),
    SLACK_STATE_SECRET: 's'.repeat(32),
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    NINES_SECRET_KEY: KEY.toString('base64'),
  }
  const NO_CODE = { body: { ok: false, error: 'invalid_code' } }

  /** What the doctor says where Slack answers so, without a word that nobody may read. */
  async function onMany(answer: Answer, more: Readonly<Record<string, string>> = {}): Promise<Seen> {
    const slack = await startSlack()
    try {
      slack.api.next('oauth.v2.access', answer)
      const seen = await doctor({ SLACK_API_URL: slack.apiUrl, ...SECRETS, ...more })
      for (const secret of ['c'.repeat(32), 's'.repeat(32), SIGNING_SECRET, KEY.toString('base64')])
        expect(seen.text).not.toContain(secret)
      return seen
    } finally {
      await slack.close()
    }
  }
  const placed = (config: StoreConfig): Record<string, string> =>
    config.engine === 'postgres' ? { DATABASE_URL: config.url } : { DATA_DIR: dirname(config.file) }

  test('is well before the first start, and asks nothing of Slack but whether it knows the client', async () => {
    const slack = await startSlack()
    slack.api.next('oauth.v2.access', NO_CODE)
    const { code, text } = await doctor({ SLACK_API_URL: slack.apiUrl, ...SECRETS })
    const methods = slack.sent.flatMap((each) => (each.via === 'api' ? [each.method] : []))
    await slack.close()

    expect([code, text]).toEqual([
      0,
      expect.stringContaining('SLACK_CLIENT_ID: and its secret: Slack finds no fault with them'),
    ])
    expect(text).toMatch(/ok {5}Store: .*it is made on the first start/)
    expect(text).toContain('nobody has installed the app yet')
    expect(methods).toEqual(['oauth.v2.access'])
  })

  test.each([
    ['SLACK_CLIENT_SECRET', /Basic Information/],
    ['SLACK_STATE_SECRET', /16 characters/],
    ['SLACK_SIGNING_SECRET', /Basic Information/],
    ['NINES_SECRET_KEY', /openssl rand -base64 32/],
  ])('without %s says that it is missing, and where it comes from', async (name, from) => {
    const { code, wrong } = await onMany(NO_CODE, { [name]: '' })

    expect([code, wrong]).toEqual([1, [expect.stringMatching(new RegExp(`${name} missing beside SLACK_CLIENT_ID`))]])
    expect(wrong[0]).toMatch(from)
  })

  test('with a key that is none says how to make one, and does not repeat it', async () => {
    const { wrong, text } = await onMany(NO_CODE, { NINES_SECRET_KEY: 'hunter22hunter22' })

    expect(wrong).toEqual([expect.stringMatching(/NINES_SECRET_KEY must be 32 bytes.*openssl rand/)])
    expect(text).not.toContain('hunter22')
  })

  test.each([
    ['invalid_client_id', /^SLACK_CLIENT_ID: Slack does not accept it \(invalid_client_id\) -> Copy it again/],
    ['bad_client_secret', /^SLACK_CLIENT_SECRET: Slack does not accept it \(bad_client_secret\) -> Copy it again/],
  ])('names what Slack refuses with %s', async (error, told) => {
    const { code, wrong } = await onMany({ body: { ok: false, error } })

    expect([code, wrong]).toEqual([1, [expect.stringMatching(told)]])
  })

  test.each([
    ['is down', { status: 503, body: {} }, /^Slack: .*answers 503 -> Slack may be down/],
    ['is too busy', { status: 429, headers: { 'retry-after': '7' }, body: {} }, /too often -> Try again in 7 s/],
    ['answers with a page', { body: {}, text: '<h1>secret</h1>' }, /something that is no JSON -> Slack may be down/],
  ])('says so where Slack %s', async (_, answer, told) => {
    const { code, wrong } = await onMany(answer)

    expect([code, wrong]).toEqual([1, [expect.stringMatching(told)]])
  })

  test('says so where nobody is', async () => {
    const { code, wrong } = await doctor({ ...SECRETS, SLACK_API_URL: 'http://127.0.0.1:9/api/' })

    expect([code, wrong]).toEqual([1, [expect.stringMatching(/^Slack: .*can't be asked: .* -> /)]])
  })

  test.each(GROUNDS)('looks at which keys the tokens in the store need, on $name', async ({ start }) => {
    const ground = await start()
    try {
      const config = await ground.fresh()
      const empty = await onMany(NO_CODE, placed(config))
      expect([empty.code, empty.text]).toEqual([0, expect.stringContaining('nobody has installed the app yet')])

      const store = await openStore(config)
      for (const [team, key] of [
        ['T1', KEY],
        ['T2', OLD],
        ['T3', OLD],
      ] as const)
        await store.installations.put(`slack:${team}`, createSeal([key]).seal('{}', `slack:${team}`), 1)
      await store.installations.link('slack:T4', 'slack:T1', 1)
      await store.close()

      const without = await onMany(NO_CODE, placed(config))
      expect([without.code, without.wrong]).toEqual([
        1,
        [
          `NINES_SECRET_KEY: tokens in the store were encrypted with key ${idOf(OLD)} (2), which is not among those given (${idOf(KEY)}) -> Put that key behind the others, after a comma. Where it is lost, those workspaces have to install the app again`,
        ],
      ])
      const keys = [KEY, OLD].map((key) => key.toString('hex')).join(',')
      const both = await onMany(NO_CODE, { ...placed(config), NINES_SECRET_KEY: keys })
      expect([both.code, both.text]).toEqual([0, expect.stringContaining('opens the tokens in the store (3)')])

      // A store from before there were installations, or one that somebody has been at.
      await direct(config, 'drop table installations')
      expect((await onMany(NO_CODE, placed(config))).text).toContain('nobody has installed the app yet')
    } finally {
      await ground.end()
    }
  })

  test('says of a store that is gone what is wrong once, and nothing of the key', async () => {
    const { code, wrong, text } = await onMany(NO_CODE, { DATABASE_URL: 'postgres://nines:hunter22@127.0.0.1:9/nines' })

    expect([code, wrong]).toEqual([1, [expect.stringMatching(/^Store: .*ECONNREFUSED/)]])
    expect(text).toMatch(/ok {5}NINES_SECRET_KEY: is set; .*can not be looked at just now/)
  })
})

test('a platform that is nowhere is told, and the rest is looked at all the same', async () => {
  const { code, wrong, text } = await doctor({
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
  })

  expect([code, wrong]).toEqual([1, [expect.stringMatching(/can't be asked: (ECONNREFUSED|.*port.*) -> /)]])
  expect(text).toMatch(/ok {5}Store/)
})

describe('what answers in the place of a platform, with 200, is not taken for it', () => {
  const ODD = [null, [], {}, 'fine', 1, { ok: true }, { ok: false }, { ok: false, error: ['no'] }, { url: 7 }, [null]]
  /** What is found wrong where every request is answered with this. */
  async function found(body: unknown, check: (url: string) => Promise<Checked>): Promise<readonly Finding[]> {
    const server = createServer((_, response) => response.end(JSON.stringify(body)))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { findings } = await check(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.close()
    for (const { says } of findings) expect(says).not.toMatch(/undefined|null|\?|object/)
    return findings.filter(({ ok }) => !ok)
  }
  const none = async (): Promise<ReadonlyMap<string, number>> => new Map()

  test.each(ODD)('Discord: %j', async (body) => {
    expect(await found(body, (url) => checkDiscord(configFor({ url }), commands, ''))).toEqual([
      expect.objectContaining({ about: 'DISCORD_TOKEN', says: expect.stringContaining('nothing that Discord says') }),
    ])
  })

  test.each(ODD)('Discord, behind a token that works: %j', async (odd) => {
    const discord = await startDiscord()
    for (const path of [/^\/gateway\/bot$/, /^\/applications\//])
      discord.fail({ method: 'GET', path, answer: { status: 200, body: odd as object }, times: 9 })
    const { findings } = await checkDiscord(configFor(discord), commands, '')
    await discord.stop()

    expect(findings.filter(({ ok }) => !ok).map(({ about }) => about)).toEqual(
      expect.arrayContaining(['DISCORD_APPLICATION_ID', 'Discord gateway', 'Discord commands']),
    )
  })

  test.each(ODD)('Slack: %j', async (body) => {
    const socket = { kind: 'socket', appToken: APP_TOKEN } as const
    const many = {
      kind: 'oauth',
      signingSecret: 's',
      clientId: '1.2',
      clientSecret: 'c',
      stateSecret: 't',
      keys: [Buffer.alloc(32)],
    } as const
    const one = await found(body, (url) =>
      checkSlack({ apiUrl: `${url}/`, botToken: BOT_TOKEN, mode: socket }, commands, none),
    )
    const more = await found(body, (url) => checkSlack({ apiUrl: `${url}/`, mode: many }, commands, none))

    expect(one.map(({ about }) => about)).toEqual(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'])
    expect(more.map(({ about }) => about)).toEqual(['Slack'])
    for (const { says } of [...one, ...more]) expect(says).toContain('nothing that Slack says')
  })
})

describe('Discord', () => {
  const env = (url: string, more = {}) => ({
    DISCORD_API_URL: url,
    DISCORD_TOKEN: TOKEN,
    DISCORD_APPLICATION_ID: APPLICATION,
    ...more,
  })

  test('is well once the commands are uploaded', async () => {
    const discord = await startDiscord()
    const before = await doctor(env(discord.url))
    await uploadCommands(configFor(discord), commands, '')
    const after = await doctor(env(discord.url))
    await discord.stop()

    expect([before.code, before.wrong]).toEqual([
      1,
      [expect.stringMatching(/none is uploaded -> Run `npm start -- register`/)],
    ])
    expect([after.code, after.wrong]).toEqual([0, []])
    expect(after.text).toContain('999 of 1000 starts left')
    expect(after.text).not.toContain(TOKEN)
  })

  test('names a token that it does not accept, and one of another application', async () => {
    const discord = await startDiscord()
    await uploadCommands(configFor(discord), commands, '')
    const token = await doctor(env(discord.url, { DISCORD_TOKEN: 'x'.repeat(60) }))
    const other = await doctor(env(discord.url, { DISCORD_APPLICATION_ID: '1180000000000000999' }))
    await discord.stop()

    expect(token.wrong).toEqual([expect.stringMatching(/^DISCORD_TOKEN: .*"Reset Token"/)])
    expect(other.wrong[0]).toContain(`another application (${APPLICATION})`)
  })

  test('that has no start left for the bot says when it will', async () => {
    const discord = await startDiscord()
    await uploadCommands(configFor(discord), commands, '')
    const session_start_limit = { total: 1000, remaining: 0, reset_after: 600_000, max_concurrency: 1 }
    const body = { url: 'ws://127.0.0.1:9', shards: 1, session_start_limit }
    discord.fail({ method: 'GET', path: /^\/gateway\/bot$/, answer: { status: 200, body } })
    const { wrong } = await doctor(env(discord.url))
    await discord.stop()

    expect(wrong).toEqual([expect.stringMatching(/used up -> Wait 10 minutes/)])
  })
})

describe('the clock', () => {
  const at = (time: string) => ({ before: Temporal.Instant.from(time), after: Temporal.Instant.from(time) })
  const NOON = 'Sun, 22 Nov 2026 12:00:00 GMT'

  test.each([
    ['2026-11-22T12:00:30Z', true, 'within'],
    ['2026-11-22T11:59:31Z', true, 'within'],
    ['2026-11-22T12:02:01Z', false, '120 s ahead of'],
    ['2026-11-22T11:58:00Z', false, '120 s behind'],
  ])('at %s is fine: %s', (time, ok, says) => {
    expect(clockFinding('Slack', NOON, at(time))).toMatchObject({ ok, says: expect.stringContaining(says) })
  })

  test('of a platform that tells nonsense is not judged', () => {
    expect(clockFinding('Slack', 'soon', at('2026-11-22T12:00:00Z')).ok).toBe(true)
  })
})
