// Which token belongs to which workspace: kept in the store, encrypted, and for a few seconds in memory.
//
// Bolt gets no refresh token from here: it would refresh by itself, on every replica at once, and a refresh token works once.

import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt'
import { ConfigError } from '../../src/config.ts'
import { within } from '../../src/deadline.ts'
import type { Seal, Sealed } from '../../src/seal.ts'
import type { Store } from '../../src/store/store.ts'
import { workspaceOf } from './read.ts'
import type { Rotation } from './rotation.ts'

/** What is kept of an installation: no names, and nothing of who installed it. */
export interface Kept {
  readonly team?: string
  readonly enterprise?: string
  /** True where a whole organisation has installed it. */
  readonly org: boolean
  readonly bot: Bot
}
export interface Bot {
  readonly id: string
  readonly userId: string
  readonly scopes: readonly string[]
  readonly token: string
  readonly refreshToken?: string
  /** Seconds since the epoch; missing where tokens do not end. */
  readonly expiresAt?: number
}

/** An installation as it stands in the store. */
export interface Found {
  /** That of the row: of an organisation, where it is the organisation's. */
  readonly workspace: string
  readonly sealed: Sealed
  readonly kept: Kept
}

/** The app is not installed there, or no longer. */
export class NotInstalled extends Error {
  override readonly name = 'NotInstalled'
  constructor(workspace: string) {
    super(`the app is not installed in ${workspace}`)
  }
}

export interface Installations extends InstallationStore {
  deleteInstallation(query: InstallationQuery<boolean>): Promise<void>
  /** Deletes all that is kept of these teams' workspaces, as far as they stand on the installation of an organisation. */
  withdraw(teams: readonly string[]): Promise<void>
  /** The bot's token in a workspace. Throws a NotInstalled where there is none, and what the store throws. */
  token(workspace: string): Promise<string>
  /** What is remembered of it is read anew: its token was refused. */
  forget(workspace: string): void
  /**
   * Checks that every installation can be opened, and encrypts anew what an older key has encrypted.
   * Throws a ConfigError that names the keys where one can't be.
   */
  check(): Promise<void>
}

export interface Parts {
  readonly store: () => Promise<Store>
  readonly seal: Seal
  readonly rotation: Rotation
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** For how long another replica's refresh or removal may stay unnoticed: the old token works that long too. */
const REMEMBERED_MS = 10_000
/** A command is acknowledged within 3 s, so the store has less. */
const PATIENCE_MS = 1500
/** Before its end a token counts as ended: a request with it has to arrive. */
const MARGIN_MS = 30_000
const MOST_KEPT = 10_000

export function createInstallations({ store, seal, rotation, now }: Parts): Installations {
  const remembered = new Map<string, { readonly found: Found; readonly at: number }>()
  const stands = new Set<string>()

  const open = (workspace: string, sealed: Sealed): Found => ({
    workspace,
    sealed,
    kept: JSON.parse(seal.open(sealed, workspace)) as Kept,
  })

  async function read(workspace: string): Promise<Found> {
    const { installations } = await store()
    let row = await installations.find(workspace)
    if (row && row.owner !== null) row = await installations.find(row.owner)
    if (!row || row.keyId === null || row.sealed === null) throw new NotInstalled(workspace)
    return open(row.workspace, { keyId: row.keyId, sealed: row.sealed })
  }

  const works = ({ kept }: Found): boolean =>
    kept.bot.expiresAt === undefined || kept.bot.expiresAt * 1000 - MARGIN_MS > now()

  /** The installation with a token that works. Where the store does not answer, what is remembered does as long as its token. */
  async function find(workspace: string): Promise<Found> {
    const known = remembered.get(workspace)
    if (known && now() - known.at < REMEMBERED_MS && works(known.found)) return known.found
    try {
      const found = await within(PATIENCE_MS, read(workspace))
      const fresh = await rotation.fresh(found, () => read(workspace))
      if (remembered.size >= MOST_KEPT) remembered.clear()
      remembered.set(workspace, { found: fresh, at: now() })
      return fresh
    } catch (error) {
      if (error instanceof NotInstalled) remembered.delete(workspace)
      else if (known && works(known.found)) return known.found
      throw error
    }
  }

  const workspaceFor = ({ teamId, enterpriseId, isEnterpriseInstall }: InstallationQuery<boolean>): string => {
    const id = isEnterpriseInstall ? enterpriseId : teamId
    if (id === undefined) throw new Error('a request names neither a workspace nor an organisation')
    return workspaceOf(id)
  }

  return {
    async storeInstallation(installation) {
      const kept = keptOf(installation)
      const workspace = workspaceOf((kept.org ? kept.enterprise : kept.team) ?? '')
      await (await store()).installations.put(workspace, seal.seal(JSON.stringify(kept), workspace), now())
      remembered.clear()
    },

    async fetchInstallation(query) {
      const workspace = workspaceFor(query)
      const { kept } = await find(workspace)
      // The ticker knows workspaces only, so those of an organisation are noted when they are first heard of.
      if (kept.org && query.teamId !== undefined && !stands.has(query.teamId)) {
        const { installations } = await store()
        await installations.link(workspaceOf(query.teamId), workspace, now())
        stands.add(query.teamId)
      }
      return installationOf(kept)
    },

    async deleteInstallation(query) {
      const workspace = workspaceFor(query)
      const kept = await store()
      for (const each of [...(await kept.installations.linked(workspace)), workspace]) {
        await kept.removeWorkspace(each)
        remembered.delete(each)
      }
      stands.clear()
    },

    async withdraw(teams) {
      const kept = await store()
      for (const team of teams) {
        const workspace = workspaceOf(team)
        // A workspace that has installed the app for itself keeps it.
        if (((await kept.installations.find(workspace))?.owner ?? null) === null) continue
        await kept.removeWorkspace(workspace)
        remembered.delete(workspace)
        stands.delete(team)
      }
    },

    token: async (workspace) => (await find(workspace)).kept.bot.token,
    forget: (workspace) => void remembered.delete(workspace),

    async check() {
      const { installations } = await store()
      const rows = await installations.all()
      const missing = new Set(rows.map(({ keyId }) => keyId).filter((id) => !seal.keyIds.includes(id)))
      if (missing.size > 0)
        throw new ConfigError([
          `NINES_SECRET_KEY: tokens in the store were encrypted with ${[...missing].map((id) => `key ${id}`).join(', ')}, ` +
            `which is not among those given (${seal.keyIds.join(', ')}). Put that key behind the others, after a comma`,
        ])
      for (const { workspace, ...sealed } of rows) {
        if (sealed.keyId === seal.keyId) continue
        const again = seal.seal(seal.open(sealed, workspace), workspace)
        await installations.replace(workspace, sealed, again, now())
      }
    },
  }
}

function keptOf({ bot, team, enterprise, isEnterpriseInstall = false }: Installation): Kept {
  if (!bot) throw new Error('the installation has no bot token: the app asks for no bot scopes')
  const { id, userId, scopes, token, refreshToken, expiresAt } = bot
  return {
    org: isEnterpriseInstall,
    ...(team && { team: team.id }),
    ...(enterprise && { enterprise: enterprise.id }),
    bot: {
      id,
      userId,
      scopes,
      token,
      ...(refreshToken !== undefined && { refreshToken }),
      ...(expiresAt !== undefined && { expiresAt }),
    },
  }
}

function installationOf({ team, enterprise, org, bot }: Kept): Installation<'v2', boolean> {
  const { id, userId, scopes, token } = bot
  return {
    team: team === undefined ? undefined : { id: team },
    enterprise: enterprise === undefined ? undefined : { id: enterprise },
    isEnterpriseInstall: org,
    authVersion: 'v2',
    user: { id: '', token: undefined, scopes: undefined },
    bot: { id, userId, scopes: [...scopes], token },
  }
}
