// Calls that do not fit into a button: the button carries their hash. Kept for good, since a button works years later.

import type { Db } from './schema.ts'

export interface StoredCalls {
  /** Keeping the same hash again changes nothing. */
  keep(workspace: string, hash: string, text: string): Promise<void>
  find(workspace: string, hash: string): Promise<string | undefined>
}

export function storedCalls(db: Db): StoredCalls {
  return {
    async keep(workspace, hash, text) {
      await db
        .insertInto('calls')
        .values({ workspace, hash, text })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async find(workspace, hash) {
      const row = await db
        .selectFrom('calls')
        .select('text')
        .where('workspace', '=', workspace)
        .where('hash', '=', hash)
        .executeTakeFirst()
      return row?.text
    },
  }
}
