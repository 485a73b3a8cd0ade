// Looks at a store without changing it: whether it can be reached, whether this program knows its schema, and which keys it needs.

import { accessSync, constants, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { placeOf, type StoreConfig } from './config.ts'
import { SCHEMA_VERSION } from './migrations.ts'

export type Look =
  | { readonly ok: true; readonly says: string }
  | { readonly ok: false; readonly says: string; readonly mend: string }

const TABLE = 'nines_schema'

/** Never throws, and makes neither a file nor a table. */
export async function lookAt(config: StoreConfig): Promise<Look> {
  const place = placeOf(config)
  try {
    const version = config.engine === 'postgres' ? await postgresVersion(config.url) : await sqliteVersion(config.file)
    if (version === undefined) return { ok: true, says: `${place} can be used; it is made on the first start` }
    if (version > SCHEMA_VERSION)
      return {
        ok: false,
        says: `${place} was written by a newer Nines (schema ${version}, this program knows ${SCHEMA_VERSION})`,
        mend: 'Start that version, or restore a backup from before it',
      }
    const older = version < SCHEMA_VERSION ? `, brought to ${SCHEMA_VERSION} on the next start` : ''
    return { ok: true, says: `${place}, schema ${version}${older}` }
  } catch (error) {
    const mend =
      config.engine === 'postgres'
        ? 'Check DATABASE_URL (host, port, user, password, name) and that the server accepts connections from here'
        : 'Check DATA_DIR: the folder must exist or be made by this user, and the file must be a database that this user may write'
    return { ok: false, says: `${place} can't be used: ${messageOf(error)}`, mend }
  }
}

/** How many installations each key has encrypted, by the id of the key; none where there is no such table yet. Throws what the database throws. */
export async function keysIn(config: StoreConfig): Promise<ReadonlyMap<string, number>> {
  const counted = 'select key_id as id, count(*) as many from installations where key_id is not null group by key_id'
  const rows =
    config.engine === 'postgres'
      ? await inPostgres(config.url, 'installations', counted)
      : existsSync(config.file)
        ? await inSqlite(config.file, 'installations', counted)
        : undefined
  return new Map((rows ?? []).map(({ id, many }) => [String(id), Number(many)]))
}

type Rows = readonly Readonly<Record<string, unknown>>[]

const VERSION = `select version from ${TABLE}`
const versionOf = (rows: Rows | undefined): number | undefined => rows && Number(rows[0]?.version ?? 0)

async function sqliteVersion(file: string): Promise<number | undefined> {
  if (!existsSync(file)) {
    let folder = dirname(file)
    // The first start makes what is missing below the nearest folder that is there.
    while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
    accessSync(folder, constants.W_OK | constants.X_OK)
    return undefined
  }
  accessSync(file, constants.R_OK | constants.W_OK)
  return versionOf(await inSqlite(file, TABLE, VERSION))
}

const postgresVersion = async (url: string): Promise<number | undefined> =>
  versionOf(await inPostgres(url, TABLE, VERSION))

/** What a statement gives, undefined where the table that it reads is not there. */
async function inSqlite(file: string, table: string, statement: string): Promise<Rows | undefined> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(file, { readOnly: true, timeout: 2000 })
  try {
    const found = database.prepare('select name from sqlite_master where name = ?').get(table)
    return found && database.prepare(statement).all()
  } finally {
    database.close()
  }
}

async function inPostgres(url: string, table: string, statement: string): Promise<Rows | undefined> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000, query_timeout: 3000 })
  // A server that goes away in between is told of by the query.
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query('select to_regclass($1) as found', [table])
    return rows[0]?.found == null ? undefined : (await client.query(statement)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

/** Where every address of a host refused, Node's error has no message of its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
