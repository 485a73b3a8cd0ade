// Daily posts that all become due in one minute, claimed on PostgreSQL by four replicas, each a process of its own: none twice, and
// the cost of one does not grow with how many there are. Every commit is on the disk.

import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import pg from 'pg'
import { takeDue } from '../src/quiz/posting.ts'
import type { StoreConfig } from '../src/store/config.ts'
import { openStore } from '../src/store/store.ts'
import { startPostgres } from '../test/postgres.ts'
import type { Row } from './rows.ts'

export const SIZES = [10_000, 30_000, 100_000]
const REPLICAS = 4
const DUE = Temporal.Instant.from('2026-11-23T09:00:00Z').epochMilliseconds
const MINUTE = 60_000

export async function benchClaims(sizes: readonly number[] = SIZES): Promise<readonly Row[]> {
  const server = await startPostgres({ durable: true })
  const costs: number[] = []
  const rows: Row[] = []
  try {
    for (const size of sizes) {
      const url = await server.fresh()
      const config: StoreConfig = { engine: 'postgres', url }
      await (await openStore(config)).close()
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      // A schedule for each channel of a thousand workspaces, spread over one minute and over the zones where it is nine o'clock.
      await client.query(
        `insert into schedules (workspace, place, set_by, time, zone, days, topics, failures, next_at, created_at, updated_at)
         select 'w:' || n % 1000, 'C' || n, 'U', '09:00', (array['UTC', 'Africa/Abidjan', 'Atlantic/Reykjavik'])[n % 3 + 1],
           (array['daily', 'weekdays', 'mon,wed,fri'])[n % 3 + 1], '', 0, $1::bigint, 0, 0 from generate_series(1, $2::int) n`,
        [DUE, size],
      )
      await client.query('analyze schedules')
      const { ids, seconds } = await race(config)
      const counted = await client.query(
        'select count(*)::int as posts, count(distinct (workspace, place))::int as places from posts',
      )
      const left = await client.query('select count(*)::int as due from schedules where next_at <= $1', [DUE + MINUTE])
      await client.end()
      const twice = ids.length - new Set(ids).size
      costs.push((seconds / size) * 1e6)
      console.log(
        `  ${size} due: ${ids.length} claimed by ${REPLICAS} replicas, ${twice} twice, ${left.rows[0].due} left, ` +
          `${counted.rows[0].posts} posts in ${counted.rows[0].places} channels, ${seconds.toFixed(1)} s, ${Math.round(size / seconds)} claims/s`,
      )
      if (twice > 0 || ids.length !== size || left.rows[0].due > 0)
        throw new Error('a schedule was claimed twice or never')
      rows.push({
        what: `claims of ${size} posts due, PostgreSQL`,
        ours: `${Math.round(size / seconds)}/s`,
        note: `${REPLICAS} replicas, none twice`,
      })
    }
  } finally {
    await server.stop()
  }
  const growth = (costs.at(-1) ?? 0) / (costs[0] ?? 1)
  console.log(
    `  one claim costs ${costs.map((cost) => `${cost.toFixed(0)} µs`).join(', ')}: ${growth.toFixed(2)} times from the first to the last ` +
      `(1 or less is linear, new processes being slow at first); ${availableParallelism()} cores`,
  )
  return rows
}

/** Starts all replicas, lets them go at once, and waits until nothing is due. The clock runs from the start signal. */
async function race(config: StoreConfig): Promise<{ ids: readonly string[]; seconds: number }> {
  const replicas = Array.from({ length: REPLICAS }, (_, n) =>
    fork(import.meta.filename, [JSON.stringify(config), `r${n}`]),
  )
  const heard = () =>
    Promise.all(
      replicas.map(
        (each) =>
          new Promise<unknown>((resolve, reject) => {
            each.once('message', resolve)
            each.once('exit', () => reject(new Error('a replica died')))
          }),
      ),
    )
  await heard()
  const started = performance.now()
  const done = heard()
  for (const each of replicas) each.send('go')
  const ids = (await done).flat() as string[]
  return { ids, seconds: (performance.now() - started) / 1000 }
}

async function claimAll(config: StoreConfig, name: string): Promise<void> {
  const store = await openStore(config)
  process.send?.('ready')
  await new Promise((resolve) => process.once('message', resolve))
  const ids: string[] = []
  // What is locked by another replica may be given back, so one empty hand is not the end.
  for (let empty = 0; empty < 3; ) {
    const due = await takeDue(store, name, DUE + MINUTE)
    ids.push(...due.flatMap(({ posts }) => posts.map(({ id }) => id)))
    empty = due.length === 0 ? empty + 1 : 0
  }
  await store.close()
  await new Promise((resolve) => process.send?.(ids, resolve))
  process.disconnect?.()
}

const [config, name] = process.argv.slice(2)
if (process.send && config !== undefined && name !== undefined) await claimAll(JSON.parse(config) as StoreConfig, name)
else if (import.meta.main) await benchClaims()
