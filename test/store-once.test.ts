// What happens once, whoever else is at it: on SQLite two connections to one file, on PostgreSQL two pools, as two replicas have.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StoreConfig } from '../src/store/config.ts'
import { openStore, type Store } from '../src/store/store.ts'
import { DAY_MS, dayPlan, direct, GROUNDS, type Ground, newPost, schedule } from './stores.ts'

const CHILD = join(import.meta.dirname, 'store-child.ts')
const many = <T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)))

describe.each(GROUNDS)('two replicas on $name', ({ start }) => {
  let ground: Ground
  let config: StoreConfig
  let replicas: readonly [Store, Store]
  const either = (n: number): Store => replicas[n % 2 === 0 ? 0 : 1]

  beforeAll(async () => {
    ground = await start()
  })
  afterAll(() => ground.end())
  beforeEach(async () => {
    config = await ground.fresh()
    replicas = [await openStore(config), await openStore(config)]
    return () => many(2, (n) => either(n).close())
  })

  test('that claim one key a hundred times at once win it once', async () => {
    const won = await many(100, (n) => either(n).claims.claim('W1', 'event', n))

    expect(won.filter(Boolean)).toHaveLength(1)
  })

  test('that claim a hundred keys twice at once win each once', async () => {
    const won = await many(200, async (n) =>
      (await either(n).claims.claim('W1', `${n >> 1}`, n)) ? n >> 1 : undefined,
    )

    expect(won.filter((key) => key !== undefined).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, n) => n),
    )
  })

  test('forget old claims and keep the others', async () => {
    await many(10, (n) => either(n).claims.claim('W1', `${n}`, n))

    expect(await replicas[0].claims.sweep(5, 9)).toBe(5)
    expect(await many(10, (n) => either(n).claims.claim('W1', `${n}`, 99))).toEqual([
      ...Array(5).fill(true),
      ...Array(5).fill(false),
    ])
  })

  test('that claim one post a hundred times at once hold it once', async () => {
    const won = await many(100, (n) => either(n).posts.claim(newPost({ claimedBy: `${n}` })))
    const held = won.filter((post) => post !== undefined)

    expect(held).toHaveLength(1)
    expect(await replicas[1].posts.find('W1', held[0]?.id ?? '')).toEqual(held[0])
    expect(held[0]?.id).toMatch(/^[\w-]{22}$/)
  })

  test('that move one post on a hundred times at once move it once', async () => {
    const id = (await replicas[0].posts.claim(newPost()))?.id ?? ''
    const moved = await many(100, (n) =>
      either(n).posts.move(
        'W1',
        id,
        { state: 'claimed', claimedBy: 'replica-1', sendingAt: null },
        { claimedBy: `replica-${n + 2}`, claimedAt: 2000 },
      ),
    )

    expect(moved.filter(Boolean)).toHaveLength(1)
    expect(await replicas[0].posts.move('W1', id, { state: 'claimed', claimedBy: 'replica-1' }, { sendingAt: 1 })).toBe(
      undefined,
    )
  })

  test('count one answer of each person to a post, however often they press', async () => {
    const id = (await replicas[0].posts.claim(newPost()))?.id ?? ''
    const kept = await many(600, (n) =>
      either(n).answers.add({
        workspace: 'W1',
        post: id,
        person: `U${n % 200}`,
        option: n % 3,
        correct: n % 3 === 0,
        at: n,
        editAt: n,
      }),
    )
    const counts = await replicas[0].answers.counts('W1', id)

    expect(kept.filter((one) => one?.first)).toHaveLength(200)
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(200)
    // Each press was told the answer that stands.
    expect(new Set(kept.map((one, n) => `${n % 200} ${one?.at}`)).size).toBe(200)
  })

  test('take each due schedule once, the longest due first, and move it on', async () => {
    await many(60, (n) => either(n).schedules.put(schedule({ place: `C${n}`, nextAt: 1000 + n })))
    await replicas[0].schedules.put(schedule({ place: 'later', nextAt: 5000 }))
    await replicas[0].schedules.put(schedule({ place: 'paused', nextAt: null, pausedReason: 'asked' }))
    const first = await replicas[0].schedules.takeDue(4999, 5, dayPlan('r0', 4999))
    const rest = (
      await many(8, async (n) => {
        const taken = []
        for (;;) {
          const some = await either(n).schedules.takeDue(4999, 7, dayPlan(`r${n}`, 4999))
          if (some.length === 0) return taken
          taken.push(...some)
        }
      })
    ).flat()

    expect(first.map(({ schedule: { place } }) => place)).toEqual(['C0', 'C1', 'C2', 'C3', 'C4'])
    expect([...first, ...rest].map(({ schedule: { place } }) => place).sort()).toEqual(
      Array.from({ length: 60 }, (_, n) => `C${n}`).sort(),
    )
    expect([...first, ...rest].every(({ posts }) => posts.length === 1)).toBe(true)
    expect((await replicas[1].schedules.get('W1', 'C3'))?.nextAt).toBe(1003 + DAY_MS)
    expect((await replicas[1].schedules.get('W1', 'later'))?.nextAt).toBe(5000)
  })

  test('move a schedule on whose day was posted already, without a second post', async () => {
    await replicas[0].posts.claim(newPost({ key: '0', claimedBy: 'before' }))
    await replicas[0].schedules.put(schedule())
    const [taken] = await replicas[1].schedules.takeDue(2000, 5, dayPlan('r1', 2000))

    expect(taken?.posts).toEqual([])
    expect((await replicas[0].posts.ofPlace('W1', 'C1')).map(({ claimedBy }) => claimedBy)).toEqual(['before'])
    expect((await replicas[0].schedules.get('W1', 'C1'))?.nextAt).toBe(1000 + DAY_MS)
  })

  test('do all that was planned for a schedule, or, where planning fails, nothing', async () => {
    await replicas[0].schedules.put(schedule({ failures: 2, pausedReason: 'gone' }))
    const failing = replicas[0].schedules.takeDue(2000, 5, () => {
      throw new Error('no such zone')
    })
    await expect(failing).rejects.toThrow('no such zone')
    expect(await replicas[1].schedules.get('W1', 'C1')).toEqual(schedule({ failures: 2, pausedReason: 'gone' }))

    const late = { key: 'a', dueAt: 1, state: 'skipped', reason: 'late', claimedBy: 'r', claimedAt: 2 } as const
    const [taken] = await replicas[1].schedules.takeDue(2000, 5, () => ({
      nextAt: null,
      pausedReason: null,
      failures: 0,
      posts: [late, { ...late, key: 'b', state: 'claimed' }],
    }))
    expect(taken?.posts.map(({ key, state }) => [key, state])).toEqual([
      ['a', 'skipped'],
      ['b', 'claimed'],
    ])
    expect(await replicas[0].schedules.get('W1', 'C1')).toEqual(schedule({ nextAt: null, updatedAt: 2000 }))
    expect(await replicas[0].schedules.takeDue(9e12, 5, dayPlan('r', 1))).toEqual([])
  })

  test('find what waits for the ticker, and nothing that is over', async () => {
    const [store] = replicas
    const put = async (key: string, to: Parameters<Store['posts']['move']>[3]): Promise<void> => {
      const post = await store.posts.claim(newPost({ key }))
      await store.posts.move('W1', post?.id ?? '', { state: 'claimed' }, to)
    }
    await put('held', {})
    await put('old', { claimedAt: 10 })
    await put('back', { state: 'due', retryAt: 50 })
    await put('open', { state: 'posted', revealAt: 60, editAt: 40 })
    await put('later', { state: 'posted', revealAt: 500, editAt: 400 })
    await put('over', { state: 'revealed', revealAt: 60, editAt: 40 })
    const keys = async (found: Promise<readonly { key: string }[]>) => (await found).map(({ key }) => key)

    expect(await keys(store.posts.abandoned(11, 9))).toEqual(['old'])
    expect(await keys(store.posts.abandoned(10, 9))).toEqual([])
    expect(await keys(store.posts.toRetry(50, 9))).toEqual(['back'])
    expect(await keys(store.posts.toReveal(60, 9))).toEqual(['open'])
    expect(await keys(store.posts.toEdit(400, 9))).toEqual(['open', 'later'])
    expect(await keys(store.posts.toEdit(400, 1))).toEqual(['open'])
    expect((await store.posts.ofPlace('W1', 'C1', { state: 'posted' })).length).toBe(2)
    expect((await store.posts.ofPlace('W1', 'C1', { since: 1000, limit: 3 })).length).toBe(3)
    expect(await store.posts.ofPlace('W1', 'C1', { since: 1001 })).toEqual([])
  })

  test('lose nothing when one is killed in the middle: what was moved on was claimed, once', async () => {
    await many(30, (n) => either(n).schedules.put(schedule({ place: `C${n}`, nextAt: 1000 })))
    const children = [1, 2].map((n) =>
      spawn(process.execPath, [CHILD, JSON.stringify(config), `child-${n}`], { stdio: ['ignore', 'pipe', 'inherit'] }),
    )
    await Promise.all(children.map((child) => once(child.stdout, 'data')))
    for (const child of children) {
      await wait(40)
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    const posts = await direct(
      config,
      'select place, count(*) as posts, max(due_at) as latest from posts group by place',
    )
    const schedules = await direct(config, 'select place, next_at from schedules')
    const of = new Map(posts.map(({ place, posts: count, latest }) => [place, [Number(count), Number(latest)]]))

    expect(posts.length).toBeGreaterThan(0)
    for (const { place, next_at } of schedules) {
      const days = (Number(next_at) - 1000) / DAY_MS
      expect([place, ...(of.get(place) ?? [0, 1000 - DAY_MS])]).toEqual([place, days, Number(next_at) - DAY_MS])
    }
    expect(await replicas[0].claims.claim('W1', 'after', 1)).toBe(true)
  })
})
