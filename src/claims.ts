// What has been taken on already: platforms deliver messages more than once, and to any replica; a message is answered once.

import { within } from './deadline.ts'
import type { Store } from './store/store.ts'

export interface Claims {
  /** True for whoever asks first with this key, for as long as that is remembered: an hour at least. */
  claim(key: string, now: Temporal.Instant): boolean | Promise<boolean>
}

const KEPT_MS = 60 * 60 * 1000

/** Kept in memory for an hour, so a restart forgets; what is claimed is the delivery of a message, which is repeated within minutes. */
export function createClaims(): { claim(key: string, now: Temporal.Instant): boolean } {
  const kept = new Map<string, number>()
  return {
    claim(key, now) {
      const at = now.epochMilliseconds
      // Insertion order is order of time, so the oldest stand first.
      for (const [old, since] of kept) {
        if (at - since < KEPT_MS) break
        kept.delete(old)
      }
      if (kept.has(key)) return false
      kept.set(key, at)
      return true
    },
  }
}

/** Deliveries belong to no workspace: they are read before anybody knows which. */
const DELIVERIES = 'deliveries'
const PATIENCE_MS = 300

/** Kept in the store too, for all replicas and over restarts, until it is swept. Where that does not answer in time, what this process knows decides. */
export function createSharedClaims(
  store: () => Promise<Pick<Store, 'claims'>>,
  onProblem: (error: unknown) => void,
): Claims {
  const own = createClaims()
  return {
    async claim(key, now) {
      if (!own.claim(key, now)) return false
      try {
        return await within(
          PATIENCE_MS,
          store().then(({ claims }) => claims.claim(DELIVERIES, key, now.epochMilliseconds)),
        )
      } catch (error) {
        onProblem(error)
        return true
      }
    },
  }
}
