// Every message is answered once: over dropped connections, doubled deliveries, two programs at a time, lost answers and a stop.

import { describe, expect, test } from 'vitest'
import { createClaims } from '../src/claims.ts'
import type { Effect } from './discord/messages.ts'
import * as people from './discord/people.ts'
import { makeProgram, running } from './discord/program.ts'
import { type Discord, startDiscord } from './discord/server.ts'
import { CHANNEL } from './discord/world.ts'
import { openBot } from './world.ts'

const POST = { method: 'POST', path: new RegExp(`^/channels/${CHANNEL}/messages$`) } as const
const places = (effects: readonly Effect[]): string[] =>
  effects.map((effect) => ('message' in effect ? effect.message.channelId : effect.how))

/** Enough turns for whatever does not wait to be over. */
async function turns({ url }: Discord): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await fetch(`${url}/v10/gateway/bot`)
}

describe('a message', () => {
  test('sent while the gateway is gone is answered once it is back', async () => {
    await using program = await running()
    const { discord } = program
    const meanwhile = people.mention('what is a quorum?')

    await discord.gateway.drop()
    discord.deliver('MESSAGE_CREATE', meanwhile)
    await discord.seen(1)
    discord.deliver('MESSAGE_CREATE', meanwhile)
    await discord.settle()

    expect([discord.gateway.identified, discord.gateway.resumed]).toEqual([1, 1])
    expect(places(discord.effects)).toEqual([CHANNEL])
  })

  test('delivered twice at once is answered once', async () => {
    await using program = await running()
    const { discord } = program
    const said = people.direct('quorum')

    discord.deliver('MESSAGE_CREATE', said)
    discord.deliver('MESSAGE_CREATE', said)
    await discord.seen(1)
    await discord.settle()

    expect(discord.effects).toHaveLength(1)
  })

  test.each([
    ['that share what they claim', true],
    ['that know nothing of each other', false],
  ])('that reaches two programs %s is answered once', async (_, shared) => {
    const discord = await startDiscord()
    const asked: unknown[] = []
    const claims = createClaims()
    const open = async () => {
      const bot = await openBot()
      const counting: typeof bot = {
        ...bot,
        answer(...given) {
          asked.push(given)
          return bot.answer(...given)
        },
      }
      return makeProgram(discord, { bot: counting, ...(shared && { claims }) })
    }
    const programs = [await open(), await open()]
    for (const { adapter } of programs) await adapter.start()

    discord.deliver('MESSAGE_CREATE', people.mention('quorum'))
    const first = await discord.request(({ path }) => POST.path.test(path))
    if (!shared) await discord.request((each) => each !== first && POST.path.test(each.path))
    await turns(discord)
    for (const { adapter } of programs) await adapter.stop()

    expect(discord.gateway.identified).toBe(2)
    expect(asked).toHaveLength(shared ? 1 : 2)
    expect(places(discord.effects)).toEqual([CHANNEL])
    await discord.stop()
  })

  test('whose answer is lost on the way back stands there once', async () => {
    await using program = await running()
    const { discord } = program
    discord.fail({ ...POST, answer: { status: 502 }, done: true })

    discord.deliver('MESSAGE_CREATE', people.mention('quorum'))
    await discord.seen(1)
    await discord.settle()

    expect(discord.requests.filter(({ path }) => POST.path.test(path))).toHaveLength(2)
    expect(places(discord.effects)).toEqual([CHANNEL])
  })

  test('is answered without referring to it where the bot may not read the history', async () => {
    await using program = await running()
    const { discord } = program
    const body = { code: 160002, message: 'Cannot reply without permission to read message history' }
    discord.fail({ ...POST, answer: { status: 400, body } })

    discord.deliver('MESSAGE_CREATE', people.mention('quorum'))
    await discord.seen(1)
    await discord.settle()

    expect(discord.effects).toMatchObject([{ how: 'posted', message: { channelId: CHANNEL, data: { type: 0 } } }])
  })

  test('pings nobody, not even who is answered', async () => {
    await using program = await running()
    const { discord } = program
    const said = people.mention('quorum')

    discord.deliver('MESSAGE_CREATE', said)
    const { body } = await discord.request(({ path }) => POST.path.test(path))

    expect(body).toMatchObject({
      allowed_mentions: { parse: [], replied_user: false },
      message_reference: { message_id: said.id },
    })
    await discord.settle()
  })
})

describe('a failure', () => {
  test('to answer is logged, and the next is answered', async () => {
    const discord = await startDiscord()
    const { adapter, problems } = await makeProgram(discord)
    await adapter.start()
    discord.fail({
      method: 'POST',
      path: /callback$/,
      answer: { status: 404, body: { code: 10062, message: 'Unknown interaction' } },
    })

    discord.deliver('INTERACTION_CREATE', people.command('/concept cap'))
    await discord.settle()
    discord.deliver('INTERACTION_CREATE', people.command('/concept cap'))
    await discord.seen(1)

    expect(problems).toMatchObject([{ level: 'error', message: 'an interaction failed' }])
    await adapter.stop()
    await discord.stop()
  })
})

describe('stopping', () => {
  test.each(['an answer', 'a post'])('waits for %s that is on its way, and takes nothing new', async (what) => {
    const discord = await startDiscord()
    const { adapter } = await makeProgram(discord)
    await adapter.start()
    const order: string[] = []
    const held = Promise.withResolvers<void>()
    discord.onRequest(({ method }) => (method === 'POST' ? held.promise : undefined))

    if (what === 'an answer') discord.deliver('INTERACTION_CREATE', people.command('/concept cap'))
    else adapter.post(CHANNEL, { blocks: [{ kind: 'heading', text: 'Hello' }], answer: { type: 'x' } }, 'k')
    await discord.request(({ method }) => method === 'POST')
    const stopping = adapter.stop().then(() => order.push('stopped'))
    discord.deliver('MESSAGE_CREATE', people.mention('quorum'))
    await turns(discord)
    order.push('answered')
    held.resolve()
    await stopping

    expect(order).toEqual(['answered', 'stopped'])
    expect(discord.effects).toHaveLength(1)
    await discord.stop()
  })

  test('ends the connection', async () => {
    const discord = await startDiscord()
    const { adapter } = await makeProgram(discord)
    await adapter.start()

    await adapter.stop()
    discord.deliver('MESSAGE_CREATE', people.mention('quorum'))
    await turns(discord)

    expect(discord.effects).toEqual([])
    await discord.stop()
  })
})
