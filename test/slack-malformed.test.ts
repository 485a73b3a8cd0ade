// A signature says who has sent a body, and not that it can be read: what can't is refused and logged, and the next is answered.

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { quietLogger } from '../adapters/slack/logger.ts'
import { createTake } from '../adapters/slack/requests.ts'
import { ODD, oddly, RUNS } from './odd.ts'
import { FORM_TYPE, JSON_TYPE, post, type Received, SIGNING_SECRET } from './slack/deliver.ts'
import { payload } from './slack/payload.ts'
import { type Running, run } from './slack/running.ts'
import type { Fields } from './slack/web-api.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

const DEEP = 400_000
const deep = `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`

const EVENTS = ['app-mention', 'message-im', 'app-home-opened', 'member-joined-channel'] as const
const INTERACTIONS = ['block-actions-public', 'block-actions-modal', 'message-shortcut', 'view-submission'] as const
const ALL = [...EVENTS, 'slash-command', ...INTERACTIONS] as const
type Name = (typeof ALL)[number]
const isEvent = (name: Name): boolean => (EVENTS as readonly string[]).includes(name)

const oddBody = fc.constantFrom(...ALL).chain((name) => oddly(payload(name)).map((body) => ({ name, body })))

/** Every request is another, as those of Slack's are. */
let count = 0
const form = (fields: Readonly<Record<string, string>>): [string, string] => [
  new URLSearchParams({ ...fields, delivery: `${++count}` }).toString(),
  FORM_TYPE,
]
const wire = (name: Name, body: unknown): [string, string] => {
  if (isEvent(name)) return [`${JSON.stringify(body) ?? ''}${' '.repeat(++count)}`, JSON_TYPE]
  if (name !== 'slash-command') return form({ payload: JSON.stringify(body) ?? '' })
  const fields = Object.entries(Object(body) as Fields).map(([key, value]) => [key, String(value)])
  return form(Object.fromEntries(fields))
}

const answers = async (running: Running): Promise<void> => {
  expect(await running.command('/concept quorum')).toHaveLength(1)
}

describe('over HTTP', () => {
  let running: Running
  beforeAll(async () => {
    running = await run('http')
  })
  afterAll(() => running.stop())
  const sent = (body: string, type: string): Promise<Received> => post(running.adapter().port(), body, type)

  test.each<[string, Json]>([
    ['null', null],
    ['a number', 1],
    ['a text', 'x'],
    ['a list', []],
    ['a list of nothing', [null]],
    ['an object of no kind', { hello: 'world' }],
    ['an event that is null', { ...payload('app-mention'), event: null } as Json],
    ['an event that is a list', { ...payload('app-mention'), event: [] } as Json],
    ['an event of null', payload('app-mention', { event: { user: null } }) as Json],
    ['presses of nothing', payload('block-actions-public', { actions: [] }) as Json],
    ['presses of null', payload('block-actions-public', { actions: [null] }) as Json],
    ['a press of nobody', payload('block-actions-public', { user: null }) as Json],
    ['a press in no workspace', payload('block-actions-public', { team: null, user: { team_id: undefined } }) as Json],
    ['a press in nothing', payload('block-actions-public', { container: null }) as Json],
    ['a press of what is not ours', payload('block-actions-public', { actions: [{ action_id: 'else' }] }) as Json],
    ['a form that is null', payload('view-submission', { view: null }) as Json],
    ['places to answer that are null', payload('view-submission', { response_urls: null }) as Json],
  ])('%s is refused with 400 as JSON and in a form, logged, and changes nothing', async (_, body) => {
    const text = JSON.stringify(body)
    for (const [content, type] of [[text, JSON_TYPE] as const, form({ payload: text })]) {
      const before = [running.problems.length, running.slack.sent.length] as const

      expect(await sent(content, type)).toEqual({ status: 400, text: '' })
      expect(running.problems.slice(before[0])).toEqual([expect.stringMatching(/^warn: a request was refused/)])
      expect(running.slack.sent).toHaveLength(before[1])
    }
    await answers(running)
  })

  test('a command without what it needs is refused with 400', async () => {
    expect(await sent(...form({ command: '/concept', text: 'quorum' }))).toEqual({ status: 400, text: '' })
  })

  test('what nests as deep as a body may is answered', async () => {
    for (const body of [deep, `{"event":${deep}}`, `{"actions":${deep}}`])
      expect(await sent(body, JSON_TYPE)).toEqual({ status: 400, text: '' })
  })

  test('what fails inside is answered with 500 and logged', async () => {
    const logged: unknown[] = []
    const log = (...given: unknown[]): void => void logged.push(given)
    const take = createTake({ signingSecret: SIGNING_SECRET, logger: quietLogger(log), log })
    const fault = new TypeError('null has no id')
    const server = createServer((request, response) => void take(request, response, () => Promise.reject(fault)))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo

    expect(await post(port, JSON.stringify(payload('app-mention')), JSON_TYPE)).toEqual({ status: 500, text: '' })
    expect(logged).toEqual([['error', 'a request failed', fault]])
    server.close()
  })

  test('any body with something odd in any place is answered, and does not end the process', async () => {
    await fc.assert(
      fc.asyncProperty(oddBody, async ({ name, body }) => {
        const { status } = await sent(...wire(name, body))
        expect([200, 400]).toContain(status)
      }),
      { numRuns: RUNS },
    )
    await answers(running)
  })
})

describe('over a socket', () => {
  test('any payload with something odd in any place does not end the process, and the next is answered', async () => {
    const running = await run('socket')
    const { socket } = running.slack
    const tell = (type: string, body: unknown): Promise<void> =>
      socket.tell(JSON.stringify({ envelope_id: `${++count}`, type, accepts_response_payload: true, payload: body }))
    const kindOf = (name: Name): string =>
      isEvent(name) ? 'events_api' : name === 'slash-command' ? 'slash_commands' : 'interactive'

    for (const text of ['null', '1', '[]', '{', deep, '{"type":"events_api"}', '{"type":"error"}'])
      await socket.tell(text)
    for (const type of ['events_api', 'slash_commands', 'interactive'])
      for (const odd of [...ODD, { event: null }, { event: [] }, { actions: [null] }]) await tell(type, odd)
    await answers(running)
    expect(running.problems.length).toBeGreaterThan(10)

    await fc.assert(
      fc.asyncProperty(oddBody, ({ name, body }) => tell(kindOf(name), body)),
      { numRuns: RUNS },
    )
    await answers(running)
    await running.stop()
  })
})
