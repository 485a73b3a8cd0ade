// Starts what connects to platforms. One that can't be reached is tried again for as long as it takes, and holds up nothing else: a
// platform that is down when the program starts is no other case than one that goes down later.

import { setTimeout as pause } from 'node:timers/promises'
import { type Adapter, Unreachable } from '../adapter.ts'

export interface BeginOptions {
  /** Ends the trying. */
  readonly stopping: AbortSignal
  readonly onProblem: (message: string, error?: unknown) => void
  /** A platform that was not there at first is. */
  readonly onLate: (name: string) => void
  /** The first wait, in milliseconds; each is twice the one before, up to a minute. */
  readonly waitMs?: number
}

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 60_000

/**
 * Resolves once each has started, or could not be reached for a first time: then it is tried again beside everything else. Rejects
 * with what else a first start throws, such as a ConfigError.
 */
export async function begin(
  adapters: Readonly<Record<string, Pick<Adapter, 'start' | 'stop'>>>,
  { stopping, onProblem, onLate, waitMs = FIRST_WAIT_MS }: BeginOptions,
): Promise<void> {
  async function keepTrying(name: string, adapter: Pick<Adapter, 'start' | 'stop'>): Promise<void> {
    for (let wait = waitMs; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      await pause(wait, undefined, { signal: stopping, ref: false }).catch(() => {})
      if (stopping.aborted) return
      try {
        await adapter.start()
        break
      } catch (error) {
        // A token that is refused by now may be taken again as well; the rest of the program has begun.
        onProblem(`${name} could not be started and is tried again: ${(error as Error).message}`, error)
      }
    }
    if (stopping.aborted) await adapter.stop()
    else onLate(name)
  }

  await Promise.all(
    Object.entries(adapters).map(async ([name, adapter]) => {
      try {
        await adapter.start()
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error
        onProblem(`${name} could not be started and is tried again: ${error.message}`, error)
        void keepTrying(name, adapter)
      }
    }),
  )
}
