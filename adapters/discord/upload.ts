// Uploads the command list where it differs from the one that Discord holds: an upload replaces the whole list.

import { isDeepStrictEqual } from 'node:util'
import { DiscordAPIError, REST, Routes } from 'discord.js'
import { Unreachable } from '../../src/adapter.ts'
import type { Commands } from '../../src/command.ts'
import { ConfigError } from '../../src/config.ts'
import type { DiscordConfig } from './config.ts'
import { commandList } from './register.ts'

/** Says what was done, in a line. */
export async function uploadCommands(
  { token, applicationId, apiUrl }: DiscordConfig,
  commands: Commands,
  prefix: string,
): Promise<string> {
  const rest = new REST({ version: '10', api: apiUrl, retries: 1, timeout: 15_000 }).setToken(token)
  const route = Routes.applicationCommands(applicationId)
  const wanted = commandList(commands, prefix)
  try {
    const held = (await rest.get(route)) as object[]
    if (sameList(held, wanted)) return `Discord holds these ${wanted.length} commands already: nothing uploaded.`
    await rest.put(route, { body: wanted })
    return `Uploaded ${wanted.length} commands to Discord.`
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 401) throw new ConfigError([TOKEN_REJECTED])
    if (error instanceof DiscordAPIError && (error.status === 403 || error.status === 404)) {
      throw new ConfigError([
        `DISCORD_APPLICATION_ID: Discord knows no application ${applicationId} for this token; copy it from the page "General Information"`,
      ])
    }
    throw new Unreachable('Discord', apiUrl, (error as Error).message || String((error as NodeJS.ErrnoException).code))
  }
}

export const TOKEN_REJECTED =
  'DISCORD_TOKEN: Discord does not accept it. Make a new one with "Reset Token" on the page "Bot" of the application'

/** Equal in all that we set; Discord adds ids, versions and defaults of its own, and keeps no order of the list. */
export function sameList(held: readonly object[], wanted: readonly object[]): boolean {
  const named = (list: readonly object[]): object[] => [...list].sort((a, b) => keyOf(a).localeCompare(keyOf(b)))
  return held.length === wanted.length && isDeepStrictEqual(named(held).map(settings), named(wanted).map(settings))
}

const keyOf = (command: object): string =>
  `${(command as { type?: number }).type ?? 1}:${(command as { name?: string }).name}`
const OURS = [
  'type',
  'name',
  'description',
  'options',
  'required',
  'autocomplete',
  'choices',
  'value',
  'integration_types',
  'contexts',
] as const

function settings(value: unknown): unknown {
  if (Array.isArray(value))
    return value.every((each) => typeof each === 'number') ? [...value].sort() : value.map(settings)
  if (typeof value !== 'object' || value === null) return value
  const known = OURS.flatMap((key) => {
    const given = (value as Record<string, unknown>)[key]
    const isDefault =
      given === undefined ||
      given === null ||
      given === false ||
      given === '' ||
      (Array.isArray(given) && given.length === 0)
    return isDefault ? [] : [[key, settings(given)]]
  })
  return Object.fromEntries(known)
}
