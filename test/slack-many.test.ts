// Slack for many workspaces: each is answered with its own token, which stands encrypted in the store, is exchanged once however many
// replicas there are, and goes with all else when the app is taken out.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ConfigError } from '../src/config.ts'
import { text } from '../src/reply.ts'
import type { StoreConfig } from '../src/store/config.ts'
import { post } from './slack/deliver.ts'
import { KEY, type ManySlack, makeReplica, type Replica, startManySlack } from './slack/many.ts'
import { payload } from './slack/payload.ts'
import { mentioned } from './slack/running.ts'
import { direct, GROUNDS, type Ground, schedule } from './stores.ts'

const [NEXT, WRONG] = [Buffer.alloc(32, 8), Buffer.alloc(32, 9)]
const HOUR = 3600
const reply = { blocks: [text('Question of the day')], answer: { type: 'help' } }

describe.each(GROUNDS)('many workspaces on $name', ({ start }) => {
  let ground: Ground
  let config: StoreConfig
  let slack: ManySlack
  let replicas: Replica[]

  beforeAll(async () => {
    ground = await start()
  })
  afterAll(() => ground.end())
  beforeEach(async () => {
    config = await ground.fresh()
    slack = await startManySlack()
    replicas = []
  })
  afterEach(async () => {
    for (const each of replicas) await each.stop()
    await slack.close()
  })

  async function running(keys?: readonly Buffer[]): Promise<Replica> {
    const made = await makeReplica(slack, config, keys)
    replicas.push(made)
    await made.adapter.start()
    return made
  }
  const installed = () =>
    direct(config, 'select workspace, owner, key_id, sealed from installations order by workspace')
  /** With which tokens messages were posted. */
  const posts = () => slack.calls.filter(({ method }) => method === 'chat.postMessage').map(({ token }) => token)
  const ask = (replica: Replica, of: { team: string; org?: string }) =>
    replica.event('app-mention', of, { text: mentioned('what is a quorum?') })
  const say = (replica: Replica, workspace: string) => replica.adapter.post('C1', reply, 'key', workspace)

  test('are installed from a page to the way back, and kept where no token can be read', async () => {
    const replica = await running()

    expect(await replica.install('T1')).toBe(200)
    expect(await installed()).toEqual([
      {
        workspace: 'slack:T1',
        owner: null,
        key_id: expect.stringMatching(/^[0-9a-f]{8}$/),
        sealed: expect.any(String),
      },
    ])
    expect(JSON.stringify(await installed())).not.toContain('xoxb')
    expect(Buffer.from(String((await installed())[0]?.sealed), 'base64url').toString('latin1')).not.toContain('xoxb')
    expect(replica.problems).toEqual([])
  })

  test.each([
    ['without the state', (state: string) => [{ code: 'T1' }, state]],
    ['with a state that another browser has', (state: string) => [{ code: 'T1', state }, '']],
    ['with a state that we did not sign', () => [{ code: 'T1', state: 'made.up.state' }, 'made.up.state']],
  ] as const)('are not installed %s', async (_, way) => {
    const replica = await running()
    const base = `http://127.0.0.1:${replica.adapter.port()}`
    const page = await fetch(`${base}/slack/install`)
    const [, state = ''] = /^slack-app-oauth-state=([^;]*)/.exec(page.headers.get('set-cookie') ?? '') ?? []
    const [query, cookie] = way(state)
    const back = await fetch(`${base}/slack/oauth_redirect?${new URLSearchParams(query)}`, {
      headers: { cookie: `slack-app-oauth-state=${cookie}` },
    })

    expect(state).not.toBe('')
    expect(back.status).toBe(400)
    expect(await back.text()).toContain('href="/slack/install"')
    expect(slack.calls).toEqual([])
    expect(await installed()).toEqual([])
  })

  test('are each answered with their own token, on every replica, and others not at all', async () => {
    const [first, second] = [await running(), await running()]
    for (const team of ['T1', 'T2']) await first.install(team)
    for (const replica of [first, second]) for (const team of ['T1', 'T2', 'T3']) await ask(replica, { team })

    expect(posts()).toEqual(['xoxb-T1-1', 'xoxb-T2-2', 'xoxb-T1-1', 'xoxb-T2-2'])
    expect(slack.calls.filter(({ token }) => token.includes('T3'))).toEqual([])
  })

  test('have the ticker post to each with its own token, and to none where the app is not', async () => {
    const replica = await running()
    for (const team of ['T1', 'T2']) await replica.install(team)

    expect(await say(replica, 'slack:T2')).toMatchObject({ outcome: 'posted' })
    expect(await say(replica, 'slack:T1')).toMatchObject({ outcome: 'posted' })
    expect(await replica.adapter.edit('C1/1.2', reply, 'slack:T2')).toMatchObject({ outcome: 'posted' })
    expect(await say(replica, 'slack:T3')).toEqual({ outcome: 'refused', reason: 'not_installed', place: true })
    expect(posts()).toEqual(['xoxb-T2-2', 'xoxb-T1-1'])
    expect(slack.calls.at(-1)).toMatchObject({ method: 'chat.update', token: 'xoxb-T2-2' })
  })

  test('of one organisation are answered with its token, and posted to with it by another replica too', async () => {
    const [first, second] = [await running(), await running()]
    await first.install('E1')
    await first.install('T9')
    for (const team of ['T1', 'T2']) await ask(first, { team, org: 'E1' })

    expect(await say(second, 'slack:T2')).toMatchObject({ outcome: 'posted' })
    expect(await say(second, 'slack:T3')).toMatchObject({ reason: 'not_installed' })
    expect(posts()).toEqual(['xoxb-E1-1', 'xoxb-E1-1', 'xoxb-E1-1'])
    // A workspace of another organisation, or of none, does not get there by naming it alone.
    await ask(second, { team: 'T4' })
    expect(posts()).toHaveLength(3)
  })

  test('lose all that is kept of them when the app is taken out, and no other does', async () => {
    const replica = await running()
    for (const team of ['T1', 'T2']) {
      await replica.install(team)
      await replica.store.schedules.put(schedule({ workspace: `slack:${team}` }))
    }
    await replica.event('app-mention', { team: 'T1' }, { type: 'app_uninstalled' })

    expect((await installed()).map(({ workspace }) => workspace)).toEqual(['slack:T2'])
    expect(await replica.store.schedules.ofWorkspace('slack:T1')).toEqual([])
    expect(await replica.store.schedules.ofWorkspace('slack:T2')).toHaveLength(1)
    expect(await say(replica, 'slack:T1')).toMatchObject({ reason: 'not_installed' })
    expect(await replica.install('T1')).toBe(200)
    expect(await say(replica, 'slack:T1')).toMatchObject({ outcome: 'posted' })
  })

  test('of an organisation that takes the app out all go', async () => {
    const replica = await running()
    for (const id of ['E1', 'T9']) await replica.install(id)
    for (const team of ['T1', 'T2']) {
      await ask(replica, { team, org: 'E1' })
      await replica.store.schedules.put(schedule({ workspace: `slack:${team}` }))
    }
    await replica.event('app-mention', { team: 'T1', org: 'E1' }, { type: 'app_uninstalled' })

    expect((await installed()).map(({ workspace }) => workspace)).toEqual(['slack:T9'])
    expect(await direct(config, 'select workspace from schedules')).toEqual([])
  })

  test('that an organisation takes it out of go with all that is kept of them, and the others of it stay', async () => {
    const replica = await running()
    for (const id of ['E1', 'T9']) await replica.install(id)
    for (const team of ['T1', 'T2', 'T3']) {
      await ask(replica, { team, org: 'E1' })
      await replica.store.schedules.put(schedule({ workspace: `slack:${team}` }))
    }
    await replica.store.schedules.put(schedule({ workspace: 'slack:T9' }))
    const revoked = { type: 'team_access_revoked', team_ids: ['T1', 'T3', 'T9', 'T404'] }
    await replica.event('app-mention', { team: 'T2', org: 'E1' }, revoked)

    expect((await installed()).map(({ workspace }) => workspace)).toEqual(['slack:E1', 'slack:T2', 'slack:T9'])
    expect(await direct(config, 'select workspace from schedules order by workspace')).toEqual([
      { workspace: 'slack:T2' },
      // It has installed the app for itself.
      { workspace: 'slack:T9' },
    ])
    expect(await say(replica, 'slack:T1')).toMatchObject({ reason: 'not_installed' })
    expect(await say(replica, 'slack:T2')).toMatchObject({ outcome: 'posted' })
    expect(replica.problems).toEqual([])

    // Given back, it is answered again.
    await ask(replica, { team: 'T1', org: 'E1' })
    expect(await say(replica, 'slack:T1')).toMatchObject({ outcome: 'posted' })
  })

  test('go when their bot token is revoked, and stay when only a person revokes theirs', async () => {
    const replica = await running()
    await replica.install('T1')
    await replica.event('app-mention', { team: 'T1' }, { type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } })
    expect(await installed()).toHaveLength(1)

    await replica.event('app-mention', { team: 'T1' }, { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0'] } })
    expect(await installed()).toEqual([])
  })

  test('do not go by a request that is forged', async () => {
    const replica = await running()
    await replica.install('T1')
    const body = JSON.stringify(payload('app-mention', { team_id: 'T1', event: { type: 'app_uninstalled' } }))

    expect(await post(replica.adapter.port(), body, 'application/json', { secret: 'x'.repeat(32) })).toMatchObject({
      status: 401,
    })
    expect(await installed()).toHaveLength(1)
  })

  test('have an ending token exchanged once, however many replicas post at once', async () => {
    const [first, second] = [await running(), await running()]
    slack.lifetime(20)
    for (const team of ['T1', 'T2']) await first.install(team)
    slack.lifetime(12 * HOUR)
    const outcomes = await Promise.all(
      [first, second, first, second, first, second].flatMap((replica) =>
        ['slack:T1', 'slack:T2'].map((workspace) => say(replica, workspace)),
      ),
    )

    expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(12).fill('posted'))
    expect([...slack.exchanged].sort()).toEqual(['xoxe-1-T1-1', 'xoxe-1-T2-2'])
    expect(new Set(posts()).size).toBe(2)
    expect(posts().filter((token) => /-[12]$/.test(token))).toEqual([])
    expect([...first.problems, ...second.problems]).toEqual([])
  })

  test('have a token exchanged early, while it still works', async () => {
    const replica = await running()
    slack.lifetime(HOUR)
    await replica.install('T1')
    slack.lifetime(12 * HOUR)
    for (let times = 0; times < 3; times++) await ask(replica, { team: 'T1' })

    expect(slack.exchanged).toEqual(['xoxe-1-T1-1'])
    expect(posts()).toEqual(Array(3).fill('xoxb-T1-2'))
  })

  test('are posted to with the newer token where another replica has exchanged the one that is remembered', async () => {
    const [first, second] = [await running(), await running()]
    await first.install('T1')
    await say(second, 'slack:T1')
    await first.install('T1')
    slack.revoke('xoxb-T1-1')

    expect(await say(second, 'slack:T1')).toMatchObject({ outcome: 'posted' })
    expect(posts()).toEqual(['xoxb-T1-1', 'xoxb-T1-1', 'xoxb-T1-2'])
  })

  test('can not be opened with a wrong key: the start names both, and shows neither', async () => {
    await (await running()).install('T1')
    const late = await makeReplica(slack, config, [WRONG])
    const error = await late.adapter.start().catch((thrown: unknown) => thrown)
    await late.stop()

    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toMatch(
      /NINES_SECRET_KEY: .*encrypted with key [0-9a-f]{8}, which is not among those given \([0-9a-f]{8}\)/,
    )
    for (const key of [KEY, WRONG]) expect(String(error)).not.toContain(key.toString('hex').slice(0, 8))
  })

  test('are encrypted anew by a start with a new key before the old one, which is needed no more then', async () => {
    const before = await running()
    await before.install('T1')
    const [old] = await installed()
    await running([NEXT, KEY])
    const [renewed] = await installed()
    const after = await running([NEXT])

    expect(renewed?.key_id).not.toBe(old?.key_id)
    expect(await say(after, 'slack:T1')).toMatchObject({ outcome: 'posted' })
    expect(posts()).toEqual(['xoxb-T1-1'])
  })

  test('do not get the token of another, not even where its row is copied over theirs', async () => {
    const replica = await running()
    for (const team of ['T1', 'T2']) await replica.install(team)
    await direct(
      config,
      "update installations set sealed = (select sealed from installations where workspace = 'slack:T1') where workspace = 'slack:T2'",
    )

    expect(await say(replica, 'slack:T2')).toMatchObject({ outcome: 'later' })
    expect(posts()).toEqual([])
  })
})
