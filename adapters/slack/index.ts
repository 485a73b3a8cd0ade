// Slack: wires @slack/bolt to the bot. Everything with a decision in it is in read.ts, render.ts and register.ts.

import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver, type types, webApi } from '@slack/bolt'
import type { Adapter, Posted } from '../../src/adapter.ts'
import type { Bot, Input, Outcome } from '../../src/bot.ts'
import type { Claims } from '../../src/claims.ts'
import type { Asker } from '../../src/command.ts'
import { ConfigError } from '../../src/config.ts'
import type { BlockOf, Reply } from '../../src/reply.ts'
import type { SlackConfig } from './config.ts'
import { isRefused, refusalOf, tokenProblem } from './errors.ts'
import { readAction, readCommand, readMessage, readShortcut, readSubmission } from './read.ts'
import { EVENTS_PATH, EXPLAIN } from './register.ts'
import { render, renderForm, renderHome, renderModal, type SlackMessage } from './render.ts'

export interface Options {
  readonly bot: Bot
  readonly config: SlackConfig
  readonly claims: Claims
  readonly host: string
  readonly port: number
  readonly log: (level: 'warn' | 'error', message: string, error?: unknown) => void
}

/** Messages after the first go through the response URL, which works five times. */
type Respond = (message: Record<string, unknown>) => Promise<unknown>

const now = (): Temporal.Instant => Temporal.Now.instant()
const formOf = (reply: Reply): BlockOf<'form'> | undefined =>
  reply.blocks.find((block): block is BlockOf<'form'> => block.kind === 'form')
const asBlocks = (message: SlackMessage): { text: string; blocks: types.KnownBlock[] } => ({
  text: message.text,
  blocks: message.blocks as types.KnownBlock[],
})
const QUIET = { unfurl_links: false, unfurl_media: false } as const
const DRAIN_MS = 10_000

export function createSlackAdapter({
  bot,
  config,
  claims,
  host,
  port,
  log,
}: Options): Adapter & { readonly port: () => number } {
  const clientOptions: webApi.WebClientOptions = {
    slackApiUrl: config.apiUrl,
    timeout: 10_000,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
  }
  const logger = quietLogger(log)
  const receiver =
    config.mode.kind === 'socket'
      ? // A refresh of the socket leaves a gap as long as this timeout (socket-mode 3.1.0), so it is short; a pong takes well under a second.
        new SocketModeReceiver({
          appToken: config.mode.appToken,
          logger,
          clientPingTimeout: 2000,
          installerOptions: { clientOptions },
        })
      : new HTTPReceiver({
          signingSecret: config.mode.signingSecret,
          endpoints: EVENTS_PATH,
          logger,
          bodyLimit: 1_000_000,
          unhandledRequestTimeoutMillis: 2500,
        })
  const app = new App({
    token: config.botToken,
    receiver,
    clientOptions,
    logger,
    deferInitialization: true,
    ignoreSelf: true,
  })
  app.error(async (error) => log('error', 'a listener failed', error))

  let running = 0
  // Counts what is in flight, so that stopping can wait for it: the middleware wraps every listener.
  app.use(async ({ next }) => {
    running++
    try {
      await next()
    } finally {
      running--
    }
  })

  const zones = new Map<string, string | undefined>()
  const withZone = (asker: Omit<Asker, 'zone'>): Asker => ({
    ...asker,
    async zone() {
      if (!zones.has(asker.person)) {
        const info = await app.client.users.info({ user: asker.person }).catch(() => undefined)
        if (info === undefined) return undefined
        if (zones.size > 5000) zones.clear()
        zones.set(asker.person, info.user?.tz)
      }
      return zones.get(asker.person)
    },
  })
  const answer = (input: Input, asker: Omit<Asker, 'zone'>): Promise<Outcome> => bot.answer(input, withZone(asker))

  /** Sends a reply through a function that takes one message; native charts give way where Slack refuses them. */
  async function send(reply: Reply, each: (message: SlackMessage) => Promise<unknown>): Promise<void> {
    for (const [charts, messages] of [
      [true, render(reply)] as const,
      [false, render(reply, { charts: false })] as const,
    ]) {
      try {
        for (const message of messages) await each(message)
        return
      } catch (error) {
        if (
          !charts ||
          !refusalOf(error).includes('invalid_blocks') ||
          !reply.blocks.some(({ kind }) => kind === 'chart')
        )
          throw error
      }
    }
  }

  const respondWith = (reply: Reply, respond: Respond, extra: Record<string, unknown>): Promise<void> => {
    let first = true
    return send(reply, async (message) => {
      await respond({ ...asBlocks(message), ...QUIET, ...extra, ...(first ? {} : { replace_original: false }) })
      first = false
    })
  }

  app.command(/^\//, async ({ command, ack, respond, client }) => {
    const { input, asker } = readCommand(command, now())
    const { reply } = await answer(input, asker)
    const form = formOf(reply)
    if (form) {
      await ack()
      await client.views.open({ trigger_id: command.trigger_id, view: renderForm(form) })
      return
    }
    const [first, ...rest] = render(reply)
    // A chart may be refused, which an acknowledgement would not tell us.
    if (!first || reply.blocks.some(({ kind }) => kind === 'chart')) {
      await ack()
      await respondWith(reply, respond as Respond, { response_type: 'ephemeral' })
      return
    }
    await ack({ response_type: 'ephemeral', ...asBlocks(first), ...QUIET })
    for (const message of rest) await respond({ response_type: 'ephemeral', ...asBlocks(message), ...QUIET })
  })

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
    if (!said || !claims.claim(`slack/${said.key}`, now())) return
    const { to, reply } = await answer(said.input, said.asker)
    const channel = said.asker.place
    if (to === 'asker' && !said.asker.direct) return whisper(client, said.asker, said.stoodIn, reply)
    await send(reply, (message) =>
      client.chat.postMessage({
        channel,
        ...(said.thread !== undefined && { thread_ts: said.thread }),
        ...asBlocks(message),
        ...QUIET,
      }),
    )
  }
  app.event('app_mention', onMessage)
  app.event('message', onMessage)

  /** To one person in a channel; where that can't be done, in a direct message. */
  async function whisper(
    client: webApi.WebClient,
    asker: Omit<Asker, 'zone'>,
    thread: string | undefined,
    reply: Reply,
  ): Promise<void> {
    try {
      await send(reply, (message) =>
        client.chat.postEphemeral({
          channel: asker.place,
          user: asker.person,
          ...(thread !== undefined && { thread_ts: thread }),
          ...asBlocks(message),
        }),
      )
    } catch (error) {
      if (!isRefused(error)) throw error
      await send(reply, (message) => client.chat.postMessage({ channel: asker.person, ...asBlocks(message), ...QUIET }))
    }
  }

  app.action(/^nines:/, async ({ body, ack, respond, client }) => {
    await ack()
    const pressed = readAction(body, now())
    const { reply, act } = await answer(pressed.input, pressed.asker)
    const trigger = (body as { trigger_id?: string }).trigger_id ?? ''
    const form = formOf(reply)
    if (form) {
      if (pressed.on === 'modal') await client.views.push({ trigger_id: trigger, view: renderForm(form) })
      else await client.views.open({ trigger_id: trigger, view: renderForm(form) })
    } else if (pressed.on === 'modal' && pressed.view !== undefined)
      await client.views.update({ view_id: pressed.view, view: renderModal(reply, 'Nines') })
    else if (pressed.on === 'home') await client.views.open({ trigger_id: trigger, view: renderModal(reply, 'Nines') })
    else await respondTo(act, reply, respond as Respond, pressed.thread)
  })

  const respondTo = async (
    act: Outcome['act'],
    reply: Reply,
    respond: Respond,
    thread: string | undefined,
  ): Promise<void> => {
    const inThread = thread === undefined ? {} : { thread_ts: thread }
    if (act === 'retract') await respond({ delete_original: true })
    else if (act === 'replace') await respondWith(reply, respond, { replace_original: true })
    else if (act === 'post')
      await respondWith(reply, respond, { response_type: 'ephemeral', replace_original: false, ...inThread })
    else {
      await respondWith(reply, respond, { response_type: 'in_channel', replace_original: false, ...inThread })
      await respond({ delete_original: true })
    }
  }

  app.shortcut(EXPLAIN, async ({ body, ack, respond }) => {
    await ack()
    const { input, asker, thread } = readShortcut(body, now())
    const { reply } = await answer(input, asker)
    await respondWith(reply, respond as Respond, {
      response_type: 'ephemeral',
      replace_original: false,
      ...(thread !== undefined && { thread_ts: thread }),
    })
  })

  app.view('nines:form', async ({ body, ack }) => {
    const { input, asker, title } = readSubmission(body, now())
    const { reply } = await answer(input, asker)
    const form = formOf(reply)
    await ack({ response_action: 'update', view: form ? renderForm(form) : renderModal(reply, title) })
  })

  app.event('app_home_opened', async ({ event, body, client }) => {
    const asker: Omit<Asker, 'zone'> = {
      workspace: `slack:${body.team_id}`,
      person: event.user,
      name: '',
      place: event.channel,
      direct: true,
      manager: false,
      now: now(),
    }
    if (event.tab === 'home') {
      const { reply } = await answer({ call: { command: 'concept', form: 'show', raw: {} } }, asker)
      await client.views.publish({ user_id: event.user, view: renderHome(reply) })
      return
    }
    if (!claims.claim(`slack/greeting/${body.team_id}/${event.user}`, now())) return
    const before = await client.conversations.history({ channel: event.channel, limit: 1 })
    if ((before.messages ?? []).length === 0) await greet(client, asker)
  })

  app.event('member_joined_channel', async ({ event, body, context, client }) => {
    if (event.user !== context.botUserId || !claims.claim(`slack/${body.event_id}`, now())) return
    await greet(client, {
      workspace: `slack:${body.team_id}`,
      person: event.user,
      name: '',
      place: event.channel,
      direct: false,
      manager: false,
      now: now(),
    })
  })

  async function greet(client: webApi.WebClient, asker: Omit<Asker, 'zone'>): Promise<void> {
    const { reply } = await answer(
      { call: { command: 'nines', form: 'greeting', raw: {} } },
      { ...asker, direct: true },
    )
    await send(reply, (message) => client.chat.postMessage({ channel: asker.place, ...asBlocks(message), ...QUIET }))
  }

  return {
    port: () => port,

    async start() {
      try {
        await app.init()
        if (config.mode.kind === 'http') await app.start({ port, host })
        else await app.start()
      } catch (error) {
        const problem = tokenProblem(error, config.mode.kind)
        throw problem === undefined ? error : new ConfigError([problem])
      }
    },

    async stop() {
      await app.stop()
      for (let waited = 0; running > 0 && waited < DRAIN_MS; waited += 50)
        await new Promise((resolve) => setTimeout(resolve, 50))
    },

    post: (place, reply) =>
      outcomeOf(async () =>
        app.client.chat.postMessage({ channel: place.replace(/^@/, ''), ...first(reply), ...QUIET }),
      ),

    edit(reference, reply) {
      const [channel = '', ts = ''] = reference.split('/')
      return outcomeOf(async () => app.client.chat.update({ channel, ts, ...first(reply) }))
    },
  }

  function first(reply: Reply): { text: string; blocks: types.KnownBlock[] } {
    const [message] = render(reply)
    return message ? asBlocks(message) : { text: '', blocks: [] }
  }
}

/** A post's answer decides whether it may be tried again: only a refusal or a limit says that nothing was posted. */
async function outcomeOf(call: () => Promise<{ channel?: string; ts?: string }>): Promise<Posted> {
  try {
    const { channel, ts } = await call()
    return { outcome: 'posted', reference: `${channel}/${ts}` }
  } catch (error) {
    if (error instanceof webApi.WebAPIRateLimitedError) return { outcome: 'later', seconds: error.retryAfter }
    return isRefused(error)
      ? { outcome: 'refused', reason: refusalOf(error) }
      : { outcome: 'unknown', reason: refusalOf(error) }
  }
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
