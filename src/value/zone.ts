// A time zone by its IANA name.

import type { Kind, Passage } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'
import { isCity, zoneNamed, zoneNames } from '../zones.ts'
import { SHORT_ZONE, shortZone } from './short-zone.ts'

export const zone: Kind<string> = {
  name: 'zone',
  expects: 'a time zone such as Europe/Berlin',
  example: '/nines zone Europe/Berlin',
  rest: true,
  read(text) {
    const found = zoneNamed(text)
    if (found !== undefined) return found
    const short = shortZone(text)
    if (short)
      throw new Refusal(
        'unknown-zone',
        `${quoted(text)} ${short.why}. Expected the name of a zone, such as ${short.likely[0] ?? 'Europe/Berlin'}.`,
        `/nines zone ${short.likely[0] ?? 'Europe/Berlin'}`,
        short.likely,
      )
    const near = matching(text)[0]
    throw new Refusal(
      'unknown-zone',
      `${quoted(text)} is no time zone that I know. Expected an IANA name: a continent and a city.`,
      `/nines zone ${near ?? 'Europe/Berlin'}`,
    )
  },
  spot: ({ text }) =>
    [...text.matchAll(/(?<![\p{L}/_])(?:UTC|GMT|[A-Z]\p{L}+(?:\/[A-Z][\p{L}\p{N}_+-]+){1,2})(?![\p{L}/]|\s?[+−-]\d)/gu)]
      .filter(([name]) => zoneNamed(name) !== undefined)
      .map(({ 0: name, index }) => ({ from: index, to: index + name.length, text: name })),
  suggest: (typed) =>
    matching(typed)
      .slice(0, 25)
      .map((name) => ({ label: name, value: name })),
}

const WORD = /(?<![\p{L}\p{N}/_=-])\p{L}{2,}(?:[/_-]\p{L}+)*(?![\p{L}/=])/gu
const NAME = /(?<![\p{L}\p{N}/_=-])[A-Z]\p{L}+(?:[/_-]\p{L}+)*(?![\p{L}/=])/gu

/** The same where it need not be all that is left of a line: names of cities are found too, on a line in small letters. */
export const zoneBeside: Kind<string> = (() => {
  const { rest: _, ...kind } = zone
  return {
    ...kind,
    example: '/quiz daily 09:00 Europe/Berlin weekdays',
    likely: ['Europe/Berlin', 'Europe/London', 'America/New_York', 'UTC'],
    spot(passage: Passage) {
      const named = zone.spot?.(passage) ?? []
      if (named.length > 0) return named.slice(0, 1)
      const short = SHORT_ZONE.exec(passage.text)
      const at = short && { from: short.index, to: short.index + short[0].length, text: short[0] }
      if (at && /\d/.test(at.text)) return [at]
      const words = [...passage.text.matchAll(passage.door === 'line' ? WORD : NAME)]
      for (const [at, { 0: word, index }] of words.entries()) {
        const next = words[at + 1]
        const two = next && passage.text.slice(index, next.index + next[0].length)
        if (two !== undefined && /^\S+[ _]\S+$/.test(two) && isCity(two))
          return [{ from: index, to: index + two.length, text: two }]
        // What looks like a zone and is none is said to be none.
        if (isCity(word) || (word.includes('/') && (/^[A-Z]/.test(word) || zoneNamed(word) !== undefined)))
          return [{ from: index, to: index + word.length, text: word }]
      }
      // In plain words small letters may be any word.
      return at && (passage.door === 'line' || at.text === at.text.toUpperCase()) ? [at] : []
    },
  }
})()

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
