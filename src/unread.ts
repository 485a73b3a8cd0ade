// The words of a typed line that nothing has read: "/budget 99.9 43m banana". Words that say what the values say ("99.9 over 30 days, we were
// down 47m") are known, so that people may write as they speak; what is left is told, since it may have been meant as a value.

import type { Command, Form } from './command.ts'
import { isStop, stem, words } from './library/words.ts'

/**
 * What is said of outages, targets and values of any kind beside their numbers. These carry meaning, unlike stop words, which are known
 * beside them; they only need not be told to be unread.
 */
const USUAL: ReadonlySet<string> = new Set(
  `downtime outage incident degraded broken unavailable offline slo sla target objective goal availability uptime budget error failed failure bad good
  window period rolling sliding trailing calendar total today yesterday past previous currently around roughly approximately almost nearly
  further left long against assume during since less least service team user customer request traffic call month quarter week year day hour minute second`
    .split(/\s+/)
    .map(stem),
)

/** A word, or several that are written as one: "checkout-api", "p99". */
const WORD = /(?<![\p{L}\p{N}_])\p{L}[\p{L}\p{N}_'’-]+/gu

/** From so many known words for each value on, a line is a sentence, in which names and circumstances stand for themselves. */
const WORDY = 2

interface Known {
  readonly stems: ReadonlySet<string>
  /** What the kinds of the form's options know their values by. */
  readonly beside: RegExp | undefined
}

/** Made when a line of the form first has a word beside its values. */
const knownBy = new WeakMap<Form, Known>()

function knownOf(form: Form, asked: readonly string[]): Known {
  const before = knownBy.get(form)
  if (before) return before
  const options = Object.entries(form.options)
  const texts = [...asked, form.about, ...options.flatMap(([name, { about, kind }]) => [name, about, kind.name])]
  const patterns = options.flatMap(([, { kind }]) => kind.words ?? [])
  const made: Known = {
    stems: new Set(texts.flatMap(words).map(stem)),
    beside: patterns.length === 0 ? undefined : new RegExp(`(?<!\\p{L})(?:${patterns.join('|')})(?!\\p{L})`, 'giu'),
  }
  knownBy.set(form, made)
  return made
}

export interface Unread {
  /** In order and each once; none where the line is a sentence. */
  readonly words: readonly string[]
  /** More is said than values and what they are called. */
  readonly isSentence: boolean
}

/**
 * The words of a line that nothing has read.
 *
 * @param left what is left of the line without its values
 * @param values how many values were found in it
 */
export function unreadWords(command: Command, name: string, left: string, values: number): Unread {
  const form = command.forms[name]
  const said = left.match(WORD)
  if (!form || !said) return { words: [], isSentence: false }
  const { stems, beside } = knownOf(form, command.asked[name] ?? [])
  const isKnown = (word: string): boolean => isStop(word) || USUAL.has(stem(word)) || stems.has(stem(word))
  const rest = beside ? left.replace(beside, ' ') : left
  const unread = (rest.match(WORD) ?? []).filter((word) => !words(word).every(isKnown))
  const isSentence = said.length - unread.length > WORDY * values
  return { words: isSentence ? [] : [...new Set(unread)], isSentence }
}
