// A day of the calendar that is to come: "2026-12-24", "24 Dec", "tomorrow", "monday", "in 2 weeks". What hangs on today is written
// as a date before a button is made.

import type { Kind, Spot } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'
import { zoneOfAsker } from './clock.ts'
import { DAYS, readDays } from './weekdays.ts'

const EXAMPLE = '/quiz pause until 2027-01-07'
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const ISO = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/

/** The date that a text means on a day; undefined where it is none. A date without a year is the next one to come. */
export function readDate(text: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const low = text
    .trim()
    .toLowerCase()
    .replace(/^(?:(?:until|till|to|on|the|through)\s+)+/, '')
    .replace(/[.,]\s*$/, '')
  if (ISO.test(low) && low.length === 10) return made(() => Temporal.PlainDate.from(low))
  if (low === 'tomorrow') return today.add({ days: 1 })
  if (low === 'next week') return today.add({ days: 8 - today.dayOfWeek })
  if (low === 'next month') return today.with({ day: 1 }).add({ months: 1 })
  const [, count = '', unit = ''] =
    /^(?:in\s+|for\s+)?(\d{1,3}|an?|one|two|three)\s+(day|week|month)s?$/.exec(low) ?? []
  if (unit !== '') return today.add({ [`${unit}s`]: numberOf(count) })
  const [day, ...others] = readDays(low.replace(/^next\s+/, '')) ?? []
  if (day && others.length === 0) return today.add({ days: (DAYS.indexOf(day) + 8 - today.dayOfWeek) % 7 || 7 })
  return readMonthDay(low, today)
}

const numberOf = (text: string): number => ({ a: 1, an: 1, one: 1, two: 2, three: 3 })[text] ?? Number(text)

function readMonthDay(low: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const [, before, name = '', after, year] =
    /^(?:(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?)?([a-z]{3,9})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?(?:,?\s+(\d{4}))?$/.exec(
      low,
    ) ?? []
  const month = MONTHS.indexOf(name.slice(0, 3)) + 1
  const day = Number(before ?? after)
  if (month === 0 || !(day >= 1) || (before !== undefined && after !== undefined)) return undefined
  const at = (which: number) => made(() => Temporal.PlainDate.from({ year: which, month, day }, { overflow: 'reject' }))
  if (year !== undefined) return at(Number(year))
  const here = at(today.year)
  return here && Temporal.PlainDate.compare(here, today) > 0 ? here : at(today.year + 1)
}

function made(read: () => Temporal.PlainDate): Temporal.PlainDate | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

export const date: Kind<Temporal.PlainDate> = {
  name: 'date',
  expects: 'a date such as 2027-01-07, 7 January or monday',
  example: EXAMPLE,
  rest: true,
  async pin(text, context) {
    const zone = ISO.test(text) ? 'UTC' : ((await zoneOfAsker(context)) ?? 'UTC')
    return readDate(text, context.asker.now.toZonedDateTimeISO(zone).toPlainDate())?.toString() ?? text
  },
  read(text, { asker }) {
    const found = readDate(text, asker.now.toZonedDateTimeISO('UTC').toPlainDate())
    if (found) return found
    throw new Refusal(
      'unknown-date',
      `${quoted(text)} is no date that I can read. Expected one such as 2027-01-07, 7 January or monday.`,
      EXAMPLE,
    )
  },
  spot({ text }): Spot[] {
    const found = ISO.exec(text)
    return found ? [{ from: found.index, to: found.index + found[0].length, text: found[0] }] : []
  },
}
