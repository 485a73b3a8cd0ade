// Kysely over node:sqlite. One connection, on which Kysely lets one query or transaction run at a time.
//
// Another process may use the file too (a report, a backup, the next start beside a dying one): transactions take the write
// lock when they begin, so they never fail half-way, and whoever finds the file locked waits without blocking the event loop.

import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { StoreError } from './fault.ts'

/** How long a statement waits inside SQLite, in milliseconds: short, since the event loop waits with it. */
const BUSY_MS = 20
const RETRY_MS = 30
/** About two and a half seconds in all: whoever waits for an answer gives up after three. */
const MOST_TRIES = 50
const MOST_STATEMENTS = 200
/** Queries run on without a turn of the event loop for so long, in milliseconds. */
const LONGEST_RUN_MS = 3
/** Primary result codes of https://sqlite.org/rescode.html; the higher bits tell more. */
const SQLITE_BUSY = 5

/** Opens the file, making it and its folder, for this user alone. Throws a StoreError where that can't be. */
export function openSqlite(file: string): DatabaseSync {
  try {
    if (file !== ':memory:') {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      closeSync(openSync(file, 'a', 0o600))
    }
    // Two processes that start together both turn the log on; this early nothing else waits for the event loop.
    const database = new DatabaseSync(file, { timeout: 5000, enableForeignKeyConstraints: true })
    database.exec(`
      pragma journal_mode = wal;
      pragma synchronous = full;
      pragma journal_size_limit = ${64 * 1024 * 1024};
      pragma cache_size = -${16 * 1024};
      pragma busy_timeout = ${BUSY_MS};
    `)
    return database
  } catch (error) {
    throw new StoreError(`${file} can't be opened as the database: ${(error as Error).message}`, { cause: error })
  }
}

export function sqliteDialect(database: DatabaseSync): Dialect {
  return {
    createDriver: () => new SqliteDriver(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

class SqliteDriver implements Driver {
  readonly #database: DatabaseSync
  readonly #connection: SqliteConnection
  #turnedAt = 0

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#connection = new SqliteConnection(database)
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    // SQLite answers at once, so a loop over queries would never let anybody else have the event loop. A turn for each would
    // have every query wait for whatever else the loop does, a chart's 20 ms among it.
    if (performance.now() - this.#turnedAt > LONGEST_RUN_MS) {
      await turn()
      this.#turnedAt = performance.now()
    }
    return this.#connection
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // Some faults, a full disk among them, have rolled it back already.
    if (this.#database.isTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    if (this.#database.isOpen) this.#database.close()
  }
}

interface Prepared {
  readonly statement: StatementSync
  readonly reader: boolean
}

class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync
  readonly #prepared = new Map<string, Prepared>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const values = parameters as SQLInputValue[]
    for (let tries = 1; ; tries++) {
      try {
        const { statement, reader } = this.#prepare(sql)
        if (reader) return { rows: statement.all(...values) as R[] }
        const { changes } = statement.run(...values)
        return { rows: [], numAffectedRows: BigInt(changes) }
      } catch (error) {
        // A statement that found the file locked has done nothing, so it can be repeated as it is.
        if (!isBusy(error) || tries === MOST_TRIES) throw error
        await wait(RETRY_MS)
      }
    }
  }

  // biome-ignore lint/correctness/useYield: the interface asks for it, and nothing here needs it
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Queries are not streamed')
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql)
    if (known) return known
    const statement = this.#database.prepare(sql)
    const made = { statement, reader: statement.columns().length > 0 }
    this.#prepared.set(sql, made)
    const oldest = this.#prepared.keys().next().value
    if (this.#prepared.size > MOST_STATEMENTS && oldest !== undefined) this.#prepared.delete(oldest)
    return made
  }
}

function isBusy(error: unknown): boolean {
  const { errcode } = error as { errcode?: number }
  return errcode !== undefined && (errcode & 0xff) === SQLITE_BUSY
}
