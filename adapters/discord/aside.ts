// What may have to be asked about somebody in a place: what people are called there, and whether the bot may post.

import { type Client, type Guild, PermissionFlagsBits, type PermissionsBitField } from 'discord.js'
import type { Asker } from '../../src/command.ts'

/** `here` are the bot's own permissions in the place, where it is a member. */
export function aside(
  client: Client,
  {
    guild,
    inServer,
    here,
  }: {
    readonly guild: Guild | null
    /** Said in a server, whether the bot is a member or not. */
    readonly inServer: boolean
    readonly here: Readonly<PermissionsBitField> | null
  },
): Required<Pick<Asker, 'names' | 'barred'>> {
  const nameOf = async (person: string): Promise<string> => {
    const member = await guild?.members.fetch(person).catch(() => undefined)
    return (member ?? (await client.users.fetch(person))).displayName
  }
  return {
    async names(people) {
      const found = await Promise.allSettled(people.map(async (person) => [person, await nameOf(person)] as const))
      return new Map(found.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])))
    },
    async barred() {
      if (!inServer) return undefined
      if (!guild) return 'The bot is no member of this server. Whoever manages the server can add it from its profile.'
      const lacks = here && MISSING.filter(([flag]) => !here.has(flag)).map(([, name]) => name)
      return lacks && lacks.length > 0
        ? `The bot may not post in this channel: it lacks ${lacks.join(' and ')}. Whoever manages the channel can add it under Permissions.`
        : undefined
    },
  }
}

const MISSING = [
  [PermissionFlagsBits.ViewChannel, 'View Channel'],
  [PermissionFlagsBits.SendMessages, 'Send Messages'],
] as const
