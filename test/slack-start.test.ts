// What the operator has to mend is said by the name of its variable when the bot starts.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Unreachable } from '../src/adapter.ts'
import { ConfigError } from '../src/config.ts'
import { type Mode, makeAdapter } from './slack/running.ts'
import { type Slack, startSlack } from './slack/server.ts'
import { openBot } from './world.ts'

let slack: Slack
beforeEach(async () => {
  slack = await startSlack()
})
afterEach(() => slack.close())

/** How the start fails; the adapter is stopped after it, as the program does. */
async function failure(mode: Mode, more: Parameters<typeof makeAdapter>[3]): Promise<unknown> {
  const adapter = makeAdapter(slack, mode, await openBot(), more)
  try {
    return await adapter.start().catch((error: unknown) => error)
  } finally {
    await adapter.stop()
  }
}

describe.each<Mode>(['http', 'socket'])('over %s', (mode) => {
  test('a bot token that Slack rejects is named', async () => {
    const error = await failure(mode, { botToken: 'xoxb-0-wrong' })

    expect(error).toBeInstanceOf(ConfigError)
    expect((error as ConfigError).problems).toEqual([expect.stringMatching(/^SLACK_BOT_TOKEN: .*\(invalid_auth\)/)])
  })

  test('a Slack that fails is no problem of the configuration', async () => {
    slack.api.next('auth.test', { status: 503, body: {} })

    expect(await failure(mode, {})).toBeInstanceOf(Unreachable)
  })
})

test.each(['invalid_auth', 'not_allowed_token_type', 'missing_scope', 'token_revoked'])(
  'an app token that Slack rejects with %s is named',
  async (reason) => {
    slack.api.next('apps.connections.open', { body: { ok: false, error: reason } })
    const error = await failure('socket', {})

    expect(error).toBeInstanceOf(ConfigError)
    expect((error as ConfigError).problems).toEqual([expect.stringMatching(`^SLACK_APP_TOKEN: .*\\(${reason}\\)`)])
  },
)

test('a wrong app token is named', async () => {
  expect(String(await failure('socket', { appToken: 'xapp-0-wrong' }))).toContain('SLACK_APP_TOKEN')
})

test('a port that is taken is named', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const error = await failure('http', { port: (other.address() as AddressInfo).port })
  other.close()

  expect(error).toBeInstanceOf(ConfigError)
  expect((error as ConfigError).problems).toEqual([expect.stringMatching(/^PORT: .*EADDRINUSE/)])
})
