// What is SQLite's own: the file, others that use it, copies of it.

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { StoreError } from '../src/store/fault.ts'
import { openStore, type Store } from '../src/store/store.ts'
import { direct, newPost } from './stores.ts'

let folder: string
let file: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nines-sqlite-'))
  file = join(folder, 'not', 'yet', 'there', 'nines.db')
  store = await openStore({ engine: 'sqlite', file })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the file', () => {
  test('is made on the first start, with its folders, for its owner alone', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'not')).mode & 0o777).toBe(0o700)
  })

  test('is one file again when the store is closed', async () => {
    await store.zones.set('W', 'U', 'UTC')
    await store.close()

    expect(readdirSync(join(file, '..'))).toEqual(['nines.db'])
    store = await openStore({ engine: 'sqlite', file })
  })

  test('is written through to the disk at every commit, and holds references', async () => {
    const columns = await direct({ engine: 'sqlite', file }, 'select * from pragma_journal_mode')
    const orphan = direct({ engine: 'sqlite', file }, "insert into answers values ('W', 'none', 'U', 'C', 0, 1, 1)")

    expect(columns).toEqual([{ journal_mode: 'wal' }])
    await expect(orphan).rejects.toThrow('FOREIGN KEY')
    await expect(direct({ engine: 'sqlite', file }, "insert into claims values ('W', 'k', 'soon')")).rejects.toThrow(
      'cannot store TEXT value in INTEGER column',
    )
  })

  test('that is no database, or can not be made, is named', async () => {
    const text = join(folder, 'text.db')
    writeFileSync(text, 'This is no database at all, '.repeat(100))

    for (const bad of [text, join(text, 'below', 'nines.db'), folder]) {
      const opened = openStore({ engine: 'sqlite', file: bad })
      await expect(opened).rejects.toThrow(StoreError)
      await expect(opened).rejects.toThrow(bad)
    }
  })

  test('may be the memory, which starts empty every time', async () => {
    const memory = await openStore({ engine: 'sqlite', file: ':memory:' })
    await memory.zones.set('W', 'U', 'UTC')
    const other = await openStore({ engine: 'sqlite', file: ':memory:' })

    expect([await memory.zones.get('W', 'U'), await other.zones.get('W', 'U')]).toEqual(['UTC', undefined])
    await expect(memory.backup(join(folder, 'copy.db'))).rejects.toThrow('kept in memory')
    await Promise.all([memory.close(), other.close()])
  })
})

describe('another process', () => {
  const program = (body: string): string[] => [
    '--input-type=module',
    '--eval',
    `import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../src/store/store.ts'))}
     const store = await openStore({ engine: 'sqlite', file: ${JSON.stringify(file)} })
     ${body}
     await store.close()`,
  ]

  test('writes to the same file at the same time, and no key is won twice', async () => {
    const child = spawn(
      process.execPath,
      program(
        'let won = 0; for (let n = 0; n < 400; n++) if (await store.claims.claim("W", String(n), 2)) won++; console.log(won)',
      ),
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const said = once(child.stdout, 'data')
    let own = 0
    for (let n = 399; n >= 0; n--) {
      if (await store.claims.claim('W', `${n}`, 1)) own++
      if (n % 20 === 0) await wait(5)
    }
    const theirs = Number(String((await said)[0]))

    expect(own + theirs).toBe(400)
    expect((await direct({ engine: 'sqlite', file }, 'select count(*) as n from claims'))[0]).toEqual({ n: 400 })
  })

  test('finds everything after we are gone, and leaves the file as it was', async () => {
    await store.zones.set('W', 'U', 'Asia/Tokyo')
    await store.close()
    const { stdout } = spawnSync(process.execPath, program('console.log(await store.zones.get("W", "U"))'), {
      encoding: 'utf8',
    })

    expect(stdout.trim()).toBe('Asia/Tokyo')
    store = await openStore({ engine: 'sqlite', file })
  })

  test('that holds the file for a while makes us wait, with the event loop free', async () => {
    const other = new DatabaseSync(file)
    other.exec('begin immediate')
    let turns = 0
    const ticking = setInterval(() => turns++, 10)
    const claimed = store.claims.claim('W', 'k', 1)
    await wait(400)
    const meanwhile = turns
    other.exec('commit')

    expect(await claimed).toBe(true)
    expect(meanwhile).toBeGreaterThan(5)
    clearInterval(ticking)
    other.close()
  })

  test('that holds the file for good does not keep us from reading, and is told of when we write', async () => {
    const other = new DatabaseSync(file)
    other.exec('begin immediate')

    expect(await store.zones.get('W', 'U')).toBeUndefined()
    expect(await store.ready()).toEqual({ ready: true })
    const writing = store.claims.claim('W', 'k', 1)
    expect(await store.ready(200)).toEqual({ ready: false, reason: 'no answer within 200 ms' })
    await expect(writing).rejects.toThrow('database is locked')
    other.exec('rollback')
    expect(await store.claims.claim('W', 'k', 1)).toBe(true)
    other.close()
  })
})

describe('a press', () => {
  test('takes as long among 200,000 answers as among few', async () => {
    const post = (await store.posts.claim(newPost({ workspace: 'W' })))?.id ?? ''
    const press = async (n: number): Promise<number> => {
      const started = performance.now()
      await store.posts.find('W', post)
      await store.answers.add({ workspace: 'W', post, person: `N${n}`, option: 1, correct: true, at: n, editAt: n })
      return performance.now() - started
    }
    const median = async (from: number): Promise<number> => {
      const took = []
      for (let n = from; n < from + 101; n++) took.push(await press(n))
      return took.sort((a, b) => a - b)[50] ?? 0
    }
    const few = await median(0)
    await direct(
      { engine: 'sqlite', file },
      `with recursive n(n) as (select 1 union all select n + 1 from n where n < 200000)
       insert into answers select 'W', '${post}', 'U' || n, 'C1', n % 4, n % 2, n from n`,
    )
    const among = await median(1000)

    expect(among).toBeLessThan(10)
    expect(among).toBeLessThan(few * 5 + 1)
  })
})
