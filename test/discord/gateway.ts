// Discord's gateway: a WebSocket that greets, takes identification, tells what happens, and replays to a session that resumes what
// it missed while it was away.

import { once } from 'node:events'
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Json } from './check.ts'
import { CHANNEL, GUILD, guild, ready, TOKEN } from './world.ts'

interface Session {
  readonly id: string
  readonly told: { readonly op: 0; readonly s: number; readonly t: string; readonly d: Json }[]
  socket: WebSocket | undefined
}

export interface Gateway {
  readonly identified: number
  readonly resumed: number
  /** How many connections there are. */
  readonly open: number
  /** Tells every session, or keeps it for when a session resumes. */
  dispatch(t: string, d: Json): void
  /** Cuts every connection as a network does, without a word; resolves once all are gone. */
  drop(): Promise<void>
  close(): void
}

const HEARTBEAT_MS = 41_250
/** Members, presences, message content: what an application has to ask Discord for. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)

export function createGateway(server: Server, url: () => string, fault: (problem: string) => void): Gateway {
  const sockets = new WebSocketServer({ server })
  const sessions: Session[] = []
  let identified = 0
  let resumed = 0
  const tell = (session: Session, t: string, d: Json): void => {
    const event = { op: 0, s: session.told.length + 1, t, d } as const
    session.told.push(event)
    session.socket?.send(JSON.stringify(event))
  }

  function identify(socket: WebSocket, { token, intents }: Json): void {
    identified++
    if (token !== TOKEN) {
      socket.close(4004, 'Authentication failed.')
      return
    }
    if (((intents as number) & PRIVILEGED) !== 0) fault(`privileged intents: ${intents}`)
    const session: Session = { id: `session-${sessions.length + 1}`, told: [], socket }
    sessions.push(session)
    socket.once('close', () => leave(session, socket))
    tell(session, 'READY', ready(session.id, `${url()}/resume`))
    tell(session, 'GUILD_CREATE', guild(GUILD, CHANNEL))
  }

  function resume(socket: WebSocket, { token, session_id: id, seq }: Json): void {
    const session = sessions.find((each) => each.id === id)
    if (!session || token !== TOKEN) {
      socket.send(JSON.stringify({ op: 9, d: false }))
      return
    }
    resumed++
    session.socket = socket
    socket.once('close', () => leave(session, socket))
    for (const event of session.told.filter(({ s }) => s > Number(seq))) socket.send(JSON.stringify(event))
    tell(session, 'RESUMED', {})
  }

  const leave = (session: Session, socket: WebSocket): void => {
    if (session.socket === socket) session.socket = undefined
  }

  sockets.on('connection', (socket, request) => {
    if (!/[?&]v=10&encoding=json$/.test(request.url ?? '')) fault(`gateway asked for as ${request.url}`)
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: HEARTBEAT_MS } }))
    socket.on('message', (text) => {
      const { op, d } = JSON.parse(String(text)) as { op: number; d: Json }
      if (op === 1) socket.send(JSON.stringify({ op: 11 }))
      else if (op === 2) identify(socket, d)
      else if (op === 6) resume(socket, d)
      else fault(`gateway opcode ${op}`)
    })
  })

  return {
    get identified() {
      return identified
    },
    get resumed() {
      return resumed
    },
    get open() {
      return sockets.clients.size
    },
    dispatch(t, d) {
      for (const session of sessions) tell(session, t, d)
    },
    async drop() {
      const open = [...sockets.clients]
      const gone = open.map((socket) => once(socket, 'close'))
      for (const socket of open) socket.terminate()
      await Promise.all(gone)
    },
    close() {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}
