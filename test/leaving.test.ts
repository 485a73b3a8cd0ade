// Where the bot is taken out, what was set there ends: a channel loses its schedule, a workspace all that is kept of it.

import { afterEach, describe, expect, test, vi } from 'vitest'
import { createLeaving } from '../src/leaving.ts'
import { IN_MEMORY } from '../src/store/lazy.ts'
import { openStore, type Store } from '../src/store/store.ts'
import { running } from './discord/program.ts'
import { CHANNEL, GUILD } from './discord/world.ts'
import { payload } from './slack/payload.ts'
import { run } from './slack/running.ts'

const AT = Temporal.Instant.from('2026-11-22T09:00:00Z').epochMilliseconds
const stores: Store[] = []
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close()
})

/** A store with a schedule and a zone in a workspace, and the same in another. */
async function storeWith(workspace: string, place: string): Promise<Store> {
  const store = await openStore(IN_MEMORY)
  stores.push(store)
  for (const each of [workspace, `${workspace}x`]) {
    await store.zones.set(each, 'U1', 'Europe/Berlin')
    await store.schedules.put({
      workspace: each,
      place,
      setBy: 'U1',
      time: '09:00',
      zone: 'Europe/Berlin',
      days: 'mon',
      topics: '',
      pausedReason: null,
      pausedUntil: null,
      failures: 0,
      nextAt: AT,
      createdAt: AT,
      updatedAt: AT,
    })
  }
  return store
}

const kept = async (store: Store, workspace: string, place: string) => ({
  schedule: (await store.schedules.get(workspace, place)) !== undefined,
  zone: (await store.zones.get(workspace, 'U1')) !== undefined,
})

describe('on Discord', () => {
  const workspace = `discord:${GUILD}`

  test.each([
    ['CHANNEL_DELETE', { id: CHANNEL, guild_id: GUILD, type: 0, name: 'incidents' }, { schedule: false, zone: true }],
    ['GUILD_DELETE', { id: GUILD }, { schedule: false, zone: false }],
    ['GUILD_DELETE', { id: GUILD, unavailable: true }, { schedule: true, zone: true }],
  ] as const)('%s %o leaves what belongs', async (name, event, left) => {
    const store = await storeWith(workspace, CHANNEL)
    await using program = await running({ leaving: createLeaving(async () => store) })

    program.discord.deliver(name, event)

    if (left.schedule) await new Promise((resolve) => setTimeout(resolve, 300))
    await vi.waitFor(async () => expect(await kept(store, workspace, CHANNEL)).toEqual(left))
    expect(await kept(store, `${workspace}x`, CHANNEL)).toEqual({ schedule: true, zone: true })
  })
})

describe('on Slack, in one workspace', () => {
  test.each([
    ['channel_left', { schedule: false, zone: true }],
    ['group_deleted', { schedule: false, zone: true }],
    ['app_uninstalled', { schedule: false, zone: false }],
  ] as const)('%s leaves what belongs', async (type, left) => {
    const team = String(payload('app-mention', {}).team_id)
    const store = await storeWith(`slack:${team}`, 'C9')
    const running = await run(
      'http',
      undefined,
      createLeaving(async () => store),
    )
    try {
      await running.event('app-mention', { type, channel: 'C9', user: undefined, text: undefined })

      await vi.waitFor(async () => expect(await kept(store, `slack:${team}`, 'C9')).toEqual(left))
      expect(await kept(store, `slack:${team}x`, 'C9')).toEqual({ schedule: true, zone: true })
    } finally {
      await running.stop()
    }
  })
})
