// A copy of the store that can be put back in its place, made while the bot runs.

import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { placeOf, type StoreConfig } from './config.ts'
import { StoreError } from './fault.ts'

/** More than a SQLite file can have. */
const ALL_PAGES = 2 ** 31 - 1

/**
 * Copies the SQLite file to `target`, which holds one moment of it, between two transactions: whole, or not at all. A file that
 * is there already is replaced; only this user can read the copy. Throws a StoreError for PostgreSQL, which brings its own tool, and
 * for what can't be copied.
 */
export async function backupStore(config: StoreConfig, target: string): Promise<void> {
  if (config.engine === 'postgres') {
    throw new StoreError(
      `${placeOf(config)} is backed up with its own tool: pg_dump --format=custom --file="${target}" "$DATABASE_URL"`,
    )
  }
  const { file } = config
  if (file === ':memory:') throw new StoreError('There is nothing to back up: this store is kept in memory')
  if (!existsSync(file)) throw new StoreError(`There is nothing to back up: ${file} does not exist`)
  if (resolve(file) === resolve(target)) throw new StoreError(`${target} is the database itself`)
  if (existsSync(`${target}-wal`))
    throw new StoreError(`${target} is a database in use: ${target}-wal stands beside it. Choose another name`)
  const draft = `${target}.part`
  rmSync(draft, { force: true })
  try {
    closeSync(openSync(draft, 'wx', 0o600))
    // A connection of its own never sees what another has begun; all pages in one step, since writers would start it over.
    const source = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
    try {
      await backup(source, draft, { rate: ALL_PAGES })
    } finally {
      source.close()
    }
    renameSync(draft, target)
  } catch (error) {
    rmSync(draft, { force: true })
    throw new StoreError(`${file} can't be copied to ${target}: ${(error as Error).message}`, { cause: error })
  }
}
