// What people's profiles say: their time zone, whether they manage the workspace, what they are called. And where the bot may post.

import { setTimeout as pause } from 'node:timers/promises'
import type { webApi } from '@slack/bolt'
import type { Asker } from '../../src/command.ts'
import { refusalOf } from './errors.ts'

/** A command must be acknowledged within 3 s, so a slow profile counts as one that says nothing. */
const PATIENCE_MS = 1500
const MOST_KEPT = 5000

interface Profile {
  readonly zone: string | undefined
  readonly name: string | undefined
}

/** Gives what a profile says, where it can be had in time. Zones and names are kept in memory; who manages may change any day. */
export function createProfiles() {
  const kept = new Map<string, Profile>()
  return (client: webApi.WebClient, asker: Who): Aside => asideOf(client, kept, asker)
}

type Who = Pick<Asker, 'workspace' | 'person' | 'place'>
type Aside = Required<Pick<Asker, 'zone' | 'manages' | 'names' | 'barred'>>

/** What may have to be asked about somebody in a place. Ids of people are their workspace's, so they are kept by both. */
function asideOf(
  client: webApi.WebClient,
  kept: Map<string, Profile>,
  { workspace, person: asking, place }: Who,
): Aside {
  const keyOf = (person: string): string => `${workspace}/${person}`
  const fetched = async (person: string) => {
    const { user } = await client.users.info({ user: person })
    if (kept.size >= MOST_KEPT) kept.clear()
    const name = user?.profile?.display_name || user?.real_name || user?.name
    kept.set(keyOf(person), { zone: user?.tz, name })
    return user
  }
  const inTime = <T>(work: Promise<T>): Promise<T | undefined> =>
    Promise.race([work.catch(() => undefined), pause(PATIENCE_MS, undefined, { ref: false })])
  const profile = async (person: string): Promise<Profile | undefined> => {
    if (!kept.has(keyOf(person))) await inTime(fetched(person))
    return kept.get(keyOf(person))
  }
  const manages = async (person: string): Promise<boolean> => {
    const user = await inTime(fetched(person))
    return user?.is_admin === true || user?.is_owner === true
  }

  return {
    zone: async () => (await profile(asking))?.zone,
    manages: () => manages(asking),
    async names(people) {
      const found = await Promise.all(people.map(async (each) => [each, (await profile(each))?.name] as const))
      return new Map(found.flatMap(([each, name]) => (name === undefined ? [] : [[each, name] as const])))
    },
    barred: async () => ((await inTime(isOutside(client, place))) ? INVITE : undefined),
  }
}

const INVITE = 'The bot is not in this channel. Invite it: type /invite @nines here.'

/** Whether the place is a channel that the bot is not in. */
async function isOutside(client: webApi.WebClient, channel: string): Promise<boolean> {
  if (!/^[CG]/.test(channel)) return false
  try {
    const { channel: found } = await client.conversations.info({ channel })
    return found?.is_member === false
  } catch (error) {
    return refusalOf(error) === 'channel_not_found'
  }
}
