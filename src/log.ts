// The log: JSON, one line a call: what was done and how it ended. Never what was said, by whom it was said in words, or a token.
//
// The message of an error may repeat what somebody said ("... is not valid JSON" quotes it), so it stands here only where it comes
// from ourselves, the system, a database or a platform; of all others the place in the code is told, which is what mends them.

import { type DestinationStream, type Logger, pino } from 'pino'
import type { Event } from './bot.ts'

/** Anything that looks like a credential, wherever a library puts it into a message. */
const SECRET = /xox[a-z]-[\w-]+|xapp-[\w-]+|[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g
const HIDDEN = '***'
/** Shorter values are words that stand everywhere. */
const SHORTEST_SECRET = 6

export interface Log {
  readonly log: Logger
  event(event: Event): void
  problem(level: 'warn' | 'error', message: string, error?: unknown): void
}

export interface LogOptions {
  /** Values that must never be written, whatever they look like. */
  readonly secrets?: readonly string[]
  readonly destination?: DestinationStream
}

export function createLog(level: string, { secrets = [], destination }: LogOptions = {}): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  const log = destination ? pino(options, destination) : pino(options)
  const known = secrets.filter(({ length }) => length >= SHORTEST_SECRET)
  const safe = (text: string): string =>
    known.reduce((left, secret) => left.replaceAll(secret, HIDDEN), text.replace(SECRET, HIDDEN))
  const told = (given: unknown): object => {
    const error = unwrapped(given)
    if (!(error instanceof Error)) return {}
    // A platform's further lines go through what was sent, value by value.
    const message = mayBeTold(error) ? safe(error.message.split('\n', 1)[0] ?? '') : undefined
    // It says what to do, and where in the code it was met is nothing to an operator.
    const saysAll = error.name === 'StoreError'
    return { error: error.name, ...(message && { message }), ...(!saysAll && { trace: safe(placesOf(error)) }) }
  }
  let calls = 0
  return {
    log,
    event({ error, ms, repeated, ...rest }) {
      if (repeated) return
      const line = { call: ++calls, ...rest, ...(ms !== undefined && { ms: Math.round(ms * 1000) / 1000 }) }
      if (!error) log.info(line, 'answered')
      // The store is an operator's affair, and is told of apart from the call that met it.
      else if (rest.outcome === 'store') log.warn({ ...rest, ...told(error) }, 'the store failed')
      else log.error({ ...line, ...told(error) }, 'bug')
    },
    problem: (at, message, error) => log[at](told(error), safe(message)),
  }
}

/** Errors of ours that quote nobody. */
const OURS = new Set(['StoreError', 'Unreachable', 'Late', 'ConfigError', 'ContentError'])

/** A library may put an error of ours into one of its own. */
function unwrapped(error: unknown): unknown {
  const { original } = (error ?? {}) as { original?: unknown }
  return original instanceof Error ? original : error
}

/** Whether a message is about a system and not about what was said to it. */
function mayBeTold(error: Error): boolean {
  if (OURS.has(error.name)) return true
  // Whatever stands between us and the platform may have answered with anything; a word of the platform's is one word.
  if (error.name === 'ResponseError') return /: [a-z_]+$/.test(error.message)
  const { code } = error as { code?: unknown }
  if (typeof code === 'number') return true
  // Node's argument errors quote the argument; so do PostgreSQL's data exceptions, SQLSTATE class 22.
  return typeof code === 'string' && !code.startsWith('ERR_INVALID') && !/^22[0-9A-Z]{3}$/.test(code)
}

/** The lines of a trace without the message above them. */
function placesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}
