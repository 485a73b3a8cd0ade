// What goes when a person, a place or a workspace does, and what stays. The same on both engines.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StoreConfig } from '../src/store/config.ts'
import { openStore, type Store } from '../src/store/store.ts'
import { answerTo, direct, furnishIn, GROUNDS, type Ground, postTo, rowsIn } from './stores.ts'

describe.each(GROUNDS)('a store on $name', ({ start }) => {
  let ground: Ground
  let config: StoreConfig
  let store: Store

  beforeAll(async () => {
    ground = await start()
  })
  afterAll(() => ground.end())
  beforeEach(async () => {
    config = await ground.fresh()
    store = await openStore(config)
    return () => store.close()
  })

  test('deletes what it has on a person, and nothing of others', async () => {
    const post = await furnishIn(store, 'W1')
    await furnishIn(store, 'W2')
    await store.people.hide('W1', 'U1', true)
    await store.people.remove('W1', 'U1')

    expect(await store.zones.get('W1', 'U1')).toBeUndefined()
    expect(await store.people.hidden('W1', 'U1')).toBe(false)
    expect(await store.answers.ofPerson('W1', 'U1')).toEqual([])
    expect(await store.cards.all('W1', { person: 'U1' })).toEqual([])
    expect(await store.schedules.get('W1', 'C1')).toMatchObject({ setBy: '', nextAt: 1000 })
    expect((await store.reports.all(9)).map(({ workspace, person }) => [workspace, person]).sort()).toEqual([
      ['W1', ''],
      ['W2', 'U1'],
    ])
    expect(await store.answers.counts('W1', post)).toEqual([{ option: 3, count: 1 }])
    expect(await store.cards.all('W1', { place: 'C1' })).toHaveLength(1)
    expect(await store.people.hidden('W1', 'U9')).toBe(true)
    expect(await store.zones.get('W2', 'U1')).toBe('Europe/Berlin')
    expect(await store.answers.ofPerson('W2', 'U1')).toHaveLength(1)
    expect(
      JSON.stringify(
        await Promise.all(
          ['schedules', 'answers', 'cards', 'people', 'reports'].map((table) =>
            direct(config, `select * from ${table} where workspace = 'W1'`),
          ),
        ),
      ),
    ).not.toContain('U1')
  })

  test('deletes a workspace whole, and no other', async () => {
    await Promise.all(['W1', 'W2'].map((workspace) => furnishIn(store, workspace)))
    for (let day = 10; day < 25; day++)
      await answerTo(store, 'W1', await postTo(store, 'W1', 'C1', `2026-10-${day}`), 'U1', true, 2000)
    const before = await rowsIn(config)
    await store.removeWorkspace('W1')

    expect(Object.values(before).map(({ W1 = 0 }) => W1 > 0)).toEqual(Array(10).fill(true))
    expect(await rowsIn(config)).toEqual(
      Object.fromEntries(Object.entries(before).map(([table, { W2 }]) => [table, { W2 }])),
    )
  })

  test('deletes a place with all that was asked there, and no other place', async () => {
    const gone = await furnishIn(store, 'W1', 'C1')
    const stays = await furnishIn(store, 'W1', 'C2')
    await furnishIn(store, 'W2', 'C1')
    await store.removePlace('W1', 'C1')

    expect(await store.schedules.get('W1', 'C1')).toBeUndefined()
    expect(await store.posts.find('W1', gone)).toBeUndefined()
    expect(await store.answers.counts('W1', gone)).toEqual([])
    expect(await store.cards.all('W1', { place: 'C1' })).toEqual([])
    expect(await store.answers.counts('W1', stays)).toHaveLength(2)
    expect(await store.cards.all('W1', { person: 'U1' })).toHaveLength(1)
    expect(await store.schedules.ofWorkspace('W1')).toHaveLength(1)
    expect(await store.posts.ofPlace('W2', 'C1')).toHaveLength(1)
  })
})
