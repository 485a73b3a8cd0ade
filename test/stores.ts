// Both engines for the tests of the store: a fresh place to keep things for every test, and the statements that no repository has.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import type { StoreConfig } from '../src/store/config.ts'
import type { NewPost } from '../src/store/posts.ts'
import type { Plan } from '../src/store/schedules.ts'
import type { Schedule } from '../src/store/schema.ts'
import type { Store } from '../src/store/store.ts'
import { type PostgresServer, startPostgres } from './postgres.ts'

export interface Ground {
  /** Where nothing was kept before. */
  fresh(): Promise<StoreConfig>
  end(): Promise<void>
}

export async function sqliteGround(): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'nines-store-'))
  let made = 0
  return {
    fresh: async () => ({ engine: 'sqlite', file: join(folder, `${++made}`, 'nines.db') }),
    end: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

export async function postgresGround(): Promise<Ground & { readonly server: PostgresServer }> {
  const server = await startPostgres()
  return {
    server,
    fresh: async () => ({ engine: 'postgres', url: await server.fresh() }),
    end: () => server.stop(),
  }
}

export const GROUNDS = [
  { name: 'SQLite', start: sqliteGround },
  { name: 'PostgreSQL', start: postgresGround },
] as const

/** Runs a statement past the store, over a connection of its own. */
export async function direct(config: StoreConfig, sql: string): Promise<readonly Record<string, unknown>[]> {
  if (config.engine === 'sqlite') {
    const database = new DatabaseSync(config.file, { timeout: 5000 })
    try {
      return database.prepare(sql).all()
    } finally {
      database.close()
    }
  }
  const client = new pg.Client({ connectionString: config.url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

export const schedule = (given: Partial<Schedule> = {}): Schedule => ({
  workspace: 'W1',
  place: 'C1',
  setBy: 'U1',
  time: '09:00',
  zone: 'Europe/Berlin',
  days: 'mon,tue',
  topics: '',
  pausedReason: null,
  pausedUntil: null,
  failures: 0,
  nextAt: 1000,
  createdAt: 1,
  updatedAt: 1,
  ...given,
})

export const newPost = (given: Partial<NewPost> = {}): NewPost => ({
  workspace: 'W1',
  place: 'C1',
  key: '2026-11-23',
  dueAt: 1000,
  state: 'claimed',
  claimedBy: 'replica-1',
  claimedAt: 1001,
  ...given,
})

export const DAY_MS = 86_400_000

/** One post on each day since the epoch, the next a day later. */
export const dayPlan =
  (claimedBy: string, now: number) =>
  ({ nextAt }: Schedule): Plan => ({
    nextAt: (nextAt ?? 0) + DAY_MS,
    posts: [
      { key: `${Math.floor((nextAt ?? 0) / DAY_MS)}`, dueAt: nextAt ?? 0, state: 'claimed', claimedBy, claimedAt: now },
    ],
  })

/** A post that stands in a place. Resolves to its id. */
export async function postTo(store: Store, workspace: string, place: string, key: string): Promise<string> {
  const id = (await store.posts.claim(newPost({ workspace, place, key })))?.id ?? ''
  await store.posts.move(workspace, id, { state: 'claimed' }, { state: 'posted', question: 'availability/one' })
  return id
}

export const answerTo = (store: Store, workspace: string, post: string, person: string, correct: boolean, at: number) =>
  store.answers.add({ workspace, post, person, option: correct ? 0 : 3, correct, at, editAt: at + 5 })

/** Something of every kind, in one place of a workspace. Resolves to the id of its post. */
export async function furnishIn(store: Store, workspace: string, place = 'C1'): Promise<string> {
  await store.zones.set(workspace, 'U1', 'Europe/Berlin')
  await store.people.hide(workspace, 'U9', true)
  await store.claims.claim(workspace, 'event', 1)
  await store.calls.keep(workspace, 'hash', `call of ${workspace}`, 1)
  await store.schedules.put(schedule({ workspace, place }))
  const post = await postTo(store, workspace, place, '2026-11-23')
  await answerTo(store, workspace, post, 'U1', true, 2000)
  await answerTo(store, workspace, post, 'U2', false, 2000)
  await store.cards.put(workspace, { person: 'U1' }, { key: 'q', due: 5, state: '{}' })
  await store.cards.put(workspace, { place }, { key: 'q', due: 5, state: '{}' })
  await store.reports.add({ workspace, place, person: 'U1', about: 'nines', text: 'wrong', suggestion: 'right', at: 1 })
  await store.installations.put(workspace, { keyId: 'k', sealed: 's' }, 1)
  await store.leases.take(workspace, 'lease', 'holder', 1000)
  return post
}

/** How many rows each table has of each workspace: of all tables that the database knows, the version apart. */
export async function rowsIn(config: StoreConfig): Promise<Record<string, Record<string, number>>> {
  const named =
    config.engine === 'sqlite'
      ? "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'"
      : 'select table_name as name from information_schema.tables where table_schema = current_schema()'
  const tables = (await direct(config, named)).map(({ name }) => String(name)).filter((name) => name !== 'nines_schema')
  const counted = tables.map(async (table) => {
    const rows = await direct(config, `select workspace, count(*) as rows from ${table} group by workspace`)
    return [table, Object.fromEntries(rows.map(({ workspace, rows: count }) => [workspace, Number(count)]))] as const
  })
  return Object.fromEntries(await Promise.all(counted))
}
