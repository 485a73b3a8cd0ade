// Slack: wires @slack/bolt to the bot. Everything with a decision in it is in the files beside this one.

import { App, type webApi } from '@slack/bolt'
import { type Adapter, type Page, Unreachable } from '../../src/adapter.ts'
import type { Bot } from '../../src/bot.ts'
import type { Claims } from '../../src/claims.ts'
import { ConfigError } from '../../src/config.ts'
import type { Leaving } from '../../src/leaving.ts'
import type { Store } from '../../src/store/store.ts'
import { createAnswers } from './answers.ts'
import { greetPeople } from './arrivals.ts'
import { answerPeople, commandAnswerer } from './asked.ts'
import type { SlackConfig } from './config.ts'
import { letGo } from './departures.ts'
import { refusalOf, tokenProblem } from './errors.ts'
import { createFlight } from './flight.ts'
import { overHttp } from './http.ts'
import { createInstall } from './install.ts'
import { hearing } from './limited.ts'
import { quietLogger } from './logger.ts'
import { outcomeOf, QUIET } from './send.ts'
import { overSocket } from './socket.ts'
import { type Clients, clientsOf, oneClient } from './tokens.ts'

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
  /** Called each time that Slack turns a request away as one too many. */
  readonly onLimited?: () => void
  /** Served beside Slack's own path, where HTTP is served. */
  readonly pages?: readonly Page[]
}

export interface SlackAdapter extends Adapter {
  /** The port that HTTP is served on, which the system chooses where 0 was asked for. */
  port(): number
  /** Resolves once all that has arrived is answered. */
  idle(): Promise<void>
}

export function createSlackAdapter({
  bot,
  config,
  claims,
  leaving,
  store,
  host,
  port,
  log,
  onLimited = () => {},
  pages,
}: Options): SlackAdapter {
  const request = hearing(onLimited)
  const clientOptions: webApi.WebClientOptions = {
    slackApiUrl: config.apiUrl,
    fetch: request,
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
      : overHttp({ signingSecret: mode.signingSecret, host, port, logger, log, pages, install: install?.options })
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
  const answers = createAnswers(bot, request)
  const onCommand = commandAnswerer(answers)
  // Counts what is in flight. A command is answered here, since Bolt would first ask every listener whether it is meant.
  app.use((args) => flight.run(() => ('command' in args ? onCommand(args) : args.next())))
  answerPeople(app, answers, claims)
  greetPeople(app, answers, claims)
  letGo(app, leaving, install, claims)
  const clients: Clients = install ? clientsOf(install.installations, clientOptions) : oneClient(app.client)

  return {
    port: () => connection.port(),
    idle: () => flight.idle(),

    async start() {
      await install?.installations.check()
      await connection.listen()
      try {
        await app.init()
        await connection.open()
      } catch (error) {
        const problem = tokenProblem(error, 'SLACK_BOT_TOKEN')
        if (problem !== undefined) throw new ConfigError([problem])
        throw error instanceof ConfigError ? error : new Unreachable('Slack', config.apiUrl, refusalOf(error))
      }
    },

    async stop() {
      await connection.close(() => flight.idle())
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
