// Discord's REST under failures that a server of our own would not make: what the upload of commands does with each answer.

import nock from 'nock'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { commandList } from '../adapters/discord/register.ts'
import { uploadCommands } from '../adapters/discord/upload.ts'
import { Unreachable } from '../src/adapter.ts'
import { commands } from '../src/commands/index.ts'
import { ConfigError } from '../src/config.ts'

const API = 'https://discord.example'
const PATH = '/api/v10/applications/123456789012345678/commands'
const CONFIG = { token: 'a-token-of-some-length', applicationId: '123456789012345678', apiUrl: `${API}/api` }
const upload = () => uploadCommands(CONFIG, commands, '').catch((error: unknown) => error)

beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  nock.cleanAll()
  nock.enableNetConnect()
})

describe('the upload of commands', () => {
  test('replaces a list that differs, with the token, once', async () => {
    nock(API, { reqheaders: { authorization: `Bot ${CONFIG.token}` } })
      .get(PATH)
      .reply(200, [])
    let sent: unknown
    const put = nock(API)
      .put(PATH, (body) => {
        sent = body
        return true
      })
      .reply(200, [])

    expect(await upload()).toBe(`Uploaded ${commandList(commands, '').length} commands to Discord.`)
    expect(put.isDone()).toBe(true)
    expect(sent).toEqual(JSON.parse(JSON.stringify(commandList(commands, ''))))
  })

  test('sends nothing where Discord holds the same', async () => {
    nock(API).get(PATH).reply(200, commandList(commands, '').toReversed())

    expect(await upload()).toContain('nothing uploaded')
  })

  test.each([
    [401, ConfigError, /DISCORD_TOKEN/],
    [403, ConfigError, /DISCORD_APPLICATION_ID/],
    [404, ConfigError, /DISCORD_APPLICATION_ID/],
    [500, Unreachable, /Discord can't be reached/],
  ] as const)('says what to do about %d', async (status, kind, message) => {
    nock(API).persist().get(PATH).reply(status, { message: 'no', code: 0 })
    const error = await upload()

    expect(error).toBeInstanceOf(kind)
    expect(String(error)).toMatch(message)
  })

  test('says that nothing answered', async () => {
    nock(API).persist().get(PATH).replyWithError('connection reset')

    expect(await upload()).toBeInstanceOf(Unreachable)
  })
})
