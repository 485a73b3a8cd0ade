// Slack's Web API on loopback: an emulator that is not ours, which checks tokens' scopes, channels, triggers and views, behind a
// proxy that adds what it lacks (it takes any token, opens no sockets, knows no time zones) and can be told to fail.

import { createEmulator } from 'emulate'
import { manifest } from '../../adapters/slack/register.ts'
import { commands } from '../../src/commands/index.ts'

export const BOT_TOKEN = 'xoxb-0-nines'
export const APP_TOKEN = 'xapp-1-nines'
export const APP = 'A123456'
export const BOT = 'U0NINES'
export const ZONE = 'Asia/Tokyo'
/** Acts for the test itself, with scopes that the app has not. */
const TEST_TOKEN = 'xoxb-0-test'

export type Fields = Readonly<Record<string, unknown>>

export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: Fields
  /** Sent as it is, in place of the body. */
  readonly text?: string
}

export interface Held {
  /** Resolves once the call has arrived. */
  readonly arrived: Promise<void>
  release(): void
}

export interface WebApi {
  readonly people: { readonly ada: string; readonly bob: string }
  readonly channel: string
  /** Ada's direct messages with the bot. */
  readonly direct: string
  answer(method: string, token: string, form: string): Promise<Answer>
  /** A trigger that opens one view within 3 s. */
  trigger(person: string, view?: string): Promise<string>
  /** The next call of this method is answered so. */
  next(method: string, answer: Answer): void
  /** The next call of this method waits until it is released. */
  hold(method: string): Held
  /** From now on native charts are refused. */
  refuseCharts(): void
  close(): Promise<void>
}

const failed = (error: string): Answer => ({ body: { ok: false, error } })

export async function startWebApi(socketUrl: () => string): Promise<WebApi> {
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        strict_scopes: true,
        users: [{ name: 'ada', real_name: 'Ada' }, { name: 'bob' }],
        channels: [{ name: 'incidents' }],
        oauth_apps: [
          { client_id: '1.2', client_secret: '-', app_id: APP, name: 'Nines', redirect_uris: [], bot_user_id: BOT },
        ],
        tokens: [
          { token: BOT_TOKEN, user: BOT, app_id: APP, scopes: manifest(commands, '').oauth_config.scopes.bot },
          { token: TEST_TOKEN, user: BOT, app_id: APP, scopes: ['users:read', 'channels:read', 'im:write'] },
        ],
      },
    },
  })
  const base = `http://127.0.0.1:${new URL(emulator.url).port}/api/`
  const canned = new Map<string, Answer[]>()
  const gates = new Map<string, { arrive(): void; open: Promise<void> }>()
  let charts = true

  async function forward(method: string, token: string, form: string): Promise<Answer> {
    const response = await fetch(base + method, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: form,
    })
    return { status: response.status, body: (await response.json()) as Fields }
  }

  async function ask<T>(method: string, fields: Readonly<Record<string, string>> = {}): Promise<T> {
    const { body } = await forward(method, TEST_TOKEN, new URLSearchParams(fields).toString())
    if (body.ok !== true) throw new Error(`${method}: ${body.error}`)
    return body as T
  }

  const { members } = await ask<{ members: { id: string; name: string }[] }>('users.list')
  const idOf = (name: string): string => members.find((each) => each.name === name)?.id ?? ''
  const people = { ada: idOf('ada'), bob: idOf('bob') }
  const { channels } = await ask<{ channels: { id: string; name: string }[] }>('conversations.list')
  const opened = await ask<{ channel: { id: string } }>('conversations.open', { users: people.ada })

  return {
    people,
    channel: channels.find(({ name }) => name === 'incidents')?.id ?? '',
    direct: opened.channel.id,

    async answer(method, token, form) {
      const gate = gates.get(method)
      gates.delete(method)
      gate?.arrive()
      await gate?.open
      const instead = canned.get(method)?.shift()
      if (instead) return instead
      if (token !== (method === 'apps.connections.open' ? APP_TOKEN : BOT_TOKEN)) return failed('invalid_auth')
      if (method === 'apps.connections.open') return { body: { ok: true, url: socketUrl() } }
      if (!charts && form.includes('data_visualization')) return failed('invalid_blocks')
      const { status = 200, body } = await forward(method, token, form)
      return {
        status,
        body: method === 'users.info' ? { ...body, user: { ...(body.user as object), tz: ZONE } } : body,
      }
    },

    async trigger(person, view) {
      const { trigger_id } = await ask<{ trigger_id: string }>('views.generateTriggerId', {
        user_id: person,
        ...(view !== undefined && { view_id: view }),
      })
      return trigger_id
    },

    next: (method, answer) => canned.set(method, [...(canned.get(method) ?? []), answer]),

    hold(method) {
      const arrived = Promise.withResolvers<void>()
      const open = Promise.withResolvers<void>()
      gates.set(method, { arrive: arrived.resolve, open: open.promise })
      return { arrived: arrived.promise, release: open.resolve }
    },

    refuseCharts() {
      charts = false
    },

    close: () => emulator.close(),
  }
}
