// What a running program can say of itself, for whoever asks from outside.

import type { Adapter } from '../adapter.ts'
import type { Store } from '../store/store.ts'
import type { Observed } from './metrics.ts'

/** Until a store that has not answered counts as not reachable, in milliseconds. */
const STORE_MS = 1000

/** `adapters` may be filled later; the store is opened where it is not open yet. */
export function observe(
  adapters: Readonly<Record<string, Pick<Adapter, 'connected'>>>,
  store: () => Promise<Pick<Store, 'ready'>>,
): Observed {
  return {
    connected: () =>
      Object.fromEntries(Object.entries(adapters).map(([name, adapter]) => [name, adapter.connected()] as const)),
    async store() {
      try {
        return await (await store()).ready(STORE_MS)
      } catch (error) {
        return { ready: false, reason: (error as Error).message }
      }
    },
  }
}
