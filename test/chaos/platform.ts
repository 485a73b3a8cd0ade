// Both platforms at one loopback address, each run in a world of its own: what stands in its channels, and which requests go wrong.
//
// The worlds have the run's own time, so that a nonce is forgotten after the run's minutes and not ours. They obey the rules on
// which everything hangs: one platform posts whatever it is sent, the other drops a second message of a nonce that it knows still.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'

export const FAULTS = ['drop', 'drop-done', 'error', 'error-done', 'busy', 'delay', 'repeat'] as const
/**
 * drop: the connection breaks, error: the server fails; `-done`: the message stands all the same. busy: too many requests. delay:
 * the answer is slow. repeat: the answer comes twice.
 */
export type Fault = (typeof FAULTS)[number]
/** After these nobody but the platform knows whether the message stands. */
export const isUnclear = (fault: Fault): boolean => !['busy', 'delay', 'repeat'].includes(fault)

export interface Message {
  readonly id: string
  readonly place: string
  readonly at: number
  text: string
  edits: number
}

export interface World {
  now: number
  readonly messages: Message[]
  /** Of the next posts to a place, one each. */
  readonly faults: Map<string, (Fault | 'none')[]>
  /** What happened, by place. */
  readonly happened: { readonly place: string; readonly at: number; readonly fault: Fault }[]
  readonly edits: { readonly place: string; readonly at: number }[]
  /** Called when a post has arrived, by the number in the token of whoever sent it; true: before the platform does anything. */
  onPost: ((sender: number, before: boolean) => void) | undefined
}

/** The reference page: "the past few minutes". */
const NONCE_MS = 180_000

export interface Platforms {
  /** The addresses of a world, for SLACK_API_URL and DISCORD_API_URL. */
  readonly slack: (world: string) => string
  readonly discord: (world: string) => string
  world(name: string, now: number): World
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

export async function startPlatforms(): Promise<Platforms> {
  const worlds = new Map<string, World>()
  const nonces = new WeakMap<World, Map<string, Message>>()
  let ids = 0

  function post(world: World, place: string, text: string, nonce?: string): Message {
    const known = nonces.get(world) ?? new Map<string, Message>()
    nonces.set(world, known)
    const held = nonce === undefined ? undefined : known.get(`${place}/${nonce}`)
    if (held && world.now - held.at <= NONCE_MS) return held
    const message = { id: String(1_180_000_000_000_000_000n + BigInt(++ids)), place, at: world.now, text, edits: 0 }
    world.messages.push(message)
    if (nonce !== undefined) known.set(`${place}/${nonce}`, message)
    return message
  }

  function edit(world: World, id: string, text: string): Message | undefined {
    const message = world.messages.find((each) => each.id === id)
    if (!message) return undefined
    message.text = text
    message.edits++
    world.edits.push({ place: message.place, at: world.now })
    return message
  }

  /** Posts with whatever is to go wrong this time. */
  async function posting(
    response: ServerResponse,
    given: { world: World; place: string; sender: number; done: () => Answer; fail: Answer; busy: Answer },
  ): Promise<void> {
    const { world, place, sender, done, fail, busy } = given
    world.onPost?.(sender, true)
    const fault = world.faults.get(place)?.shift() ?? 'none'
    if (fault !== 'none') world.happened.push({ place, at: world.now, fault })
    const answer = ['drop', 'error', 'busy'].includes(fault) ? undefined : done()
    world.onPost?.(sender, false)
    if (fault.startsWith('drop')) return void response.socket?.destroy()
    if (fault.startsWith('error')) return send(response, fail)
    if (fault === 'delay') await wait(20 + Math.random() * 100)
    send(response, answer ?? busy, fault === 'repeat')
  }

  async function slack(world: World, method: string, request: IncomingMessage, response: ServerResponse) {
    const fields = new URLSearchParams((await buffer(request)).toString())
    const sender = Number(/(\d+)$/.exec(request.headers.authorization ?? '')?.[1])
    const place = fields.get('channel') ?? ''
    const text = `${fields.get('text')} ${fields.get('blocks')}`
    const ok = (message: Message): Answer => ({ status: 200, body: { ok: true, channel: place, ts: message.id } })
    if (method === 'chat.postMessage')
      return posting(response, {
        world,
        place,
        sender,
        done: () => ok(post(world, place, text)),
        fail: { status: 502, body: 'bad gateway' },
        busy: { status: 429, headers: { 'retry-after': '1' }, body: '' },
      })
    const edited = method === 'chat.update' ? edit(world, fields.get('ts') ?? '', text) : undefined
    send(response, edited ? ok(edited) : { status: 200, body: { ok: false, error: 'message_not_found' } })
  }

  async function discord(world: World, path: string, request: IncomingMessage, response: ServerResponse) {
    const raw = (await buffer(request)).toString()
    const sender = Number(/(\d+)$/.exec(request.headers.authorization ?? '')?.[1])
    const [, place = '', id] = /^channels\/(\w+)\/messages(?:\/(\d+))?$/.exec(path) ?? []
    if (path === 'users/@me/channels') return send(response, { status: 200, body: { id: '77' } })
    if (request.method === 'POST' && place !== '') {
      const { nonce, enforce_nonce: enforced } = JSON.parse(raw) as { nonce?: string; enforce_nonce?: boolean }
      return posting(response, {
        world,
        place,
        sender,
        done: () => ({ status: 200, body: { id: post(world, place, raw, enforced ? nonce : undefined).id } }),
        fail: { status: 502, body: { message: 'bad gateway', code: 0 } },
        busy: { status: 429, headers: { 'retry-after': '0.02' }, body: { message: 'limited', retry_after: 0.02 } },
      })
    }
    const edited = request.method === 'PATCH' && id !== undefined ? edit(world, id, raw) : undefined
    send(
      response,
      edited ? { status: 200, body: { id } } : { status: 404, body: { code: 10008, message: 'Unknown Message' } },
    )
  }

  const server = createServer((request, response) => {
    const [, name = '', which = '', ...rest] = (request.url ?? '').split('?')[0]?.split('/') ?? []
    const world = worlds.get(name)
    const served =
      world === undefined
        ? Promise.reject(new Error(`there is no world ${name}`))
        : which === 'api'
          ? slack(world, rest.join('/'), request, response)
          : // The SDK adds the version.
            discord(world, rest.slice(1).join('/'), request, response)
    served.catch((error: unknown) => response.destroy(error as Error))
  })
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    slack: (world) => `http://127.0.0.1:${port}/${world}/api/`,
    discord: (world) => `http://127.0.0.1:${port}/${world}/discord`,
    world(name, now) {
      const world: World = { now, messages: [], faults: new Map(), happened: [], edits: [], onPost: undefined }
      worlds.set(name, world)
      return world
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function send(response: ServerResponse, { status, headers = {}, body }: Answer, twice = false): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const type = typeof body === 'string' ? 'text/plain' : 'application/json'
  const socket = response.socket
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text), ...headers })
  response.end(text)
  // As a proxy that lost count would.
  if (twice)
    socket?.write(
      `HTTP/1.1 ${status} OK\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
    )
}
