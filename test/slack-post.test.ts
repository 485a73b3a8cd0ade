// What became of a post decides whether it may be tried again, so each is one request, and its outcome is told apart.

import nock from 'nock'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSlackAdapter } from '../adapters/slack/index.ts'
import { createClaims } from '../src/claims.ts'
import { text } from '../src/reply.ts'
import { openBot } from './world.ts'

const reply = { blocks: [text('Question of the day')], answer: { type: 'help' } }
const adapter = createSlackAdapter({
  bot: await openBot(),
  config: {
    botToken: 'xoxb-0-nines',
    apiUrl: 'https://slack.com/api/',
    mode: { kind: 'http', signingSecret: '8f742231b10e8888abcd99yyyzzz85a5' },
  },
  claims: createClaims(),
  host: '127.0.0.1',
  port: 0,
  log: () => {},
})

let requests: Record<string, unknown>[]
beforeEach(() => {
  nock.disableNetConnect()
  requests = []
})
afterEach(() => {
  nock.cleanAll()
  nock.enableNetConnect()
})

/** Slack at one method, for as many requests as come. */
const slack = (method: string) =>
  nock('https://slack.com')
    .post(`/api/${method}`, (body) => {
      requests.push(body)
      return true
    })
    .optionally()

describe('a post', () => {
  test('that Slack takes can be found again', async () => {
    slack('chat.postMessage').reply(200, { ok: true, channel: 'C1', ts: '1795338000.000100' })

    expect(await adapter.post('C1', reply, 'key')).toEqual({ outcome: 'posted', reference: 'C1/1795338000.000100' })
    expect(requests).toMatchObject([{ channel: 'C1', text: 'Question of the day', unfurl_links: 'false' }])
  })

  test('to a person goes to their direct messages', async () => {
    slack('chat.postMessage').reply(200, { ok: true, channel: 'D1', ts: '1795338000.000100' })

    expect(await adapter.post('@U1', reply, 'key')).toMatchObject({
      outcome: 'posted',
      reference: 'D1/1795338000.000100',
    })
    expect(requests).toMatchObject([{ channel: 'U1' }])
  })

  test('that Slack refuses is refused', async () => {
    slack('chat.postMessage').reply(200, { ok: false, error: 'channel_not_found' })

    expect(await adapter.post('C1', reply, 'key')).toEqual({
      outcome: 'refused',
      reason: 'channel_not_found',
      place: true,
    })
    expect(requests).toHaveLength(1)
  })

  test('whose blocks Slack refuses says nothing of the channel', async () => {
    slack('chat.postMessage').reply(200, { ok: false, error: 'invalid_blocks' })

    expect(await adapter.post('C1', reply, 'key')).toEqual({ outcome: 'refused', reason: 'invalid_blocks' })
  })

  test('is for later where there is no connection', async () => {
    slack('chat.postMessage').replyWithError(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }))

    expect(await adapter.post('C1', reply, 'key')).toMatchObject({ outcome: 'later' })
  })

  test('that comes too soon may be tried later', async () => {
    slack('chat.postMessage').reply(429, '', { 'retry-after': '17' })

    expect(await adapter.post('C1', reply, 'key')).toEqual({ outcome: 'later', seconds: 17 })
    expect(requests).toHaveLength(1)
  })

  test.each([
    ['whose connection is reset', () => slack('chat.postMessage').replyWithError('read ECONNRESET')],
    ['that ends in an error of the server', () => slack('chat.postMessage').reply(500, 'oops')],
    [
      'that ends in an error inside Slack',
      () => slack('chat.postMessage').reply(200, { ok: false, error: 'internal_error' }),
    ],
    ['that is limited without saying how long', () => slack('chat.postMessage').reply(429, '')],
  ])('%s may have been posted', async (_, fail) => {
    fail().persist()

    expect(await adapter.post('C1', reply, 'key')).toEqual({ outcome: 'unknown', reason: expect.any(String) })
    expect(requests).toHaveLength(1)
  })
})

describe('an edit', () => {
  test('changes the message that was posted', async () => {
    slack('chat.update').reply(200, { ok: true, channel: 'C1', ts: '1795338000.000100' })

    expect(await adapter.edit('C1/1795338000.000100', reply)).toEqual({
      outcome: 'posted',
      reference: 'C1/1795338000.000100',
    })
    expect(requests).toMatchObject([{ channel: 'C1', ts: '1795338000.000100', text: 'Question of the day' }])
  })

  test('of a message that is gone is refused', async () => {
    slack('chat.update').reply(200, { ok: false, error: 'message_not_found' })

    expect(await adapter.edit('C1/1', reply)).toEqual({ outcome: 'refused', reason: 'message_not_found' })
  })
})
