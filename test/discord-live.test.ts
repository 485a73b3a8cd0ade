// What the contract does not ask of every platform and Discord needs all the same: completions, pictures, privacy, long replies.

import { describe, expect, test } from 'vitest'
import { ConfigError } from '../src/config.ts'
import { components, type Json } from './discord/check.ts'
import { textOf } from './discord/drawn.ts'
import type { Effect, Held } from './discord/messages.ts'
import * as people from './discord/people.ts'
import { makeProgram, type Running, running } from './discord/program.ts'
import { startDiscord } from './discord/server.ts'
import { ALT, openTiny, tinyCommands, WORDS } from './discord/tiny.ts'
import { ADA, CHANNEL, directId, EVE, guild, THREAD } from './discord/world.ts'

/** All that can be seen after this. */
async function after({ discord }: Running, t: string, d: Json): Promise<readonly Effect[]> {
  const before = discord.effects.length
  discord.deliver(t, d)
  await discord.seen(before + 1)
  await discord.settle()
  return discord.effects.slice(before)
}
const interact = (program: Running, d: Json) => after(program, 'INTERACTION_CREATE', d)
const say = (program: Running, d: Json) => after(program, 'MESSAGE_CREATE', d)
const messageOf = (effect: Effect | undefined): Held => {
  if (!effect || effect.how === 'form') throw new Error('no message is seen')
  return effect.message
}
const command = (line: string) => people.command(line, ADA, CHANNEL, tinyCommands)
const openedTiny = async (): Promise<Running> => running({ bot: await openTiny() })

describe('completions', () => {
  async function choices(program: Running, asked: Json): Promise<{ name: string; value: string }[]> {
    program.discord.deliver('INTERACTION_CREATE', asked)
    const { body } = await program.discord.request(({ path }) => path.includes(String(asked.token)))
    return (body as { data: { choices: { name: string; value: string }[] } }).data.choices
  }

  test.each(['', 'c', 'split br', 'qourum', 'zzzzzz', 'x'.repeat(300)])('are few and short for "%s"', async (typed) => {
    await using program = await running()

    const found = await choices(program, people.complete('/concept', typed))

    expect(found.length).toBeLessThanOrEqual(25)
    for (const { name, value } of found) {
      expect(name.length).toBeLessThanOrEqual(100)
      expect(value.length).toBeLessThanOrEqual(100)
    }
  })

  test('find what is meant, also through the home command', async () => {
    await using program = await running()

    expect(await choices(program, people.complete('/concept', 'split br'))).toMatchObject([{ value: 'split-brain' }])
    expect(await choices(program, people.complete('/nines concept', 'split br'))).toMatchObject([
      { value: 'split-brain' },
    ])
    expect(await choices(program, people.complete('/nines zone', 'berl'))).toMatchObject([{ value: 'Europe/Berlin' }])
  })

  test('are cut in their names between characters, never in what they stand for', async () => {
    await using program = await openedTiny()

    const found = await choices(program, people.complete('/tiny chart', '', tinyCommands))

    expect(found).toHaveLength(24)
    expect(found.every(({ name }) => name.isWellFormed() && name.length > 90)).toBe(true)
    expect(found.map(({ value }) => value.length)).toEqual([1, 2, 3, ...Array.from({ length: 21 }, (_, at) => at + 5)])
  })
})

describe('a private answer', () => {
  test('is seen by the asker alone, whatever was done to get it', async () => {
    await using program = await running()
    const [shared] = await say(program, people.mention('quorum', EVE))
    const asked = [
      people.command('/concept quorum'),
      people.command('/nines zone UTC'),
      people.command('/nines zone Mars/Olympus', ADA, THREAD),
      people.explain('the quorum is lost'),
      people.press(messageOf(shared), '1:concept.show?term=quorum&part=more'),
      people.press(messageOf(shared), '9:what a later version wrote'),
      people.press(messageOf(shared), '1-somebody'),
      people.fill({ custom_id: '1:nines.zone' }, { zone: 'Asia/Tokyo' }, undefined),
      people.fill({ custom_id: '1:nines.zone' }, { zone: 'Nowhere' }, messageOf(shared)),
      people.command('/concept cap', ADA, directId(ADA)),
    ]

    for (const each of asked) {
      const effects = await interact(program, each)

      expect(effects).toMatchObject([{ how: 'posted', message: { ephemeral: true } }])
    }
  })

  test('is not for sharing where it says so', async () => {
    await using program = await openedTiny()

    const [secret] = await interact(program, command('/tiny secret'))

    expect(JSON.stringify(messageOf(secret).data)).not.toContain('Share')
  })

  test('to a mention goes to direct messages', async () => {
    await using program = await running()

    const effects = await say(program, people.mention('/nines zone Mars/Olympus'))

    expect(effects).toMatchObject([{ how: 'posted', message: { channelId: directId(ADA) } }])
    expect(textOf(messageOf(effects[0]).data)).toContain('Mars/Olympus')
  })

  test('to a mention is a short line in place where direct messages are closed', async () => {
    await using program = await running()
    const path = new RegExp(`^/channels/${directId(ADA)}/messages$`)
    const body = { code: 50007, message: 'Cannot send messages to this user' }
    program.discord.fail({ method: 'POST', path, answer: { status: 403, body } })

    const effects = await say(program, people.mention('/nines zone Mars/Olympus'))

    expect(effects).toMatchObject([{ how: 'posted', message: { channelId: CHANNEL } }])
    const line = textOf(messageOf(effects[0]).data)
    expect(line).toContain('direct messages are closed')
    expect(line).not.toContain('Mars')
    expect(line.length).toBeLessThan(200)
  })

  test('tells of a failure with its reference, and nothing more', async () => {
    await using program = await openedTiny()

    const effects = await interact(program, command('/tiny broken'))

    expect(effects).toMatchObject([{ message: { ephemeral: true } }])
    expect(textOf(messageOf(effects[0]).data)).toMatch(/logged as [0-9a-f]{8}/)
    expect(textOf(messageOf(effects[0]).data)).not.toContain('on purpose')
  })
})

describe('a picture', () => {
  const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

  test.each(['a command', 'a mention'])('is uploaded with %s and shown with what it finds', async (by) => {
    await using program = await openedTiny()

    const [effect] = await (by === 'a command'
      ? interact(program, command('/tiny chart'))
      : say(program, people.mention('/tiny')))

    const { uploads, data } = messageOf(effect)
    expect(uploads).toMatchObject([{ key: 'files[0]', name: 'chart-1.png', type: 'image/png' }])
    expect(uploads[0]?.data.subarray(0, 8)).toEqual(PNG)
    const gallery = components(data.components).find(({ type }) => type === 12)
    expect(gallery?.items).toMatchObject([{ description: ALT, media: { url: expect.stringMatching(/chart-1\.png$/) } }])
    expect(textOf(data)).toContain(ALT)
  })

  test('comes and goes as the message is replaced', async () => {
    await using program = await openedTiny()
    const [secret] = await interact(program, command('/tiny secret'))

    const [chart] = await interact(program, people.press(messageOf(secret), '1:tiny.chart'))
    const [gone] = await interact(program, people.press(messageOf(chart), '1:tiny.secret'))

    expect(chart).toMatchObject({ how: 'replaced', message: { uploads: [{ name: 'chart-1.png' }] } })
    expect(gone).toMatchObject({ how: 'replaced', message: { data: { attachments: [] } } })
  })
})

describe('a reply that is longer than a message', () => {
  const wordsOf = (effects: readonly Effect[]): string[] =>
    effects.flatMap((effect) => textOf(messageOf(effect).data).split(/\s+/))

  test('to a command goes on in private follow-ups', async () => {
    await using program = await openedTiny()

    const effects = await interact(program, command('/tiny long'))

    expect(effects.map((effect) => messageOf(effect).ephemeral)).toEqual([true, true, true])
    expect(wordsOf(effects)).toEqual(WORDS)
  })

  test('to a mention goes on in the same place', async () => {
    await using program = await openedTiny()

    const effects = await say(program, people.mention('/tiny long', ADA, THREAD))

    expect(effects.map((effect) => messageOf(effect).channelId)).toEqual([THREAD, THREAD, THREAD])
    expect(effects.map((effect) => messageOf(effect).data.type)).toEqual([19, 0, 0])
    expect(wordsOf(effects)).toEqual(WORDS)
  })

  test('is shared whole', async () => {
    await using program = await openedTiny()
    const [first] = await interact(program, command('/tiny secret'))

    const effects = await interact(program, people.press(messageOf(first), '1+tiny.long'))

    expect(effects.map(({ how }) => how)).toEqual(['posted', 'posted', 'posted', 'removed'])
    expect(effects.slice(0, 3).map((effect) => messageOf(effect).ephemeral)).toEqual([false, false, false])
    expect(wordsOf(effects.slice(0, 3)).slice(0, WORDS.length)).toEqual(WORDS)
  })
})

describe('a server', () => {
  const NEW = '1180000000000000150'
  const PLACE = '1180000000000000250'

  test('that adds the bot is greeted once in its system channel', async () => {
    await using program = await running()

    const effects = await after(program, 'GUILD_CREATE', guild(NEW, PLACE))
    program.discord.deliver('GUILD_CREATE', guild(NEW, PLACE))
    await program.discord.settle()

    expect(effects).toMatchObject([{ how: 'posted', message: { channelId: PLACE } }])
    expect(textOf(messageOf(effects[0]).data)).toContain('Nines explains')
    expect(program.discord.effects).toHaveLength(1)
  })

  test('that keeps the bot out of that channel is left alone', async () => {
    await using program = await running()

    program.discord.deliver('GUILD_CREATE', guild(NEW, PLACE, { closed: true }))
    await program.discord.settle()

    expect(program.discord.effects).toEqual([])
  })

  test('that the bot was in before is not greeted', async () => {
    await using program = await running()

    await program.discord.settle()

    expect(program.discord.effects).toEqual([])
  })
})

describe('credentials', () => {
  test('that Discord rejects stop the start with what to do', async () => {
    const discord = await startDiscord()
    const { adapter } = await makeProgram(discord, { token: 'x'.repeat(60) })

    const starting = adapter.start()

    await expect(starting).rejects.toThrow(ConfigError)
    await expect(starting).rejects.toThrow(/^DISCORD_TOKEN: .*"Reset Token"/)
    await adapter.stop()
    await discord.stop()
  })
})
