// The log: JSON, one line a call: what was done and how it ended. Never what was said, by whom it was said in words, or a token.

import { type Logger, pino } from 'pino'
import type { Event } from './bot.ts'

/** Anything that looks like a credential, wherever a library puts it into a message. */
const SECRET = /xox[a-z]-[\w-]+|xapp-[\w-]+|[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g

export interface Log {
  readonly log: Logger
  event(event: Event): void
  problem(level: 'warn' | 'error', message: string, error?: unknown): void
}

export function createLog(level: string): Log {
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  const told = (error: unknown): object =>
    error instanceof Error ? { error: error.name, trace: (error.stack ?? error.message).replace(SECRET, '***') } : {}
  return {
    log,
    event({ error, ...rest }) {
      if (error) log.error({ ...rest, ...told(error) }, 'bug')
      else log.info(rest, 'answered')
    },
    problem: (at, message, error) => log[at](told(error), message.replace(SECRET, '***')),
  }
}
