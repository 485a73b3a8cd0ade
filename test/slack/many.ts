// A Slack with many workspaces on loopback: it hands out tokens for codes and refresh tokens, takes each refresh token once, and
// knows whose a token is. And replicas of the bot on one store, each with the real adapter.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createSlackAdapter, type SlackAdapter } from '../../adapters/slack/index.ts'
import { createSharedClaims } from '../../src/claims.ts'
import type { StoreConfig } from '../../src/store/config.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { openBot } from '../world.ts'
import { JSON_TYPE, post, SIGNING_SECRET } from './deliver.ts'
import { payload, stamp } from './payload.ts'
import { BOT, type Fields } from './web-api.ts'

export interface Call {
  readonly method: string
  readonly token: string
  readonly body: Fields
}

export interface ManySlack {
  readonly apiUrl: string
  readonly calls: Call[]
  /** The refresh tokens that were handed in, in order. */
  readonly exchanged: string[]
  /** From now on tokens end after so many seconds; without, they do not end. */
  lifetime(seconds: number | undefined): void
  /** The token is no longer taken. */
  revoke(token: string): void
  close(): Promise<void>
}

/** A code is the id of what it installs into: `T1`, or `E1` for an organisation. */
export async function startManySlack(): Promise<ManySlack> {
  const calls: Call[] = []
  const exchanged: string[] = []
  /** Token -> whose it is. */
  const live = new Map<string, string>()
  const refreshers = new Map<string, string>()
  let seconds: number | undefined
  let made = 0

  function grant(id: string): Fields {
    const token = `xoxb-${id}-${++made}`
    live.set(token, id)
    if (seconds === undefined) return { ok: true, access_token: token, token_type: 'bot' }
    const refresh = `xoxe-1-${id}-${made}`
    refreshers.set(refresh, id)
    return { ok: true, access_token: token, token_type: 'bot', refresh_token: refresh, expires_in: seconds }
  }

  async function answer(method: string, token: string, form: URLSearchParams): Promise<Fields> {
    if (method === 'oauth.v2.access') {
      const refresh = form.get('refresh_token')
      if (refresh !== null) {
        exchanged.push(refresh)
        const id = refreshers.get(refresh)
        refreshers.delete(refresh)
        await pause(50)
        return id === undefined ? { ok: false, error: 'invalid_refresh_token' } : grant(id)
      }
      const id = form.get('code') ?? ''
      const org = id.startsWith('E')
      return {
        ...grant(id),
        scope: 'commands,chat:write',
        bot_user_id: BOT,
        app_id: 'A123456',
        team: org ? null : { id, name: `Team ${id}` },
        enterprise: org ? { id, name: `Org ${id}` } : null,
        is_enterprise_install: org,
        authed_user: { id: 'U1' },
      }
    }
    const id = live.get(token)
    if (id === undefined) return { ok: false, error: 'token_revoked' }
    if (method === 'auth.test') return { ok: true, user_id: BOT, bot_id: 'B0NINES', team_id: id }
    if (method === 'chat.postMessage' || method === 'chat.update')
      return { ok: true, channel: form.get('channel'), ts: stamp() }
    if (method === 'users.info')
      return { ok: true, user: { id: form.get('user'), name: `someone of ${id}`, tz: 'UTC' } }
    return { ok: true }
  }

  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const method = (request.url ?? '').replace('/api/', '')
    const token = (request.headers.authorization ?? '').replace('Bearer ', '')
    const form = new URLSearchParams(text)
    calls.push({ method, token, body: Object.fromEntries(form) })
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(await answer(method, token, form)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    calls,
    exchanged,
    lifetime(to) {
      seconds = to
    },
    revoke: (token) => void live.delete(token),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export const KEY = Buffer.alloc(32, 7)

export interface Replica {
  readonly adapter: SlackAdapter
  readonly store: Store
  readonly problems: string[]
  /** Goes the whole way of an installation, as a browser does. Resolves to the status of its last page. */
  install(code: string): Promise<number>
  /** Delivers an event of a workspace, of an organisation where one is given, and waits until it is answered. */
  event(name: string, of: { team: string; org?: string }, event: Fields): Promise<void>
  stop(): Promise<void>
}

/** A replica of its own connections on this store. Not started: `start` is the adapter's. */
export async function makeReplica(
  slack: ManySlack,
  config: StoreConfig,
  keys: readonly Buffer[] = [KEY],
): Promise<Replica> {
  const store = await openStore(config)
  const problems: string[] = []
  const open = async (): Promise<Store> => store
  const adapter = createSlackAdapter({
    bot: await openBot(),
    config: {
      apiUrl: slack.apiUrl,
      mode: {
        kind: 'oauth',
        signingSecret: SIGNING_SECRET,
        clientId: '1.2',
        clientSecret: 'c'.repeat(32),
        stateSecret: 's'.repeat(32),
        keys,
      },
    },
    claims: createSharedClaims(open, (error) => problems.push(String(error))),
    store: open,
    host: '127.0.0.1',
    port: 0,
    log: (level, message, error) => problems.push(`${level}: ${message} ${error ?? ''}`),
  })
  const at = (path: string): string => `http://127.0.0.1:${adapter.port()}${path}`
  return {
    adapter,
    store,
    problems,

    async install(code) {
      const page = await fetch(at('/slack/install'))
      const [, link = ''] = /href="(https?:[^"]*authorize[^"]*)"/.exec(await page.text()) ?? []
      const state = new URL(link.replaceAll('&amp;', '&')).searchParams.get('state') ?? ''
      const cookie = (page.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
      const query = new URLSearchParams({ code, state })
      return (await fetch(at(`/slack/oauth_redirect?${query}`), { headers: { cookie } })).status
    },

    async event(name, { team, org }, event) {
      const ts = stamp()
      const { event: usual } = payload(name) as { event: Fields }
      const body = payload(name, {
        team_id: team,
        context_team_id: team,
        enterprise_id: org,
        event_id: `Ev${team}${ts}`,
        event: { ...(usual.ts !== undefined && { ts, event_ts: ts }), ...event },
        authorizations: [
          {
            enterprise_id: org ?? null,
            team_id: team,
            user_id: BOT,
            is_bot: true,
            is_enterprise_install: org !== undefined,
          },
        ],
      })
      const { status } = await post(adapter.port(), JSON.stringify(body), JSON_TYPE)
      if (status !== 200) throw new Error(`answered ${status}`)
      await adapter.idle()
    },

    async stop() {
      await adapter.stop()
      await store.close()
    },
  }
}
