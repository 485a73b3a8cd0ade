// A store that is opened when somebody first needs it: a lookup from the command line needs none.

import type { StoreConfig } from './config.ts'
import { StoreError } from './fault.ts'
import type { Store } from './store.ts'

export interface LazyStore {
  /** Rejects with a StoreError where it can't be opened, and tries again when it is next asked. */
  (): Promise<Store>
  /** Closes it where it was opened; afterwards it can't be had. */
  close(): Promise<void>
}

/** `onLost` hears of connections that broke. */
export function openLater(config: StoreConfig, onLost?: (error: Error) => void): LazyStore {
  let opening: Promise<Store> | undefined
  let closed = false
  const open = async (): Promise<Store> => (await import('./store.ts')).openStore(config, onLost)
  const get = (): Promise<Store> => {
    if (closed) return Promise.reject(new StoreError('the store is closed'))
    opening ??= open().catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return opening
  }
  return Object.assign(get, {
    async close() {
      closed = true
      const store = await opening?.catch(() => undefined)
      await store?.close()
    },
  })
}

/** For tests and for scripts: what is kept is forgotten when the process ends. */
export const IN_MEMORY: StoreConfig = { engine: 'sqlite', file: ':memory:' }
