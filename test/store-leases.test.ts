// One holder at a time, on both engines; and installations that only the newest write changes.

import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StoreConfig } from '../src/store/config.ts'
import { SCHEMA_VERSION } from '../src/store/migrations.ts'
import { openStore, type Store } from '../src/store/store.ts'
import { direct, furnishIn, GROUNDS, type Ground, rowsIn } from './stores.ts'

const LONG = 60_000

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

  test('gives a lease to one of many that ask at once', async () => {
    const others = await Promise.all(Array.from({ length: 3 }, () => openStore(config)))
    const taken = await Promise.all(
      Array.from({ length: 24 }, (_, at) => others[at % 3]?.leases.take('W1', 'gateway', `holder-${at}`, LONG)),
    )
    await Promise.all(others.map((each) => each.close()))

    expect(taken.filter(Boolean)).toHaveLength(1)
  })

  test('lets a holder renew, and nobody else take it before its end', async () => {
    expect(await store.leases.take('W1', 'gateway', 'a', LONG)).toBe(true)
    expect(await store.leases.take('W1', 'gateway', 'b', LONG)).toBe(false)
    expect(await store.leases.take('W1', 'gateway', 'a', LONG)).toBe(true)
    expect(await store.leases.take('W1', 'other', 'b', LONG)).toBe(true)
    expect(await store.leases.take('W2', 'gateway', 'b', LONG)).toBe(true)
  })

  test('lets another take a lease that has ended, and then not the one before', async () => {
    await store.leases.take('W1', 'gateway', 'a', 100)
    await pause(150)

    expect(await store.leases.take('W1', 'gateway', 'b', LONG)).toBe(true)
    expect(await store.leases.take('W1', 'gateway', 'a', LONG)).toBe(false)
  })

  test('gives back the lease of its holder alone', async () => {
    await store.leases.take('W1', 'gateway', 'a', LONG)
    await store.leases.release('W1', 'gateway', 'b')
    expect(await store.leases.take('W1', 'gateway', 'b', LONG)).toBe(false)

    await store.leases.release('W1', 'gateway', 'a')
    expect(await store.leases.take('W1', 'gateway', 'b', LONG)).toBe(true)
  })

  test('changes an installation only where it is still the one that was read', async () => {
    const [first, second, third] = ['1', '2', '3'].map((sealed) => ({ keyId: 'k', sealed })) as [
      { keyId: string; sealed: string },
      { keyId: string; sealed: string },
      { keyId: string; sealed: string },
    ]
    await store.installations.put('W1', first, 1)

    expect(await store.installations.replace('W1', first, second, 2)).toBe(true)
    expect(await store.installations.replace('W1', first, third, 3)).toBe(false)
    expect(await store.installations.replace('W2', second, third, 3)).toBe(false)
    expect(await store.installations.find('W1')).toMatchObject({ sealed: '2', owner: null })
    expect(await store.installations.find('W2')).toBeUndefined()
  })

  test('has a workspace stand on an installation of its own rather than on another', async () => {
    await store.installations.put('E1', { keyId: 'k', sealed: 'e' }, 1)
    await store.installations.put('W1', { keyId: 'k', sealed: 'w' }, 1)
    for (const workspace of ['W1', 'W2']) await store.installations.link(workspace, 'E1', 2)

    expect(await store.installations.linked('E1')).toEqual(['W2'])
    expect(await store.installations.find('W2')).toMatchObject({ owner: 'E1', sealed: null })
    expect((await store.installations.all()).map(({ workspace }) => workspace).sort()).toEqual(['E1', 'W1'])
    await store.installations.put('W2', { keyId: 'k', sealed: 'own' }, 3)
    expect(await store.installations.linked('E1')).toEqual([])
  })

  test('brings a database of the first version up, and keeps what is in it', async () => {
    await furnishIn(store, 'W1')
    const { installations, leases, ...before } = await rowsIn(config)
    await store.close()
    for (const table of ['installations', 'leases']) await direct(config, `drop table ${table}`)
    await direct(config, 'drop index calls_by_age')
    await direct(config, 'alter table calls drop column at')
    await direct(config, 'update nines_schema set version = 1')
    store = await openStore(config)

    expect(await rowsIn(config)).toEqual({ ...before, installations: {}, leases: {} })
    expect(await direct(config, 'select version from nines_schema')).toEqual([{ version: SCHEMA_VERSION }])
  })
})
