// What is PostgreSQL's own: a server that can go away and come back.

import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { placeOf, type StoreConfig } from '../src/store/config.ts'
import { StoreError } from '../src/store/fault.ts'
import { openStore } from '../src/store/store.ts'
import { direct, postgresGround, schedule } from './stores.ts'

let ground: Awaited<ReturnType<typeof postgresGround>>
beforeAll(async () => {
  ground = await postgresGround()
})
afterAll(() => ground.end())

const secret = (config: StoreConfig): string => (config.engine === 'postgres' ? new URL(config.url).password : '')

test('a server that is not there is named without its password', async () => {
  const opened = openStore({ engine: 'postgres', url: 'postgres://nines:s3cret@127.0.0.1:9/nines' })

  await expect(opened).rejects.toThrow(StoreError)
  await expect(opened).rejects.toThrow(/^PostgreSQL at 127\.0\.0\.1:9\/nines can't be used: .*ECONNREFUSED/)
  await expect(opened).rejects.not.toThrow('s3cret')
})

test('a wrong password and a missing database are told apart', async () => {
  const config = await ground.fresh()
  const url = new URL(config.engine === 'postgres' ? config.url : '')
  const elsewhere = new URL(url)
  elsewhere.pathname = '/nowhere'
  url.password = 'wrong'

  await expect(openStore({ engine: 'postgres', url: `${url}` })).rejects.toThrow('password authentication failed')
  await expect(openStore({ engine: 'postgres', url: `${elsewhere}` })).rejects.toThrow(
    'database "nowhere" does not exist',
  )
})

test('a backup is refused with the tool that makes it', async () => {
  const config = await ground.fresh()
  const store = await openStore(config)
  const refused = store.backup('/tmp/copy')

  await expect(refused).rejects.toThrow(StoreError)
  await expect(refused).rejects.toThrow('pg_dump --format=custom --file="/tmp/copy" "$DATABASE_URL"')
  await expect(refused).rejects.not.toThrow(secret(config))
  expect(placeOf(config)).not.toContain(secret(config))
  await store.close()
})

test('numbers that only fit eight bytes come back as numbers', async () => {
  const store = await openStore(await ground.fresh())
  await store.calls.keep('W', 'h', 'x', 1)
  const at = Date.UTC(2035, 11, 31)
  const post = await store.posts.claim({
    workspace: 'W',
    place: 'C',
    key: 'k',
    dueAt: at,
    state: 'claimed',
    claimedBy: 'r',
    claimedAt: at,
  })

  expect(post).toMatchObject({ dueAt: at, claimedAt: at, sendingAt: null, shown: 0 })
  await store.close()
})

test('schedules that another replica is taking are not waited for', async () => {
  const config = await ground.fresh()
  const store = await openStore(config)
  await direct(
    config,
    `insert into schedules select 'W', 'C' || n, 'U', '09:00', 'UTC', 'mon', '', null, null, 0, n, 0, 0 from generate_series(1, 10) n`,
  )
  const { Client } = (await import('pg')).default
  const other = new Client({ connectionString: config.engine === 'postgres' ? config.url : '' })
  await other.connect()
  await other.query('begin')
  await other.query('select 1 from schedules where next_at <= 5 for update')
  const taken = await store.schedules.takeDue(100, 20, () => ({ nextAt: null, posts: [] }))
  await other.query('rollback')
  await other.end()

  expect(taken.map(({ schedule }) => schedule.place)).toEqual(['C6', 'C7', 'C8', 'C9', 'C10'])
  expect(await store.schedules.takeDue(100, 20, () => ({ nextAt: null, posts: [] }))).toHaveLength(5)
  await store.close()
})

test('a server that dies makes what is asked fail, and what is asked after it is back succeed', async () => {
  const lost: Error[] = []
  const store = await openStore(await ground.fresh(), (error) => lost.push(error))
  await store.claims.claim('W', 'before', 1)
  await ground.server.crash()

  expect(await store.ready()).toMatchObject({ ready: false, reason: expect.stringMatching(/ECONNREFUSED|terminated/) })
  await expect(store.claims.claim('W', 'during', 1)).rejects.toThrow()
  await ground.server.start()
  expect(await store.ready(5000)).toEqual({ ready: true })
  expect([await store.claims.claim('W', 'before', 2), await store.claims.claim('W', 'during', 2)]).toEqual([
    false,
    true,
  ])
  expect(lost.length).toBeGreaterThan(0)
  await store.close()
})

test('a connection that is cut inside a transaction fails that transaction alone', async () => {
  const lost: Error[] = []
  const config = await ground.fresh()
  const url = config.engine === 'postgres' ? config.url : ''
  const store = await openStore(config, (error) => lost.push(error))
  await store.schedules.put(schedule())
  const cut = `import pg from 'pg'
    const client = new pg.Client({ connectionString: process.argv[1] })
    await client.connect()
    await client.query("select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction'")
    await client.end()`
  const taken = store.schedules.takeDue(2000, 5, () => {
    execFileSync(process.execPath, ['--input-type=module', '--eval', cut, url], { cwd: import.meta.dirname })
    return { nextAt: null, posts: [] }
  })

  await expect(taken).rejects.toThrow()
  expect(await store.schedules.get('W1', 'C1')).toEqual(schedule())
  expect(lost.length).toBeGreaterThan(0)
  await store.close()
})
