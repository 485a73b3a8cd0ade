// Slack by HTTP: a port on which its signed requests are answered, each of them once, beside the pages of the operator.

import type { Server } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { type App, HTTPReceiver, type Logger } from '@slack/bolt'
import type { Page } from '../../src/adapter.ts'
import { ConfigError } from '../../src/config.ts'
import { writePage } from '../../src/ops/http.ts'
import { type Connection, GRACE_MS, type Log } from './connection.ts'
import type { InstallOptions } from './install.ts'
import { EVENTS_PATH } from './register.ts'
import { createTake } from './requests.ts'

export function overHttp({
  signingSecret,
  host,
  port,
  logger,
  log,
  pages = [],
  install,
}: {
  readonly signingSecret: string
  readonly host: string
  readonly port: number
  readonly logger: Logger
  readonly log: Log
  readonly pages?: readonly Page[] | undefined
  /** Serves the installation in further workspaces too. */
  readonly install?: InstallOptions | undefined
}): Connection {
  const receiver = new HTTPReceiver({
    signingSecret,
    // These are taken below.
    endpoints: [],
    logger,
    ...install,
    customRoutes: pages.map((page) => ({
      path: page.path,
      method: ['GET', 'HEAD'],
      handler: (request, response) => writePage(page, request, response),
    })),
  })
  let server: Server | undefined
  let answering = false
  let app: App | undefined
  receiver.init = (given) => {
    app = given
  }
  const take = createTake({ signingSecret, logger, log })
  const others = receiver.requestListener
  receiver.requestListener = (request, response) => {
    if (request.method !== 'POST' || request.url?.split('?', 1)[0] !== EVENTS_PATH) others(request, response)
    else if (!answering) response.writeHead(503).end()
    else void take(request, response, async (event) => app?.processEvent(event))
  }
  return {
    receiver,
    connected: () => answering && server?.listening === true,

    port() {
      const address = server?.address()
      return typeof address === 'object' && address !== null ? address.port : port
    },

    async listen() {
      try {
        server ??= await receiver.start({ port, host })
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === undefined) throw error
        throw new ConfigError([`PORT: ${host}:${port} can't be listened on (${code})`])
      }
    },

    async open() {
      answering = true
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
      answering = false
    },
  }
}
