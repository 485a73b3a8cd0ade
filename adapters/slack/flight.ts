// What is being answered right now, so that stopping can wait for it.

import { setImmediate as turn } from 'node:timers/promises'

export interface Flight {
  /** Runs it, counted. */
  run<T>(work: () => Promise<T>): Promise<T>
  /** Resolves once nothing is being answered, and what failed has been logged. */
  idle(): Promise<void>
}

export function createFlight(): Flight {
  let running = 0
  let waiting: (() => void)[] = []
  return {
    async run(work) {
      running++
      try {
        return await work()
      } finally {
        running--
        if (running === 0) {
          for (const done of waiting) done()
          waiting = []
        }
      }
    },

    async idle() {
      if (running > 0) await new Promise<void>((resolve) => waiting.push(resolve))
      // The SDK hands an error on only after its listener has ended.
      await turn()
    },
  }
}
