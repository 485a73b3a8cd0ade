// Calls the same work again and again, a few seconds apart, never twice at once.
//
// Replicas that started together must not ask the database together for ever, so each wait is drawn anew.

export interface Ticker {
  start(): void
  /** Resolves once nothing runs and nothing will. */
  stop(): Promise<void>
}

export interface TickerOptions {
  readonly tick: (now: Temporal.Instant) => Promise<unknown>
  readonly now: () => Temporal.Instant
  /** What the work throws; it runs again all the same. */
  readonly onError: (error: unknown) => void
  /** Between the end of one run and the beginning of the next, in milliseconds, a quarter more or less. */
  readonly every?: number
  /** From 0 up to 1. */
  readonly random?: () => number
}

const EVERY_MS = 2000

export function createTicker({ tick, now, onError, every = EVERY_MS, random = Math.random }: TickerOptions): Ticker {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let wanted = false

  async function run(): Promise<void> {
    try {
      await tick(now())
    } catch (error) {
      onError(error)
    }
  }
  const wait = (milliseconds: number): void => {
    timer = setTimeout(() => {
      running = run().finally(() => {
        running = undefined
        if (wanted) wait(every * (0.75 + random() / 2))
      })
    }, milliseconds)
  }

  return {
    start() {
      if (wanted) return
      wanted = true
      // A ticker that was stopped may still be at its last run, and goes on after it.
      if (!running) wait(every * random())
    },
    async stop() {
      wanted = false
      clearTimeout(timer)
      await running
    },
  }
}
