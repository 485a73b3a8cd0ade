// Slack's side of the soak: people of many workspaces who type, mention and press over signed HTTP, and the Web API and response URLs
// that the answers go to.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { payload, stamp } from '../test/slack/payload.ts'
import { createSender, FORM } from './signed.ts'
import { type Ask, lineOf } from './soak-asks.ts'
import type { Button, Shown, Surface } from './soak-shown.ts'

type Fields = Readonly<Record<string, unknown>>

export interface SlackSide extends Surface<Ask> {
  /** For SLACK_API_URL. */
  readonly apiUrl: string
  /** Where the bot listens. */
  use(port: number): void
  close(): void
}

const WORKSPACES = 30
const PEOPLE = 40
const CHANNELS = 10
const BOT = 'U0NINES'

/** Who asks, and where. */
interface Who {
  readonly team: string
  readonly user: string
  readonly channel: string
}

export async function openSlack(random: () => number): Promise<SlackSide> {
  const waiting = new Map<string, (card: Fields) => void>()
  const sender = createSender()
  let port = 0
  let count = 0
  const some = (most: number): number => Math.floor(random() * most)
  const someone = (): Who => {
    const team = `T${some(WORKSPACES)}`
    return { team, user: `U${team}${some(PEOPLE)}`, channel: `C${team}${some(CHANNELS)}` }
  }

  const came = (key: unknown, card: Fields): void => {
    waiting.get(String(key))?.(card)
    waiting.delete(String(key))
  }
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request)
    const [, door, name = ''] = (request.url ?? '').split('/')
    if (door === 'response') {
      const card = JSON.parse(body) as Fields
      if (card.blocks !== undefined) came(name, card)
      response.end('ok')
      return
    }
    const fields = Object.fromEntries(new URLSearchParams(body))
    if (name.startsWith('chat.')) came(fields.thread_ts, { blocks: JSON.parse(fields.blocks ?? '[]') as unknown })
    if (name === 'views.open') came(fields.trigger_id, JSON.parse(fields.view ?? '{}') as Fields)
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answerOf(name, fields)))
  }
  const server = createServer((request, response) => {
    serve(request, response).catch((error) => response.destroy(error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  /** What comes under a key, or in the acknowledgement itself. */
  async function exchange(key: string, who: Who, body: string, type: string): Promise<Shown> {
    const later = new Promise<Fields>((resolve) => waiting.set(key, resolve))
    const acknowledged = await sender.send(port, body, type)
    const card = acknowledged.startsWith('{') ? (JSON.parse(acknowledged) as Fields) : await later
    waiting.delete(key)
    return shown(card, who)
  }
  const form = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString()

  function shown(card: Fields, who: Who): Shown {
    const blocks = (card.blocks ?? []) as readonly Fields[]
    const actions = blocks.flatMap(({ type, elements }) => (type === 'actions' ? (elements as Fields[]) : []))
    const buttons: Button[] = actions.map((action) => ({
      label: (action.text as { text: string }).text,
      press: () => press(action, who),
    }))
    return { parts: blocks.length, card: JSON.stringify(card), buttons }
  }

  const actionBase = payload('block-actions-ephemeral')
  const mentionBase = payload('app-mention')
  const commandBase = payload('slash-command') as Readonly<Record<string, string>>

  function press(action: Fields, who: Who): Promise<Shown> {
    const { team, user, channel } = who
    const key = `${++count}`
    const body = {
      ...actionBase,
      user: { id: user, username: user, name: user, team_id: team },
      team: { id: team, domain: 'example' },
      channel: { id: channel, name: 'incidents' },
      container: { type: 'message', message_ts: stamp(), channel_id: channel, is_ephemeral: true },
      actions: [{ ...action, block_id: 'a', action_ts: stamp() }],
      trigger_id: key,
      response_url: `${base}/response/${key}`,
    }
    return exchange(key, who, form({ payload: JSON.stringify(body) }), FORM)
  }

  return {
    name: 'Slack',
    apiUrl: `${base}/api/`,
    use(its) {
      port = its
    },
    ask(what) {
      const who = someone()
      const { team, user, channel } = who
      if ('say' in what) {
        const ts = stamp()
        const event = {
          ...(mentionBase.event as Fields),
          user,
          text: `<@${BOT}> ${what.say.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}`,
          channel,
          ts,
          event_ts: ts,
          // In a thread of its own, by which the answer is known.
          thread_ts: ts,
        }
        const body = { ...mentionBase, team_id: team, context_team_id: team, event_id: `Ev${ts}`, event }
        return exchange(ts, who, JSON.stringify(body), 'application/json')
      }
      const key = `${++count}`
      const [command = '', ...rest] = lineOf(what).split(' ')
      const body = {
        ...commandBase,
        command,
        text: rest.join(' '),
        team_id: team,
        user_id: user,
        user_name: user,
        channel_id: channel,
        trigger_id: key,
        response_url: `${base}/response/${key}`,
      }
      return exchange(key, who, form(body), FORM)
    },
    close() {
      sender.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

/** As much of the Web API's answers as the bot reads. */
function answerOf(method: string, { channel = '', user = '' }: Readonly<Record<string, string>>): Fields {
  if (method === 'users.info')
    return { ok: true, user: { id: user, name: user, tz: 'Europe/Berlin', profile: { display_name: user } } }
  if (method.startsWith('chat.')) return { ok: true, channel, ts: stamp(), message_ts: stamp() }
  return { ok: true, user_id: BOT, bot_id: 'B0NINES', team_id: 'T0' }
}
