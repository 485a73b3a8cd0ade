// Posts of our own accord: each at most once, and what became of it told truly, since that decides whether it is tried again.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Adapter, Posted } from '../src/adapter.ts'
import { bold, type Reply, text } from '../src/reply.ts'
import type { Json } from './discord/check.ts'
import { textOf } from './discord/drawn.ts'
import type { Answer } from './discord/http.ts'
import { makeProgram } from './discord/program.ts'
import { type Discord, startDiscord } from './discord/server.ts'
import { CHART, LONG, WORDS } from './discord/tiny.ts'
import { ADA, CHANNEL, directId } from './discord/world.ts'

const NOTE: Reply = { blocks: [text('The question of the day: ', bold('what is a quorum?'))], answer: { type: 'note' } }
const MESSAGES = /^\/channels\/\d+\/messages/

let discord: Discord
let adapter: Adapter
beforeEach(async () => {
  discord = await startDiscord()
  ;({ adapter } = await makeProgram(discord))
})
afterEach(async () => {
  await adapter.stop()
  await discord.stop()
})

const bodies = (): Json[] => discord.requests.filter(({ path }) => MESSAGES.test(path)).map(({ body }) => body as Json)
const idsOf = (posted: Posted): string[] =>
  posted.outcome === 'posted' ? posted.reference.split('/').slice(1) : [posted.outcome]
const fails = (answer: Answer | 'reset', more: { done?: true; times?: number } = {}): void =>
  discord.fail({ method: 'POST', path: MESSAGES, answer, ...more })

describe('a post', () => {
  test('is posted under a nonce that Discord enforces', async () => {
    const posted = await adapter.post(CHANNEL, NOTE, 'quiz/2026-11-22')

    expect(posted).toEqual({ outcome: 'posted', reference: `${CHANNEL}/${idsOf(posted)[0]}` })
    expect(bodies()).toEqual([
      expect.objectContaining({ nonce: expect.stringMatching(/^[\w-]{20,25}$/), enforce_nonce: true }),
    ])
    expect(discord.effects.map((effect) => 'message' in effect && textOf(effect.message.data))).toEqual([
      'The question of the day: what is a quorum?',
    ])
  })

  test('with the same key is not posted twice, and with another key is', async () => {
    const key = 'quiz/discord/1180000000000000200/2026-11-22'

    const first = await adapter.post(CHANNEL, NOTE, key)
    const again = await adapter.post(CHANNEL, NOTE, key)
    const tomorrow = await adapter.post(CHANNEL, NOTE, key.replace('-22', '-23'))

    expect(again).toEqual(first)
    expect(tomorrow).not.toEqual(first)
    expect(discord.effects).toHaveLength(2)
  })

  test('to a person goes to their direct messages', async () => {
    const posted = await adapter.post(`@${ADA.id}`, NOTE, 'k')

    expect(posted).toMatchObject({ outcome: 'posted', reference: expect.stringContaining(`${directId(ADA)}/`) })
  })

  test('that is longer than a message loses no word', async () => {
    const posted = await adapter.post(CHANNEL, LONG, 'k')

    expect(idsOf(posted)).toHaveLength(3)
    expect(new Set(bodies().map(({ nonce }) => nonce)).size).toBe(3)
    const shown = discord.effects.map((effect) => ('message' in effect ? textOf(effect.message.data) : ''))
    expect(shown.join(' ').split(/\s+/)).toEqual(WORDS)
  })

  test.each([
    [403, 50001, 'Missing Access', { place: true }],
    [404, 10003, 'Unknown Channel', { place: true }],
    [400, 50035, 'Invalid Form Body', {}],
  ])('is refused where Discord says no: %i', async (status, code, message, more) => {
    fails({ status, body: { code, message } })

    expect(await adapter.post(CHANNEL, NOTE, 'k')).toEqual({
      outcome: 'refused',
      reason: `${code} ${message}`,
      ...more,
    })
  })

  test('to nobody is refused', async () => {
    expect(await adapter.post('@1180000000000009999', NOTE, 'k')).toMatchObject({ outcome: 'refused' })
  })

  test('works again after a token was refused once', async () => {
    fails({ status: 401, body: { code: 0, message: '401: Unauthorized' } })

    const outcomes = [await adapter.post(CHANNEL, NOTE, 'k'), await adapter.post(CHANNEL, NOTE, 'k')]

    expect(outcomes).toMatchObject([{ outcome: 'refused' }, { outcome: 'posted' }])
  })

  test.each([
    [
      'of the channel',
      {
        'x-ratelimit-limit': '5',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset-after': '7',
        'x-ratelimit-bucket': 'b',
        'x-ratelimit-scope': 'user',
      },
    ],
    ['of all requests', { 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' }],
    ['that is shared', { 'x-ratelimit-scope': 'shared' }],
  ])('is for later at a limit %s, without waiting', async (_, headers) => {
    fails({ status: 429, headers: { 'retry-after': '7', ...headers }, body: { message: 'limited', retry_after: 7 } })

    const posted = await adapter.post(CHANNEL, NOTE, 'k')

    expect(posted).toMatchObject({ outcome: 'later' })
    expect(posted.outcome === 'later' && [7, 8]).toContain(posted.outcome === 'later' && posted.seconds)
    expect(bodies()).toHaveLength(1)
  })

  test('is for later where there is no connection', async () => {
    const gone = await startDiscord()
    await gone.stop()
    const { adapter: unconnected } = await makeProgram(gone)

    expect(await unconnected.post(CHANNEL, NOTE, 'k')).toMatchObject({ outcome: 'later' })
    expect(await unconnected.post(`@${ADA.id}`, NOTE, 'k')).toMatchObject({ outcome: 'later' })
    await unconnected.stop()
  })

  test('is unknown where Discord fails, and tried once more under the same nonce', async () => {
    fails({ status: 500 }, { times: 2 })

    expect(await adapter.post(CHANNEL, NOTE, 'k')).toMatchObject({ outcome: 'unknown' })
    expect(bodies()).toHaveLength(2)
    expect(bodies()[0]).toEqual(bodies()[1])
  })

  test('whose answer is lost at a gateway stands there once', async () => {
    fails({ status: 502 }, { done: true })

    const posted = await adapter.post(CHANNEL, NOTE, 'k')

    expect(posted).toMatchObject({ outcome: 'posted' })
    expect(bodies()).toHaveLength(2)
    expect(discord.effects).toHaveLength(1)
  })

  test('is unknown where a second try is refused after a first that nobody answered', async () => {
    fails({ status: 502 }, { done: true })
    fails({ status: 403, body: { code: 50001, message: 'Missing Access' } })

    expect(await adapter.post(CHANNEL, NOTE, 'k')).toMatchObject({ outcome: 'unknown' })
    expect(discord.effects).toHaveLength(1)
  })

  test('is unknown where the connection breaks', async () => {
    fails('reset', { done: true })

    expect(await adapter.post(CHANNEL, NOTE, 'k')).toMatchObject({ outcome: 'unknown' })
  })

  test('is unknown where only its beginning stands', async () => {
    discord.onRequest(({ body }) => {
      if (String(JSON.stringify(body)).includes(WORDS[600] ?? ''))
        fails({ status: 403, body: { code: 50001, message: 'No' } })
    })

    expect(await adapter.post(CHANNEL, LONG, 'k')).toEqual({ outcome: 'unknown', reason: '50001 No' })
  })
})

describe('an edit', () => {
  test('replaces what was posted', async () => {
    const posted = await adapter.post(CHANNEL, NOTE, 'k')
    const reference = posted.outcome === 'posted' ? posted.reference : ''

    const edited = await adapter.edit(reference, { ...NOTE, blocks: [text('It is over.')] })

    expect(edited).toEqual(posted)
    const last = discord.effects.at(-1)
    expect(last).toMatchObject({ how: 'replaced' })
    expect(last && 'message' in last && textOf(last.message.data)).toBe('It is over.')
  })

  test('brings the picture that it shows, and drops the one before', async () => {
    const posted = await adapter.post(CHANNEL, CHART, 'k')
    const reference = posted.outcome === 'posted' ? posted.reference : ''

    const outcomes = [await adapter.edit(reference, CHART), await adapter.edit(reference, NOTE)]

    expect(outcomes).toEqual([posted, posted])
    expect(bodies().map(({ attachments }) => attachments)).toEqual([
      [{ id: '0', filename: 'chart-1.png' }],
      [{ id: '0', filename: 'chart-1.png' }],
      [],
    ])
  })

  test('takes away what is left of a longer one, and adds what a longer one needs', async () => {
    const long = await adapter.post(CHANNEL, LONG, 'k')
    const short = await adapter.edit(`${CHANNEL}/${idsOf(long).join('/')}`, NOTE)
    const longer = await adapter.edit(`${CHANNEL}/${idsOf(short).join('/')}`, LONG)

    expect([idsOf(long).length, idsOf(short), idsOf(longer).length]).toEqual([3, idsOf(long).slice(0, 1), 3])
    expect(discord.effects.map(({ how }) => how)).toEqual([
      ...['posted', 'posted', 'posted'],
      ...['replaced', 'removed', 'removed'],
      ...['replaced', 'posted', 'posted'],
    ])
  })

  test('of what was removed is refused', async () => {
    expect(await adapter.edit(`${CHANNEL}/1180000000000007777`, NOTE)).toEqual({
      outcome: 'refused',
      reason: '10008 Unknown Message',
    })
  })
})
