// What Discord sends reaches the bot as what was meant, from whom it came: real-shaped dispatches through the gateway and the SDK.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Input } from '../src/bot.ts'
import type { Asker } from '../src/command.ts'
import { payload } from './discord/payloads.ts'
import { type Running, running } from './discord/program.ts'
import { ADA, CHANNEL, directId, EVE, GUILD, THREAD } from './discord/world.ts'
import { openBot } from './world.ts'

type Expected = readonly [name: string, input: Input, asker: Partial<Asker>]

const show = (raw: Record<string, string>): Input => ({ call: { command: 'concept', form: 'show', raw } })
const SERVER = `discord:${GUILD}`
const ADAS = `discord:user:${ADA.id}`
const MORE = '1:concept.show?term=quorum&part=more'
const inChannel = { workspace: SERVER, person: ADA.id, name: 'Ada', place: CHANNEL, direct: false, manager: false }

const ANSWERED: readonly Expected[] = [
  [
    'command-with-options',
    show({ term: 'quorum', part: 'sources' }),
    { workspace: SERVER, person: EVE.id, name: 'eve', place: CHANNEL, direct: false, manager: true },
  ],
  ['command-bare', show({}), { ...inChannel, place: THREAD }],
  [
    'command-in-direct-messages',
    show({ term: 'cap' }),
    { workspace: ADAS, place: directId(ADA), direct: true, manager: true },
  ],
  ['command-where-only-the-asker-has-it', show({ term: 'cap' }), { workspace: ADAS, direct: false, manager: true }],
  ['command-in-a-group-conversation', show({ term: 'cap' }), { workspace: ADAS, direct: false, manager: true }],
  ['subcommand-zone', { call: { command: 'nines', form: 'zone', raw: { zone: 'Europe/Berlin' } } }, inChannel],
  ['subcommand-concept', show({ term: 'rto vs rpo' }), inChannel],
  ['subcommand-help', { call: { command: 'nines', form: 'help', raw: {} } }, inChannel],
  ['button-on-private', { press: MORE, on: 'private' }, inChannel],
  ['button-on-public', { press: MORE, on: 'public' }, { workspace: SERVER, person: EVE.id, place: THREAD }],
  ['button-where-only-the-asker-has-it', { press: MORE, on: 'private' }, { workspace: ADAS, direct: false }],
  ['modal-submit', { fill: '1:nines.zone', values: { zone: 'Asia/Tokyo' } }, inChannel],
  ['message-command', { explain: 'after the failover of   we had a split brain :sob:' }, inChannel],
  ['mention', { say: 'what is a quorum,  ? :think:' }, inChannel],
  ['mention-in-a-thread', { say: 'what is a split brain' }, { ...inChannel, place: THREAD }],
  ['mention-with-a-command', { say: '/concept rto vs rpo' }, inChannel],
  [
    'direct-message',
    { say: 'what is a split brain?' },
    { workspace: ADAS, person: ADA.id, name: 'Ada', place: directId(ADA), direct: true, manager: true },
  ],
  ['direct-message-with-mention', { say: 'quorum' }, { workspace: ADAS, direct: true }],
]

const IGNORED = [
  'reply-ping',
  'everyone',
  'role-mention',
  'someone-else',
  'webhook',
  'other-bot',
  'itself',
  'system-message',
  'automatic-moderation',
]

let program: Running
const heard: (readonly [Input, Asker])[] = []

beforeAll(async () => {
  const bot = await openBot()
  const listening: typeof bot = {
    ...bot,
    answer(input, asker) {
      heard.push([input, asker])
      return bot.answer(input, asker)
    },
  }
  program = await running({ bot: listening })
})
afterAll(() => program[Symbol.asyncDispose]())

/** What the bot was asked by one dispatch, and what could be seen of its answer. */
async function hears(name: string) {
  const { discord } = program
  const [asked, shown] = [heard.length, discord.effects.length]
  const { t, d } = payload(name)
  discord.deliver(t, d)
  await discord.settle()
  return { asked: heard.slice(asked), effects: discord.effects.slice(shown) }
}

describe('a dispatch of Discord', () => {
  test.each(ANSWERED)('is understood: %s', async (name, input, asker) => {
    const before = Temporal.Now.instant().epochMilliseconds

    const { asked, effects } = await hears(name)

    expect(asked).toEqual([[input, expect.objectContaining(asker)]])
    expect(asked[0]?.[1].now.epochMilliseconds).toBeGreaterThanOrEqual(before)
    expect(effects).toHaveLength(1)
  })

  test.each(IGNORED)('is none of its business: %s', async (name) => {
    const { asked, effects } = await hears(name)

    expect(asked).toEqual([])
    expect(effects).toEqual([])
  })

  test('of completions is answered without asking the bot anything', async () => {
    const { discord } = program

    const { asked, effects } = await hears('autocomplete')

    expect([asked, effects]).toEqual([[], []])
    const answer = discord.requests.findLast(({ path }) => path.includes(String(payload('autocomplete').d.token)))
    expect(answer?.body).toMatchObject({
      type: 8,
      data: { choices: [{ name: expect.stringContaining('Split brain'), value: 'split-brain' }] },
    })
  })

  test('is kept for each kind there is', () => {
    const kept = readdirSync(join(import.meta.dirname, 'payloads/discord')).map((file) => file.replace(/\.json$/, ''))

    expect(kept.sort()).toEqual([...ANSWERED.map(([name]) => name), ...IGNORED, 'autocomplete'].sort())
  })
})
