// A number that nothing reads, by a slip in its unit or its digits: "47mni", "3O days", "2026-02-30". Left out without a word it would
// change what is answered, so it is refused; names that hold digits ("p99", "eu-west-1", "2fa", "3rd") are none of these.

import { isStop } from './library/words.ts'
import { quoted, Refusal } from './refusal.ts'
import { quantitiesIn } from './value/quantity.ts'
import { nearestUnit } from './value/units.ts'

interface Fault {
  /** What is wrong with it, as the end of a sentence. */
  readonly why: string
  readonly expects: string
  /** What it was probably meant to be. */
  readonly near?: string
}

export interface Mistyped extends Fault {
  /** What is to be mended; and the word that it is a part of, as it was typed. */
  readonly text: string
  readonly shown: string
}

const NUMBER = 'a number with its unit, such as 47min, 1h30m, 30d or 30%'
const DAY = 'a day with times, such as 2026-11-20 14:02-14:49'

const UNREAD = 'is no number that I can read'
/** After these a number is a value, whatever stands behind it. */
const MEASURED = /(?:\d\S* (?:out )?of|(?<!\p{L})(?:down for|lasted|lasting|took|last|past))\s+$/iu

/** How far back that is looked for, in characters. */
const REACH = 24

const TOKEN = /[^\s;()<>|=]+/g
const EDGES = /^[\p{P}~≈+−]+(?<![#@$_])|[\p{P}~≈]+(?<!%)$/gu
/** Counted places, classes of status codes, and round the clock. */
const NAME = /^(?:\d+(?:st|nd|rd|th)|[1-5]xx(?:s|es)?|24x7)$/iu
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/
const PERIOD = /^\d{4}-(?:\d{2}|[qQ]\d|[wW]\d{1,2})$/
const POSSIBLE = /-(?:0[1-9]|1[0-2]|[qQ][1-4]|[wW](?:0?[1-9]|[1-4]\d|5[0-3]))$/
/** Parts that are joined: an id, a version, an address. */
const JOINED = /^[\p{L}\p{N}]+(?:[-_/.:][\p{L}\p{N}]+)+$/u
const ONE_NUMBER = /^\d+(?:[.,]\d+)?\p{L}/u
const OTHER_DIGIT = /(?![0-9])\p{Nd}|[²³¼½¾]/u
/** Letters that look like digits, beside one. */
const ALIKE = /(?<=\d)[oOlI](?=[\doOlI]|(?:\s?\p{L}+)?$)/gu

/** What a text means that is one quantity and nothing else. */
const isQuantity = (text: string): boolean => {
  const [only, ...more] = quantitiesIn(text)
  return only !== undefined && more.length === 0 && only.text === text
}

/** The quantity that was probably meant; undefined where none is near. */
function meant(token: string): string | undefined {
  const digits = token.replace(ALIKE, (letter) => (letter.toLowerCase() === 'o' ? '0' : '1'))
  if (digits !== token && isQuantity(digits)) return digits
  const [, count = '', word = ''] = /^(.*\d)[-_']?(\p{L}+)$/u.exec(digits) ?? []
  const unit = nearestUnit(word)
  return unit !== undefined && isQuantity(`${count} ${unit}`) ? `${count} ${unit}` : undefined
}

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text
  } catch {
    return false
  }
}

/**
 * The first number of a text that was meant as a value and is none; undefined where there is none.
 *
 * @param left what is left of the text without its values
 * @param all whether any word that begins with a digit is meant as a value, as on a typed line; in plain words only what looks like one
 */
export function mistyped(given: string, left: string, all: boolean): Mistyped | undefined {
  if (!/\p{N}/u.test(left)) return undefined
  const typed = given.match(TOKEN)?.map((each) => each.replace(EDGES, '')) ?? []
  const alone = new Set(typed)
  for (const { 0: whole, index } of left.matchAll(TOKEN)) {
    const text = whole.replace(EDGES, '')
    if (!/^\p{N}/u.test(text) || NAME.test(text)) continue
    const word = alone.has(text) ? text : (typed.find((each) => each.includes(text)) ?? text)
    const isRest = /[\p{L}\p{N}][.,:/]?$/u.test(word.slice(0, word.indexOf(text)))
    const at = given.indexOf(word)
    const before = given.slice(Math.max(0, at - REACH), at)
    const fault = faultOf(text, isRest, all || MEASURED.test(before))
    if (fault) return { text, shown: word, ...fault }
    const [spaced = '', next = ''] = /^\d+ (\p{L}{4,})/u.exec(left.slice(index, index + REACH)) ?? []
    const unit = isStop(next.toLowerCase()) ? undefined : nearestUnit(next)
    if (unit !== undefined)
      return { text: spaced, shown: spaced, near: `${text} ${unit}`, why: UNREAD, expects: NUMBER }
  }
  return undefined
}

/** @param isRest whether the number before it has been read without it: "3,5" as 3 */
function faultOf(text: string, isRest: boolean, all: boolean): Fault | undefined {
  if (ISO_DAY.test(text)) {
    if (!isDay(text)) return { why: 'is no day of the calendar', expects: DAY }
    return all ? { why: 'is a day without times', expects: DAY, near: `${text} 14:02-14:49` } : undefined
  }
  if (PERIOD.test(text))
    return all || !POSSIBLE.test(text)
      ? {
          why: 'is no month, quarter or week that has a place here',
          expects: 'one such as 2026-11, 2026-Q4 or 2026-W47',
        }
      : undefined
  if (OTHER_DIGIT.test(text)) return { why: 'has digits other than 0 to 9', expects: NUMBER }
  // "99.9,30d": each by itself can be read. A count may be said twice, and plain words may hold what is not asked about.
  if (isQuantity(text))
    return isRest || (all && !/^\d+$/.test(text))
      ? { why: 'can not be read as one value', expects: 'a space between two, and a decimal point' }
      : undefined
  const near = meant(text)
  return near !== undefined || (all && ONE_NUMBER.test(text) && !JOINED.test(text))
    ? { why: UNREAD, expects: NUMBER, ...(near !== undefined && { near }) }
    : undefined
}

/** Says what could not be read and what is probably meant. The example holds that, where it is given. */
export function refuseMistyped({ shown, near, why, expects }: Mistyped, example: string): Refusal {
  const hint = near === undefined ? '' : ` Did you mean ${near}?`
  return new Refusal('unread-number', `${quoted(shown)} ${why}.${hint} Expected ${expects}.`, example)
}
