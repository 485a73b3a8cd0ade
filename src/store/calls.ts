// Calls that do not fit into a button: the button carries their hash. They hold what somebody typed, so they go once nobody has used
// them for a while.

import { CALLS_KEPT_MS } from './kept-for.ts'
import type { Db, Ms } from './schema.ts'
import { sweepOld } from './sweep.ts'

/** Times are moved at most once a day, so that a press is a read. */
const TO_THE_DAY_MS = 86_400_000

export interface StoredCalls {
  /** Keeping the same hash again has it kept for as long again. */
  keep(workspace: string, hash: string, text: string, at: Ms): Promise<void>
  /** Undefined where there is none, or none any more. One that is found is kept for as long again. */
  find(workspace: string, hash: string, at: Ms): Promise<string | undefined>
  /** Forgets at most so many calls from before `before`, in all workspaces. Resolves to how many there were. */
  sweep(before: Ms, most: number): Promise<number>
}

export function storedCalls(db: Db): StoredCalls {
  const keep: StoredCalls['keep'] = async (workspace, hash, text, at) => {
    await db
      .insertInto('calls')
      .values({ workspace, hash, text, at })
      .onConflict((conflict) =>
        conflict
          .columns(['workspace', 'hash'])
          .doUpdateSet({ at })
          .where('calls.at', '<', at - TO_THE_DAY_MS),
      )
      .execute()
  }
  return {
    keep,
    async find(workspace, hash, at) {
      const row = await db
        .selectFrom('calls')
        .select(['text', 'at'])
        .where('workspace', '=', workspace)
        .where('hash', '=', hash)
        .executeTakeFirst()
      if (row === undefined || row.at < at - CALLS_KEPT_MS) return undefined
      // A button that was found works, whether or not its time can be moved.
      if (row.at < at - TO_THE_DAY_MS) await keep(workspace, hash, row.text, at).catch(() => {})
      return row.text
    },
    sweep: (before, most) => sweepOld(db, 'calls', 'hash', before, most),
  }
}
