// What is kept for a while goes by itself: a batch at a time, so that nobody waits for it.

import { CALLS_KEPT_MS, CLAIMS_KEPT_MS } from './store/kept-for.ts'
import type { Store } from './store/store.ts'

const EVERY_MS = 600_000
const BATCH = 500

/** Called at every tick. Looks every ten minutes, and goes on at the next tick where there was more than a batch. */
export function createSweeping(
  store: () => Promise<Pick<Store, 'calls' | 'claims'>>,
): (now: Temporal.Instant) => Promise<void> {
  let sweptAt = 0
  return async (instant) => {
    const now = instant.epochMilliseconds
    if (now - sweptAt < EVERY_MS) return
    const { calls, claims } = await store()
    const gone = [await calls.sweep(now - CALLS_KEPT_MS, BATCH), await claims.sweep(now - CLAIMS_KEPT_MS, BATCH)]
    if (gone.every((count) => count < BATCH)) sweptAt = now
  }
}
