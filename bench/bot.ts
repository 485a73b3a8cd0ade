// The bot that the benchmarks ask, whole and as it runs, and somebody who asks it.

import { join } from 'node:path'
import { type Bot, createBot } from '../src/bot.ts'
import type { Asker } from '../src/command.ts'
import { commands } from '../src/commands/index.ts'
import { readLibrary } from '../src/library/snapshot.ts'
import { createGuard } from '../src/ops/guard.ts'
import { LIMITS } from '../src/ops/limits.ts'
import { createMetrics } from '../src/ops/metrics.ts'
import { openParts } from '../src/parts.ts'
import { IN_MEMORY } from '../src/store/lazy.ts'

const CONTENT = [join(import.meta.dirname, '../content')]

export const asker: Asker = {
  workspace: 'W',
  person: 'U',
  name: 'Ada',
  place: 'C',
  direct: false,
  manager: false,
  now: Temporal.Instant.from('2026-11-22T09:00:00Z'),
}

export async function openBot(more: Partial<Parameters<typeof createBot>[0]> = {}): Promise<Bot> {
  const library = await readLibrary(CONTENT)
  return createBot({ commands, library, ...openParts({ library, content: CONTENT, store: IN_MEMORY }), ...more })
}

/** As it stands behind an adapter, counted and guarded, but for the limits of a person and a workspace: here one asks all. */
export async function openGuarded(): Promise<Bot> {
  const { event: onEvent } = createMetrics({ connected: () => ({}), store: async () => ({ ready: true }) })
  const endless = { burst: 1e9, perMinute: 1e9 }
  return createGuard(await openBot({ onEvent }), {
    onEvent,
    limits: { ...LIMITS, person: endless, workspace: endless },
  })
}

let spaces = 0
/** The same question anew: spaces after it mean nothing, and keep its answer from being one that is remembered. */
export const anew = (query: string): string => query + ' '.repeat(++spaces % 120)
