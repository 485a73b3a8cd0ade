// Holds a lease for as long as it can, and does something only while it does: one of several replicas, and the next one when that
// one is gone.
//
// The store's clock says when a lease has ended. Here only a steady clock is read, begun before each request, so this side always
// thinks its lease shorter than it is. Where the store does not answer at all, the holder goes on: nobody else can take the lease
// there either, and what needs no store is answered all the same.

import { within } from './deadline.ts'

export interface TenureParts {
  /** Takes or renews the lease, for `forMs` from when the store hears of it. Resolves to whether it is ours. */
  take(): Promise<boolean>
  release(): Promise<void>
  /** It is ours now. Where this throws, it is given back. */
  gained(): Promise<void>
  /** It is another's now. */
  lost(): Promise<void>
  onError(message: string, error: unknown): void
  readonly forMs: number
  /** Between two requests; a third of `forMs` leaves room for two that fail. */
  readonly everyMs: number
}

export interface Tenure {
  /** Asks for the lease a first time, and then again and again. Throws what `gained` throws that first time. */
  start(): Promise<void>
  /** Whether it is ours without a doubt, right now. */
  held(): boolean
  /** Whether it is known to be another's. */
  others(): boolean
  /** Ends what `gained` began, then gives the lease back. */
  stop(): Promise<void>
}

type Standing = 'ours' | 'others' | 'unknown'

export function createTenure(parts: TenureParts): Tenure {
  const { forMs, everyMs, onError } = parts
  let standing: Standing = 'unknown'
  /** Until when it is surely ours, by the steady clock. */
  let until = 0
  let silent = false
  let wanted = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined

  async function step(first: boolean): Promise<void> {
    const asked = performance.now()
    let ours: boolean
    try {
      ours = await within(everyMs, parts.take())
      silent = false
    } catch (error) {
      silent = true
      return onError('the store does not say whose the lease is', error)
    }
    if (!ours) {
      const was = standing
      standing = 'others'
      if (was === 'ours') await parts.lost()
      return
    }
    until = asked + forMs
    if (standing === 'ours') return
    standing = 'ours'
    try {
      await parts.gained()
    } catch (error) {
      standing = 'unknown'
      await giveBack()
      if (first) throw error
      onError('what the lease is for could not be begun', error)
    }
  }

  const giveBack = (): Promise<void> =>
    within(everyMs, parts.release()).catch((error: unknown) => onError('the lease could not be given back', error))

  const next = (): void => {
    if (!wanted) return
    timer = setTimeout(() => {
      running = step(false)
        .catch((error: unknown) => onError('a lease could not be kept', error))
        .finally(next)
    }, everyMs)
  }

  return {
    held: () => standing === 'ours' && (silent || performance.now() < until),
    others: () => standing === 'others',

    async start() {
      wanted = true
      await step(true)
      next()
    },

    async stop() {
      wanted = false
      clearTimeout(timer)
      await running
      if (standing !== 'ours') return
      standing = 'unknown'
      await parts.lost()
      await giveBack()
    },
  }
}
