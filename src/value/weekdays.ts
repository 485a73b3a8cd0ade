// Days of the week as people name them, and back: "weekdays", "mon-fri", "mon, wed and fri".

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Day = (typeof DAYS)[number]

const WEEKDAYS: readonly Day[] = ['mon', 'tue', 'wed', 'thu', 'fri']
const WEEKEND: readonly Day[] = ['sat', 'sun']

const NAMES: readonly (readonly [RegExp, readonly Day[]])[] = [
  [/^(?:daily|every ?day|all(?: days)?|each day|7 days)$/, DAYS],
  [/^(?:(?:on )?(?:week|work|working|business) ?days?|every (?:week|work) ?day)$/, WEEKDAYS],
  [/^(?:(?:on |at )?(?:the )?weekends?)$/, WEEKEND],
]
const DAY =
  /^(?:on )?(?:(mon)(?:day)?|(tue)(?:s|sday)?|(wed)(?:s|nesday)?|(thu)(?:r|rs|rsday)?|(fri)(?:day)?|(sat)(?:urday)?|(sun)(?:day)?)s?$/

/**
 * The days that a text names, from Monday to Sunday, each once. Undefined where it is no list of days.
 *
 * Single days, short or in full, ranges that may run over the end of the week ("fri-mon"), and "daily", "weekdays" and
 * "weekends", joined by commas, spaces, "and", "&" or "+". Case does not count.
 */
export function readDays(text: string): readonly Day[] | undefined {
  const low = text.trim().toLowerCase().replace(/\s+/g, ' ')
  const whole = named(low)
  if (whole) return whole
  const joined = low.replace(/\s*(?:[-–—]|\bto\b|\bthrough\b|\buntil\b)\s*/g, '-')
  const found = new Set<Day>()
  for (const part of joined.split(/\s*[,;&+]\s*|\s+and\s+|\s+/).filter((each) => each !== '' && each !== 'and')) {
    const days = named(part) ?? range(part)
    if (!days) return undefined
    for (const day of days) found.add(day)
  }
  return found.size === 0 ? undefined : ordered(found)
}

function named(text: string): readonly Day[] | undefined {
  const group = NAMES.find(([pattern]) => pattern.test(text))
  if (group) return group[1]
  const day = DAY.exec(text)
    ?.slice(1)
    .find((each) => each !== undefined)
  return day === undefined ? undefined : DAYS.filter((each) => each === day)
}

function range(text: string): readonly Day[] | undefined {
  const [from, to, more] = text.split('-').map(named)
  const [first, last] = [from?.[0], to?.[0]]
  if (more !== undefined || from?.length !== 1 || to?.length !== 1 || !first || !last) return undefined
  const start = DAYS.indexOf(first)
  const length = ((DAYS.indexOf(last) - start + 7) % 7) + 1
  return ordered(new Set(Array.from({ length }, (_, at) => DAYS[(start + at) % 7] ?? first)))
}

/** The shortest usual name of these days, which `readDays` reads: "daily", "weekdays", "mon-thu", "mon,wed". */
export function writeDays(days: Iterable<Day>): string {
  const list = ordered(new Set(days))
  const text = list.join(',')
  if (list.length === DAYS.length) return 'daily'
  if (text === WEEKDAYS.join(',')) return 'weekdays'
  if (text === WEEKEND.join(',')) return 'weekends'
  const first = list[0]
  const last = list.at(-1)
  const isRun = first && last && DAYS.indexOf(last) - DAYS.indexOf(first) === list.length - 1
  return isRun && list.length > 2 ? `${first}-${last}` : text
}

/** The day of the week of a date. */
export const dayOf = (date: Temporal.PlainDate): Day => DAYS[date.dayOfWeek - 1] ?? 'mon'

const ordered = (days: ReadonlySet<Day>): readonly Day[] => DAYS.filter((day) => days.has(day))
