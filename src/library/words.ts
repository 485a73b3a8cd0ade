// Words of a text as they are indexed: lower case, split, stop words out, stemmed. One definition for the library, the
// sentences of the commands and every query, so that they meet.

import { stemmer } from 'stemmer'

/** Left out of the index: words that nearly every question holds. What a sentence is compared by (meant.ts) keeps most of them. */
const STOP = new Set(
  `a about an and any are as at be because been being but by can can't could did do does doesn't doing don't down for from get gets getting give gives go goes
  got had has have having he her here his how i i'd i'll i'm i've if in into is isn't it it's its just let's like may me might mean means meaning more most my no
  not of off ok on once one only or other our out over own please same she should so some such than that that's the their them then there these they
  this those to too under until up us very want wants was we were what what's when where which while who why will with would you your yours vs versus
  explain describe define definition tell show say said called call word term terms thing things exactly really actually basically quite rather much many
  use used uses using make makes made need needs know think mean work works way kind sort lot also am all each every between both after before again
  now still yet ever never well good bad new old first last next even though although since per via eg ie etc hi hello hey thanks thank yes`.split(
    /\s+/,
  ),
)

const stems = new Map<string, string>()

/** The stem of one lower-case word. Short words and words with digits stay as they are. */
export function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word))
    return word.length === 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
  let known = stems.get(word)
  if (known === undefined) {
    known = stemmer(word)
    if (stems.size < 50_000) stems.set(word, known)
  }
  return known
}

/** Lower-case words: letters and digits of any script, with inner apostrophes dropped and CamelCase taken apart. */
export function words(text: string): string[] {
  return (
    text
      .replace(/(\p{Ll})(\p{Lu}\p{Ll})/gu, '$1 $2')
      .toLowerCase()
      .replace(/(\p{L})'(?:s|t|re|ve|ll|d|m)?(?!\p{L})/gu, '$1')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** A word as it is judged: its stem, or the word itself where it is one that nearly every question holds. */
export interface Token {
  readonly stem: string
  readonly stop: boolean
}

/** All words in order. */
export const tokens = (text: string): readonly Token[] =>
  words(text).map((word) => (STOP.has(word) ? { stem: word, stop: true } : { stem: stem(word), stop: false }))

/** The stems of the words that carry meaning, in order. */
export function terms(text: string): string[] {
  return words(text)
    .filter((word) => !STOP.has(word))
    .map(stem)
}

export const isStop = (word: string): boolean => STOP.has(word)

/** The form in which names are compared: lower case, spaces and hyphens alike. */
export const nameKey = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[\s_/-]+/g, ' ')
    .trim()
