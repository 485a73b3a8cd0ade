// Forgets what is older than it is kept for: so many rows at a time, so that nobody waits for it.

import { sql } from 'kysely'
import type { Db, Ms } from './schema.ts'

/** Deletes at most `most` rows of all workspaces from before `before`, the oldest first. Resolves to how many there were. */
export async function sweepOld(
  db: Db,
  table: 'calls' | 'claims',
  key: 'hash' | 'key',
  before: Ms,
  most: number,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from ${sql.table(table)} where (workspace, ${sql.ref(key)}) in (
      select workspace, ${sql.ref(key)} from ${sql.table(table)} where at < ${before} order by at limit ${most}
    )`.execute(db)
  return Number(numAffectedRows)
}
