// `register` uploads the command list once, then only when it changed, and says what to do where Discord refuses.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { uploadCommands } from '../adapters/discord/upload.ts'
import type { Commands } from '../src/command.ts'
import { commands } from '../src/commands/index.ts'
import { ConfigError } from '../src/config.ts'
import { configFor } from './discord/program.ts'
import { type Discord, startDiscord } from './discord/server.ts'
import { tinyCommands } from './discord/tiny.ts'

let discord: Discord
beforeEach(async () => {
  discord = await startDiscord()
})
afterEach(() => discord.stop())

const upload = (list: Commands = commands, prefix = '') => uploadCommands(configFor(discord), list, prefix)
const uploads = (): number => discord.requests.filter(({ method }) => method === 'PUT').length
const [first, ...others] = commands
if (!first) throw new Error('there are no commands')

describe('register', () => {
  test('uploads once, and nothing while nothing changed', async () => {
    const said = [await upload(), await upload(), await upload()]

    expect(said).toEqual([
      `Uploaded ${commands.length + 1} commands to Discord.`,
      `Discord holds these ${commands.length + 1} commands already: nothing uploaded.`,
      `Discord holds these ${commands.length + 1} commands already: nothing uploaded.`,
    ])
    expect(uploads()).toBe(1)
  })

  test.each<[string, Commands, string]>([
    ['a description', [{ ...first, about: 'Something else' }, ...others], ''],
    [
      'a form of a command',
      [{ ...first, forms: { ...first.forms, more: { ...first.forms.show, about: 'More' } as never } }, ...others],
      '',
    ],
    ['the list', others, ''],
    ['every command', tinyCommands, ''],
    ['the prefix', commands, 'ops-'],
  ])('uploads again when %s changed', async (_, changed, prefix) => {
    await upload()

    const said = await upload(changed, prefix)

    expect(said).toMatch(/^Uploaded/)
    expect(uploads()).toBe(2)
    expect(await upload(changed, prefix)).toMatch(/nothing uploaded/)
  })

  test('says what to do where the token is rejected', async () => {
    const uploading = uploadCommands(configFor(discord, 'x'.repeat(60)), commands, '')

    await expect(uploading).rejects.toThrow(ConfigError)
    await expect(uploading).rejects.toThrow(/^DISCORD_TOKEN: .*"Reset Token" on the page "Bot"/)
  })

  test('says what to do where the application is not the one of the token', async () => {
    const config = { ...configFor(discord), applicationId: '1180000000000009999' }

    const uploading = uploadCommands(config, commands, '')

    await expect(uploading).rejects.toThrow(ConfigError)
    await expect(uploading).rejects.toThrow(/^DISCORD_APPLICATION_ID: .*1180000000000009999.*"General Information"/)
  })

  test('says the same where there is no such application', async () => {
    discord.fail({
      method: 'GET',
      path: /^\/applications/,
      answer: { status: 404, body: { code: 10002, message: 'Unknown Application' } },
    })

    await expect(upload()).rejects.toThrow(/^DISCORD_APPLICATION_ID:/)
  })

  test('leaves a failure of Discord as it is', async () => {
    discord.fail({ method: 'GET', path: /^\/applications/, answer: { status: 500 }, times: 2 })

    await expect(upload()).rejects.not.toThrow(ConfigError)
    expect(uploads()).toBe(0)
  })
})
