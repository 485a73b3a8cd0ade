// Asking the store for something that an answer can do without: nobody waits long for it, and after a failure nobody waits at all for
// a while.

import { within } from '../deadline.ts'
import type { Store } from './store.ts'

/** Rejects after `ms` milliseconds, or at once while the store rests. */
export type Patient = <T>(ms: number, use: (store: Store) => Promise<T>) => Promise<T>

/** How long nobody asks again after a failure, in milliseconds. */
const REST_MS = 5000

/** `onProblem` hears of each failure, and not of what was turned away while the store rests. */
export function createPatient(store: () => Promise<Store>, onProblem: (error: Error) => void): Patient {
  let resting: Error | undefined
  return async (ms, use) => {
    if (resting) throw resting
    try {
      return await within(ms, store().then(use))
    } catch (error) {
      resting = error as Error
      setTimeout(() => {
        resting = undefined
      }, REST_MS).unref()
      onProblem(resting)
      throw error
    }
  }
}
