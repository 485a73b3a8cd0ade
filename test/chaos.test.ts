// What holds whoever dies and whatever the network does. The whole is `npm run chaos`; here are as many runs as fit.

import { beforeAll, describe, expect, test } from 'vitest'
import { chaos, type Tally, told } from './chaos/all.ts'
import { CALM, draw, KILLS } from './chaos/run.ts'

const RUNS = Number(process.env.CHAOS_RUNS ?? 0)
const LONGEST_MS = RUNS > 0 ? 3 * 3_600_000 : 12_000
/** One run in this many has no fault and no kill. */
const CALM_EVERY = 6

describe('daily posts, with replicas killed and answers lost', () => {
  let tally: Tally
  beforeAll(async () => {
    let drawn = 0
    tally = await chaos(RUNS > 0 ? RUNS : 50, LONGEST_MS, (seed) => (drawn++ % CALM_EVERY === 0 ? CALM : draw(seed)))
    console.log(told(tally))
  }, LONGEST_MS + 30_000)

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

  test('were tried on both engines and both platforms', () => {
    expect(new Set(days().map(({ engine, platform }) => `${engine} ${platform}`)).size).toBe(4)
    if (RUNS >= 100) expect(new Set(days().flatMap(({ trial }) => trial.kill ?? []))).toEqual(new Set(KILLS))
  })
})
