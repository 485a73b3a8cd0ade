// Slack: wires @slack/bolt to the bot. Everything with a decision in it is in the files beside this one.

import { setTimeout as pause } from 'node:timers/promises'
import {
  type AllMiddlewareArgs,
  App,
  type Logger,
  LogLevel,
  type SlackCommandMiddlewareArgs,
  type webApi,
} from '@slack/bolt'
import { type Adapter, type Page, Unreachable } from '../../src/adapter.ts'
import type { Bot, Input, Outcome } from '../../src/bot.ts'
import type { Claims } from '../../src/claims.ts'
import type { Asker } from '../../src/command.ts'
import { ConfigError } from '../../src/config.ts'
import type { Leaving } from '../../src/leaving.ts'
import { type BlockOf, formOf, type Reply } from '../../src/reply.ts'
import type { Store } from '../../src/store/store.ts'
import type { SlackConfig } from './config.ts'
import { overHttp, overSocket } from './connection.ts'
import { isOutage, isRefused, refusalOf, tokenProblem } from './errors.ts'
import { createFlight } from './flight.ts'
import { createInstall } from './install.ts'
import {
  readAction,
  readCommand,
  readJoined,
  readMessage,
  readOpened,
  readShortcut,
  readSubmission,
  workspaceOf,
} from './read.ts'
import { EXPLAIN } from './register.ts'
import { render } from './render.ts'
import { asSent, outcomeOf, QUIET, respond, respondWith, send } from './send.ts'
import { type Clients, clientsOf, oneClient } from './tokens.ts'
import { renderForm, renderHome, renderModal } from './views.ts'
import { createProfiles } from './zone.ts'

export interface Options {
  readonly bot: Bot
  readonly config: SlackConfig
  readonly claims: Claims
  /** Told when the bot was taken out of a channel or of the one workspace that it is in. */
  readonly leaving?: Leaving
  /** Where the installations of many workspaces are kept. */
  readonly store?: () => Promise<Store>
  readonly host: string
  readonly port: number
  readonly log: (level: 'warn' | 'error', message: string, error?: unknown) => void
  /** Served beside Slack's own path, where HTTP is served. */
  readonly pages?: readonly Page[]
}

export interface SlackAdapter extends Adapter {
  /** The port that HTTP is served on, which the system chooses where 0 was asked for. */
  port(): number
  /** Resolves once all that has arrived is answered. */
  idle(): Promise<void>
}

type Who = Omit<Asker, 'zone' | 'manages' | 'names' | 'barred'>

const now = (): Temporal.Instant => Temporal.Now.instant()
const inThread = (thread: string | undefined): { thread_ts?: string } =>
  thread === undefined ? {} : { thread_ts: thread }
const DRAIN_MS = 10_000

export function createSlackAdapter({
  bot,
  config,
  claims,
  leaving,
  store,
  host,
  port,
  log,
  pages,
}: Options): SlackAdapter {
  const clientOptions: webApi.WebClientOptions = {
    slackApiUrl: config.apiUrl,
    timeout: 10_000,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
  }
  const logger = quietLogger(log)
  const { mode } = config
  const install =
    mode.kind === 'oauth' ? createInstall({ mode, apiUrl: config.apiUrl, clientOptions, store, log }) : undefined
  const connection =
    mode.kind === 'socket'
      ? overSocket({ appToken: mode.appToken, clientOptions, logger, log })
      : overHttp({ signingSecret: mode.signingSecret, host, port, logger, pages, install: install?.options })
  const app = new App({
    ...(config.botToken !== undefined && { token: config.botToken }),
    receiver: connection.receiver,
    clientOptions,
    logger,
    deferInitialization: true,
    ignoreSelf: true,
    // Nothing is kept of a conversation.
    convoStore: false,
  })
  app.error(async (error) => log('error', 'a listener failed', error))

  const flight = createFlight()
  // Counts what is in flight. A command is answered here, since Bolt would first ask every listener whether it is meant.
  app.use((args) => flight.run(() => ('command' in args ? onCommand(args) : args.next())))

  const clients: Clients = install ? clientsOf(install.installations, clientOptions) : oneClient(app.client)
  const asideOf = createProfiles()
  const answer = (client: webApi.WebClient, input: Input, asker: Who): Promise<Outcome> =>
    bot.answer(input, { ...asker, ...asideOf(client, asker) })

  /** A form opens within 3 s of what asked for it; where that is over, a button asks again. */
  async function openForm(client: webApi.WebClient, trigger: string, form: BlockOf<'form'>, late: () => Promise<void>) {
    try {
      await client.views.open({ trigger_id: trigger, view: renderForm(form) })
    } catch (error) {
      if (!isRefused(error)) throw error
      await late()
    }
  }

  async function onCommand({ command, ack, client }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> {
    const { input, asker, url, trigger } = readCommand(command, now())
    const { reply } = await answer(client, input, asker)
    const form = formOf(reply)
    if (form) {
      await ack()
      await openForm(client, trigger, form, () => respondWith(url, reply, { response_type: 'ephemeral' }))
      return
    }
    const [first, ...rest] = render(reply)
    // A chart may be refused, which an acknowledgement would not tell us.
    if (!first || reply.blocks.some(({ kind }) => kind === 'chart')) {
      await ack()
      await respondWith(url, reply, { response_type: 'ephemeral' })
      return
    }
    await ack({ response_type: 'ephemeral', ...asSent(first) })
    for (const message of rest) await respond(url, { response_type: 'ephemeral', ...asSent(message), ...QUIET })
  }

  const onMessage = async ({
    event,
    body,
    context,
    client,
  }: {
    event: unknown
    body: unknown
    context: { botUserId?: string }
    client: webApi.WebClient
  }) => {
    const said = readMessage(event, body, context.botUserId, now())
    if (!said || !(await claims.claim(`slack/${said.key}`, now()))) return
    const { to, reply } = await answer(client, said.input, said.asker)
    if (to === 'asker' && !said.asker.direct) return whisper(client, said.asker, said.stoodIn, reply)
    await send(reply, (message) =>
      client.chat.postMessage({ channel: said.asker.place, ...inThread(said.thread), ...message, ...QUIET }),
    )
  }
  app.event('app_mention', onMessage)
  app.event('message', onMessage)

  /** To one person in a channel; where that can't be done, in a direct message. */
  async function whisper(client: webApi.WebClient, asker: Who, thread: string | undefined, reply: Reply) {
    try {
      await send(reply, (message) =>
        client.chat.postEphemeral({ channel: asker.place, user: asker.person, ...inThread(thread), ...message }),
      )
    } catch (error) {
      if (!isRefused(error)) throw error
      await send(reply, (message) => client.chat.postMessage({ channel: asker.person, ...message, ...QUIET }))
    }
  }

  app.action(/^nines:/, async ({ body, ack, client }) => {
    await ack()
    const { input, asker, on, view, trigger, url, thread } = readAction(body, now())
    const { reply, act } = await answer(client, input, asker)
    const form = formOf(reply)
    if (form && on === 'modal') await client.views.push({ trigger_id: trigger, view: renderForm(form) })
    else if (form) await openForm(client, trigger, form, () => respondAs[act](url, reply, thread))
    else if (on === 'modal' && view !== undefined)
      await client.views.update({ view_id: view, view: renderModal(reply, 'Nines') })
    else if (on === 'home') await client.views.open({ trigger_id: trigger, view: renderModal(reply, 'Nines') })
    else await respondAs[act](url, reply, thread)
  })

  app.shortcut(EXPLAIN, async ({ body, ack, client }) => {
    await ack()
    const { input, asker, thread, url } = readShortcut(body, now())
    const { reply } = await answer(client, input, asker)
    await respondAs.post(url, reply, thread)
  })

  app.view('nines:form', async ({ body, ack, client }) => {
    const { input, asker, title } = readSubmission(body, now())
    const { reply } = await answer(client, input, asker)
    const form = formOf(reply)
    await ack({ response_action: 'update', view: form ? renderForm(form) : renderModal(reply, title) })
  })

  app.event('app_home_opened', async ({ event, body, client }) => {
    const { tab, asker } = readOpened(event, body, now())
    if (tab === 'home') {
      const { reply } = await answer(client, { call: { command: 'concept', form: 'show', raw: {} } }, asker)
      await client.views.publish({ user_id: asker.person, view: renderHome(reply) })
      return
    }
    if (!(await claims.claim(`slack/greeting/${asker.workspace}/${asker.person}`, now()))) return
    const before = await client.conversations.history({ channel: asker.place, limit: 1 })
    if ((before.messages ?? []).length === 0) await greet(client, asker)
  })

  app.event('member_joined_channel', async ({ event, body, context, client }) => {
    const joined = readJoined(event, body, context.botUserId, now())
    if (joined && (await claims.claim(`slack/${joined.key}`, now()))) await greet(client, joined.asker)
  })

  async function greet(client: webApi.WebClient, asker: Who): Promise<void> {
    const { reply } = await answer(client, { call: { command: 'nines', form: 'greeting', raw: {} } }, asker)
    await send(reply, (message) => client.chat.postMessage({ channel: asker.place, ...message, ...QUIET }))
  }

  for (const event of ['channel_left', 'group_left', 'channel_deleted', 'group_deleted'] as const) {
    app.event(event, async ({ event: left, body }) => {
      await leaving?.place(workspaceOf(body.team_id), (left as { channel: string }).channel)
    })
  }
  if (!install) {
    app.event('app_uninstalled', async ({ body }) => leaving?.workspace(workspaceOf(body.team_id)))
  }
  if (install) {
    app.event('app_uninstalled', ({ body, context }) =>
      install.removed(body, context.isEnterpriseInstall, claims, now()),
    )
    app.event('tokens_revoked', async ({ event, body, context }) => {
      // Tokens of people are none of ours: the app asks for none.
      if ((event.tokens.bot ?? []).length > 0) await install.removed(body, context.isEnterpriseInstall, claims, now())
    })
  }

  const drained = (): Promise<void> => Promise.race([flight.idle(), pause(DRAIN_MS, undefined, { ref: false })])

  return {
    port: () => connection.port(),
    idle: () => flight.idle(),

    async start() {
      try {
        await install?.installations.check()
        await app.init().catch((error: unknown) => {
          const problem = tokenProblem(error, 'SLACK_BOT_TOKEN')
          throw problem === undefined ? error : new ConfigError([problem])
        })
        await connection.open()
      } catch (error) {
        throw isOutage(error) ? new Unreachable('Slack', config.apiUrl, refusalOf(error)) : error
      }
    },

    async stop() {
      await connection.close(drained)
      await install?.idle()
    },
    connected: () => connection.connected(),

    post: (place, reply, _, workspace) =>
      clients.using(workspace, (client) =>
        outcomeOf(reply, (message) =>
          client.chat.postMessage({ channel: place.replace(/^@/, ''), ...message, ...QUIET }),
        ),
      ),

    edit(reference, reply, workspace) {
      const [channel = '', ts = ''] = reference.split('/')
      return clients.using(workspace, (client) =>
        outcomeOf(reply, (message) => client.chat.update({ channel, ts, ...message })),
      )
    },
  }
}

/** What becomes of the message that was pressed, and who sees the answer. */
const respondAs: Readonly<
  Record<Outcome['act'], (url: string, reply: Reply, thread: string | undefined) => Promise<void>>
> = {
  retract: (url) => respond(url, { delete_original: true }),
  replace: (url, reply) => respondWith(url, reply, { replace_original: true }),
  post: (url, reply, thread) =>
    respondWith(url, reply, { response_type: 'ephemeral', replace_original: false, ...inThread(thread) }),
  async share(url, reply, thread) {
    await respondWith(url, reply, { response_type: 'in_channel', replace_original: false, ...inThread(thread) })
    await respond(url, { delete_original: true })
  },
}

/** Bolt's own messages: its debug output carries bodies and tokens, so only warnings and errors pass. */
function quietLogger(log: Options['log']): Logger {
  const nothing = (): void => {}
  const text = (parts: unknown[]): string =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ')
  return {
    debug: nothing,
    info: nothing,
    warn: (...parts) => log('warn', text(parts)),
    error: (...parts) => log('error', text(parts)),
    setLevel: nothing,
    getLevel: () => LogLevel.WARN,
    setName: nothing,
  }
}
