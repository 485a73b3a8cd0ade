// What every subcommand begins with: the configuration of all parts, and the bot with all that it keeps.

import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { discordConfig } from '../../adapters/discord/config.ts'
import { slackConfig } from '../../adapters/slack/config.ts'
import type { Poster } from '../adapter.ts'
import { type Bot, createBot, type Event } from '../bot.ts'
import { commands } from '../commands/index.ts'
import { coreConfig, readConfig } from '../config.ts'
import type { Library } from '../library/library.ts'
import { readLibrary, readLibraryAside } from '../library/snapshot.ts'
import { misspelt } from '../misspelt.ts'
import { type Opened, openParts } from '../parts.ts'
import type { Log } from '../quiz/sending.ts'
import { type StoreConfig, storeConfig } from '../store/config.ts'

export const CONTENT = join(import.meta.dirname, '../../content')

const PARTS = { core: coreConfig, store: storeConfig, slack: slackConfig, discord: discordConfig }
export type Config = ReturnType<typeof readConfig<typeof PARTS>>

/** Throws a ConfigError with every problem. */
export const readEnvironment = (): Config => readConfig(process.env, PARTS)

/** What these begin with is ours or one of our platforms': nothing else should stand in the environment of this program. */
const FAMILIES = ['SLACK_', 'DISCORD_', 'NINES_']

/** A line for each variable that looks like one of ours and is none. */
export const misspeltVariables = (): readonly string[] =>
  misspelt(
    Object.keys(process.env),
    FAMILIES,
    Object.values(PARTS).flatMap(({ variables }) => Object.keys(variables)),
  )

interface Open {
  readonly store?: StoreConfig
  readonly poster?: Poster
  readonly onEvent?: (event: Event) => void
  readonly log?: Log
}

export interface Made {
  readonly bot: Bot
  readonly parts: Opened
  /** Reads the content anew, and makes the bot of it. */
  readonly renewed: { read(): Promise<Library>; use(library: Library): Promise<Bot> }
}

export async function open({ core, store }: Config, { onEvent, ...more }: Open = {}): Promise<Made> {
  const content = [CONTENT, ...core.contentDirs]
  const library = await readLibrary(content)
  const parts = openParts({ library, content, store, replica: randomUUID().slice(0, 8), ...more })
  const make = (known: Library): Bot =>
    createBot({ commands, library: known, ...parts, prefix: core.prefix, ...(onEvent && { onEvent }) })
  const renewed = {
    read: () => readLibraryAside(content),
    async use(known: Library) {
      await parts.renew(known)
      return make(known)
    },
  }
  return { parts, bot: make(library), renewed }
}
