// Of several replicas one has the gateway; the next one has it when that one is gone, whether it said so or not.

import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createSharedDiscordAdapter } from '../adapters/discord/owner.ts'
import type { Adapter } from '../src/adapter.ts'
import { createSharedClaims } from '../src/claims.ts'
import { text } from '../src/reply.ts'
import type { StoreConfig } from '../src/store/config.ts'
import { openStore, type Store } from '../src/store/store.ts'
import { createTenure } from '../src/tenure.ts'
import * as people from './discord/people.ts'
import { configFor } from './discord/program.ts'
import { type Discord, startDiscord } from './discord/server.ts'
import { APPLICATION, CHANNEL } from './discord/world.ts'
import { direct, GROUNDS, type Ground } from './stores.ts'
import { openBot } from './world.ts'

const LEASE_MS = 900

interface Replica {
  readonly adapter: Adapter
  readonly problems: string[]
  /** From now on the store does not answer this replica. */
  cut(): void
  stop(): Promise<void>
}

describe.each(GROUNDS)('replicas on $name', ({ start }) => {
  let ground: Ground
  let config: StoreConfig
  let discord: Discord
  let replicas: Replica[]

  beforeAll(async () => {
    ground = await start()
  })
  afterAll(() => ground.end())
  beforeEach(async () => {
    config = await ground.fresh()
    discord = await startDiscord()
    replicas = []
  })
  afterEach(async () => {
    for (const each of replicas) await each.stop()
    await discord.stop()
  })

  async function running(): Promise<Replica> {
    const opened = await openStore(config)
    const problems: string[] = []
    let gone = false
    const store = async (): Promise<Store> => {
      if (gone) throw new Error('the store is gone')
      return opened
    }
    const adapter = createSharedDiscordAdapter({
      bot: await openBot(),
      config: configFor(discord),
      prefix: '',
      claims: createSharedClaims(store, () => {}),
      store,
      leaseMs: LEASE_MS,
      log: (_, message, error) => problems.push(`${message} ${error ?? ''}`),
    })
    const made: Replica = {
      adapter,
      problems,
      cut() {
        gone = true
      },
      async stop() {
        await adapter.stop()
        await opened.close()
      },
    }
    await adapter.start()
    replicas.push(made)
    return made
  }
  /** Who has the lease, by the store. */
  const holders = async () => (await direct(config, 'select holder from leases')).map(({ holder }) => String(holder))
  const identified = async (count: number) => {
    for (let waited = 0; discord.gateway.identified < count && waited < 8000; waited += 50) await pause(50)
    return discord.gateway.identified
  }

  test('connect once, answer once, and all post', async () => {
    const [first, second] = [await running(), await running()]
    await pause(LEASE_MS * 2)
    discord.deliver('MESSAGE_CREATE', people.mention('what is a quorum?'))
    await discord.seen(1)
    await discord.settle()

    expect(discord.gateway.identified).toBe(1)
    expect(discord.effects).toHaveLength(1)
    expect([first.adapter.connected(), second.adapter.connected()]).toEqual([true, true])
    const reply = { blocks: [text('Question of the day')], answer: { type: 'help' } }
    for (const { adapter } of [first, second])
      expect(await adapter.post(CHANNEL, reply, `key-${discord.effects.length}`)).toMatchObject({ outcome: 'posted' })
    expect([...first.problems, ...second.problems]).toEqual([])
  })

  test('hand the gateway on when the one that has it stops', async () => {
    const first = await running()
    await running()
    const [before] = await holders()
    replicas.shift()
    await first.stop()

    expect(await identified(2)).toBe(2)
    expect(await holders()).not.toContain(before)
    discord.deliver('MESSAGE_CREATE', people.mention('what is a quorum?'))
    expect(await discord.seen(1)).toHaveLength(1)
  })

  test('stand by while another has the gateway, and take it once that one is not heard of any more', async () => {
    const store = await openStore(config)
    await store.leases.take(`discord:application:${APPLICATION}`, 'gateway', 'vanished', LEASE_MS)
    await store.close()
    const replica = await running()

    expect([replica.adapter.connected(), discord.gateway.identified]).toEqual([true, 0])
    expect(await identified(1)).toBe(1)
    expect(await holders()).not.toContain('vanished')
  })

  test('fall silent on hearing that the gateway is with another', async () => {
    const replica = await running()
    await direct(config, "update leases set holder = 'another', deadline = deadline + 60000")
    for (let waited = 0; discord.gateway.open > 0 && waited < 5000; waited += 50) await pause(50)
    discord.deliver('MESSAGE_CREATE', people.mention('what is a quorum?'))
    await pause(200)

    expect(discord.gateway.open).toBe(0)
    expect(discord.effects).toEqual([])
    expect(replica.adapter.connected()).toBe(true)
  })

  test('go on answering where the store is gone for all of them', async () => {
    const [first, second] = [await running(), await running()]
    for (const each of [first, second]) each.cut()
    await pause(LEASE_MS * 2)
    discord.deliver('MESSAGE_CREATE', people.mention('what is a quorum?'))
    await discord.seen(1)
    await discord.settle()

    expect(discord.effects).toHaveLength(1)
    expect(discord.gateway.identified).toBe(1)
  })

  test('of different applications do not wait for each other', async () => {
    await running()

    expect((await direct(config, 'select workspace from leases')).map(({ workspace }) => workspace)).toEqual([
      `discord:application:${APPLICATION}`,
    ])
  })
})

test('a lease that was not renewed in time is not relied on', async () => {
  let answer = Promise.resolve(true)
  const tenure = createTenure({
    take: () => answer,
    release: async () => {},
    gained: async () => {},
    lost: async () => {},
    onError: () => {},
    forMs: 60,
    everyMs: 20_000,
  })
  await tenure.start()
  expect(tenure.held()).toBe(true)
  answer = Promise.resolve(false)
  await pause(80)

  expect(tenure.held()).toBe(false)
  await tenure.stop()
})

test('what can not be begun is told at the start, and the lease is given back', async () => {
  const done: string[] = []
  const tenure = createTenure({
    take: async () => true,
    release: async () => void done.push('released'),
    gained: async () => {
      throw new Error('no token')
    },
    lost: async () => void done.push('lost'),
    onError: () => {},
    forMs: 60,
    everyMs: 20,
  })

  await expect(tenure.start()).rejects.toThrow('no token')
  await tenure.stop()
  expect(done).toEqual(['released'])
})
