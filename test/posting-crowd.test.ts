// Ten thousand people press a button of one post within a minute.

import { expect, test } from 'vitest'
import { createBot } from '../src/bot.ts'
import { commands } from '../src/commands/index.ts'
import type { BlockOf } from '../src/reply.ts'
import { createTicker } from '../src/ticker.ts'
import { NINE, openPlatform, PLACE, plus, SECOND, WORKSPACE } from './posting-ground.ts'
import { asker, library, remembering } from './world.ts'

const PEOPLE = 10_000

test('ten thousand answers in a minute are stored once each, counted right, and shown within what platforms allow', async () => {
  const platform = openPlatform()
  const parts = remembering({ poster: platform })
  const bot = createBot({ commands, library, ...parts })
  const { posting } = await parts.quiz()
  const store = await parts.store()
  await posting.postNow({ workspace: WORKSPACE, place: PLACE }, undefined, 'U1', NINE)
  const buttons = platform.messages[0]?.reply.blocks.find(
    (block): block is BlockOf<'buttons'> => block.kind === 'buttons',
  )
  const tokens = (buttons?.buttons ?? []).slice(0, 4).map(({ token }) => token)
  const edits: number[] = []
  const replies: string[] = []
  const press = async (n: number, second: number): Promise<void> => {
    const { reply, to } = await bot.answer(
      { press: tokens[n % 4] ?? '', on: 'public' },
      asker({ workspace: WORKSPACE, place: PLACE, person: `U${n}`, name: `U${n}`, now: plus(second * SECOND) }),
    )
    replies.push(`${reply.answer.type} ${to}`)
  }

  for (let second = 1; second <= 90; second++) {
    const due = second <= 60 ? Array.from({ length: PEOPLE }, (_, n) => n).filter((n) => n % 60 === second - 1) : []
    // One in ten presses twice, or the press is delivered twice.
    await Promise.all([...due, ...due.filter((n) => n % 10 === 0)].map((n) => press(n, second)))
    const before = platform.edits.length
    await posting.tick(plus(second * SECOND))
    edits.push(...Array(platform.edits.length - before).fill(second))
  }

  const id = (await store.posts.ofPlace(WORKSPACE, PLACE))[0]?.id ?? ''
  const counts = await store.answers.counts(WORKSPACE, id)
  expect(counts).toEqual([0, 1, 2, 3].map((option) => ({ option, count: PEOPLE / 4 })))
  expect(new Set(replies)).toEqual(new Set(['quiz-mark asker']))
  expect(platform.messages[0]?.text).toMatch(/10[,. ]?000 people have answered/)
  const within = (seconds: number): number =>
    Math.max(...edits.map((from) => edits.filter((at) => at >= from && at < from + seconds).length))
  expect(edits.length).toBeGreaterThan(5)
  expect([within(5), within(60)].map((most, at) => most <= ([1, 50][at] ?? 0))).toEqual([true, true])
  await parts.close()
}, 120_000)

test('a ticker and a bot on one store do not keep each other', async () => {
  const platform = openPlatform()
  const parts = remembering({ poster: platform })
  const { posting } = await parts.quiz()
  const store = await parts.store()
  await posting.postNow({ workspace: WORKSPACE, place: PLACE }, undefined, 'U1', NINE)
  const id = (await store.posts.ofPlace(WORKSPACE, PLACE))[0]?.id ?? ''
  let now = NINE
  const errors: unknown[] = []
  const ticker = createTicker({ tick: posting.tick, now: () => now, onError: (error) => errors.push(error), every: 2 })
  ticker.start()
  for (let n = 0; n < 500; n++) {
    now = plus(n * 100)
    const at = now.epochMilliseconds
    await store.answers.add({
      workspace: WORKSPACE,
      post: id,
      person: `U${n}`,
      option: n % 4,
      correct: n % 4 === 0,
      at,
      editAt: at + 3 * SECOND,
    })
  }
  now = plus(120 * SECOND)
  while (!platform.messages[0]?.text.includes('500 people')) await new Promise((resolve) => setTimeout(resolve, 5))
  await ticker.stop()

  expect(errors).toEqual([])
  expect(platform.edits.length).toBeLessThanOrEqual(12)
  await parts.close()
})
