// What comes in over HTTP is believed only with Slack's signature, and answered once.

import { describe, expect, test } from 'vitest'
import { FORM_TYPE, JSON_TYPE, post, type Received, type Signing } from './slack/deliver.ts'
import { payload } from './slack/payload.ts'
import { mentioned, onSlack, type Running } from './slack/running.ts'
import type { Fields } from './slack/web-api.ts'

const mention = ({ slack }: Running): Fields =>
  payload('app-mention', {
    event: { text: mentioned('what is a quorum?'), user: slack.api.people.ada, channel: slack.api.channel },
  })

/** Sends a request and gives its answer, with how many messages it made the bot send. */
async function send(
  running: Running,
  body: string,
  type: string,
  signing: Signing = {},
): Promise<Received & { sent: number }> {
  let received: Received = { status: 0, text: '' }
  const seen = await running.after(async () => {
    received = await post(running.adapter().port(), body, type, signing)
  })
  return { ...received, sent: seen.length }
}

const refused = (status: number) => ({ status, text: '', sent: 0 })

describe('a request is refused, and nothing is posted,', () => {
  test.each<[string, Signing]>([
    ['when it is signed with another secret', { secret: 'a-guess-of-32-characters-or-more' }],
    ['when its time stamp is over five minutes old', { late: 5 * 60 + 5 }],
    ['when it has no signature', { headers: { 'x-slack-signature': '' } }],
    ['when its time stamp is not the one that was signed', { headers: { 'x-slack-request-timestamp': '1' } }],
  ])('%s', (_, signing) =>
    onSlack('http', async (running) => {
      const body = JSON.stringify(mention(running))

      expect(await send(running, body, JSON_TYPE, signing)).toEqual(refused(401))
      expect(await send(running, body, JSON_TYPE)).toMatchObject({ status: 200, sent: 1 })
    })(),
  )

  test(
    'when it is larger than anything that Slack sends',
    onSlack('http', async (running) => {
      const body = JSON.stringify({ ...mention(running), padding: 'x'.repeat(1_000_000) })

      expect(await send(running, body, JSON_TYPE)).toEqual(refused(413))
    }),
  )

  test(
    'when it is no JSON',
    onSlack('http', async (running) => {
      expect(await send(running, '{"type":', JSON_TYPE)).toEqual(refused(400))
    }),
  )

  test(
    'when it is nothing that Slack is known to send',
    onSlack('http', async (running) => {
      expect(await send(running, JSON.stringify({ hello: 'world' }), JSON_TYPE)).toEqual(refused(404))
    }),
  )
})

test(
  'an event that nobody listens to is accepted and ignored',
  onSlack('http', async (running) => {
    const body = payload('app-mention', { event: { type: 'reaction_added' } })

    expect(await send(running, JSON.stringify(body), JSON_TYPE)).toMatchObject({ status: 200, sent: 0 })
  }),
)

test(
  'an event that is delivered again is answered once',
  onSlack('http', async (running) => {
    const body = JSON.stringify(mention(running))
    const again = { headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' } }

    expect(await send(running, body, JSON_TYPE)).toMatchObject({ status: 200, sent: 1 })
    expect(await send(running, body, JSON_TYPE, again)).toMatchObject({ status: 200, sent: 0 })
  }),
)

test(
  'an event whose first delivery was lost is answered on the second',
  onSlack('http', async (running) => {
    const again = { headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_error' } }

    expect(await send(running, JSON.stringify(mention(running)), JSON_TYPE, again)).toMatchObject({ sent: 1 })
  }),
)

test(
  'the address is verified with the challenge that Slack sends',
  onSlack('http', async (running) => {
    const body = JSON.stringify({ type: 'url_verification', token: 't', challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY' })

    expect(await send(running, body, JSON_TYPE)).toEqual({
      status: 200,
      text: '{"challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY"}',
      sent: 0,
    })
  }),
)

test(
  'a command smuggled behind a check of the certificate is not run',
  onSlack('http', async (running) => {
    const body = new URLSearchParams({ ssl_check: '1', command: '/concept', text: 'quorum' }).toString()

    expect(await send(running, body, FORM_TYPE, { secret: 'a-guess-of-32-characters-or-more' })).toEqual({
      status: 200,
      text: '',
      sent: 0,
    })
  }),
)
