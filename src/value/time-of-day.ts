// A time on the clock, without a date: "09:00", "9am", "half past" is not read, "noon" is. Given back as HH:MM.

import type { Kind, Spot } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'

const EXAMPLE = '/quiz daily 09:00 Europe/Berlin weekdays'
const WORDS: Readonly<Record<string, string>> = { noon: '12:00', midday: '12:00', midnight: '00:00' }
const TIME = String.raw`(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s*[ap]\.?m\b\.?)?|(?:1[0-2]|0?[1-9])\s*[ap]\.?m\b\.?|noon|midday|midnight`
const SPOT = new RegExp(String.raw`(?<![\p{L}\p{N}:.,/-])(?:${TIME})(?![\p{L}\p{N}:%/-]|[.,]\d)`, 'giu')
const WRITTEN_SO = /(?<![\p{L}\p{N}:.,/=-])\d{1,2}:\d{2}(?![\p{L}\p{N}:%/-]|[.,]\d)/gu
/** A bare hour is one only where a line has it by itself, or after "at". */
const HOUR = /(?<![\p{L}\p{N}:.,/=-])(?:(?<=\bat )|(?<=^\s*))(\d{1,2})(?:\s*o'clock)?(?=\s|$)/iu

/** HH:MM of a text; undefined where it is no time of day. */
export function readTimeOfDay(text: string): string | undefined {
  const low = text
    .trim()
    .toLowerCase()
    .replace(/^at\s+/, '')
    .replaceAll('.', ':')
  if (Object.hasOwn(WORDS, low)) return WORDS[low]
  const [, hour = '', minute = '00', half] =
    /^(\d{1,2})(?:[:h](\d{2}))?(?:\s*o'clock)?\s*(?:([ap]):?m:?)?$/.exec(low) ?? []
  if (hour === '') return undefined
  const given = Number(hour)
  if (half !== undefined && (given < 1 || given > 12)) return undefined
  const hours = half === undefined ? given : (given % 12) + (half === 'p' ? 12 : 0)
  if (hours > 23 || Number(minute) > 59) return undefined
  return `${String(hours).padStart(2, '0')}:${minute}`
}

export const timeOfDay: Kind<string> = {
  name: 'time',
  expects: 'a time of day such as 09:00 or 9am',
  example: EXAMPLE,
  early: true,
  read(text) {
    const found = readTimeOfDay(text)
    if (found !== undefined) return found
    throw new Refusal(
      'unknown-time',
      `${quoted(text)} is no time of day that I can read. Expected one such as 09:00 or 9am.`,
      EXAMPLE,
    )
  },
  spot({ text, sure, door }): Spot[] {
    // On a line "25:00" is meant as a time, and is told to be none.
    const [first] = [...text.matchAll(SPOT), ...(door === 'line' ? text.matchAll(WRITTEN_SO) : [])]
    if (first) return [{ from: first.index, to: first.index + first[0].length, text: first[0] }]
    const hour = sure ? null : HOUR.exec(text)
    return hour ? [{ from: hour.index, to: hour.index + hour[0].length, text: hour[0] }] : []
  },
  suggest: (typed) =>
    Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`)
      .filter((time) => time.includes(typed.trim()))
      .map((time) => ({ label: time, value: time })),
}
