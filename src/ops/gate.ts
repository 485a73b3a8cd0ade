// So much at once, so many waiting, and nobody waits beyond the time in which they can still be told that it was in vain.

import type { Limits } from './limits.ts'

export interface Gate {
  /**
   * Does the work when there is room. Undefined where there was none in time: then the work has not been begun, and never will be.
   * `isLight` is asked only where there is no room: work that needs nothing others wait for goes past the queue.
   */
  run<T>(work: () => Promise<T>, isLight: () => boolean): Promise<T | undefined>
}

export function createGate({ atOnce, waiting, waitMs }: Limits['work']): Gate {
  let running = 0
  const queue = new Set<() => void>()

  async function counted<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } finally {
      const [next] = queue
      // Whoever waits takes the room over, so nobody who came later gets in between.
      if (next) next()
      else running--
    }
  }

  /** True once there is room; false where it took too long. */
  const room = (): Promise<boolean> =>
    new Promise((resolve) => {
      const enter = (): void => {
        clearTimeout(timer)
        queue.delete(enter)
        resolve(true)
      }
      const timer = setTimeout(() => {
        queue.delete(enter)
        resolve(false)
      }, waitMs)
      queue.add(enter)
    })

  return {
    async run(work, isLight) {
      if (running < atOnce) {
        running++
        return counted(work)
      }
      if (isLight()) return work()
      if (queue.size >= waiting || !(await room())) return undefined
      return counted(work)
    },
  }
}
