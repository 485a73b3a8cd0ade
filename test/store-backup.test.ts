// A copy of the store, made while it is in use.

import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { StoreError } from '../src/store/fault.ts'
import { openStore, type Store } from '../src/store/store.ts'
import { direct, newPost, schedule } from './stores.ts'

let folder: string
let file: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nines-backup-'))
  file = join(folder, 'not', 'nines.db')
  store = await openStore({ engine: 'sqlite', file })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a copy', () => {
  const tables = 'select (select count(*) from posts) as posts, (select count(*) from schedules) as schedules'

  test('made while others write holds one moment between two transactions', async () => {
    // A transaction writes twenty posts: whoever saw half of one would count another number.
    let writing = true
    const writer = async (): Promise<void> => {
      for (let round = 0; writing; round++) {
        const state = 'claimed' as const
        await store.schedules.put(schedule({ nextAt: round }))
        await store.schedules.takeDue(round, 5, () => ({
          nextAt: round + 1,
          posts: Array.from({ length: 20 }, (_, n) => ({
            key: `${round}-${n}`,
            dueAt: round,
            state,
            claimedBy: 'r',
            claimedAt: round,
          })),
        }))
      }
    }
    const writers = writer()
    const copies = [1, 2, 3, 4, 5].map((n) => join(folder, `copy-${n}.db`))
    for (const copy of copies) {
      await wait(60)
      await store.backup(copy)
    }
    writing = false
    await writers

    const seen = []
    for (const copy of copies) {
      expect(await direct({ engine: 'sqlite', file: copy }, 'pragma integrity_check')).toEqual([
        { integrity_check: 'ok' },
      ])
      const [{ posts } = {}] = await direct({ engine: 'sqlite', file: copy }, 'select count(*) as posts from posts')
      expect(Number(posts) % 20).toBe(0)
      seen.push(Number(posts))
    }
    expect(seen[4]).toBeGreaterThan(seen[0] ?? 0)
    expect(seen[0]).toBeGreaterThan(0)
  })

  test('does not hold what was begun and not finished', async () => {
    await store.posts.claim(newPost({ key: 'a' }))
    const other = new DatabaseSync(file)
    other.exec("begin immediate; insert into claims values ('W', 'unfinished', 1)")
    await store.backup(join(folder, 'copy.db'))
    other.exec('commit')
    other.close()

    expect(
      await direct(
        { engine: 'sqlite', file: join(folder, 'copy.db') },
        `${tables}, (select count(*) from claims) as claims`,
      ),
    ).toEqual([{ posts: 1, schedules: 0, claims: 0 }])
  })

  test('put back in place of the file is the store of that moment', async () => {
    await store.zones.set('W', 'U', 'UTC')
    const copy = join(folder, 'copy.db')
    await store.backup(copy)
    await store.zones.set('W', 'U', 'Asia/Tokyo')
    await store.close()
    copyFileSync(copy, file)
    store = await openStore({ engine: 'sqlite', file })

    expect(await store.zones.get('W', 'U')).toBe('UTC')
  })

  test('is for this user alone, as the store is, whoever could read what stood there before', async () => {
    const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)
    const copy = join(folder, 'copy.db')
    writeFileSync(copy, '')
    chmodSync(copy, 0o644)
    writeFileSync(`${copy}.part`, 'left by a copy that was cut short')
    chmodSync(`${copy}.part`, 0o644)
    await store.backup(copy)
    expect(modeOf(copy)).toBe('600')
    expect(readdirSync(folder).sort()).toEqual(['copy.db', 'not'])

    await store.close()
    rmSync(file)
    copyFileSync(copy, file)
    store = await openStore({ engine: 'sqlite', file })
    await store.zones.set('W', 'U', 'UTC')
    expect([file, `${file}-wal`, `${file}-shm`].map(modeOf)).toEqual(['600', '600', '600'])
  })

  test('replaces an older one, and never the store itself or one in use', async () => {
    const copy = join(folder, 'copy.db')
    await store.backup(copy)
    await store.zones.set('W', 'U', 'UTC')
    await store.backup(copy)
    expect(await direct({ engine: 'sqlite', file: copy }, 'select zone from people')).toEqual([{ zone: 'UTC' }])

    await expect(store.backup(file)).rejects.toThrow('is the database itself')
    const inUse = await openStore({ engine: 'sqlite', file: join(folder, 'other.db') })
    await expect(store.backup(join(folder, 'other.db'))).rejects.toThrow('is a database in use')
    await inUse.close()
  })

  test('that can not be written is refused with the reason, and nothing is left behind', async () => {
    const nowhere = join(folder, 'missing', 'copy.db')

    await expect(store.backup(nowhere)).rejects.toThrow(StoreError)
    await expect(store.backup(nowhere)).rejects.toThrow(nowhere)
    expect(existsSync(join(folder, 'missing'))).toBe(false)
    expect(readdirSync(folder)).toEqual(['not'])
  })
})
