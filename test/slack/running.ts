// The bot on a Slack of our own: the real adapter, the real library, and what people do there.

import { createSlackAdapter, type SlackAdapter } from '../../adapters/slack/index.ts'
import type { Page } from '../../src/adapter.ts'
import type { Bot } from '../../src/bot.ts'
import { createClaims } from '../../src/claims.ts'
import type { Leaving } from '../../src/leaving.ts'
import type { Seen } from '../contract.ts'
import { openBot } from '../world.ts'
import { byHttp, bySocket, type Delivery, SIGNING_SECRET } from './deliver.ts'
import { escaped, payload, stamp } from './payload.ts'
import { type Handle, see } from './seen.ts'
import { type Origin, type Slack, startSlack } from './server.ts'
import { APP_TOKEN, BOT, BOT_TOKEN, type Fields } from './web-api.ts'

export type Mode = 'http' | 'socket'

export interface Running {
  readonly slack: Slack
  readonly delivery: Delivery
  /** The adapter as it runs now: each restart makes another. */
  adapter(): SlackAdapter
  /** What was logged. */
  readonly problems: string[]
  /** Does something and gives what was sent until all was answered. */
  after(act: () => Promise<void>): Promise<Seen[]>
  command(line: string): Promise<Seen[]>
  event(name: string, event: Fields, outer?: Fields): Promise<Seen[]>
  press(on: Seen, label: string, person: string): Promise<Seen[]>
  fill(form: Seen, values: Readonly<Record<string, string>>): Promise<Seen[]>
  explain(text: string): Promise<Seen[]>
  restart(): Promise<void>
  stop(): Promise<void>
}

/** The adapter on this Slack, not started. */
export const makeAdapter = (
  slack: Slack,
  mode: Mode,
  bot: Bot,
  more: {
    botToken?: string
    appToken?: string
    port?: number
    pages?: readonly Page[]
    leaving?: Leaving
    log?: (line: string) => void
    onLimited?: () => void
  } = {},
): SlackAdapter =>
  createSlackAdapter({
    bot,
    config: {
      botToken: more.botToken ?? BOT_TOKEN,
      apiUrl: slack.apiUrl,
      mode:
        mode === 'http'
          ? { kind: mode, signingSecret: SIGNING_SECRET }
          : { kind: mode, appToken: more.appToken ?? APP_TOKEN },
    },
    claims: createClaims(),
    host: '127.0.0.1',
    port: more.port ?? 0,
    ...(more.pages && { pages: more.pages }),
    ...(more.leaving && { leaving: more.leaving }),
    ...(more.onLimited && { onLimited: more.onLimited }),
    log: (level, message, error) => more.log?.(`${level}: ${message} ${error ?? ''}`),
  })

export async function run(mode: Mode, makeBot: () => Promise<Bot> = openBot, leaving?: Leaving): Promise<Running> {
  const slack = await startSlack()
  const { ada } = slack.api.people
  const problems: string[] = []
  const open = async (): Promise<SlackAdapter> => {
    const made = makeAdapter(slack, mode, await makeBot(), {
      log: (line) => problems.push(line),
      ...(leaving && { leaving }),
    })
    await made.start()
    return made
  }
  let adapter = await open()
  const delivery = mode === 'http' ? byHttp(() => adapter.port()) : bySocket(slack.socket)

  const after: Running['after'] = async (act) => {
    const from = slack.sent.length
    await act()
    await adapter.idle()
    return slack.sent.slice(from).flatMap((each) => see(each, ada))
  }
  const acked = (origin: Origin, body: Fields): void => {
    slack.sent.push({ via: 'ack', body, origin })
  }
  const inChannel: Origin = { person: ada, channel: slack.api.channel, ephemeral: true }
  const user = (id: string): Fields => ({ id, username: id === ada ? 'ada' : 'bob', name: id === ada ? 'ada' : 'bob' })

  return {
    slack,
    delivery,
    adapter: () => adapter,
    problems,
    after,

    command: (line) =>
      after(async () => {
        const [, command = '', text = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(line) ?? []
        const body = payload('slash-command', {
          command,
          text: escaped(text),
          user_id: ada,
          channel_id: slack.api.channel,
          response_url: slack.responseUrl(inChannel),
          trigger_id: await slack.api.trigger(ada),
        })
        acked(inChannel, await delivery.command(body))
      }),

    event: (name, event, outer = {}) => {
      const ts = stamp()
      const body = payload(name, { event_id: `Ev${ts}`, ...outer, event: { user: ada, ts, event_ts: ts, ...event } })
      return after(() => delivery.event(body))
    },

    press: (on, label, person) =>
      after(async () => {
        const { origin, blocks, ts, view } = on.handle as Handle
        const button = blocks
          .flatMap(({ elements }) => (Array.isArray(elements) ? (elements as Fields[]) : []))
          .find(({ text }) => (text as Fields | undefined)?.text === label)
        if (!button) throw new Error(`there is no button ${label}`)
        const { action_id, text, value, type } = button
        const actions = [{ action_id, block_id: 'a1', text, value, type, action_ts: stamp() }]
        const by = { user: user(person), trigger_id: await slack.api.trigger(person, origin.view), actions }
        const place = { channel: { id: origin.channel, name: 'incidents' }, response_url: slack.responseUrl(origin) }
        const thread_ts = origin.thread
        const container = { channel_id: origin.channel, message_ts: ts, thread_ts }
        acked(
          origin,
          await delivery.interaction(
            view
              ? payload(`block-actions-${view.type}`, { ...by, view: { ...view, id: origin.view } })
              : origin.ephemeral
                ? payload('block-actions-ephemeral', { ...by, ...place, container })
                : payload('block-actions-public', { ...by, ...place, container, message: { ts, thread_ts, blocks } }),
          ),
        )
      }),

    fill: (form, values) =>
      after(async () => {
        const { origin, view } = form.handle as Handle
        const state = Object.entries(values).map(([name, value]) => [
          name,
          { value: { type: 'plain_text_input', value } },
        ])
        const filled = { ...view, id: origin.view, state: { values: Object.fromEntries(state) } }
        acked(origin, await delivery.interaction(payload('view-submission', { user: user(ada), view: filled })))
      }),

    explain: (text) =>
      after(async () => {
        const body = payload('message-shortcut', {
          user: user(ada),
          channel: { id: slack.api.channel, name: 'incidents' },
          response_url: slack.responseUrl(inChannel),
          trigger_id: await slack.api.trigger(ada),
          message: { text: escaped(text), thread_ts: undefined },
        })
        acked(inChannel, await delivery.interaction(body))
      }),

    async restart() {
      await adapter.stop()
      adapter = await open()
    },

    async stop() {
      await adapter.stop()
      await slack.close()
    },
  }
}

export const mentioned = (text: string): string => `<@${BOT}> ${escaped(text)}`

/** Runs a test on a Slack of its own. */
export const onSlack =
  (mode: Mode, test: (running: Running) => Promise<void>, makeBot?: () => Promise<Bot>) => async (): Promise<void> => {
    const running = await run(mode, makeBot)
    try {
      await test(running)
    } finally {
      await running.stop()
    }
  }
