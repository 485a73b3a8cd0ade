// What an operator's tools are told: whether the program lives, whether it is of use, and what it has counted.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { Unreachable } from '../src/adapter.ts'
import { commands } from '../src/commands/index.ts'
import { ConfigError } from '../src/config.ts'
import { createHttp } from '../src/ops/http.ts'
import { createMetrics, type Metrics } from '../src/ops/metrics.ts'
import { observe } from '../src/ops/observe.ts'
import { pages } from '../src/ops/pages.ts'
import { type Reply, text } from '../src/reply.ts'
import * as people from './discord/people.ts'
import { makeProgram, running } from './discord/program.ts'
import { startDiscord } from './discord/server.ts'
import { CHANNEL } from './discord/world.ts'
import { payload } from './slack/payload.ts'
import { makeAdapter, onSlack } from './slack/running.ts'
import { startSlack } from './slack/server.ts'
import { openBot, remembering } from './world.ts'

type State = { platforms: Record<string, boolean>; store: boolean }

/** The pages on a port, over what is said to be so. */
async function served(state: State) {
  const observed = {
    connected: () => state.platforms,
    store: async () => (state.store ? ({ ready: true } as const) : ({ ready: false, reason: 'gone' } as const)),
  }
  const metrics = createMetrics(observed)
  const http = createHttp({ pages: pages(observed, metrics), host: '127.0.0.1', port: 0 })
  await http.start()
  return {
    metrics,
    get: (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${http.port()}${path}`, init),
    [Symbol.asyncDispose]: () => http.stop(),
  }
}

describe('/healthz', () => {
  test('answers whatever else is down', async () => {
    await using http = await served({ platforms: { slack: false }, store: false })

    expect((await http.get('/healthz')).status).toBe(200)
    expect((await http.get('/healthz', { method: 'HEAD' })).status).toBe(200)
  })
})

describe('/readyz', () => {
  test.each<[State, number]>([
    [{ platforms: { slack: true }, store: true }, 200],
    [{ platforms: { slack: false, discord: true }, store: true }, 200],
    [{ platforms: { slack: false, discord: false }, store: true }, 503],
    [{ platforms: {}, store: true }, 503],
    [{ platforms: { slack: true }, store: false }, 503],
  ])('of %o is %i and says what is missing', async (state, status) => {
    await using http = await served(state)

    const response = await http.get('/readyz')

    expect(response.status).toBe(status)
    expect(await response.json()).toEqual({ ready: status === 200, ...state })
  })

  test('follows the store as it goes and comes back', async () => {
    let reachable = true
    const parts = remembering()
    const observed = observe({ slack: { connected: () => true } }, () =>
      reachable ? parts.store() : Promise.reject(new Error('gone')),
    )

    const states: boolean[] = []
    for (const is of [true, false, true]) {
      reachable = is
      states.push((await observed.store()).ready)
    }

    expect(states).toEqual([true, false, true])
    await parts.close()
  })
})

describe('/metrics', () => {
  test('counts calls by command and outcome, how long they took, what was not found and what was turned away', async () => {
    await using http = await served({ platforms: { slack: true, discord: false }, store: true })
    const bot = await openBot({ onEvent: http.metrics.event })
    const asker = { workspace: 'W', person: 'P', name: 'Ada', place: 'C', direct: false, manager: false }
    const now = Temporal.Instant.from('2026-11-22T09:00:00Z')
    for (const say of ['/concept cap', '/concept cap', '/concept zzqx', '/nines zone Mars'])
      await bot.answer({ say }, { ...asker, now })
    await bot.answer({ press: '1:made.up?x=1', on: 'private' }, { ...asker, now })
    http.metrics.event({ outcome: 'refusal', code: 'too-many', limit: 'person', ms: 0 })
    const poster = http.metrics.counted({
      post: async () => ({ outcome: 'later', seconds: 1 }),
      edit: async () => ({ outcome: 'posted', reference: 'r' }),
    })
    await poster.post('slack:T1', 'C1', { blocks: [], answer: { type: 'question' } as never }, 'k')

    const text = await (await http.get('/metrics')).text()

    for (const line of [
      'nines_commands_total{command="concept",outcome="concept"} 2',
      'nines_commands_total{command="concept",outcome="unknown"} 1',
      'nines_commands_total{command="nines",outcome="refusal"} 1',
      'nines_commands_total{command="none",outcome="refusal"} 2',
      'nines_command_duration_seconds_count{command="concept"} 3',
      'nines_lookups_not_found_total 1',
      'nines_rate_limited_total{limit="person"} 1',
      'nines_rate_limited_total{limit="workspace"} 0',
      'nines_quiz_posts_total{platform="slack",outcome="later"} 1',
      'nines_platform_connected{platform="slack"} 1',
      'nines_platform_connected{platform="discord"} 0',
      'nines_store_ready 1',
    ])
      expect(text.split('\n')).toContain(line)
    expect(text).toContain('process_resident_memory_bytes')
    expect(text).not.toContain('made')
  })
})

test('what alerts look at is 0 before it has happened, so that the first of it is an increase', async () => {
  const metrics = createMetrics({ connected: () => ({}), store: async () => ({ ready: true }) })
  metrics.turnedAwayBy('slack')

  const lines = (await metrics.text()).split('\n')

  for (const command of [...commands.map(({ name }) => name), 'none'])
    for (const outcome of ['bug', 'refusal'])
      expect(lines).toContain(`nines_commands_total{command="${command}",outcome="${outcome}"} 0`)
  for (const line of [
    'nines_command_duration_seconds_count{command="concept"} 0',
    'nines_quiz_posts_total{platform="slack",outcome="unknown"} 0',
    'nines_rate_limited_total{limit="load"} 0',
    'nines_platform_rate_limited_total{platform="slack"} 0',
    'nines_store_faults_total 0',
    'nines_lookups_not_found_total 0',
  ])
    expect(lines).toContain(line)
})

describe('what a platform turns away as too many requests is counted', () => {
  const limited = { status: 429, headers: { 'retry-after': '1' }, body: { ok: false, error: 'ratelimited' } }
  const note: Reply = { blocks: [text('Question of the day')], answer: { type: 'help' } }
  const of = async (metrics: Metrics, platform: string): Promise<string[]> =>
    (await metrics.text())
      .split('\n')
      .filter((line) => line.startsWith(`nines_platform_rate_limited_total{platform="${platform}"`))
  const unused = { connected: () => ({}), store: async () => ({ ready: true }) as const }

  test('by Slack: a post, an answer to a response URL, and the address of a socket', async () => {
    const metrics = createMetrics(unused)
    const slack = await startSlack()
    const adapter = makeAdapter(slack, 'socket', await openBot(), { onLimited: metrics.turnedAwayBy('slack') })
    expect(await of(metrics, 'slack')).toEqual(['nines_platform_rate_limited_total{platform="slack"} 0'])
    slack.api.next('apps.connections.open', limited)
    await expect(adapter.start()).rejects.toThrow(Unreachable)
    expect(await of(metrics, 'slack')).toEqual(['nines_platform_rate_limited_total{platform="slack"} 1'])

    await adapter.start()
    slack.api.next('chat.postMessage', limited)
    expect(await adapter.post('C1', note, 'key')).toEqual({ outcome: 'later', seconds: 1 })
    slack.nextResponse(limited)
    const response_url = slack.responseUrl({ person: slack.api.people.ada })
    const actions = [{ action_id: 'nines:0', block_id: 'a', type: 'button', value: '1:concept.show?term=quorum' }]
    await slack.socket.send('interactive', payload('block-actions-ephemeral', { response_url, actions }))
    await adapter.idle()
    await adapter.stop()
    await slack.close()

    expect(await of(metrics, 'slack')).toEqual(['nines_platform_rate_limited_total{platform="slack"} 3'])
  })

  test('by Discord: a post, and an answer', async () => {
    const metrics = createMetrics(unused)
    await using program = await running({ onLimited: metrics.turnedAwayBy('discord') })
    const answer = {
      status: 429,
      headers: { 'retry-after': '0.1' },
      body: { message: 'slow', retry_after: 0.1, global: false },
    }
    for (const path of [/^\/channels\/\d+\/messages$/, /\/callback$/])
      program.discord.fail({ method: 'POST', path, answer })

    expect(await program.adapter.post(CHANNEL, note, 'key')).toMatchObject({ outcome: 'later' })
    program.discord.deliver('INTERACTION_CREATE', people.command('/concept quorum'))
    await program.discord.seen(1)

    expect(await of(metrics, 'discord')).toEqual(['nines_platform_rate_limited_total{platform="discord"} 2'])
  })
})

describe('the port', () => {
  test('serves nothing else, and nothing but reading', async () => {
    await using http = await served({ platforms: {}, store: true })

    expect((await http.get('/')).status).toBe(404)
    expect((await http.get('/__proto__')).status).toBe(404)
    expect((await http.get('/metrics', { method: 'POST', body: 'x' })).status).toBe(405)
  })

  test('that is taken is named', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo

    const starting = createHttp({ pages: [], host: '127.0.0.1', port }).start()

    await expect(starting).rejects.toThrow(ConfigError)
    await expect(starting).rejects.toThrow(/^PORT: .*EADDRINUSE/)
    other.close()
  })

  test('is shared with the events of Slack over HTTP', async () => {
    const slack = await startSlack()
    const page = { path: '/healthz', read: async () => ({ status: 200, type: 'text/plain', body: 'well' }) }
    const adapter = makeAdapter(slack, 'http', await openBot(), { pages: [page] })
    await adapter.start()
    const at = `http://127.0.0.1:${adapter.port()}`

    expect(await (await fetch(`${at}/healthz`)).text()).toBe('well')
    expect((await fetch(`${at}/slack/events`, { method: 'POST', body: '{}' })).status).toBe(401)
    expect((await fetch(`${at}/elsewhere`)).status).toBe(404)
    await adapter.stop()
    await slack.close()
  })
})

describe('a platform counts as connected', () => {
  test(
    'from the start to the stop of Slack over HTTP',
    onSlack('http', async (running) => {
      const adapter = running.adapter()
      const before = adapter.connected()
      await adapter.stop()

      expect([before, adapter.connected()]).toEqual([true, false])
    }),
  )

  test(
    'while Slack has a socket',
    onSlack('socket', async (running) => {
      const adapter = running.adapter()
      const before = adapter.connected()
      const broken = running.slack.socket.breakOff()
      await broken
      await expect.poll(() => running.slack.socket.opened()).toBe(2)
      await expect.poll(() => adapter.connected()).toBe(true)
      await adapter.stop()

      expect([before, adapter.connected()]).toEqual([true, false])
    }),
  )

  test('while the gateway of Discord holds', async () => {
    const discord = await startDiscord()
    const { adapter } = await makeProgram(discord)
    const states = [adapter.connected()]
    await adapter.start()
    states.push(adapter.connected())
    let seen = true
    await discord.gateway.drop()
    await expect.poll(() => (seen = adapter.connected()), { interval: 1 }).toBe(false)
    states.push(seen)
    discord.deliver('MESSAGE_CREATE', people.mention('quorum'))
    await discord.seen(1)
    states.push(adapter.connected())
    await adapter.stop()
    states.push(adapter.connected())
    await discord.stop()

    expect(states).toEqual([false, true, false, true, false])
  })
})
