// A lease: one holder at a time for something, until a deadline that the holder keeps moving.
//
// The clock is the database's alone, so that replicas whose clocks differ agree on when one has ended. A holder tells by its own
// steady clock, begun before it asked, when it must have stopped: it stops first, whatever happened on the way.

import { sql } from 'kysely'
import { CLOCK } from './clock.ts'
import type { Db, Engine, Ms } from './schema.ts'

export interface StoredLeases {
  /**
   * Takes a lease that is free, has ended, or is the holder's own already (renewal), for `forMs` milliseconds from now.
   * Resolves to whether the holder has it.
   */
  take(workspace: string, name: string, holder: string, forMs: number): Promise<boolean>
  /** Gives it back early; does nothing where it is another's by now. */
  release(workspace: string, name: string, holder: string): Promise<void>
}

export function storedLeases(db: Db, engine: Engine): StoredLeases {
  const now = CLOCK[engine]
  return {
    async take(workspace, name, holder, forMs) {
      const deadline = sql<Ms>`${now} + ${Math.round(forMs)}`
      const taken = await db
        .insertInto('leases')
        .values({ workspace, name, holder, deadline })
        .onConflict((conflict) =>
          conflict
            .columns(['workspace', 'name'])
            .doUpdateSet({ holder, deadline })
            .where((row) => row.or([row('leases.holder', '=', holder), row('leases.deadline', '<=', now)])),
        )
        .returning('holder')
        .executeTakeFirst()
      return taken !== undefined
    },
    async release(workspace, name, holder) {
      await db
        .deleteFrom('leases')
        .where('workspace', '=', workspace)
        .where('name', '=', name)
        .where('holder', '=', holder)
        .execute()
    },
  }
}
