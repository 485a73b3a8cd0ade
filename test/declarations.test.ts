// A declaration that a menu would refuse is refused here, by name, before any upload.

import { describe, expect, test } from 'vitest'
import { LIMITS as DISCORD } from '../adapters/discord/limits.ts'
import { commandList } from '../adapters/discord/register.ts'
import { LIMITS as SLACK } from '../adapters/slack/limits.ts'
import { manifest } from '../adapters/slack/register.ts'
import { type Command, command, findForm } from '../src/command.ts'
import { commands } from '../src/commands/index.ts'
import { Refusal } from '../src/refusal.ts'
import { asker, openBot } from './world.ts'

const [first] = commands
const broken =
  (change: Partial<Command>): (() => Command) =>
  () =>
    command({ ...(first as Command), ...change })

/** Names, descriptions and values, together with those of all that is inside. */
function characters(each: object): number {
  return Object.entries(each).reduce(
    (sum, [key, value]) =>
      sum +
      (Array.isArray(value)
        ? value.reduce(
            (inner: number, one: unknown) => inner + (one && typeof one === 'object' ? characters(one) : 0),
            0,
          )
        : ['name', 'description', 'value'].includes(key)
          ? String(value).length
          : 0),
    0,
  )
}

describe('a declaration', () => {
  test.each([
    [{ name: 'Not a name' }, /a name is a lower-case word/],
    [{ usual: 'nope' }, /"nope" is not declared/],
    [{ asked: { nope: ['x'] } }, /which is not a form/],
    [{ examples: [] }, /no example/],
    [{ about: 'x'.repeat(101) }, /over 100 characters/],
  ] as const)('of %o is refused with the name of the culprit', (change, message) => {
    expect(broken(change)).toThrow(message)
  })

  test('has unique names', () => {
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length)
  })

  test('fits the menus of both platforms, whatever the prefix', () => {
    const list = commandList(commands, 'x'.repeat(16))
    for (const each of list) expect(characters(each)).toBeLessThan(DISCORD.commandCharacters)
    for (const { description } of manifest(commands, '').features.slash_commands)
      expect(description.length).toBeLessThanOrEqual(SLACK.commandDescription)
  })
})

describe('an option', () => {
  test('that is given and empty is as if it were not given', async () => {
    const bot = await openBot()
    const show = (raw: Record<string, string>) =>
      bot.answer({ call: { command: 'concept', form: 'show', raw } }, asker())

    expect((await show({ term: 'cap', part: ' ', page: '' })).reply).toEqual((await show({ term: 'cap' })).reply)
  })
})

describe('every refusal', () => {
  test('says what was given and gives an example that works when it is pasted back', async () => {
    const bot = await openBot()
    const inputs = ['/concept cap part=bogus', '/concept page=0', '/nines zone Mars', '/bogus', '/nines zone zone=1']

    for (const line of inputs) {
      const { reply } = await bot.answer({ command: line }, asker())
      expect([line, reply.answer.type]).toEqual([line, 'refusal'])
      const { example, message } = reply.answer as unknown as { example: string; message: string }
      expect(message.length).toBeGreaterThan(10)
      expect([example, (await bot.answer({ command: example }, asker())).reply.answer.type]).not.toEqual([
        example,
        'refusal',
      ])
    }
  })

  test('of every kind of value carries an example that works', async () => {
    const bot = await openBot()

    for (const each of commands) {
      for (const [form, { options }] of Object.entries(each.forms)) {
        for (const [option, { kind }] of Object.entries(options)) {
          const { reply } = await bot.answer({ command: kind.example }, asker())
          expect([each.name, form, option, kind.example, reply.answer.type]).not.toContain('refusal')
        }
      }
    }
  })

  test('of a mistyped command names the one that was meant', async () => {
    const bot = await openBot()

    expect((await bot.answer({ command: '/concpt cap' }, asker())).reply.answer).toMatchObject({
      message: 'There is no command “concpt”. Did you mean /concept?',
      example: '/concept cap',
    })
  })

  test('is no bug', () => {
    expect(findForm(commands, { command: 'concept', form: '__proto__' })).toBeUndefined()
    expect(new Refusal('x', 'y', 'z').text).toEqual([{ kind: 'plain', text: 'y' }])
  })
})
