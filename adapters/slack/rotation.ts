// Token rotation: an access token lives twelve hours and is exchanged with a refresh token, which works once.
//
// Of several replicas one refreshes an installation at a time: whoever has the lease, after reading the installation again under it.
// A second exchange of one refresh token can then only follow a first whose answer was lost, or whose asker vanished: nobody can tell
// whether Slack heard it, and to ask again is the only way on.

import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { webApi } from '@slack/bolt'
import { within } from '../../src/deadline.ts'
import type { Seal } from '../../src/seal.ts'
import type { Store } from '../../src/store/store.ts'
import type { Bot, Found } from './installations.ts'

export interface Rotation {
  /**
   * The installation with a token that works for a while. `reread` reads it again from the store. Throws where its token has ended
   * and can't be exchanged.
   */
  fresh(found: Found, reread: () => Promise<Found>): Promise<Found>
  /** Resolves once no exchange is on its way. */
  idle(): Promise<void>
}

export interface RotationParts {
  readonly store: () => Promise<Store>
  readonly seal: Seal
  readonly client: webApi.WebClient
  readonly clientId: string
  readonly clientSecret: string
  readonly log: (level: 'warn' | 'error', message: string, error?: unknown) => void
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** A token with less than this left is exchanged. */
export const EARLY_MS = 2 * 60 * 60 * 1000
/** A token with less than this left is not relied on. */
const LAST_MS = 60_000
/** Longer than an exchange with all its tries to store can take. */
const LEASE_MS = 60_000
/** How long an answer waits for an exchange while the old token still works. */
const PATIENCE_MS = 1200
/** How long it waits for another replica's where it does not. */
const OTHERS_MS = 12_000
const LOOK_MS = 200
const STORE_TRIES = 6

export function createRotation(parts: RotationParts): Rotation {
  const { store, seal, client, clientId, clientSecret, log, now } = parts
  const going = new Map<string, Promise<Found>>()
  const left = ({ kept }: Found): number =>
    kept.bot.refreshToken === undefined || kept.bot.expiresAt === undefined
      ? Number.POSITIVE_INFINITY
      : kept.bot.expiresAt * 1000 - now()

  async function exchange({ workspace, sealed, kept }: Found): Promise<Found> {
    const answer = await client.oauth.v2.access({
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'refresh_token',
      refresh_token: kept.bot.refreshToken ?? '',
    })
    const { access_token: token, refresh_token: refreshToken, expires_in: seconds } = answer
    if (token === undefined || refreshToken === undefined || seconds === undefined)
      throw new Error('the exchange of a refresh token brought no token')
    const bot: Bot = { ...kept.bot, token, refreshToken, expiresAt: Math.floor(now() / 1000) + seconds }
    const next = { ...kept, bot }
    const after = seal.seal(JSON.stringify(next), workspace)
    // The old refresh token is gone, so losing the new one would mean to install the app again.
    for (let tries = 1; ; tries++) {
      try {
        const { installations } = await store()
        if (!(await installations.replace(workspace, sealed, after, now())))
          log('warn', `${workspace} was installed or removed while its token was exchanged`)
        return { workspace, sealed: after, kept: next }
      } catch (error) {
        if (tries === STORE_TRIES) throw error
        await pause(100 * 2 ** tries)
      }
    }
  }

  async function rotate(found: Found, reread: () => Promise<Found>): Promise<Found> {
    const { leases } = await store()
    const holder = randomUUID()
    const until = performance.now() + OTHERS_MS
    let known = found
    for (;;) {
      if (await leases.take(found.workspace, 'refresh', holder, LEASE_MS)) break
      if (left(known) > LAST_MS) return known
      if (performance.now() > until)
        throw new Error(`the token of ${found.workspace} has ended and is not exchanged yet`)
      await pause(LOOK_MS)
      known = await reread()
      if (left(known) > EARLY_MS) return known
    }
    try {
      const current = await reread()
      return left(current) > EARLY_MS ? current : await exchange(current)
    } finally {
      await leases
        .release(found.workspace, 'refresh', holder)
        .catch((error: unknown) => log('warn', 'a lease could not be given back; it ends by itself', error))
    }
  }

  return {
    async fresh(found, reread) {
      if (left(found) > EARLY_MS) return found
      const { workspace } = found
      let work = going.get(workspace)
      if (!work) {
        work = rotate(found, reread).finally(() => going.delete(workspace))
        going.set(workspace, work)
        work.catch((error: unknown) => log('error', `the token of ${workspace} could not be exchanged`, error))
      }
      if (left(found) <= LAST_MS) return work
      return within(PATIENCE_MS, work).catch(() => found)
    },

    async idle() {
      await Promise.allSettled(going.values())
    },
  }
}
