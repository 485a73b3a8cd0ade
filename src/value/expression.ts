// A system out of parts: "lb 99.99 > (app 99.9 x3 need 2) > (db 99.95 || replica 99.9)", or the same in words: "a 99.9 api behind a
// 99.99 load balancer", "two replicas of 99.5 in parallel".
//
//   series  = group { (">" | "->" | "," | "+" | "and" | "then" | "behind") group }
//   group   = item { ("||" | "or") item }
//   item    = [count "of"] [count ("x" | "replicas of")] part ["x" count ["need" count]]
//   part    = name target | target name | "(" series ")"
//
// Words that carry nothing are passed over; "in parallel" makes every part of the list an alternative, "in series" is the default.

import { countText } from '../amounts.ts'
import { cut } from '../cut.ts'
import { quoted, Refusal } from '../refusal.ts'
import type { Part } from '../reliability/part.ts'
import type { Ratio } from '../reliability/rational.ts'
import { MOST_PARTS, refuse, type Token, tokens } from './expression-tokens.ts'
import { readTarget } from './target.ts'

const DEEPEST = 32
const LONGEST_NAME = 30
/** Words and commas may stand at the end of a sentence; a sign joins something. */
const ENDS_OPEN = /(?:>|→|\||∥)\s*$/

/** What is likely of one part is not offered for the whole. */
function availabilityOf(text: string): Ratio {
  try {
    return readTarget(text, 'availability').ratio
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.code, error.message, error.example) : error
  }
}

/** The system that a text describes. Throws a Refusal that says where it stops making sense. */
export function readExpression(text: string): Part {
  const { list, mode, all, any } = tokens(text)
  const namesFirst = list.find(({ kind }) => kind === 'word' || kind === 'target')?.kind === 'word'
  const copies = list.some(({ kind }) => kind === 'ahead' || kind === 'times' || kind === 'of')
  let at = 0
  let depth = 0
  const peek = (): Token | undefined => list[at]
  const accept = <K extends Token['kind']>(kind: K): Extract<Token, { kind: K }> | undefined => {
    const token = list[at]
    if (token?.kind !== kind) return undefined
    at++
    return token as Extract<Token, { kind: K }>
  }
  const words = (): string[] => {
    const out: string[] = []
    for (let word = accept('word'); word; word = accept('word')) out.push(word.text)
    return out
  }

  function series(): Part {
    const parts: Part[] = []
    for (;;) {
      while (accept('series'));
      const next = peek()
      if (
        !next ||
        next.kind === 'close' ||
        (parts.length > 0 && list.slice(at).every(({ kind }) => kind === 'word' || kind === 'series'))
      )
        break
      parts.push(group())
    }
    if (parts.length === 0) throw refuse(`${quoted(text)} names no part.`)
    if (parts.length === 1) return parts[0] as Part
    // "two copies in parallel behind a proxy": it is the copies that are parallel.
    return depth === 0 && mode === 'parallel' && !copies
      ? { kind: 'choose', need: 1, of: parts }
      : { kind: 'series', parts }
  }

  function group(): Part {
    const parts = [item()]
    while (accept('parallel')) parts.push(item())
    return parts.length === 1 ? (parts[0] as Part) : { kind: 'choose', need: 1, of: parts }
  }

  function item(): Part {
    // What is left of a clause once its number is read says nothing more.
    const ahead = words()
    const between = peek()
    if (ahead.length > 0 && between?.kind === 'series' && between.loose && list[at + 1]?.kind === 'target') at++
    const of = accept('of')
    const before = of ? undefined : accept('ahead')
    // "3 of 5 nodes, each is 99.5"
    if (of || before) while (accept('series'));
    const more = words()
    const part = primary([...ahead, ...more])
    const after = accept('times')
    const trailing = at
    do words()
    while (accept('series'))
    const need = accept('need')
    if (!need) at = trailing
    if (of && part.kind === 'choose' && part.need === 1 && !after) {
      if (part.of.length !== of.count)
        throw refuse(
          `${of.need} of ${of.count} is said, and ${part.of.length} parts are named. Name all ${of.count}, or write "(...) x${of.count} need ${of.need}" for copies of the group.`,
        )
      return chosen(of.need, part.of)
    }
    const count = of?.count ?? before?.count ?? after?.count
    if (count === undefined) {
      if (need && part.kind === 'choose') return chosen(need.count, part.of)
      if (need) throw refuse('"need" says how many of several copies must be up, and here is one.')
      return part
    }
    const least = of?.need ?? need?.count ?? (all || (before?.distinct && !any) ? count : 1)
    if (least > count) throw refuse(`${least} of ${count} can not be needed: there are only ${count}.`)
    return { kind: 'repeat', need: least, times: count, part }
  }

  function chosen(need: number, of: readonly Part[]): Part {
    if (need > of.length) throw refuse(`${need} of ${of.length} can not be needed: there are only ${of.length}.`)
    return { kind: 'choose', need, of }
  }

  function primary(ahead: readonly string[]): Part {
    if (accept('open')) {
      if (++depth > DEEPEST) throw refuse(`Brackets go ${DEEPEST} deep at most.`)
      const inner = series()
      depth--
      if (!accept('close')) throw refuse(`A bracket in ${quoted(text)} is not closed.`)
      return inner
    }
    const token = accept('target')
    if (!token) {
      const found = peek()
      throw refuse(
        ahead.length > 0
          ? `${quoted(ahead.join(' '))} has no availability.`
          : found
            ? `${quoted(text)} has ${found.kind === 'close' ? 'a bracket that was not opened' : 'two signs where a part should be'}.`
            : `${quoted(text)} ends where a part should be.`,
      )
    }
    const availability = availabilityOf(token.text)
    // The name stands before its number ("lb 99.99") or after it ("a 99.9 api").
    const start = at
    const after = words()
    // Where names come first, words before the next number are the next part's.
    if (namesFirst && after.length > 0 && ['target', 'ahead', 'of', 'open'].includes(list[at]?.kind ?? '')) at = start
    const name = cut((ahead.length > 0 ? ahead : namesFirst ? [] : after).join(' '), LONGEST_NAME).trim()
    return { kind: 'part', availability, ...(name !== '' && { name }) }
  }

  if (ENDS_OPEN.test(text)) throw refuse(`${quoted(text)} ends where a part should be.`)
  const whole = series()
  words()
  if (at < list.length && list.slice(at).some(({ kind }) => kind !== 'word' && kind !== 'series'))
    throw refuse(`${quoted(text)} has a bracket that was not opened.`)
  const count = size(whole)
  if (count > MOST_PARTS)
    throw refuse(`That is ${countText(count)} parts; at most ${countText(MOST_PARTS)} are counted.`)
  return whole
}

/** How many parts a system has, with every repetition written out. */
export const size = (part: Part): number =>
  part.kind === 'part'
    ? 1
    : part.kind === 'repeat'
      ? part.times * size(part.part)
      : (part.kind === 'series' ? part.parts : part.of).reduce((sum, each) => sum + size(each), 0)
