// What outlives a restart: zones, and calls that are too long for a button. And a store that is slow or gone, which keeps nobody from
// looking something up.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createBot } from '../src/bot.ts'
import { createSharedClaims } from '../src/claims.ts'
import { type Command, command, form, needed } from '../src/command.ts'
import { commands } from '../src/commands/index.ts'
import { createLeaving } from '../src/leaving.ts'
import { pack, unpack } from '../src/press.ts'
import { buttons, text } from '../src/reply.ts'
import { IN_MEMORY, openLater } from '../src/store/lazy.ts'
import type { Store } from '../src/store/store.ts'
import { passage } from '../src/value/passage.ts'
import { buttonsOf, labelsOf, openQuizWorld, tokenOf } from './quiz-world.ts'
import { asker, library, remembering } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'nines-kept-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const LONG = 'x'.repeat(150)
/** A command whose button carries all that was said to it. */
const echo: Command = command({
  name: 'echo',
  about: 'Says it again',
  usual: 'say',
  forms: {
    say: form({
      about: 'Says it again',
      timeless: true,
      options: { words: needed(passage, 'What to say') },
      run: ({ words }, context) => ({
        blocks: [
          text(words),
          ...buttons([
            context.button('Again', { command: 'echo', form: 'say', raw: { words } }) ?? { label: '', token: '' },
            { label: 'Help', token: '1:nines.help' },
          ]),
          context.form('More', 'More words', [{ name: 'more', label: 'More' }], {
            command: 'echo',
            form: 'say',
            raw: { words },
          }),
        ],
        answer: { type: 'echo', words } as { type: string },
      }),
    }),
  },
  asked: {},
  examples: ['/echo hello'],
  answer: z.object({ type: z.literal('echo'), words: z.string() }),
})
const openEcho = (store: () => Promise<Store>) =>
  createBot({ commands: [...commands, echo], library, ...remembering(), store })

const DEAD = async (): Promise<Store> => {
  throw new Error('the database is gone')
}
const SLOW = (): Promise<Store> => new Promise(() => {})

describe('a call that is too long for a button', () => {
  test('is kept before the reply goes out, and is made when the button is pressed', async () => {
    const store = openLater(IN_MEMORY)
    const bot = openEcho(store)

    const { reply } = await bot.answer({ command: `/echo ${LONG}` }, asker())
    const token = tokenOf(reply, 'Again')
    const share = `1+${token.slice(2)}`

    expect(token).toMatch(/^1:~[\w-]{22}$/)
    expect((await bot.answer({ press: token, on: 'private' }, asker())).reply.answer).toEqual({
      type: 'echo',
      words: LONG,
    })
    expect(await bot.answer({ press: share, on: 'private' }, asker())).toMatchObject({
      to: 'place',
      act: 'share',
      reply: { answer: { type: 'echo', words: LONG } },
    })
  })

  test('works after a restart, on another replica, and not in another workspace', async () => {
    const file = join(folder, 'calls.db')
    const first = openLater({ engine: 'sqlite', file })
    const { reply } = await openEcho(first).answer({ command: `/echo ${LONG}` }, asker())
    await first.close()

    const second = openLater({ engine: 'sqlite', file })
    const bot = openEcho(second)
    const press = tokenOf(reply, 'Again')

    expect((await bot.answer({ press, on: 'private' }, asker())).reply.answer).toMatchObject({ words: LONG })
    expect((await bot.answer({ press, on: 'private' }, asker({ workspace: 'W2' }))).reply.answer).toMatchObject({
      type: 'refusal',
      code: 'unknown-button',
    })
    await second.close()
  })

  test('is kept anew in each workspace, though the reply is the same', async () => {
    const bot = openEcho(openLater(IN_MEMORY))

    for (const workspace of ['W1', 'W2']) {
      const { reply } = await bot.answer({ command: `/echo ${LONG}` }, asker({ workspace }))
      const again = await bot.answer({ press: tokenOf(reply, 'Again'), on: 'public' }, asker({ workspace }))
      expect(again.reply.answer).toMatchObject({ words: LONG })
    }
  })

  test('carries a form, whose texts are added to it', async () => {
    const bot = openEcho(openLater(IN_MEMORY))
    const { reply } = await bot.answer({ command: `/echo ${LONG}` }, asker())
    const shown = reply.blocks.find((block) => block.kind === 'form')

    expect(shown?.submit).toMatch(/^1:~/)
    const filled = await bot.answer({ fill: shown?.submit ?? '', values: { words: 'other words' } }, asker())
    expect(filled.reply.answer).toMatchObject({ words: 'other words' })
  })

  test('is named by what it is, so that the same call has the same token everywhere', async () => {
    const tokens = await Promise.all(
      [1, 2].map(async () =>
        tokenOf((await openEcho(openLater(IN_MEMORY)).answer({ command: `/echo ${LONG}` }, asker())).reply, 'Again'),
      ),
    )
    expect(new Set(tokens).size).toBe(1)
  })

  test.each([
    ['gone', DEAD],
    ['slow', SLOW],
  ])('loses its button alone where the store is %s', async (_, store) => {
    const bot = openEcho(store)

    const { reply } = await bot.answer({ command: `/echo ${LONG}` }, asker())

    expect(reply.answer).toMatchObject({ words: LONG })
    expect(labelsOf(reply)).toEqual(['Help'])
    const pressed = await bot.answer({ press: '1:~aaaaaaaaaaaaaaaaaaaaaa', on: 'private' }, asker())
    expect(pressed.reply.answer).toMatchObject({ type: 'refusal', code: 'not-now' })
  })

  test.each(['1:~aaaaaaaaaaaaaaaaaaaaaa', '1+~aaaaaaaaaaaaaaaaaaaaaa'])(
    'that nobody kept is told kindly: %s',
    async (press) => {
      const { reply, to } = await openEcho(openLater(IN_MEMORY)).answer({ press, on: 'public' }, asker())

      expect(to).toBe('asker')
      expect(reply.answer).toMatchObject({
        type: 'refusal',
        code: 'unknown-button',
        message: expect.stringContaining('Ask again'),
      })
    },
  )

  test('is forgotten ninety days after it was last pressed, and that is told kindly', async () => {
    const parts = remembering({ store: IN_MEMORY })
    const bot = openEcho(parts.store)
    const { now } = asker()
    const later = (days: number): Temporal.Instant => now.add({ hours: 24 * days })
    const pressed = async (press: string, days: number) =>
      (await bot.answer({ press, on: 'private' }, asker({ now: later(days) }))).reply
    const { reply } = await bot.answer({ command: `/echo ${LONG}` }, asker())
    const token = tokenOf(reply, 'Again')

    await parts.tick(later(85))
    expect((await pressed(token, 85)).answer).toMatchObject({ words: LONG })
    await parts.tick(later(170))
    expect((await pressed(token, 170)).answer).toMatchObject({ words: LONG })
    await parts.tick(later(300))
    const gone = await pressed(token, 171)
    expect(gone.answer).toMatchObject({ type: 'refusal', code: 'unknown-button' })
    expect(gone.answer).toMatchObject({ message: expect.stringMatching(/not kept here any more. Ask again/) })
    await parts.close()
  })

  test('goes when the workspace takes the bot out', async () => {
    const store = openLater(IN_MEMORY)
    const bot = openEcho(store)
    const { reply } = await bot.answer({ command: `/echo ${LONG}` }, asker())
    await createLeaving(store).workspace('W1')

    expect((await bot.answer({ press: tokenOf(reply, 'Again'), on: 'private' }, asker())).reply.answer).toMatchObject({
      type: 'refusal',
      code: 'unknown-button',
    })
    await store.close()
  })

  test.each(['1:~short', '1-~aaaaaaaaaaaaaaaaaaaaaa', '1:~aaaaaaaaaaaaaaaaaaaaaaa'])('is not what %s says', (token) => {
    const read = (): string => unpack(token).act
    expect(token.startsWith('1-') ? read() : () => read()).not.toBe('kept')
  })

  test('that fits needs no store', async () => {
    const bot = openEcho(DEAD)
    const { reply } = await bot.answer({ command: '/echo hello' }, asker())

    expect(tokenOf(reply, 'Again')).toBe(
      pack({ act: 'call', call: { command: 'echo', form: 'say', raw: { words: 'hello' } } }),
    )
  })
})

describe('a zone', () => {
  test('is kept over a restart, for the person in the workspace', async () => {
    const store = { engine: 'sqlite', file: join(folder, 'zones.db') } as const
    const before = await openQuizWorld(store)
    expect((await before.say('/nines zone Asia/Tokyo')).text).not.toMatch(/restart/)
    await before.parts.close()

    const after = await openQuizWorld(store)

    expect((await after.say('/nines zone')).reply.answer).toEqual({ type: 'zone', zone: 'Asia/Tokyo' })
    expect((await after.say('/nines zone', { person: 'U2' })).reply.answer).toEqual({ type: 'zone', zone: null })
    expect((await after.say('/nines zone', { workspace: 'W2' })).reply.answer).toEqual({ type: 'zone', zone: null })
    await after.parts.close()
  })

  test('that is set is by whose clock times are read, before the one in the profile', async () => {
    const world = await openQuizWorld()
    await world.say('/nines zone Asia/Tokyo')

    const { text } = await world.say('/budget 99.9 this month down 14:02-14:49', { zone: async () => 'Europe/Berlin' })

    expect(text).toContain('Asia/Tokyo')
  })
})

describe('a store that does not answer', () => {
  test.each([
    ['gone', DEAD],
    ['slow', SLOW],
  ])('and is %s keeps nobody from terms and numbers', async (_, store) => {
    const events: string[] = []
    const bot = createBot({
      commands,
      library,
      ...remembering(),
      store,
      onEvent: ({ outcome }) => events.push(outcome),
    })
    const lines = ['/concept cap', '/availability 99.9', '/nines help', 'what is a quorum?']
    await bot.answer({ command: '/concept cap' }, asker())

    const started = performance.now()
    for (const line of lines)
      expect([line, (await bot.answer({ say: line }, asker())).reply.answer.type]).not.toEqual([line, 'bug'])
    expect(performance.now() - started).toBeLessThan(1000)
    expect(events).not.toContain('store')
    expect((await bot.answer({ say: '/budget 99.9 30d 47m' }, asker())).reply.answer.type).toBe('error-budget')

    const clock = await bot.answer(
      { command: '/budget 99.9 30d 14:02-14:49' },
      asker({ zone: async () => 'Europe/Berlin' }),
    )
    expect(clock.reply.answer.type).toBe('error-budget')
    expect(events).toContain('store')
    const soon = performance.now()
    await bot.answer({ command: '/budget 99.9 30d 14:02-14:50' }, asker())
    expect(performance.now() - soon).toBeLessThan(200)
  })

  test('is told as what it is to who needs it', async () => {
    const bot = createBot({ commands, library, store: DEAD, quiz: SLOW as never })

    expect((await bot.answer({ command: '/quiz' }, asker())).reply.answer).toMatchObject({
      type: 'refusal',
      code: 'not-now',
    })
    expect((await bot.answer({ command: '/nines zone UTC' }, asker())).reply.answer).toMatchObject({ type: 'bug' })
  })

  test('lets a delivery be answered once all the same', async () => {
    const problems: unknown[] = []
    const claims = createSharedClaims(DEAD, (error) => problems.push(error))
    const now = asker().now

    expect([await claims.claim('a', now), await claims.claim('a', now), await claims.claim('b', now)]).toEqual([
      true,
      false,
      true,
    ])
    expect(problems).toHaveLength(2)
  })
})

describe('a delivery', () => {
  test('is taken on by one replica', async () => {
    const store = openLater(IN_MEMORY)
    const replicas = [1, 2, 3].map(() => createSharedClaims(store, () => {}))

    const won = await Promise.all(replicas.map((claims) => claims.claim('slack/1', asker().now)))

    expect(won.filter(Boolean)).toHaveLength(1)
    await store.close()
  })
})

describe('a lazy store', () => {
  test('is opened once, tried again after a failure, and not opened to be closed', async () => {
    const store = openLater({ engine: 'sqlite', file: join(folder, 'no', '\0') })
    await expect(store()).rejects.toThrow()
    await expect(store()).rejects.toThrow()
    await store.close()

    const other = openLater(IN_MEMORY)
    expect(await other()).toBe(await other())
    await other.close()
    await expect(other()).rejects.toThrow('closed')
    await pause(1)
  })
})

describe('a report', () => {
  test('is asked for on every card, comparison and question, and kept as it was said', async () => {
    const world = await openQuizWorld()
    await world.say('/quiz now')
    const card = await world.say('/concept quorum')
    const written = await world.say('/concept sli vs slo')
    const fromFields = await world.say('/concept quorum vs circuit breaker')
    const question = world.posts[0]?.reply
    if (!question) throw new Error('nothing was posted')

    for (const [shown, about] of [
      [card.reply, 'quorum'],
      [written.reply, 'sli vs slo'],
      [fromFields.reply, 'quorum vs circuit-breaker'],
      [question, (question.answer as unknown as { question: string }).question],
    ] as const) {
      const { reply, to } = await world.press(shown, 'Report')
      const asked = reply.blocks.find((block) => block.kind === 'form')
      expect(to).toBe('asker')
      expect(asked?.fields.map(({ name }) => name)).toEqual(['text', 'suggestion'])

      const values = { text: 'It is wrong\nin two lines', suggestion: 'It should say this' }
      const sent = await world.bot.answer({ fill: asked?.submit ?? '', values }, asker())

      expect(sent.reply.answer).toMatchObject({ type: 'report', id: expect.stringMatching(/^[0-9a-f]{12}$/) })
      const [kept] = (await (await world.parts.store()).reports.all(10)).filter((each) => each.about === about)
      expect(kept).toMatchObject({ workspace: 'W1', person: 'U1', ...values })
    }
    expect(buttonsOf((await world.say('/concept availability')).reply).map(({ label }) => label)).toContain('Report')
  })

  test('of every question fits a button', async () => {
    const { parts } = await openQuizWorld()
    const { bank } = await parts.quiz()

    for (const { id } of bank.questions)
      expect(pack({ act: 'call', call: { command: 'nines', form: 'report', raw: { about: id } } })).toBeDefined()
    for (const { name } of bank.templates)
      expect(
        pack({
          act: 'call',
          call: { command: 'nines', form: 'report', raw: { about: `made/${name}/${'z'.repeat(8)}` } },
        }),
      ).toBeDefined()
  })
})
