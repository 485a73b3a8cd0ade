// What holds whoever dies and whatever the network does. Here a process is killed fifty times around
// a due post, and a thousand times in `npm run chaos`.

import { beforeAll, describe, expect, test } from 'vitest'
import { chaos, type Tally, told } from './chaos/all.ts'
import { CALM, draw, KILLS } from './chaos/run.ts'

const KILLED = Number(process.env.CHAOS_RUNS ?? 50)
const LONGEST_MS = 60_000 + KILLED * 5000
/** One run in this many has no fault and no kill, and comes on top. */
const CALM_EVERY = 6

describe('daily posts, with replicas killed and answers lost', () => {
  let tally: Tally
  beforeAll(async () => {
    let drawn = 0
    tally = await chaos(KILLED, (seed) => (drawn++ % CALM_EVERY === 0 ? CALM : draw(seed)))
    console.log(told(tally))
  }, LONGEST_MS)

  const days = () => tally.days

  test('never stand twice in a channel on one day', () => {
    expect(days().filter(({ visible }) => visible > 1)).toEqual([])
    expect(days().filter(({ visible }) => visible === 1).length).toBeGreaterThan(days().length / 2)
  })

  test('stand on every day, unless a process or an answer was lost between claim and record, and then say why', () => {
    expect(tally.broken).toEqual([])
  })

  test('stand on every day without faults, within a second of their time', () => {
    const calm = days().filter(({ trial }) => trial === CALM)
    const late = calm.filter(({ visible, delay }) => visible !== 1 || delay === undefined || delay >= 1)

    expect(calm.length).toBeGreaterThan(0)
    expect(late).toEqual([])
  })

  test('were tried on both engines and both platforms, with a kill of every kind', () => {
    expect(new Set(days().map(({ engine, platform }) => `${engine} ${platform}`)).size).toBe(4)
    expect(tally.killed).toBeGreaterThanOrEqual(KILLED)
    expect(new Set(days().flatMap(({ trial }) => trial.kill ?? []))).toEqual(new Set(KILLS))
  })
})
