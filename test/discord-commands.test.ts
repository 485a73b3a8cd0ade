// The command list that Discord is given, and the variables that switch Discord on.

import { ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod'
import { describe, expect, test } from 'vitest'
import { discordConfig } from '../adapters/discord/config.ts'
import { LIMITS } from '../adapters/discord/limits.ts'
import { type Option, readCall, readCommand } from '../adapters/discord/read.ts'
import { commandList } from '../adapters/discord/register.ts'
import { shownForms } from '../src/command.ts'
import { commands } from '../src/commands/index.ts'
import { ConfigError, readConfig } from '../src/config.ts'
import { checkCommands, checkSchema, type Json } from './discord/check.ts'
import { typed } from './discord/people.ts'
import { BOT } from './discord/world.ts'

describe.each(['', 'ops-', 'abcdefghijklmno-'])('the command list with the prefix "%s"', (prefix) => {
  const list = commandList(commands, prefix) as unknown as Json[]

  test('is one that Discord takes', () => {
    for (const each of list) expect(checkSchema(ApplicationCommandUpdateRequestSchema, each)).toEqual([])
    expect(checkCommands(list)).toEqual([])
    expect(list.length).toBeLessThanOrEqual(LIMITS.commands)
  })

  test('is there for servers and for people, wherever they are', () => {
    for (const each of list) expect(each).toMatchObject({ integration_types: [0, 1], contexts: [0, 1, 2] })
  })

  test('names the commands with the prefix, and the message command without', () => {
    expect(list.map(({ type, name }) => [type, name])).toEqual([
      ...commands.map(({ name }) => [1, `${prefix}${name}`]),
      [3, 'Explain terms'],
    ])
  })

  test('lists what is fixed, completes what can be completed, and takes all as text', () => {
    const named = (name: string) =>
      (list as { name: string; options: { name: string; options?: Json[] }[] }[]).find(
        (each) => each.name === `${prefix}${name}`,
      )
    const [concept, nines, calc] = [named('concept'), named('nines'), named('calc')]

    expect(concept?.options).toMatchObject([
      { type: 3, name: 'term', autocomplete: true },
      {
        type: 3,
        name: 'part',
        choices: [{ value: 'card' }, { value: 'more' }, { value: 'sources' }, { value: 'copy' }],
      },
      { type: 3, name: 'page' },
    ])
    const zone = nines?.options.find(({ name }) => name === 'zone')
    expect(zone?.options).toMatchObject([{ type: 3, name: 'zone', autocomplete: true }])
    expect(calc?.options).toMatchObject([
      { type: 3, name: 'what', autocomplete: true },
      { type: 3, name: 'values' },
    ])
  })

  test('reaches every form of every command, alone and through the home command', () => {
    for (const command of commands.filter(({ picks }) => picks === undefined)) {
      for (const [form] of shownForms(command)) {
        const sub = shownForms(command).length > 1 ? ` ${form}` : ''
        const lines = [
          `/${prefix}${command.name}${sub}`,
          ...(command.name === 'nines' ? [] : [`/${prefix}nines ${command.name}${sub}`]),
        ]
        for (const line of lines) {
          const { name, options } = typed(line, list) as { name: string; options: Option[] }
          expect([line, readCall(name, options, commands, prefix)]).toEqual([
            line,
            { command: command.name, form, raw: {} },
          ])
        }
      }
    }
  })
})

describe('a command whose form is an option', () => {
  test('says the line that its options make', () => {
    const options = [
      { name: 'what', value: 'littles-law' },
      { name: 'values', value: '250 rps 40ms' },
    ]

    expect(readCommand('calc', options, commands, '')).toEqual({ command: '/calc littles-law 250 rps 40ms' })
    expect(readCommand('ops-calc', options, commands, 'ops-')).toEqual({ command: '/calc littles-law 250 rps 40ms' })
    expect(readCommand('nines', [{ name: 'calc', options }], commands, '')).toEqual({
      command: '/calc littles-law 250 rps 40ms',
    })
    expect(readCommand('calc', [], commands, '')).toEqual({ command: '/calc' })
  })
})

describe('the configuration', () => {
  const read = (env: Record<string, string>) => readConfig(env, { discord: discordConfig }).discord
  const TOKEN = 'x'.repeat(60)

  test('switches Discord on with a token and an application', () => {
    expect(read({ DISCORD_TOKEN: TOKEN, DISCORD_APPLICATION_ID: BOT.id })).toEqual({
      token: TOKEN,
      applicationId: BOT.id,
      apiUrl: 'https://discord.com/api',
    })
    expect(read({ DISCORD_API_URL: 'http://127.0.0.1:1/api/' })).toBeUndefined()
  })

  test.each([
    [{ DISCORD_TOKEN: TOKEN }, 'DISCORD_APPLICATION_ID: missing'],
    [{ DISCORD_APPLICATION_ID: BOT.id }, 'DISCORD_TOKEN: missing'],
    [{ DISCORD_TOKEN: TOKEN, DISCORD_APPLICATION_ID: 'Nines' }, 'DISCORD_APPLICATION_ID: must be'],
  ])('says what is missing: %o', (env, problem) => {
    expect(() => read(env)).toThrow(ConfigError)
    expect(() => read(env)).toThrow(problem)
  })
})
