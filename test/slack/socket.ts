// Slack's side of Socket Mode: greets, sends envelopes and waits for their acknowledgements, and asks for a fresh socket.

import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Fields } from './web-api.ts'

export interface SocketSide {
  readonly path: string
  /** How many sockets have been opened so far. */
  opened(): number
  /** Resolves once none is open. */
  allClosed(): Promise<void>
  /** Sends an envelope over the open socket, or the next one, and resolves with what its acknowledgement carries. */
  send(type: 'slash_commands' | 'events_api' | 'interactive', payload: Fields): Promise<Fields>
  /** Sends a text as it stands, which nobody acknowledges. */
  tell(text: string): Promise<void>
  /** Asks for a fresh socket, as Slack does every hour or so; resolves once the old one is closed. */
  refresh(): Promise<void>
  /** The connection breaks off without a word; resolves once it has. */
  breakOff(): Promise<void>
  close(): Promise<void>
}

const PATH = '/link'

export function serveSockets(server: Server): SocketSide {
  const sockets = new WebSocketServer({ server, path: PATH })
  const waiting = new Map<string, (payload: Fields) => void>()
  let count = 0
  let next = Promise.withResolvers<WebSocket>()

  sockets.on('connection', (socket) => {
    count++
    socket.on('message', (data) => {
      const { envelope_id: id, payload = {} } = JSON.parse(String(data)) as { envelope_id: string; payload?: Fields }
      waiting.get(id)?.(payload)
      waiting.delete(id)
    })
    socket.on('close', () => {
      next = Promise.withResolvers()
    })
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: 1,
        debug_info: { host: 'applink-1', build_number: 1, approximate_connection_time: 18060 },
        connection_info: { app_id: 'A123456' },
      }),
    )
    next.resolve(socket)
  })

  return {
    path: PATH,
    opened: () => count,

    async allClosed() {
      await Promise.all([...sockets.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve))))
    },

    async send(type, payload) {
      const socket = await next.promise
      const envelope = randomUUID()
      const { promise, resolve } = Promise.withResolvers<Fields>()
      waiting.set(envelope, resolve)
      const accepts_response_payload = type !== 'events_api'
      socket.send(JSON.stringify({ envelope_id: envelope, type, accepts_response_payload, payload }))
      return promise
    },

    async tell(text) {
      const socket = await next.promise
      socket.send(text)
    },

    async refresh() {
      const socket = await next.promise
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
      socket.send(
        JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'applink-1' } }),
      )
      await closed
    },

    async breakOff() {
      const socket = await next.promise
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
      socket.terminate()
      await closed
    },

    close() {
      for (const socket of sockets.clients) socket.terminate()
      return new Promise((resolve) => sockets.close(() => resolve()))
    },
  }
}
