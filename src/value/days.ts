// Days of the week: "weekdays", "mon-thu", "mon, wed and fri".

import type { Kind, Spot } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'
import { type Day, readDays } from './weekdays.ts'

const EXAMPLE = '/quiz daily 09:00 Europe/Berlin mon,wed,fri'
const DAY = `(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:days?)?s?`
const GROUP = `every ?day|each day|(?:every )?(?:week|work|working|business) ?days?|every (?:week|work)day|weekends?`
const JOIN = String.raw`\s*(?:,|;|&|\+|-|–|\band\b|\bto\b|\bthrough\b|,\s*and\b)\s*(?:on )?|\s+`
const SPOT = new RegExp(
  String.raw`(?<![\p{L}\p{N}-])(?:${GROUP}|${DAY})(?:(?:${JOIN})(?:${GROUP}|${DAY}))*(?![\p{L}\p{N}])`,
  'iu',
)

export const days: Kind<readonly Day[]> = {
  name: 'days',
  expects: 'days such as weekdays, mon-thu or mon,wed,fri',
  example: EXAMPLE,
  early: true,
  read(text) {
    const found = readDays(text)
    if (found) return found
    throw new Refusal(
      'unknown-days',
      `${quoted(text)} names no days that I can read. Expected weekdays, daily, mon-thu or mon,wed,fri.`,
      EXAMPLE,
    )
  },
  spot({ text }): Spot[] {
    const found = SPOT.exec(text)
    return found ? [{ from: found.index, to: found.index + found[0].length, text: found[0] }] : []
  },
  suggest: (typed) =>
    ['weekdays', 'daily', 'mon-thu', 'mon,wed,fri', 'tue,thu', 'mon']
      .filter((each) => each.includes(typed.trim().toLowerCase()))
      .map((each) => ({ label: each, value: each })),
}
