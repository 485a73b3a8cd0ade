// Calls that do not fit a button go ninety days after they were last of use, on either engine.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StoreConfig } from '../src/store/config.ts'
import { CALLS_KEPT_MS } from '../src/store/kept-for.ts'
import { openStore, type Store } from '../src/store/store.ts'
import { createSweeping } from '../src/sweeping.ts'
import { DAY_MS, direct, GROUNDS, type Ground } from './stores.ts'

const START = Date.UTC(2026, 10, 22)
const day = (count: number): number => START + count * DAY_MS
const instant = (at: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(at)

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

  const rows = async (): Promise<number> => {
    const [{ rows: count } = {}] = await direct(config, 'select count(*) as rows from calls')
    return Number(count)
  }

  test('knows a call for ninety days after it was kept, and not longer', async () => {
    await store.calls.keep('W1', 'h', 'text', START)

    expect(CALLS_KEPT_MS).toBe(90 * DAY_MS)
    expect(await store.calls.find('W1', 'h', day(90) + 1)).toBeUndefined()
    expect(await store.calls.find('W1', 'h', day(90))).toBe('text')
  })

  test('counts from when it was last kept, or last looked for', async () => {
    await store.calls.keep('W1', 'kept', 'text', START)
    await store.calls.keep('W1', 'kept', 'text', day(80))
    await store.calls.keep('W1', 'pressed', 'text', START)
    await store.calls.find('W1', 'pressed', day(80))
    await store.calls.keep('W1', 'neither', 'text', START)
    // A clock that is behind takes nothing back.
    await store.calls.keep('W1', 'kept', 'text', day(1))

    const found = ['kept', 'pressed', 'neither'].map((hash) => store.calls.find('W1', hash, day(160)))
    expect(await Promise.all(found)).toEqual(['text', 'text', undefined])
    expect(await store.calls.sweep(day(160) - CALLS_KEPT_MS, 9)).toBe(1)
    expect(await rows()).toBe(2)
  })

  test('is swept of old ones in batches, in every workspace, and keeps the others', async () => {
    for (let n = 0; n < 5; n++) for (const workspace of ['W1', 'W2']) await store.calls.keep(workspace, `${n}`, 'x', n)
    await store.calls.keep('W1', 'new', 'x', START)

    expect([await store.calls.sweep(4, 5), await store.calls.sweep(4, 5), await store.calls.sweep(4, 5)]).toEqual([
      5, 3, 0,
    ])
    expect(await rows()).toBe(3)
    expect(await store.calls.find('W1', 'new', START)).toBe('x')
  })

  test('is swept as time goes on, a batch at a time', async () => {
    for (let n = 0; n < 1125; n++) await store.calls.keep('W1', `${n}`, 'x', START)
    await store.claims.claim('W1', 'delivery', START)
    const sweep = createSweeping(async () => store)
    const left: number[] = []
    for (const at of [day(90), day(90) + 1, day(90) + 2000, day(91), day(91) + 2000, day(91) + 4000]) {
      await sweep(instant(at))
      left.push(await rows())
    }

    expect(left).toEqual([1125, 1125, 1125, 625, 125, 0])
    expect(await store.claims.claim('W1', 'delivery', day(91))).toBe(true)
  })

  test('of an earlier version keeps its calls for as long again', async () => {
    await store.calls.keep('W1', 'h', 'text', START)
    await store.close()
    await direct(config, 'drop index calls_by_age')
    await direct(config, 'alter table calls drop column at')
    await direct(config, 'update nines_schema set version = 2')
    store = await openStore(config)

    const [{ at } = {}] = await direct(config, 'select at from calls')
    expect(Math.abs(Number(at) - Date.now())).toBeLessThan(DAY_MS)
    expect(await store.calls.find('W1', 'h', Number(at))).toBe('text')
  })
})
