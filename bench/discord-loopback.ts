// A Discord on loopback for measuring: the gateway and the REST transport of the tests, without their checks of every message, which
// would cost more than what is measured. It takes whatever is sent and tells who waits for it.

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Json } from '../test/discord/check.ts'
import { createGateway } from '../test/discord/gateway.ts'
import { type Answer, createHttp, type Request } from '../test/discord/http.ts'
import { BOT, snowflake, user } from '../test/discord/world.ts'

/** What the bot answered: the body of a message or of a form, and the bytes of its pictures. */
export interface Answered {
  readonly card: Json
  readonly pictures: number
}

export interface Loopback {
  /** For DISCORD_API_URL. */
  readonly url: string
  /** Tells of an interaction; resolves with its first message or form. */
  interact(data: Json): Promise<Answered>
  /** Tells of a message; resolves with the first one that refers to it. */
  say(message: Json): Promise<Answered>
  /** Tells that the bot was added to a server. */
  join(guild: Json): void
  close(): void
}

const DEFER_UPDATE = 6
const LIMIT = { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 }
const done: Answer = { status: 204 }
const ok = (body: unknown): Answer => ({ status: 200, body })

export async function openLoopback(): Promise<Loopback> {
  const waiting = new Map<string, (answered: Answered) => void>()
  const complaints: string[] = []

  function came(key: string | undefined, card: Json, { uploads }: Request): void {
    if (key === undefined) return
    waiting.get(key)?.({ card, pictures: uploads.reduce((sum, { data }) => sum + data.length, 0) })
    waiting.delete(key)
  }
  /** A message as Discord gives it back. */
  const held = (channel: string, body: Json): Json => ({
    id: snowflake(),
    channel_id: channel,
    type: 0,
    author: user(BOT),
    content: '',
    components: body.components,
    attachments: [],
    embeds: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    timestamp: new Date().toISOString(),
    edited_timestamp: null,
    flags: body.flags,
  })

  function route(request: Request): Answer {
    const { method, path } = request
    const body = (request.body ?? {}) as Json
    const [, door = '', id = '', token = ''] = path.split('/')
    if (path === '/gateway/bot') return ok({ url: `ws://127.0.0.1:${port}`, shards: 1, session_start_limit: LIMIT })
    if (path.startsWith('/users/')) return ok(user(BOT))
    if (method === 'DELETE') return done
    if (door === 'interactions') {
      if (body.type !== DEFER_UPDATE) came(token, body.data as Json, request)
      return done
    }
    if (door === 'webhooks') {
      came(token, body, request)
      return ok(held(id, body))
    }
    if (door === 'channels') {
      came((body.message_reference as Json | undefined)?.message_id as string | undefined, body, request)
      return ok(held(id, body))
    }
    complaints.push(`${method} ${path}`)
    return { status: 404, body: { code: 0, message: 'there is no such route' } }
  }

  const http = createHttp(route, () => true)
  http.server.listen(0, '127.0.0.1')
  await once(http.server, 'listening')
  const { port } = http.server.address() as AddressInfo
  const gateway = createGateway(
    http.server,
    () => `ws://127.0.0.1:${port}`,
    (problem) => complaints.push(problem),
  )
  const tell = (t: string, d: Json, key: string): Promise<Answered> =>
    new Promise((resolve) => {
      waiting.set(key, resolve)
      gateway.dispatch(t, d)
    })

  return {
    url: `http://127.0.0.1:${port}/api`,
    interact: (data) => tell('INTERACTION_CREATE', data, String(data.token)),
    say: (message) => tell('MESSAGE_CREATE', message, String(message.id)),
    join: (guild) => gateway.dispatch('GUILD_CREATE', guild),
    close() {
      gateway.close()
      http.server.closeAllConnections()
      http.server.close()
      if (complaints.length > 0) throw new Error(`asked of Discord: ${complaints.slice(0, 5).join('; ')}`)
    },
  }
}
