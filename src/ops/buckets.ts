// Token buckets in memory, one for each key. Time is the monotonic clock's, so that a clock which jumps opens and closes nothing.

import type { Rate } from './limits.ts'

export interface Buckets {
  /** Takes one token. 0 where there was one, else the seconds until there is, rounded up. */
  take(key: string): number
  /** How many keys are kept. */
  readonly size: number
}

/** `now` gives milliseconds that never run backwards. */
export function createBuckets({ burst, perMinute }: Rate, now: () => number): Buckets {
  const kept = new Map<string, { readonly tokens: number; readonly at: number }>()
  const perMs = perMinute / 60_000
  /** After so long any bucket is full, which is what a key that is not kept has. */
  const fullAfter = burst / perMs
  return {
    get size() {
      return kept.size
    },
    take(key) {
      const at = now()
      // What is used moves to the end, so those unused for longest stand first.
      for (const [old, { at: since }] of kept) {
        if (at - since < fullAfter) break
        kept.delete(old)
      }
      const before = kept.get(key)
      const tokens = before ? Math.min(burst, before.tokens + (at - before.at) * perMs) : burst
      kept.delete(key)
      const taken = tokens >= 1
      kept.set(key, { tokens: taken ? tokens - 1 : tokens, at })
      return taken ? 0 : Math.ceil((1 - tokens) / perMs / 1000)
    },
  }
}
