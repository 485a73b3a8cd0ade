// The ticker: again and again, never twice at once, until it is stopped.

import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { createTicker, type Ticker } from '../src/ticker.ts'

const now = (): Temporal.Instant => Temporal.Instant.from('2026-11-23T08:00:00Z')
let ticker: Ticker
afterEach(() => ticker.stop())

const ticking = (tick: () => Promise<unknown>, onError: (error: unknown) => void = () => {}): Ticker => {
  ticker = createTicker({ tick, now, onError, every: 4 })
  ticker.start()
  return ticker
}

test('ticks again and again, one at a time, though each takes longer than the wait', async () => {
  let running = 0
  let most = 0
  let ticks = 0
  ticking(async () => {
    most = Math.max(most, ++running)
    await wait(15)
    running--
    ticks++
  })
  ticker.start()
  while (ticks < 4) await wait(5)

  expect(most).toBe(1)
})

test('goes on after a tick that failed, and tells of it', async () => {
  const said: unknown[] = []
  let ticks = 0
  ticking(
    async () => {
      if (++ticks < 3) throw new Error(`tick ${ticks}`)
    },
    (error) => said.push(error),
  )
  while (ticks < 4) await wait(5)

  expect(said).toEqual([new Error('tick 1'), new Error('tick 2')])
})

test('that is stopped waits for the tick that runs, and begins no other', async () => {
  const begun = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  let begins = 0
  let ends = 0
  ticking(async () => {
    begins++
    begun.resolve()
    await gate.promise
    ends++
  })
  await begun.promise
  const stopped = ticker.stop()
  setTimeout(gate.resolve, 20)
  await stopped

  expect([begins, ends]).toEqual([1, 1])
  await wait(40)
  expect(begins).toBe(1)
})

test('waits a different time each time, near what is asked for', async () => {
  const draws = [0.1, 0, 1 - Number.EPSILON]
  const seen: number[] = []
  let last = 0
  ticker = createTicker({
    tick: async () => {
      seen.push(performance.now() - last)
      last = performance.now()
    },
    now,
    onError: () => {},
    every: 80,
    random: () => draws.shift() ?? 0.5,
  })
  ticker.start()
  while (seen.length < 3) await wait(5)

  expect(seen[1]).toBeGreaterThanOrEqual(58)
  expect(seen[2]).toBeGreaterThanOrEqual(98)
})
