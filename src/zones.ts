// Time zones: which one a person has told us, and what counts as the name of one.

import type { Patient } from './store/patient.ts'
import type { Store } from './store/store.ts'

/** What people set with `zone`. */
export interface Zones {
  /** Undefined where nobody set one, and where that can't be looked up in time: a question is answered without it. */
  get(workspace: string, person: string): Promise<string | undefined>
  set(workspace: string, person: string, zone: string): Promise<void>
}

/** A question about a number must not wait long for whose clock it is meant by. */
const PATIENCE_MS = 300

/** Zones of the store. */
export const createZones = (store: () => Promise<Pick<Store, 'zones'>>, patient: Patient): Zones => ({
  get: (workspace, person) => patient(PATIENCE_MS, ({ zones }) => zones.get(workspace, person)).catch(() => undefined),
  async set(workspace, person, zone) {
    await (await store()).zones.set(workspace, person, zone)
  },
})

let names: readonly string[] | undefined

/** All IANA zone names that this runtime knows, with UTC. */
export function zoneNames(): readonly string[] {
  names ??= ['UTC', 'GMT', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC' && name !== 'GMT')]
  return names
}

let cities: ReadonlySet<string> | undefined

/** Whether a word is the name of exactly one zone's city, or "UTC". Never long: it is asked of every word of a line. */
export function isCity(word: string): boolean {
  if (!cities) {
    const names = zoneNames().map((name) => (name.split('/').at(-1) ?? name).toLowerCase())
    const often = Map.groupBy(names, (name) => name)
    cities = new Set([...often].filter(([, same]) => same.length === 1).map(([name]) => name))
  }
  return cities.has(word.trim().replaceAll(' ', '_').toLowerCase())
}

/** The IANA name for what was typed, whatever its case; undefined where there is no such zone. */
export function zoneNamed(text: string): string | undefined {
  const low = text.trim().replaceAll(' ', '_').toLowerCase()
  const known = zoneNames().find((name) => name.toLowerCase() === low)
  if (known !== undefined) return known
  const cities = zoneNames().filter((name) => name.toLowerCase().endsWith(`/${low}`))
  if (cities.length === 1) return cities[0]
  // Older names and links, such as Asia/Kolkata, are valid without being listed.
  if (!/^[a-z]+(?:[/_+-][a-z0-9]+)+$/.test(low)) return undefined
  try {
    // By the name that was meant: Intl would answer Asia/Katmandu to Asia/Kathmandu.
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(low).timeZoneId
  } catch {
    return undefined
  }
}
