// Everything that outlives a restart, behind one object. Nothing outside this folder knows Kysely, SQL or an engine; a database that
// fails is a StoreLost to all of them.

import { CamelCasePlugin, type Dialect, Kysely } from 'kysely'
import { type StoredAnswers, storedAnswers } from './answers.ts'
import { backupStore } from './backup.ts'
import { type StoredCalls, storedCalls } from './calls.ts'
import { type StoredCards, storedCards } from './cards.ts'
import { type StoredClaims, storedClaims } from './claims.ts'
import { placeOf, type StoreConfig } from './config.ts'
import { StoreError, tellingLoss } from './fault.ts'
import { type StoredInstallations, storedInstallations } from './installations.ts'
import { type StoredLeases, storedLeases } from './leases.ts'
import { migrate } from './migrations.ts'
import { type Removals, removals, type StoredPeople, storedPeople } from './people.ts'
import { type StoredPosts, storedPosts } from './posts.ts'
import { type StoredReports, storedReports } from './reports.ts'
import { type StoredSchedules, storedSchedules } from './schedules.ts'
import type { Engine, Tables } from './schema.ts'
import { type StoredZones, storedZones } from './zones.ts'

export type Ready = { readonly ready: true } | { readonly ready: false; readonly reason: string }

export interface Store extends Removals {
  readonly engine: Engine
  readonly zones: StoredZones
  readonly claims: StoredClaims
  readonly calls: StoredCalls
  readonly schedules: StoredSchedules
  readonly posts: StoredPosts
  readonly answers: StoredAnswers
  readonly cards: StoredCards
  readonly people: StoredPeople
  readonly reports: StoredReports
  readonly installations: StoredInstallations
  readonly leases: StoredLeases
  /** Whether the database answers within `deadlineMs` (a second where none is given). Never throws. */
  ready(deadlineMs?: number): Promise<Ready>
  /** Copies a SQLite store to a file while it is in use. Throws a StoreError where that can't be done, for PostgreSQL always. */
  backup(file: string): Promise<void>
  /** Waits for what runs, then lets go. Nothing may be asked afterwards. */
  close(): Promise<void>
}

/**
 * Opens the store, making and migrating it as needed. Throws a StoreError that says what to do where it can't be reached or
 * opened, or where a newer program has written it. `onLost` hears of connections that broke.
 */
export async function openStore(config: StoreConfig, onLost: (error: Error) => void = () => {}): Promise<Store> {
  const { engine } = config
  const dialect = await dialectOf(config, onLost)
  const db = new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()] })
  const place = placeOf(config)
  try {
    await migrate(db, engine, place)
  } catch (error) {
    await db.destroy()
    if (error instanceof StoreError) throw error
    throw new StoreError(`${place} can't be used: ${messageOf(error)}`, { cause: error })
  }
  return {
    engine,
    zones: tellingLoss(storedZones(db)),
    claims: tellingLoss(storedClaims(db)),
    calls: tellingLoss(storedCalls(db)),
    schedules: tellingLoss(storedSchedules(db, engine)),
    posts: tellingLoss(storedPosts(db)),
    answers: tellingLoss(storedAnswers(db)),
    cards: tellingLoss(storedCards(db)),
    people: tellingLoss(storedPeople(db)),
    reports: tellingLoss(storedReports(db)),
    installations: tellingLoss(storedInstallations(db)),
    leases: tellingLoss(storedLeases(db, engine)),
    ...tellingLoss(removals(db)),

    async ready(deadlineMs = 1000) {
      const late = Promise.withResolvers<Ready>()
      const timer = setTimeout(late.resolve, deadlineMs, { ready: false, reason: `no answer within ${deadlineMs} ms` })
      const asked = db
        .selectFrom('ninesSchema')
        .select('version')
        .execute()
        .then(
          (): Ready => ({ ready: true }),
          (error: unknown): Ready => ({ ready: false, reason: messageOf(error) }),
        )
      try {
        return await Promise.race([asked, late.promise])
      } finally {
        clearTimeout(timer)
      }
    },

    backup: (file) => backupStore(config, file),

    async close() {
      // SQLite has one connection: once it is ours, nobody is in the middle of anything.
      if (engine === 'sqlite') await db.connection().execute(async () => {})
      await db.destroy()
    },
  }
}

/** Each engine's library is loaded only where it is used. */
async function dialectOf(config: StoreConfig, onLost: (error: Error) => void): Promise<Dialect> {
  if (config.engine === 'postgres') return (await import('./postgres.ts')).postgresDialect(config.url, onLost)
  const { openSqlite, sqliteDialect } = await import('./sqlite.ts')
  return sqliteDialect(openSqlite(config.file))
}

/** Where every address of a host refused, Node's error has no message of its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
