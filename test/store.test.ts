// What the store keeps, the same on both engines.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StoreConfig } from '../src/store/config.ts'
import { StoreError } from '../src/store/fault.ts'
import { SCHEMA_VERSION } from '../src/store/migrations.ts'
import { openStore, type Store } from '../src/store/store.ts'
import { answerTo, direct, furnishIn, GROUNDS, type Ground, postTo, rowsIn, schedule } from './stores.ts'

const FOREVER = Number.MAX_SAFE_INTEGER
/** Two of each, so that nothing can be right by having but one. */
const WORKSPACES = ['W1', 'W2']

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

  const posted = (workspace: string, place: string, key: string) => postTo(store, workspace, place, key)
  const answer = (workspace: string, post: string, person: string, correct = true, at = 2000) =>
    answerTo(store, workspace, post, person, correct, at)
  const furnish = (workspace: string, place?: string) => furnishIn(store, workspace, place)
  const contents = () => rowsIn(config)

  test('keeps everything when it is closed and opened again', async () => {
    const post = await furnish('W1')
    const before = await contents()
    await store.close()
    store = await openStore(config)

    expect(await contents()).toEqual(before)
    expect(await store.zones.get('W1', 'U1')).toBe('Europe/Berlin')
    expect(await store.claims.claim('W1', 'event', 2)).toBe(false)
    expect(await store.calls.find('W1', 'hash', 1)).toBe('call of W1')
    expect(await store.schedules.get('W1', 'C1')).toEqual(schedule())
    expect(await store.posts.find('W1', post)).toMatchObject({
      state: 'posted',
      question: 'availability/one',
      editAt: 2005,
    })
    expect(await store.answers.counts('W1', post)).toEqual([
      { option: 0, count: 1 },
      { option: 3, count: 1 },
    ])
    expect(await store.ready()).toEqual({ ready: true })
  })

  test('knows nothing of another workspace', async () => {
    const post = await furnish('W1')

    expect(await store.zones.get('W2', 'U1')).toBeUndefined()
    expect(await store.people.hidden('W2', 'U9')).toBe(false)
    expect(await store.claims.claim('W2', 'event', 1)).toBe(true)
    expect(await store.calls.find('W2', 'hash', 1)).toBeUndefined()
    expect(await store.schedules.get('W2', 'C1')).toBeUndefined()
    expect(await store.schedules.ofWorkspace('W2')).toEqual([])
    expect(await store.schedules.change('W2', 'C1', { nextAt: 5 }, 2)).toBeUndefined()
    expect(await store.schedules.failed('W2', 'C1', 2)).toBeUndefined()
    expect(await store.schedules.remove('W2', 'C1')).toBe(false)
    expect(await store.posts.find('W2', post)).toBeUndefined()
    expect(await store.posts.ofPlace('W2', 'C1')).toEqual([])
    expect(await store.posts.move('W2', post, { state: 'posted' }, { state: 'revealed' })).toBeUndefined()
    expect(await answer('W2', post, 'U5')).toBeUndefined()
    expect(await store.answers.counts('W2', post)).toEqual([])
    expect(await store.answers.board('W2', 'C1', 0, FOREVER)).toEqual([])
    expect(await store.answers.ofPerson('W2', 'U1')).toEqual([])
    expect(await store.cards.all('W2', { person: 'U1' })).toEqual([])
    expect(await store.cards.get('W2', { place: 'C1' }, 'q')).toBeUndefined()
  })

  test('has the same place, person and post in two workspaces as different ones', async () => {
    const posts = await Promise.all(WORKSPACES.map((workspace) => furnish(workspace)))
    await answer('W1', posts[0] ?? '', 'U3')

    expect(new Set(posts).size).toBe(2)
    expect(await store.calls.find('W2', 'hash', 1)).toBe('call of W2')
    expect(await store.answers.board('W1', 'C1', 0, FOREVER)).toHaveLength(3)
    expect(await store.answers.board('W2', 'C1', 0, FOREVER)).toHaveLength(2)
  })

  test.each([
    ['an end of the statement', "'; drop table answers; --"],
    ['a condition', "W1' or 1=1 --"],
    ['a clause', "') on conflict do update set at = 0 --"],
    ['marks of its own', '\\x00%_?:$1@{}"`'],
    ['any letter', 'naïve 🦊 \u202e \n\r\t'],
    ['very much', 'x'.repeat(2000)],
  ])('takes an id with %s for data', async (_, id) => {
    await store.zones.set(id, id, id)
    await store.calls.keep(id, id, id, 1)
    const post = await posted(id, id, id)
    await answer(id, post, id)
    await store.cards.put(id, { person: id }, { key: id, due: 1, state: id })
    await store.schedules.put(schedule({ workspace: id, place: id, setBy: id, topics: id }))

    expect([await store.claims.claim(id, id, 1), await store.claims.claim(id, id, 1)]).toEqual([true, false])
    expect([await store.zones.get(id, id), await store.calls.find(id, id, 1)]).toEqual([id, id])
    expect((await store.answers.board(id, id, 0, FOREVER)).map(({ person }) => person)).toEqual([id])
    expect((await store.answers.ofPerson(id, id)).map(({ post: of, key }) => [of, key])).toEqual([[post, id]])
    expect(await store.cards.get(id, { person: id }, id)).toEqual({ key: id, due: 1, state: id })
    expect(await store.schedules.get(id, id)).toMatchObject({ setBy: id, topics: id })
  })

  test('counts the first answer of a person, and tells later ones what it was', async () => {
    const post = await posted('W1', 'C1', '2026-11-23')

    expect(await answer('W1', post, 'U1', false, 2000)).toEqual({ option: 3, correct: false, at: 2000, first: true })
    expect(await answer('W1', post, 'U1', true, 3000)).toEqual({ option: 3, correct: false, at: 2000, first: false })
    expect(await answer('W1', 'nowhere', 'U1')).toBeUndefined()
    expect(await store.answers.counts('W1', post)).toEqual([{ option: 3, count: 1 }])
    // The message is due for an edit since the first answer, however many follow.
    await answer('W1', post, 'U2', true, 4000)
    expect((await store.posts.find('W1', post))?.editAt).toBe(2005)
  })

  test('ranks nobody who left, and counts what was answered in the time asked for', async () => {
    const [first, second] = [await posted('W1', 'C1', 'a'), await posted('W1', 'C1', 'b')]
    const elsewhere = await posted('W1', 'C2', 'a')
    await answer('W1', first, 'U1', true, 1000)
    await answer('W1', second, 'U1', false, 2000)
    await answer('W1', second, 'U2', true, 2000)
    await answer('W1', first, 'U3', true, 1000)
    await answer('W1', elsewhere, 'U4', true, 1500)
    await store.people.hide('W1', 'U3', true)
    const board = async (since: number, until: number) =>
      [...(await store.answers.board('W1', 'C1', since, until))].sort((a, b) => a.person.localeCompare(b.person))

    expect(await board(0, FOREVER)).toEqual([
      { person: 'U1', right: 1, answered: 2 },
      { person: 'U2', right: 1, answered: 1 },
    ])
    expect(await board(1000, 2000)).toEqual([{ person: 'U1', right: 1, answered: 1 }])
    await store.people.hide('W1', 'U3', false)
    expect(await board(0, FOREVER)).toHaveLength(3)
    expect(await store.answers.ofPerson('W1', 'U1', { since: 1500 })).toEqual([
      { post: second, place: 'C1', key: 'b', question: 'availability/one', option: 3, correct: false, at: 2000 },
    ])
    expect(await store.answers.ofPerson('W1', 'U4', { place: 'C1' })).toEqual([])
  })

  test('has cards come due in order, each with its last state', async () => {
    const owner = { person: 'U1' }
    for (const [key, due] of [
      ['a', 30],
      ['b', 10],
      ['c', 99],
      ['b', 20],
    ] as const)
      await store.cards.put('W1', owner, { key, due, state: `{"due":${due}}` })
    await store.cards.put('W1', { place: 'U1' }, { key: 'd', due: 1, state: '{}' })

    expect((await store.cards.due('W1', owner, 30, 9)).map(({ key, due }) => [key, due])).toEqual([
      ['b', 20],
      ['a', 30],
    ])
    expect((await store.cards.due('W1', owner, 30, 1)).map(({ key }) => key)).toEqual(['b'])
    expect((await store.cards.all('W1', owner)).map(({ key }) => key)).toEqual(['a', 'b', 'c'])
    expect(await store.cards.get('W1', owner, 'b')).toEqual({ key: 'b', due: 20, state: '{"due":20}' })
  })

  test('keeps a zone and the wish to stay off the boards apart', async () => {
    await store.people.hide('W1', 'U1', true)
    await store.zones.set('W1', 'U1', 'Asia/Tokyo')
    await store.zones.set('W1', 'U1', 'Asia/Kolkata')

    expect([await store.people.hidden('W1', 'U1'), await store.zones.get('W1', 'U1')]).toEqual([true, 'Asia/Kolkata'])
    await store.people.hide('W1', 'U1', false)
    expect([await store.people.hidden('W1', 'U1'), await store.zones.get('W1', 'U1')]).toEqual([false, 'Asia/Kolkata'])
  })

  test('lists reports newest first, whatever is in their text', async () => {
    const report = { workspace: 'W1', place: 'C1', person: 'U1', about: 'nines', suggestion: '' }
    await store.reports.add({ ...report, text: 'older', at: 1 })
    const id = await store.reports.add({ ...report, text: 'a\0b "quoted"', at: 2 })

    expect((await store.reports.all(9)).map(({ text }) => text)).toEqual(['ab "quoted"', 'older'])
    expect((await store.reports.all(1))[0]).toMatchObject({ id, at: 2, person: 'U1' })
  })

  test('refuses a schema that a newer program wrote, and leaves it as it is', async () => {
    await store.zones.set('W1', 'U1', 'UTC')
    await direct(config, 'update nines_schema set version = version + 1')

    const refused = openStore(config)
    await expect(refused).rejects.toThrow(StoreError)
    await expect(refused).rejects.toThrow(
      `was written by a newer Nines (its schema is version ${SCHEMA_VERSION + 1}, this program knows ${SCHEMA_VERSION})`,
    )
    expect(await direct(config, 'select version from nines_schema')).toEqual([{ version: SCHEMA_VERSION + 1 }])
    expect(await direct(config, 'select zone from people')).toEqual([{ zone: 'UTC' }])
  })

  test('is made once when several start together', async () => {
    const empty = await ground.fresh()
    const stores = await Promise.all(Array.from({ length: 5 }, () => openStore(empty)))
    await stores[0]?.zones.set('W1', 'U1', 'UTC')

    expect(await stores[4]?.zones.get('W1', 'U1')).toBe('UTC')
    expect(await direct(empty, 'select version from nines_schema')).toEqual([{ version: SCHEMA_VERSION }])
    await Promise.all(stores.map((each) => each.close()))
  })
})
