// What has been taken on already, by whichever replica asked first.

import type { Db, Ms } from './schema.ts'
import { sweepOld } from './sweep.ts'

export interface StoredClaims {
  /** True for whoever asks first with this key, for as long as the claim is kept. */
  claim(workspace: string, key: string, at: Ms): Promise<boolean>
  /** Forgets at most so many claims from before `before`, in all workspaces. Resolves to how many there were. */
  sweep(before: Ms, most: number): Promise<number>
}

export function storedClaims(db: Db): StoredClaims {
  return {
    async claim(workspace, key, at) {
      const won = await db
        .insertInto('claims')
        .values({ workspace, key, at })
        .onConflict((conflict) => conflict.doNothing())
        .returning('key')
        .executeTakeFirst()
      return won !== undefined
    },
    sweep: (before, most) => sweepOld(db, 'claims', 'key', before, most),
  }
}
