// What people write for a time zone and is none: "CET", "UTC+2". An abbreviation means several places or only half of the year, and an
// offset does not say when the clocks change, so that a daily hour would be wrong by one for months.

import { zoneNamed } from '../zones.ts'

/** Cities of the zones that an abbreviation is used for, the largest first. */
const CITIES: Readonly<Record<string, readonly string[]>> = {
  cet: ['Europe/Berlin', 'Europe/Paris'],
  cest: ['Europe/Berlin', 'Europe/Paris'],
  met: ['Europe/Berlin', 'Europe/Paris'],
  wet: ['Europe/Lisbon'],
  west: ['Europe/Lisbon'],
  eet: ['Europe/Athens', 'Europe/Helsinki'],
  eest: ['Europe/Athens', 'Europe/Helsinki'],
  bst: ['Europe/London'],
  ist: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'],
  msk: ['Europe/Moscow'],
  est: ['America/New_York'],
  edt: ['America/New_York'],
  cst: ['America/Chicago', 'Asia/Shanghai'],
  cdt: ['America/Chicago'],
  mst: ['America/Denver', 'America/Phoenix'],
  mdt: ['America/Denver'],
  pst: ['America/Los_Angeles'],
  pdt: ['America/Los_Angeles'],
  brt: ['America/Sao_Paulo'],
  sgt: ['Asia/Singapore'],
  jst: ['Asia/Tokyo'],
  aest: ['Australia/Sydney', 'Australia/Brisbane'],
  aedt: ['Australia/Sydney'],
}
const OFFSET = String.raw`(?:(?:UTC|GMT)\s?[+−-]\s?\d{1,2}(?::?[0-5]\d)?|[+−-]\d{2}:?[0-5]\d)`
const NAMES = Object.keys(CITIES).join('|')

/** Where one stands in a text, in capitals or not. */
export const SHORT_ZONE = new RegExp(String.raw`(?<![\p{L}\p{N}/_+-])(?:${OFFSET}|${NAMES})(?![\p{L}\p{N}/_])`, 'iu')

export interface ShortZone {
  /** What it is instead, as the end of a sentence. */
  readonly why: string
  readonly likely: readonly string[]
}

/** What a text is that stands for a zone without being one; undefined for all else. */
export function shortZone(text: string): ShortZone | undefined {
  const low = text.trim().toLowerCase()
  const cities = Object.hasOwn(CITIES, low) ? CITIES[low] : undefined
  if (cities)
    return {
      why: 'is an abbreviation: it does not say which place is meant, nor when its clocks change',
      likely: cities,
    }
  if (!new RegExp(`^${OFFSET}$`, 'iu').test(low)) return undefined
  const [, sign = '', hours = '', minutes = '00'] = /([+−-])\s?(\d{1,2}?):?(\d{2})?$/.exec(low) ?? []
  const offset = `${sign === '+' ? '+' : '-'}${hours.padStart(2, '0')}:${minutes}`
  // The names of this area count the other way round.
  const fixed = minutes === '00' ? `Etc/GMT${sign === '+' ? '-' : '+'}${Number(hours)}` : ''
  return {
    why: 'is an offset, which does not say when the clocks change',
    likely: [...citiesAt(offset), ...(zoneNamed(fixed) === undefined ? [] : [fixed])],
  }
}

/** Winter and summer, in the north. */
const SEASONS = ['2026-01-15T12:00Z', '2026-07-15T12:00Z']
const MOST_CITIES = 2

/** Cities of our table that are at this offset in part of the year. */
const citiesAt = (offset: string): readonly string[] =>
  [...new Set(Object.values(CITIES).flat())]
    .filter((zone) => SEASONS.some((at) => Temporal.Instant.from(at).toZonedDateTimeISO(zone).offset === offset))
    .slice(0, MOST_CITIES)
