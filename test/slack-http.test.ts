// What comes in over HTTP is believed only with Slack's signature, and answered once.

import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createReplays } from '../adapters/slack/replays.ts'
import { FORM_TYPE, JSON_TYPE, post, type Received, SIGNING_SECRET, type Signing } from './slack/deliver.ts'
import { payload } from './slack/payload.ts'
import { mentioned, onSlack, type Running, run } from './slack/running.ts'
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
      expect(await send(running, JSON.stringify({ hello: 'world' }), JSON_TYPE)).toEqual(refused(400))
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

/** The signature of a body, to be sent with it more than once. */
function recorded(body: string): Signing {
  const time = `${Math.floor(Date.now() / 1000)}`
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${time}:${body}`).digest('hex')
  return { headers: { 'x-slack-signature': `v0=${signature}`, 'x-slack-request-timestamp': time } }
}

describe('a request that was recorded on its way and is sent again', () => {
  /** One of each kind that asks for something, as it is written on the wire. */
  const kinds: readonly [string, (running: Running) => [body: string, type: string]][] = [
    [
      'a command',
      ({ slack }) => [
        new URLSearchParams(
          payload('slash-command', {
            command: '/nines',
            text: 'zone Europe/Berlin',
            response_url: slack.responseUrl({ person: slack.api.people.ada }),
          }) as Record<string, string>,
        ).toString(),
        FORM_TYPE,
      ],
    ],
    [
      'a press',
      ({ slack }) => {
        const value = '1:concept.show?term=quorum'
        const pressed = payload('block-actions-ephemeral', {
          actions: [{ action_id: 'nines:0', block_id: 'a', type: 'button', value }],
          response_url: slack.responseUrl({ person: slack.api.people.ada }),
        })
        return [new URLSearchParams({ payload: JSON.stringify(pressed) }).toString(), FORM_TYPE]
      },
    ],
    [
      'a form',
      () => {
        const state = { values: { zone: { zone: { type: 'plain_text_input', value: 'Europe/Berlin' } } } }
        const filled = payload('view-submission', { view: { private_metadata: '1:nines.zone', state } })
        return [new URLSearchParams({ payload: JSON.stringify(filled) }).toString(), FORM_TYPE]
      },
    ],
  ]

  test.each(kinds)('is refused, and nothing is done: %s', (_, make) =>
    onSlack('http', async (running) => {
      const [body, type] = make(running)
      const signing = recorded(body)
      const first = await send(running, body, type, signing)
      const before = running.problems.length
      const second = await send(running, body, type, signing)
      const third = await send(running, body, type, { headers: { ...signing.headers, 'x-slack-retry-num': '1' } })

      expect(first.status).toBe(200)
      expect(first.text.length + first.sent).toBeGreaterThan(0)
      expect([second, third]).toEqual([refused(401), refused(401)])
      expect(running.problems.slice(before)).toEqual(
        Array(2).fill(expect.stringMatching(/^warn: a request was refused that has been answered before/)),
      )
    })(),
  )

  test(
    'does not keep the same from being asked anew',
    onSlack('http', async (running) => {
      const [body, type] = kinds[0]?.[1](running) ?? ['', '']

      expect(await send(running, body, type)).toMatchObject({ status: 200 })
      expect(await send(running, body, type, { late: 2 })).toMatchObject({ status: 200 })
    }),
  )

  test(
    'is acknowledged where it is an event, which Slack repeats until it is, and is not answered',
    onSlack('http', async (running) => {
      const body = JSON.stringify(mention(running))
      const signing = recorded(body)

      expect(await send(running, body, JSON_TYPE, signing)).toMatchObject({ status: 200, sent: 1 })
      expect(await send(running, body, JSON_TYPE, signing)).toEqual(refused(200))
      expect(running.problems).toEqual([])
    }),
  )

  test(
    'is known by its signature only once that has been checked: a guess does not shut the true one out',
    onSlack('http', async (running) => {
      const body = JSON.stringify(mention(running))
      const signing = recorded(body)

      expect(await send(running, '{"another":"body"}', JSON_TYPE, signing)).toEqual(refused(401))
      expect(await send(running, body, JSON_TYPE, signing)).toMatchObject({ status: 200, sent: 1 })
    }),
  )
})

describe('the signatures that are kept', () => {
  test('are kept for as long as their time is believed, and are no more than so many', () => {
    const replays = createReplays(100)

    expect(replays.first('a', 1000)).toBe(true)
    expect(replays.first('b', 1300)).toBe(true)
    // The latest time that is believed lies five minutes ahead, and is believed for five minutes more.
    expect(replays.first('a', 1600)).toBe(false)
    expect(replays.first('b', 1900)).toBe(false)
    for (let n = 0; n < 1000; n++) {
      replays.first(`${n}`, 2000 + n / 10)
      expect(replays.first(`${n}`, 2000 + n / 10)).toBe(false)
      expect(replays.size).toBeLessThanOrEqual(100)
    }
    replays.first('last', 9999)
    expect(replays.size).toBe(1)
  })
})

test('an event that comes once more under a new signature, long after, does not end what has begun since', async () => {
  const left: string[] = []
  const leaving = { workspace: async () => {}, place: async (_: string, place: string) => void left.push(place) }
  const running = await run('http', undefined, leaving)
  const body = JSON.stringify(payload('app-mention', { event: { type: 'channel_left', channel: 'C9' } }))

  await send(running, body, JSON_TYPE)
  await send(running, body, JSON_TYPE, { late: 60, headers: { 'x-slack-retry-num': '2' } })
  await running.stop()

  expect(left).toEqual(['C9'])
})

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
