// One way in which a quantity is written: a pattern that is tried where one may begin, and what a match of it amounts to. The patterns
// that every rule is made of stand here too.

import { type Lazy, lazy } from './lazy.ts'
import { COUNT_WORD, NUMBER } from './number.ts'
import type { Amount } from './quantity.ts'
import { UNIT } from './units.ts'

/** `length` is set where only the beginning of a match was read. */
export type Found = Amount & { readonly length?: number }

export interface Rule {
  readonly pattern: Lazy
  /** Undefined where the match is no such quantity, so that the next rule is tried. */
  read(match: RegExpExecArray): Found | undefined
  /** What it matches holds no quantity at all: it is passed over. */
  readonly passes?: true
}

export const rule = (source: string, read: Rule['read'], flags = 'iu'): Rule => ({
  pattern: lazy(source, `${flags}y`),
  read,
})

/** What such words hold is no quantity: "we saw 500s". */
export const passed = (source: string): Rule => ({ ...rule(source, () => undefined), passes: true })

/** What a number stands free of: no part of a name ("p99"), of a version, of a path. */
export const FREE = String.raw`(?<![\p{L}\p{N}_/@#$]|[\p{L}\p{N}][.:'-]|\p{N},)`
export const END = String.raw`(?![\p{L}\p{N}_])`
/** No unit follows: a count, not a length. */
export const NO_UNIT = String.raw`(?!\s*(?:${UNIT}|%|percent|nines|9s)${END}|\s*%)`
/** A number in digits or in a word, and "a". */
export const ANY = `(?:${NUMBER}|(?:${COUNT_WORD}|an?)(?!\\p{L}))`

/** What is counted. */
export const THINGS =
  'req(?:uest)?s?|quer(?:y|ies)|calls?|events?|messages?|msgs?|jobs?|writes?|reads?|ops|operations?|transactions?|tx|txns?|orders?|items?|users?|tasks?|failures?|errors?|incidents?|outages?|guess(?:es)?|attempts?|tries|hits|ids?|uuids?|updates?|rows?|records?'
/** What is said of those that failed. */
export const BAD = 'failed|failing|bad|5xx|errored|broken|dropped|lost|down|failures?|errors?|timeouts?|exceptions?'
