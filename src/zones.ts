// Time zones: which one a person has told us, and what counts as the name of one.

/** What people set with `zone`. Kept in memory: a restart asks again. */
export interface Zones {
  get(workspace: string, person: string): string | undefined
  set(workspace: string, person: string, zone: string): void
}

const MOST_KEPT = 20_000

export function createZones(): Zones {
  const kept = new Map<string, string>()
  const key = (workspace: string, person: string): string => `${workspace}\n${person}`
  return {
    get: (workspace, person) => kept.get(key(workspace, person)),
    set(workspace, person, zone) {
      const one = key(workspace, person)
      kept.delete(one)
      kept.set(one, zone)
      const oldest = kept.keys().next().value
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    },
  }
}

let names: readonly string[] | undefined

/** All IANA zone names that this runtime knows, with UTC. */
export function zoneNames(): readonly string[] {
  names ??= ['UTC', 'GMT', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC' && name !== 'GMT')]
  return names
}

/** The IANA name for what was typed, whatever its case; undefined where there is no such zone. */
export function zoneNamed(text: string): string | undefined {
  const low = text.trim().replaceAll(' ', '_').toLowerCase()
  const known = zoneNames().find((name) => name.toLowerCase() === low)
  if (known !== undefined) return known
  const cities = zoneNames().filter((name) => name.toLowerCase().endsWith(`/${low}`))
  if (cities.length === 1) return cities[0]
  // Older names and links, such as Asia/Calcutta, are valid without being listed.
  if (!/^[a-z]+(?:[/_+-][a-z0-9]+)+$/.test(low)) return undefined
  try {
    return new Intl.DateTimeFormat('en', { timeZone: low }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}
