// Samples that were pasted: numbers separated by spaces, commas or lines, with or without a unit of time. Commas separate here,
// since "120,340,95" is three response times and no number of nine digits; and "1.2s 800ms" is two, not one of two seconds.

import type { Kind, Passage, Spot } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'
import { add, decimal, mul, type Ratio, ratio, sign, ZERO } from '../reliability/rational.ts'

export interface Samples {
  readonly values: readonly Ratio[]
  /** Whether they are seconds: a unit was written. Without one they are plain numbers. */
  readonly timed: boolean
}

const NUMBER = String.raw`\d+(?:\.\d+)?(?:e-?\d{1,2}(?![\p{L}\d]))?`
const UNIT = 'ns|[µμu]s|ms|secs?|seconds?|s|mins?|minutes?|m|hours?|hrs?|h'
const TOKEN = String.raw`(?<![\p{L}\p{N}_.%:/-])[-−]?(?:(?:${NUMBER}(?:${UNIT})(?=[\d\P{L}]|$))+|${NUMBER}(?: (?:${UNIT})(?!\p{L}))?)(?![\p{L}\p{N}_%:/-]|\.\d| ?%)`
const EACH = new RegExp(TOKEN, 'giu')
const PARTS = new RegExp(`(${NUMBER}) ?(${UNIT})?`, 'giu')
/** Three in a row are a list whatever is said around them. */
const RUN = new RegExp(String.raw`${TOKEN}(?:[\s,;]+(?:and\s+)?${TOKEN}){2,}`, 'iu')
const LONGEST = 24
const MOST = 2000

const SECONDS: readonly (readonly [RegExp, Ratio])[] = [
  [/^n/i, ratio(1, 1_000_000_000)],
  [/^[µμu]/i, ratio(1, 1_000_000)],
  [/^ms$/i, ratio(1, 1000)],
  [/^s/i, ratio(1)],
  [/^m/i, ratio(60)],
  [/^h/i, ratio(3600)],
]
const secondsOf = (unit: string): Ratio => SECONDS.find(([pattern]) => pattern.test(unit))?.[1] ?? ratio(1)

const EXPECTS = 'measured values such as "12ms 15ms 210ms" or "12, 15, 210"'

/** @param bare seconds of a number without a unit; where it is left out, such numbers stay plain numbers. */
export function samples(name: string, bare?: Ratio): Kind<Samples> {
  return {
    name,
    expects: EXPECTS,
    example: '/nines help',
    rest: true,
    read: (text) => readSamples(text, name, bare),
    spot({ text, sure }: Passage): Spot[] {
      const found = sure ? null : RUN.exec(text)
      return found ? [{ from: found.index, to: found.index + found[0].length, text: found[0] }] : []
    },
  }
}

function readSamples(text: string, name: string, bare: Ratio | undefined): Samples {
  const refuse = (code: string, why: string): never => {
    throw new Refusal(code, `${why} Expected ${EXPECTS}.`, '/nines help')
  }
  const found = text.match(EACH) ?? []
  if (found.length === 0) refuse('bad-list', `${quoted(text)} holds no ${name}.`)
  if (found.length > MOST) refuse('bad-list', `${found.length} values are too many: at most ${MOST}.`)
  const unread = /(?<![\p{L}\p{N}_])[-−]?\d\S*/u.exec(text.replace(EACH, ' '))
  if (unread) refuse('unreadable', `${quoted(unread[0])} can not be read among the ${name}.`)
  const long = found.find((one) => one.length > LONGEST)
  if (long !== undefined) refuse('unreadable', `${quoted(long)} has too many digits.`)
  const units = found.map((one) => /[\p{L}]+$/u.test(one.replace(/e-?\d+$/i, '')))
  const timed = units.includes(true)
  const last = found.at(-1) ?? ''
  // "12 15 210 ms": the one unit at the end is that of all.
  const shared =
    timed && units.indexOf(true) === units.length - 1 ? secondsOf(/\p{L}+$/u.exec(last)?.[0] ?? 's') : undefined
  const unit = timed ? (shared ?? bare) : bare
  if (timed && unit === undefined && units.includes(false))
    refuse('no-unit', `${quoted(found[units.indexOf(false)] ?? '')} has no unit, and others have one.`)
  return { values: found.map((one) => inUnits(one, unit)), timed: timed || bare !== undefined }
}

function inUnits(text: string, bare: Ratio = ratio(1)): Ratio {
  let total = ZERO
  for (const [, number = '0', unit] of text.matchAll(PARTS))
    total = add(total, mul(decimal(number), unit === undefined ? bare : secondsOf(unit)))
  return /^[-−]/.test(text) && sign(total) > 0 ? mul(total, ratio(-1)) : total
}
