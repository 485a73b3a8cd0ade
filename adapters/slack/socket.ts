// Slack over a socket that we open, and open again.
//
// The socket is kept open here and not by the SDK (socket-mode 3.1.0): its own way leaves a gap of seconds at each of Slack's
// routine refreshes, and where Slack can't be reached just then it ends the process.

import { setTimeout as pause } from 'node:timers/promises'
import { type App, type Logger, type ReceiverEvent, SocketModeReceiver, type webApi } from '@slack/bolt'
import { ConfigError } from '../../src/config.ts'
import { type Connection, GRACE_MS, type Log } from './connection.ts'
import { tokenProblem } from './errors.ts'
import { isReadable } from './shape.ts'

const GREETING_MS = 15_000
/** A socket that held this long was no failure, however it ended. */
const SETTLED_MS = 60_000
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000

/** The SDK lets go of the promises of these, so that whatever they can't read would end the process. */
const DROPPED = ['ws_message', 'slack_event']

function guard(client: SocketModeReceiver['client'], log: Log): void {
  for (const name of DROPPED) {
    const listeners = client.listeners(name)
    client.removeAllListeners(name)
    client.on(name, (...given: unknown[]) => {
      for (const listener of listeners)
        Promise.try(() => listener(...given)).catch((error) => log('error', 'an envelope failed', error))
    })
  }
}

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
  guard(client, log)
  const init = receiver.init.bind(receiver)
  receiver.init = (app) => {
    const checked = async (event: ReceiverEvent): Promise<void> => {
      if (isReadable(event.body)) await app.processEvent(event)
      else log('warn', 'an envelope was refused whose payload is nothing that this app listens to')
    }
    init(Object.create(app, { processEvent: { value: checked } }) as App)
  }
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
    listen: async () => {},
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
