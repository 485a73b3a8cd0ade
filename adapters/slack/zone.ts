// The time zones in people's profiles.

import { setTimeout as pause } from 'node:timers/promises'
import type { webApi } from '@slack/bolt'

/** A command must be acknowledged within 3 s, so a slow profile counts as one that says nothing. */
const PATIENCE_MS = 1500
const MOST_KEPT = 5000

/** Gives the zone in a person's profile, where it can be had in time. Kept in memory. */
export function createProfiles(client: webApi.WebClient): (person: string) => Promise<string | undefined> {
  const zones = new Map<string, string | undefined>()
  const fetched = async (person: string): Promise<string | undefined> => {
    const info = await client.users.info({ user: person }).catch(() => undefined)
    if (info === undefined) return undefined
    if (zones.size >= MOST_KEPT) zones.clear()
    zones.set(person, info.user?.tz)
    return info.user?.tz
  }
  return (person) =>
    zones.has(person)
      ? Promise.resolve(zones.get(person))
      : Promise.race([fetched(person), pause(PATIENCE_MS, undefined, { ref: false })])
}
