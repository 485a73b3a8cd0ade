// A time zone by its IANA name.

import type { Kind } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'
import { zoneNamed, zoneNames } from '../zones.ts'

export const zone: Kind<string> = {
  name: 'zone',
  expects: 'a time zone such as Europe/Berlin',
  example: '/nines zone Europe/Berlin',
  rest: true,
  read(text) {
    const found = zoneNamed(text)
    if (found !== undefined) return found
    const near = matching(text)[0]
    throw new Refusal(
      'unknown-zone',
      `${quoted(text)} is no time zone that I know. Expected an IANA name: a continent and a city.`,
      `/nines zone ${near ?? 'Europe/Berlin'}`,
    )
  },
  spot: (text) =>
    [...text.matchAll(/(?<![\p{L}/_])(?:UTC|GMT|[A-Z]\p{L}+(?:\/[A-Z][\p{L}_+-]+){1,2})(?![\p{L}/])/gu)]
      .filter(([name]) => zoneNamed(name) !== undefined)
      .map(({ 0: name, index }) => ({ from: index, to: index + name.length, text: name })),
  suggest: (typed) =>
    matching(typed)
      .slice(0, 25)
      .map((name) => ({ label: name, value: name })),
}

/** Zones that have the typed text in them, those with a city that begins so first. */
function matching(typed: string): string[] {
  const low = typed.trim().replaceAll(' ', '_').toLowerCase()
  const holds = zoneNames().filter((name) => name.toLowerCase().includes(low))
  const begins = (name: string): number =>
    name
      .toLowerCase()
      .split('/')
      .some((part) => part.startsWith(low))
      ? 0
      : 1
  return holds.sort((a, b) => begins(a) - begins(b))
}
