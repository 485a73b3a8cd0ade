// What the store costs, on both engines, with every commit on the disk: claims, due schedules, and a press among a million answers.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import type { StoreConfig } from '../src/store/config.ts'
import { postId } from '../src/store/posts.ts'
import { openStore, type Store } from '../src/store/store.ts'
import { startPostgres } from '../test/postgres.ts'
import { quantile, type Row } from './rows.ts'

export const FULL: Sizes = { answers: 1_000_000, due: [10_000, 30_000, 100_000] }
const PEOPLE = 1000
const REPLICAS = 4

export interface Sizes {
  readonly answers: number
  /** How many schedules are due at once. */
  readonly due: readonly number[]
}

export async function benchStore({ answers, due }: Sizes = FULL): Promise<readonly Row[]> {
  const rows: Row[] = []
  const folder = mkdtempSync(join(tmpdir(), 'nines-bench-'))
  const server = await startPostgres({ durable: true })
  try {
    const configs: readonly StoreConfig[] = [
      { engine: 'sqlite', file: join(folder, 'nines.db') },
      { engine: 'postgres', url: await server.fresh() },
    ]
    for (const config of configs) {
      const stores = await Promise.all(
        Array.from({ length: config.engine === 'sqlite' ? 1 : REPLICAS }, () => openStore(config)),
      )
      const [store] = stores
      if (!store) return rows
      console.log(`${config.engine}, ${stores.length} opened`)
      await claims(store)
      for (const each of due) await schedules(stores, each)
      await fill(config, answers)
      await crowd(store)
      const { p50, p99 } = await presses(store, answers)
      rows.push({
        what: `a press among ${answers} answers, ${config.engine}`,
        ours: `${p50.toFixed(2)} ms`,
        note: `p99 ${p99.toFixed(2)} ms, each on the disk`,
      })
      await Promise.all(stores.map((each) => each.close()))
    }
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return rows
}

const seconds = (since: number): number => (performance.now() - since) / 1000

async function claims(store: Store): Promise<void> {
  for (let n = 0; n < 500; n++) await store.claims.claim('W', `warm-${n}`, 1)
  for (const atOnce of [1, 20]) {
    const started = performance.now()
    let next = 0
    const worker = async (): Promise<void> => {
      while (next < 2000) await store.claims.claim('W', `${atOnce}-${next++}`, 1)
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    console.log(`  claims, ${atOnce} at once: ${Math.round(2000 / seconds(started))}/s`)
  }
}

/** All schedules due in one minute, taken by every replica at once until none is left. */
async function schedules(stores: readonly Store[], count: number): Promise<void> {
  const [store] = stores
  const workspace = `S${count}`
  const fields = { workspace, setBy: 'U', time: '09:00', zone: 'UTC', days: 'mon', topics: '', failures: 0 }
  const never = { pausedReason: null, pausedUntil: null, createdAt: 0, updatedAt: 0 }
  for (let at = 0; at < count; at += 500)
    await Promise.all(
      Array.from({ length: 500 }, (_, n) =>
        store?.schedules.put({ ...fields, ...never, place: `C${at + n}`, nextAt: at + n }),
      ),
    )
  const started = performance.now()
  const won = await Promise.all(
    stores.map(async (each, replica) => {
      const ids: string[] = []
      for (;;) {
        const due = await each.schedules.takeDue(count, 200, () => ({
          nextAt: null,
          posts: [{ key: '2026-11-23', dueAt: 0, state: 'claimed', claimedBy: `r${replica}`, claimedAt: 1 }],
        }))
        if (due.length === 0) return ids
        ids.push(...due.flatMap(({ posts }) => posts.map(({ id }) => id)))
      }
    }),
  )
  const took = seconds(started)
  const ids = won.flat()
  const twice = ids.length - new Set(ids).size
  console.log(
    `  ${count} schedules due at once: ${ids.length} claimed, ${twice} twice, ${took.toFixed(1)} s, ${Math.round(count / took)}/s`,
  )
}

/** A thousand at a time, as many as a process holds back before it sheds. */
async function crowd(store: Store): Promise<void> {
  const claimed = {
    workspace: 'W',
    place: 'C',
    key: 'crowd',
    dueAt: 0,
    state: 'claimed',
    claimedBy: 'r',
    claimedAt: 1,
  } as const
  const post = (await store.posts.claim(claimed))?.id ?? ''
  const started = performance.now()
  for (let at = 0; at < 10_000; at += 1000)
    await Promise.all(
      Array.from({ length: 1000 }, (_, n) =>
        store.answers.add({
          workspace: 'W',
          post,
          person: `U${at + n}`,
          option: n % 4,
          correct: false,
          at,
          editAt: at,
        }),
      ),
    )
  const took = seconds(started)
  const stored = (await store.answers.counts('W', post)).reduce((sum, { count }) => sum + count, 0)
  console.log(`  10000 people on one post: ${stored} answers in ${took.toFixed(1)} s, ${Math.round(stored / took)}/s`)
}

/** Milliseconds that a press takes, to read its post and to keep its answer. */
async function presses(store: Store, answers: number): Promise<{ readonly p50: number; readonly p99: number }> {
  const took: number[] = []
  for (let n = 0; n < 1000; n++) {
    const post = postId('W', `C${n % 10}`, `${n % 100}`)
    const started = performance.now()
    await store.posts.find('W', post)
    await store.answers.add({
      workspace: 'W',
      post,
      person: `new${n}`,
      option: n % 4,
      correct: n % 4 === 0,
      at: n,
      editAt: n,
    })
    took.push(performance.now() - started)
  }
  const [p50, p99, slowest] = [quantile(took, 0.5), quantile(took, 0.99), quantile(took, 0.999)]
  console.log(
    `  a press among ${answers} answers: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, slowest ${slowest.toFixed(2)} ms`,
  )
  const one = async (name: string, run: () => Promise<unknown>): Promise<void> => {
    const started = performance.now()
    await run()
    console.log(`  ${name}: ${(performance.now() - started).toFixed(1)} ms`)
  }
  await one(`counts of a post with ${PEOPLE} answers`, () => store.answers.counts('W', postId('W', 'C1', '1')))
  await one('board of a place, all time', () => store.answers.board('W', 'C1', 0, Number.MAX_SAFE_INTEGER))
  await one('answers of a person', () => store.answers.ofPerson('W', 'U1'))
  await one('removal of a person', () => store.people.remove('W', 'U2'))
  await one('removal of a place', () => store.removePlace('W', 'C9'))
  return { p50, p99 }
}

/** Ten places, a hundred posts each and more, a thousand answers to each. */
async function fill(config: StoreConfig, answers: number): Promise<void> {
  const posts = answers / PEOPLE
  const series = (name: string, end: number): string =>
    `with recursive ${name}(n) as (select 0 union all select n + 1 from ${name} where n < ${end - 1})`
  const rows = Array.from({ length: posts }, (_, n) => {
    const [place, key] = [`C${n % 10}`, `${Math.floor(n / 10)}`]
    return `('W', '${postId('W', place, key)}', '${place}', '${key}', 'posted', ${n}, 0)`
  })
  const run = async (exec: (sql: string) => unknown): Promise<void> => {
    await exec(`insert into posts (workspace, id, place, key, state, due_at, shown) values ${rows.join(',')}`)
    await exec(`${series('people_n', PEOPLE)} insert into answers (workspace, post, person, place, option, correct, at)
      select 'W', posts.id, 'U' || n, posts.place, n % 4, case when n % 4 = 0 then 1 else 0 end, posts.due_at
      from posts, people_n where posts.workspace = 'W'`)
  }
  const started = performance.now()
  if (config.engine === 'sqlite') {
    const database = new DatabaseSync(config.file)
    await run((sql) => database.exec(sql))
    database.close()
  } else {
    const client = new pg.Client({ connectionString: config.url })
    await client.connect()
    await run((sql) => client.query(sql))
    await client.end()
  }
  console.log(`  (${answers} answers written in ${seconds(started).toFixed(1)} s)`)
}
