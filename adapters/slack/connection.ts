// How Slack reaches us: by HTTP requests, or over a socket that we open.
//
// The socket is kept open here and not by the SDK (socket-mode 3.1.0): its own way leaves a gap of seconds at each of Slack's
// routine refreshes, and where Slack can't be reached just then it ends the process.

import type { Server } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { HTTPReceiver, type Logger, type Receiver, SocketModeReceiver, type webApi } from '@slack/bolt'
import type { Page } from '../../src/adapter.ts'
import { ConfigError } from '../../src/config.ts'
import { writePage } from '../../src/ops/http.ts'
import { tokenProblem } from './errors.ts'
import type { InstallOptions } from './install.ts'
import { EVENTS_PATH } from './register.ts'

export interface Connection {
  readonly receiver: Receiver
  /** The port that is listened on; that of the configuration where none is. */
  port(): number
  /** Whether Slack can reach us: it has a socket, or the port is listened on. */
  connected(): boolean
  /** Throws a ConfigError where Slack refuses the token, or the port can't be had. */
  open(): Promise<void>
  /** Takes nothing new in, waits for what is in flight (`idle` resolves then, or gives up), and frees everything. */
  close(idle: () => Promise<void>): Promise<void>
}

type Log = (level: 'warn' | 'error', message: string, error?: unknown) => void

/** How long a connection may take to end by itself. */
const GRACE_MS = 1000
const BODY_BYTES = 1_000_000
/** As far as the SDK lets a time lie back. */
const MOST_AHEAD_S = 5 * 60

export function overHttp({
  signingSecret,
  host,
  port,
  logger,
  pages = [],
  install,
}: {
  readonly signingSecret: string
  readonly host: string
  readonly port: number
  readonly logger: Logger
  readonly pages?: readonly Page[] | undefined
  /** Serves the installation in further workspaces too. */
  readonly install?: InstallOptions | undefined
}): Connection {
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: EVENTS_PATH,
    logger,
    bodyLimit: BODY_BYTES,
    unhandledRequestTimeoutMillis: 2500,
    ...install,
    customRoutes: pages.map((page) => ({
      path: page.path,
      method: ['GET', 'HEAD'],
      handler: (request, response) => writePage(page, request, response),
    })),
  })
  // The SDK refuses requests whose time is long past, and takes any time to come, which would let one be kept for a replay.
  const listener = receiver.requestListener
  receiver.requestListener = (request, response) => {
    const at = Number(request.headers['x-slack-request-timestamp'] ?? 0)
    if (at - Date.now() / 1000 > MOST_AHEAD_S) {
      logger.warn('a request was refused whose time is yet to come')
      response.writeHead(401).end()
    } else listener(request, response)
  }
  let server: Server | undefined
  return {
    receiver,
    connected: () => server?.listening === true,

    port() {
      const address = server?.address()
      return typeof address === 'object' && address !== null ? address.port : port
    },

    async open() {
      try {
        server = await receiver.start({ port, host })
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === undefined) throw error
        throw new ConfigError([`PORT: ${host}:${port} can't be listened on (${code})`])
      }
    },

    async close(idle) {
      if (!server) return
      const ending = server
      server = undefined
      const closed = receiver.stop()
      await idle()
      await Promise.race([closed, pause(GRACE_MS, undefined, { ref: false })])
      // What is left has sent no whole request, and never may.
      ending.closeAllConnections()
      await closed
    },
  }
}

const GREETING_MS = 15_000
/** A socket that held this long was no failure, however it ended. */
const SETTLED_MS = 60_000
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000

export function overSocket({
  appToken,
  clientOptions,
  logger,
  log,
}: {
  readonly appToken: string
  readonly clientOptions: webApi.WebClientOptions
  readonly logger: Logger
  readonly log: Log
}): Connection {
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions },
  })
  const { client } = receiver
  const stopping = new AbortController()
  let wanted = false
  let reopening: Promise<void> | undefined
  let openedAt = 0
  let failures = 0

  client.on('disconnected', () => {
    if (performance.now() - openedAt > SETTLED_MS) failures = 0
    if (wanted) reopen()
  })

  /** Resolves once Slack has greeted. */
  async function connect(): Promise<void> {
    const greeted = new AbortController()
    const late = pause(GREETING_MS, undefined, { signal: greeted.signal }).then(() => {
      throw new Error(`Slack did not greet within ${GREETING_MS / 1000} s`)
    })
    try {
      await Promise.race([client.start(), late])
      openedAt = performance.now()
    } catch (error) {
      // The second time does not wait for the other side, so that no late end of this socket is taken for the end of the next.
      for (let tries = 0; tries < 2; tries++) void client.disconnect()
      // The SDK gives no reason where the socket was closed at once.
      throw error ?? new Error('Slack closed the socket before it greeted')
    } finally {
      greeted.abort()
    }
  }

  /** Opens the next socket at once after the first end of one, then ever more slowly. */
  function reopen(): void {
    reopening ??= keepTrying().finally(() => {
      reopening = undefined
      if (wanted && !client.websocket?.isActive()) reopen()
    })
  }

  async function keepTrying(): Promise<void> {
    while (wanted) {
      const wait = failures === 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1))
      failures++
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => {})
      if (!wanted) return
      try {
        return await connect()
      } catch (error) {
        const problem = tokenProblem(error, 'SLACK_APP_TOKEN')
        log(problem ? 'error' : 'warn', problem ?? 'the socket to Slack could not be opened; it is tried again', error)
      }
    }
  }

  return {
    receiver,
    port: () => 0,
    connected: () => wanted && client.websocket?.isActive() === true,

    async open() {
      try {
        await connect()
        wanted = true
      } catch (error) {
        const problem = tokenProblem(error, 'SLACK_APP_TOKEN')
        throw problem === undefined ? error : new ConfigError([problem])
      }
    },

    async close(idle) {
      if (!wanted) return
      // Acknowledgements go through the socket, so it stays until they are out.
      await idle()
      wanted = false
      stopping.abort()
      // The second time does not wait for the other side.
      for (let tries = 0; tries < 2; tries++)
        await Promise.race([client.disconnect(), pause(GRACE_MS, undefined, { ref: false })])
      await reopening
      if (client.websocket?.isActive()) await client.disconnect()
      await idle()
    },
  }
}
