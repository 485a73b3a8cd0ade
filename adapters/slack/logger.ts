// Bolt's own messages, for our log. Its debug output carries bodies and tokens.

import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from './connection.ts'

/** They may repeat a whole page of whatever stands between Slack and us. */
const LONGEST_LINE = 200

/** Only warnings and errors pass, a line of each. */
export function quietLogger(log: Log): Logger {
  const nothing = (): void => {}
  const text = (parts: unknown[]): string =>
    (
      parts
        .map((part) => (part instanceof Error ? part.message : String(part)))
        .join(' ')
        .split('\n', 1)[0] ?? ''
    ).slice(0, LONGEST_LINE)
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
