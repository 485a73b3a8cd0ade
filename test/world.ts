// A bot as it runs, and somebody who asks it.

import { join } from 'node:path'
import type { Poster } from '../src/adapter.ts'
import { type Bot, createBot, type Event } from '../src/bot.ts'
import type { Asker } from '../src/command.ts'
import { commands } from '../src/commands/index.ts'
import { readLibrary } from '../src/library/snapshot.ts'
import { type Given, openParts } from '../src/parts.ts'
import { IN_MEMORY } from '../src/store/lazy.ts'

export const CONTENT = join(import.meta.dirname, '../content')
export const library = await readLibrary([CONTENT])

/** A bot of its own, as after a restart. Its library is read anew, since each bot adds its sentences to the index. */
export async function openBot(more: { prefix?: string; onEvent?: (event: Event) => void } = {}): Promise<Bot> {
  const own = await readLibrary([CONTENT])
  return createBot({ commands, library: own, ...remembering({ library: own }), ...more })
}

const EVERYWHERE: Poster = {
  post: async (_, place, __, key) => ({ outcome: 'posted', reference: `${place}/${key}` }),
  edit: async (_, reference) => ({ outcome: 'posted', reference }),
}

/** What a bot keeps: in memory, and posting to where nobody looks, unless something else is said. */
export const remembering = (more: Partial<Given> = {}) =>
  openParts({ library, content: [CONTENT], store: IN_MEMORY, poster: EVERYWHERE, ...more })

export const asker = (more: Partial<Asker> = {}): Asker => ({
  workspace: 'W1',
  person: 'U1',
  name: 'Ada',
  place: 'C1',
  direct: false,
  manager: false,
  now: Temporal.Instant.from('2026-11-22T09:00:00Z'),
  ...more,
})
