// What has been taken on already: platforms deliver messages more than once, and a message is answered once.

/** Kept in memory, so a restart forgets; what is claimed is the delivery of a message, which is repeated within minutes. */
export interface Claims {
  /** True for whoever asks first with this key in the last hour. */
  claim(key: string, now: Temporal.Instant): boolean
}

const KEPT_MS = 60 * 60 * 1000

export function createClaims(): Claims {
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
