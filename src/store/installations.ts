// With which credentials the bot is in a workspace. They arrive here encrypted: this file sees no token and no key.
//
// A workspace may stand on another's installation (an organisation installs once for all of its own); its row then names the owner
// and holds nothing itself.

import type { Sealed } from '../seal.ts'
import type { Db, Installation, Ms } from './schema.ts'

export interface StoredInstallations {
  /** The row of this workspace alone. */
  find(workspace: string): Promise<Installation | undefined>
  /** Stores a new installation in place of whatever was there. */
  put(workspace: string, sealed: Sealed, at: Ms): Promise<void>
  /** Stores it where `before` is still there (compare and set). Resolves to whether it was: a later installation is never undone. */
  replace(workspace: string, before: Sealed, after: Sealed, at: Ms): Promise<boolean>
  /** Has a workspace stand on the owner's installation, unless it has one already. */
  link(workspace: string, owner: string, at: Ms): Promise<void>
  /** The workspaces that stand on this one's installation. */
  linked(owner: string): Promise<readonly string[]>
  /** All that hold something themselves. For starting up only: it is the one look across workspaces. */
  all(): Promise<readonly (Sealed & { readonly workspace: string })[]>
}

export function storedInstallations(db: Db): StoredInstallations {
  return {
    find: (workspace) =>
      db.selectFrom('installations').selectAll().where('workspace', '=', workspace).executeTakeFirst(),
    async put(workspace, { keyId, sealed }, at) {
      await db
        .insertInto('installations')
        .values({ workspace, owner: null, keyId, sealed, updatedAt: at })
        .onConflict((conflict) =>
          conflict.column('workspace').doUpdateSet({ owner: null, keyId, sealed, updatedAt: at }),
        )
        .execute()
    },
    async replace(workspace, before, { keyId, sealed }, at) {
      const { numUpdatedRows } = await db
        .updateTable('installations')
        .set({ keyId, sealed, updatedAt: at })
        .where('workspace', '=', workspace)
        // The nonce makes every sealed text another one, so it serves as the version.
        .where('sealed', '=', before.sealed)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async link(workspace, owner, at) {
      await db
        .insertInto('installations')
        .values({ workspace, owner, keyId: null, sealed: null, updatedAt: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async linked(owner) {
      const rows = await db.selectFrom('installations').select('workspace').where('owner', '=', owner).execute()
      return rows.map(({ workspace }) => workspace)
    },
    async all() {
      const rows = await db.selectFrom('installations').select(['workspace', 'keyId', 'sealed']).execute()
      return rows.flatMap(({ workspace, keyId, sealed }) =>
        keyId === null || sealed === null ? [] : [{ workspace, keyId, sealed }],
      )
    },
  }
}
