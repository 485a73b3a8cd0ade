// Who asks too much is told so, kindly and privately; what is asked beside them goes on; nobody is told too late.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Bot, Event, Input } from '../src/bot.ts'
import { createBuckets } from '../src/ops/buckets.ts'
import { createGate } from '../src/ops/gate.ts'
import { createGuard } from '../src/ops/guard.ts'
import { LIMITS, type Limits } from '../src/ops/limits.ts'
import { onSlack } from './slack/running.ts'
import { asker, openBot } from './world.ts'

const CAP: Input = { command: '/concept cap' }
const ENDLESS = { burst: 1e9, perMinute: 1e9 }

async function guarded(limits: Partial<Limits> = {}, base?: Bot) {
  const events: Event[] = []
  const time = { now: 0 }
  const onEvent = (event: Event): void => void events.push(event)
  const bot = createGuard(base ?? (await openBot()), {
    onEvent,
    limits: { ...LIMITS, ...limits },
    now: () => time.now,
  })
  const ask = async (person: string, workspace = 'W1', input = CAP) =>
    (await bot.answer(input, asker({ person, workspace }))).reply.answer
  return { bot, events, time, ask }
}

describe('a person', () => {
  test('may ask a burst at once, then so many a minute, and others may go on', async () => {
    const { ask, time, events } = await guarded()
    const { burst, perMinute } = LIMITS.person
    for (let n = 0; n < burst; n++) expect(await ask('ada')).toMatchObject({ type: 'concept' })

    expect(await ask('ada')).toMatchObject({ type: 'refusal', code: 'too-many' })
    expect(await ask('bob')).toMatchObject({ type: 'concept' })
    expect(await ask('ada', 'W2')).toMatchObject({ type: 'concept' })
    expect(events).toMatchObject([{ outcome: 'refusal', code: 'too-many', limit: 'person' }])

    time.now += 60_000 / perMinute
    expect(await ask('ada')).toMatchObject({ type: 'concept' })
    expect(await ask('ada')).toMatchObject({ code: 'too-many' })
  })

  test('who is turned away is told privately and politely when to ask again, and keeps what they had', async () => {
    const { bot } = await guarded({ person: { burst: 1, perMinute: 6 } })
    await bot.answer(CAP, asker())

    const { to, act, reply } = await bot.answer({ press: '1:concept.show?term=cap', on: 'private' }, asker())

    expect([to, act, reply.private]).toEqual(['asker', 'post', true])
    expect(reply.answer).toMatchObject({
      message: expect.stringContaining('Ask again in 10 s'),
      example: '/nines help',
    })
  })

  test(
    'sees it on Slack as an answer for them alone',
    onSlack(
      'http',
      async (slack) => {
        await slack.command('/concept cap')
        const [seen] = await slack.command('/concept cap')

        expect(seen).toMatchObject({ text: expect.stringContaining('Ask again in') })
        expect(slack.problems).toEqual([])
      },
      async () => (await guarded({ person: { burst: 1, perMinute: 1 } })).bot,
    ),
  )
})

describe('a workspace', () => {
  test('has a limit of its own, which lets a whole channel answer at once', async () => {
    const { ask, events } = await guarded()
    const { burst } = LIMITS.workspace
    for (let n = 0; n < burst; n++) expect(await ask(`person-${n}`)).toMatchObject({ type: 'concept' })

    expect(await ask('one-more')).toMatchObject({ type: 'refusal', code: 'too-many' })
    expect(await ask('one-more', 'W2')).toMatchObject({ type: 'concept' })
    expect(events).toMatchObject([{ limit: 'workspace' }])
  })
})

describe('a bucket', () => {
  test('never gives more than its burst and its rate, however time goes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { maxLength: 200 }), fc.integer({ min: 1, max: 20 }), (steps, burst) => {
        let now = 0
        const buckets = createBuckets({ burst, perMinute: 60 }, () => now)
        let taken = 0
        for (const step of steps) {
          now += step
          if (buckets.take('key') === 0) taken++
        }
        expect(taken).toBeLessThanOrEqual(burst + now / 1000)
      }),
    )
  })

  test('is forgotten once it is full again', () => {
    let now = 0
    const buckets = createBuckets({ burst: 10, perMinute: 60 }, () => now)
    for (let n = 0; n < 1000; n++) buckets.take(`key-${n}`)
    expect(buckets.size).toBe(1000)
    now += 10_001

    buckets.take('late')

    expect(buckets.size).toBe(1)
  })
})

describe('when more is asked than can be worked on', () => {
  const work = { atOnce: 2, waiting: 2, waitMs: 40 }
  const SLOW: Input = { command: '/nines zone' }

  /** A bot whose answers from the store never come until they are let. */
  async function stuck() {
    const bot = await openBot()
    const gate = Promise.withResolvers<void>()
    const begun: Input[] = []
    const slow: Bot = {
      ...bot,
      async answer(input, who) {
        begun.push(input)
        if (!bot.fromMemory(input)) await gate.promise
        return bot.answer(input, who)
      },
    }
    return { ...(await guarded({ person: ENDLESS, workspace: ENDLESS, work }, slow)), begun, gate }
  }

  test('who waits too long is told in time, and nothing was begun for them', async () => {
    const { ask, begun, gate, events } = await stuck()
    const first = [ask('a', 'W1', SLOW), ask('b', 'W1', SLOW)]
    const began = performance.now()

    const answers = await Promise.all([ask('c', 'W1', SLOW), ask('d', 'W1', SLOW), ask('e', 'W1', SLOW)])

    expect(performance.now() - began).toBeLessThan(1000)
    expect(answers).toEqual(Array(3).fill(expect.objectContaining({ type: 'refusal', code: 'busy' })))
    expect(begun).toHaveLength(2)
    expect(events).toEqual(Array(3).fill(expect.objectContaining({ limit: 'load' })))
    gate.resolve()
    expect(await Promise.all(first)).toMatchObject([{ type: 'zone' }, { type: 'zone' }])
  })

  test('what comes from memory is answered all the same', async () => {
    const { ask, gate } = await stuck()
    const waiting = ['a', 'b', 'c', 'd'].map((person) => ask(person, 'W1', SLOW))

    expect(await ask('e')).toMatchObject({ type: 'concept' })
    expect(await ask('e', 'W1', { say: '/calc amdahl 90% 8' })).not.toMatchObject({ code: 'busy' })
    gate.resolve()
    await Promise.all(waiting)
  })

  test('who waits is answered in turn as soon as there is room', async () => {
    const { ask, gate, begun } = await stuck()
    const all = ['a', 'b', 'c', 'd'].map((person) => ask(person, 'W1', SLOW))
    gate.resolve()

    expect((await Promise.all(all)).map(({ type }) => type)).toEqual(Array(4).fill('zone'))
    expect(begun).toHaveLength(4)
  })
})

test('the longest wait and an answer fit the three seconds that the platforms give', () => {
  expect(LIMITS.work.waitMs).toBeLessThanOrEqual(1500)
})

test('never more is worked on at once than there is room for, and nobody is forgotten', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 60 }), async (atOnce, calls) => {
      const gate = createGate({ atOnce, waiting: calls, waitMs: 5000 })
      let running = 0
      let most = 0
      const work = async (): Promise<boolean> => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setImmediate(resolve))
        running--
        return true
      }
      const done = await Promise.all(Array.from({ length: calls }, () => gate.run(work, () => false)))

      expect(done).toEqual(Array(calls).fill(true))
      expect(most).toBeLessThanOrEqual(atOnce)
    }),
    { numRuns: 30 },
  )
})
