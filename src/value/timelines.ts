// The times of incidents, one incident to a line: "detected 14:02 acknowledged 14:05 resolved 14:49", or rows of a table under a
// heading that names its columns. Times without a zone are all on one clock; a time of day that is before the one ahead of it is of
// the next day.

import { quoted, Refusal } from '../refusal.ts'

export const MOMENTS = ['started', 'detected', 'acknowledged', 'mitigated', 'resolved'] as const
export type Moment = (typeof MOMENTS)[number]
/** Seconds since an instant that all moments of one incident share. */
export type Timeline = Readonly<Partial<Record<Moment, number>>>

const WORDS: Readonly<Record<Moment, string>> = {
  started: 'start(?:ed|s)?|beg(?:an|in|ins|un)|onset|impact(?: start(?:ed)?)?|occurred|opened|created|failed',
  detected: 'detect(?:ed|ion)?|alert(?:ed)?|noticed|triggered|fired|paged',
  acknowledged: 'ack(?:ed|nowledged?|nowledgement)?|responded|response',
  mitigated: 'mitigat(?:ed|ion)|restored|recovered|fixed|repaired',
  resolved: 'resol(?:ved|ution)|closed|end(?:ed|s)?|finished|done',
}
const WORD = MOMENTS.map((moment) => `(?<${moment}>${WORDS[moment]})`).join('|')
const SUFFIX = '(?:[ _]?(?:at|on|time|timestamp))?'
const DATE = String.raw`\d{4}-\d{2}-\d{2}`
const CLOCK = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?`
const STAMP = String.raw`(?:(?<date>${DATE})[T ])?(?<clock>${CLOCK})\s?(?<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?(?![\d:])`
const STAMPS = new RegExp(STAMP, 'giu')
const LABELLED = new RegExp(`(?<![\\p{L}])(?:${WORD})${SUFFIX}[\\s:=]{1,3}(?:at |on )?${STAMP}`, 'giu')
const HEADING = new RegExp(`^["\\s]*(?:(?:time|date|incident|was)[ _]?)?(?:${WORD})${SUFFIX}["\\s]*$`, 'iu')
const DELIMITERS = [',', ';', '\t', '|'] as const

interface Stamp {
  readonly date: string | undefined
  readonly clock: string
  readonly zone: string | undefined
}
type Row = Partial<Record<Moment, Stamp>>

const momentOf = (groups: Readonly<Record<string, string | undefined>> = {}): Moment | undefined =>
  MOMENTS.find((moment) => groups[moment] !== undefined)
const stampOf = ({ date, clock = '', zone }: Readonly<Record<string, string | undefined>>): Stamp => ({
  date,
  clock,
  zone,
})
const stampsIn = (text: string): Stamp[] => [...text.matchAll(STAMPS)].map(({ groups = {} }) => stampOf(groups))

/** Where pasted times stand in a text: from the first line of them, or its heading, to the end of the last. */
export function linesWithTimes(text: string): { readonly from: number; readonly to: number } | undefined {
  const labelled = [...text.matchAll(LABELLED)]
  const lines = text.split('\n')
  const heading = lines.findIndex((line) => columnsOf(line) !== undefined)
  if (heading >= 0 && lines.slice(heading + 1).some((line) => stampsIn(line).length > 1)) {
    const from = lines.slice(0, heading).reduce((sum, line) => sum + line.length + 1, 0)
    return { from, to: text.length }
  }
  const [first] = labelled
  const last = labelled.at(-1)
  return first && last && labelled.length > 1 ? { from: first.index, to: last.index + last[0].length } : undefined
}

/** The columns that a heading names, each at its place; undefined for what is no heading. */
function columnsOf(line: string): readonly (Moment | undefined)[] | undefined {
  if (stampsIn(line).length > 0) return undefined
  const delimiter = DELIMITERS.find((each) => line.includes(each))
  const cells = (delimiter === undefined ? line.trim().split(/\s+/) : line.split(delimiter)).map((cell) =>
    momentOf(HEADING.exec(cell.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))?.groups),
  )
  return cells.filter((each) => each !== undefined).length >= 2 ? cells : undefined
}

/**
 * The incidents of a text; undefined where it holds no times of day. Throws a Refusal for times that no word names, that do not exist
 * or that are not in order.
 */
export function timelines(text: string, example: string): readonly Timeline[] | undefined {
  if (stampsIn(text).length === 0) return undefined
  const out: Timeline[] = []
  let columns: readonly (Moment | undefined)[] | undefined
  for (const line of text.split('\n')) {
    columns = columnsOf(line) ?? columns
    const found = stampsIn(line)
    if (found.length === 0) continue
    const row = labelledIn(line) ?? (columns && inColumns(line, columns))
    if (!row || Object.keys(row).length < 2)
      throw new Refusal(
        'bad-times',
        `${quoted(line)}: which times are these? At least two of ${MOMENTS.join(', ')} are needed, beside the times or as a heading.`,
        '/calc incidents detected 14:02 acknowledged 14:05 mitigated 14:30 resolved 14:49',
      )
    out.push(placed(row, line, example))
  }
  return out
}

function labelledIn(line: string): Row | undefined {
  const row: Row = {}
  for (const { groups = {} } of line.matchAll(LABELLED)) {
    const moment = momentOf(groups)
    if (moment) row[moment] ??= stampOf(groups)
  }
  return Object.keys(row).length > 0 ? row : undefined
}

function inColumns(line: string, columns: readonly (Moment | undefined)[]): Row {
  const delimiter = DELIMITERS.find((each) => line.split(each).length === columns.length)
  const ours = columns.filter((each) => each !== undefined)
  const places = delimiter === undefined ? ours : columns
  const stamps = delimiter === undefined ? stampsIn(line) : line.split(delimiter).map((cell) => stampsIn(cell)[0])
  return Object.fromEntries(
    places.flatMap((moment, at) => {
      const stamp = stamps[at]
      return moment && stamp ? [[moment, stamp]] : []
    }),
  )
}

const DAY = 86_400

function placed(row: Row, line: string, example: string): Timeline {
  const out: Partial<Record<Moment, number>> = {}
  const refuse = (why: string): never => {
    throw new Refusal('bad-times', `${quoted(line)}: ${why}`, example)
  }
  const zone = Object.values(row).find((stamp) => stamp.zone !== undefined)?.zone
  let date = Object.values(row).find((stamp) => stamp.date !== undefined)?.date ?? '2000-01-01'
  let last: { readonly moment: Moment; readonly at: number } | undefined
  for (const moment of MOMENTS) {
    const stamp = row[moment]
    if (!stamp) continue
    date = stamp.date ?? date
    const said = secondsOf(date, stamp.clock, stamp.zone ?? zone) ?? refuse(`${quoted(stamp.clock)} does not exist.`)
    const nextDay = stamp.date === undefined && last !== undefined && said < last.at
    const at = nextDay ? said + DAY : said
    // Past midnight is likely, a day round the clock is not: then the two were mixed up.
    if (last && (at < last.at || (nextDay && at - last.at > DAY / 2)))
      refuse(`${moment} is before ${last.moment}. Expected them in order, with dates where they are days apart.`)
    out[moment] = at
    last = { moment, at }
  }
  return out
}

function secondsOf(date: string, clock: string, zone = 'Z'): number | undefined {
  const [hours = '', minutes = '', seconds = '0'] = clock.split(':')
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone)
  const shift = offset ? (Number(offset[2]) * 3600 + Number(offset[3]) * 60) * (offset[1] === '-' ? -1 : 1) : 0
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) >= 60) return undefined
  try {
    const day = Temporal.PlainDate.from(date).toZonedDateTime('UTC').epochMilliseconds / 1000
    return day + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) - shift
  } catch {
    return undefined
  }
}
