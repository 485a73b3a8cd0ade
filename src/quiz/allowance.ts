// How many edits a workspace may have: what its platform allows, shared by all replicas.
//
// Platforms limit edits for each workspace and for each channel, and a workspace may have a question in every channel. One permit
// is one claim in the store, so the replicas together never take more than there are.

import type { StoredClaims } from '../store/claims.ts'
import type { Ms } from '../store/schema.ts'

/** The strictest known limit is 50 a minute in a workspace; any minute touches three windows. */
const WINDOW = 30_000
const PERMITS = 16

export interface Allowance {
  /** Takes one permit. Resolves to when to ask again where all are taken, else to nothing. */
  take(workspace: string, now: Ms): Promise<Ms | undefined>
  /** The platform wants no edits in a workspace until then. */
  quiet(workspace: string, until: Ms): void
}

export function createAllowance(claims: Pick<StoredClaims, 'claim'>): Allowance {
  /** Of the running window, by workspace: the first permit that is not known to be taken. */
  const free = new Map<string, number>()
  let running = 0
  const quietUntil = new Map<string, Ms>()
  return {
    async take(workspace, now) {
      const until = quietUntil.get(workspace) ?? 0
      if (until > now) return until
      quietUntil.delete(workspace)
      const window = Math.floor(now / WINDOW)
      if (window !== running) free.clear()
      running = window
      for (;;) {
        const next = free.get(workspace) ?? 0
        if (next >= PERMITS) return (window + 1) * WINDOW
        // Taken before it is asked for, so that two who ask at once ask for different ones.
        free.set(workspace, next + 1)
        if (await claims.claim(workspace, `edit/${window}/${next}`, now)) return undefined
      }
    },
    quiet: (workspace, until) => {
      quietUntil.set(workspace, Math.max(until, quietUntil.get(workspace) ?? 0))
    },
  }
}
