// How Slack reaches us, whichever way it does: by HTTP requests (http.ts), or over a socket that we open (socket.ts).

import type { Receiver } from '@slack/bolt'

export interface Connection {
  readonly receiver: Receiver
  /** The port that is listened on; that of the configuration where none is. */
  port(): number
  /** Whether Slack can reach us: it has a socket, or the port is listened on. */
  connected(): boolean
  /** Listens on the port, where one is needed; what comes in is turned away until `open`. Throws a ConfigError where it can't be had. */
  listen(): Promise<void>
  /** From here on Slack is answered. Throws a ConfigError where it refuses the token. */
  open(): Promise<void>
  /** Takes nothing new in, waits for what is in flight (`idle` resolves then), and frees everything. */
  close(idle: () => Promise<void>): Promise<void>
}

export type Log = (level: 'warn' | 'error', message: string, error?: unknown) => void

/** How long a connection may take to end by itself. */
export const GRACE_MS = 1000
