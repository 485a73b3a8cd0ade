// A system out of parts: "lb 99.99 > (app 99.9 x3 need 2) > (db 99.95 || replica 99.9)", or the same in words: "a 99.9 api behind a
// 99.99 load balancer", "two replicas of 99.5 in parallel".
//
//   series  = group { (">" | "->" | "," | "+" | "and" | "then" | "behind") group }
//   group   = item { ("||" | "or") item }
//   item    = [count "of"] [count ("x" | "replicas of")] part ["x" count ["need" count]]
//   part    = name target | target name | "(" series ")"
//
// Words that carry nothing are passed over; "in parallel" makes every part of the list an alternative, "in series" is the default.

import { targetText } from '../amounts.ts'
import type { Kind, Passage, Spot } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'
import type { Part } from '../reliability/part.ts'
import type { Ratio } from '../reliability/rational.ts'
import { readNumber } from './number.ts'
import { readTarget } from './target.ts'

export const MOST_PARTS = 1000
const DEEPEST = 32
const LONGEST_NAME = 30
const EXAMPLE = '/availability lb 99.99 > (app 99.9 x3 need 2) > (db 99.95 || replica 99.9)'
const EXPECTS =
  'parts with their availability, ">" between those that are all needed and "||" between those of which one is enough'

const refuse = (why: string): Refusal => new Refusal('bad-expression', `${why} Expected ${EXPECTS}.`, EXAMPLE)

type Token =
  /** `loose`: a word such as "with", which may also stand between a name and its number. */
  | { readonly kind: 'series'; readonly loose?: true }
  | { readonly kind: 'parallel' }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  /** "x3": how many of the part before it; "3 x": of the part after it. */
  | { readonly kind: 'times'; readonly count: number }
  | { readonly kind: 'ahead'; readonly count: number; readonly distinct: boolean }
  | { readonly kind: 'need'; readonly count: number }
  | { readonly kind: 'of'; readonly need: number; readonly count: number }
  | { readonly kind: 'target'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string }

const COUNT = String.raw`\d+|two|three|four|five|six|seven|eight|nine|ten`
const NINES = String.raw`(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten)[ -](?:nines|9['’]?s)`
const COPIES =
  'replicas?|copies|nodes?|instances?|servers?|machines?|vms?|regions?|zones?|azs?|hosts?|boxes|pods?|databases?|dbs?|units?|disks?|links?|data ?centers?|data ?centres?'
/** Several of these are different things, all of them needed. */
const DISTINCT =
  'services?|microservices?|components?|dependenc(?:y|ies)|deps|hops?|steps?|stages?|parts?|layers?|tiers?|backends?|apis?'
const TOKEN = new RegExp(
  [
    String.raw`(?<parallel>\|\|?|∥|(?<!\p{L})or(?!\p{L}))`,
    String.raw`(?<series>->|=>|→|>|[,;+&]|(?<!\p{L})(?:and|then|behind|plus|in front of|followed by|depends on|backed by|on top of|calls|talks to|which uses|that uses|with)(?!\p{L}))`,
    String.raw`(?<open>\()|(?<close>\))`,
    String.raw`(?<![\p{L}\d.])(?:any |needs? )?(?<k>${COUNT})[ -](?:out )?of[ -](?<n>${COUNT})(?![\p{L}\d.])(?:\s*(?:x|×)(?![\p{L}]))?(?:\s+(?:${COPIES})(?![\p{L}]))?(?:\s+(?:of|at|with|each)(?![\p{L}]))?`,
    String.raw`(?<![\p{L}\d])(?:needs?|needing|needed|require[sd]?|at least|(?:needs? )?(?:a )?(?:quorum|majority) of)\s*=?\s*(?<need>${COUNT})(?![\p{L}\d.])(?:\s+(?:up|alive|needed))?`,
    String.raw`(?<![\p{L}\d.])(?<needed>${COUNT})\s+(?:(?:are|is|must|have|has|of|them|need|needs|to|be|must be)\s+)+(?:needed|required|up|alive|enough|suffices?)(?!\p{L})`,
    String.raw`(?<pair>(?<!\p{L})(?:(?:a |an )?(?:[\p{L}/-]+ )?(?:pair|couple)(?: of)?|twin)(?!\p{L})(?=[^,;>|()]*?\d))|[x×]\s?(?<times>\d+)(?![\d.%\p{L}])|(?<![\p{L}\d.])(?<count>${COUNT})\s?(?:[x×](?=\s*(?:[5-9]\d|100|0?\.\d|\(|[\p{L}]{2,}))|(?:(?:[\p{L}]+)\s+)?(?<noun>${COPIES}|${DISTINCT})(?!\p{L})(?=(?:,\s*(?:each|both|all|every))?[^,;>|()]*?\d|\s*,\s*\d[\d.]*\s?%? each)|(?=\s\d\d[.%\s]))(?:\s+(?:of|at|with|each)(?![\p{L}]))*`,
    String.raw`(?<target>(?<![\p{L}\d.])${NINES}(?!\p{L})|(?<![\p{L}\d.])\d+(?:[.,]\d+)?\s?%?(?![\p{L}\d]))`,
    String.raw`(?<word>[\p{L}_][\p{L}\p{N}_-]*)`,
    String.raw`(?<space>[\s.?!:%'"/=~-]+)`,
  ].join('|'),
  'giu',
)

/** Words that say nothing of a part. */
const NOISE = new Set(
  `a an the of with our at each is are be what whats what's total overall combined composite availability available uptime compute calculate system end to for it its my we have has having
  if i in one both all every only from using if has slo sla target around about percent nines independent identical redundant them us that which which's how much does do give me get on by as
  these those this and will would can could should so far there behind sits sit sitting runs running run placed put together come out would're were was being make makes made chained chain back s
  whole stack architecture setup needed required up resulting result expected theoretical you your please tell nines compose composition say reliability reliable where when needs`.split(
    /\s+/,
  ),
)

/** "two databases 99.5 and 99.9": as many as are counted, so that the count says nothing more. */
const NAMED_ONE_BY_ONE = new RegExp(
  String.raw`(?<![\p{L}\d.])(${COUNT})\s+(?:${COPIES}|${DISTINCT})\s*[:,(]?\s*(\d+(?:\.\d+)?\s?%?(?:\s*(?:,|and|or|&|, and)\s*\d+(?:\.\d+)?\s?%?(?![\d.]))+)`,
  'giu',
)
const NUMBERS = /\d+(?:\.\d+)?/g

/** What says that one of the parts is enough, or that all are needed. */
const ONE_IS_ENOUGH =
  /(?<!\p{L})(?:in parallel|side by side|active[-/ ]active|active[-/ ]passive|(?:hot|warm|cold) standby|redundant(?:ly)?(?: pair)?|redundancy|failover between(?: them)?|any one (?:of them )?(?:is enough|suffices|will do|can serve)|one (?:of them )?is enough|either of|either one(?: (?:can serve|is enough|will do|suffices))?|any of (?:them|which))(?!\p{L})/iu
const ALL_ARE_NEEDED =
  /(?<!\p{L})(?:in (?:series|a row|serial|a chain|sequence)|serially|chained|all (?:are )?(?:needed|required)|one after (?:the other|another)|depends on|relies on|chain of|both (?:are )?needed)(?!\p{L})/iu
const [EVERY_ENOUGH, EVERY_NEEDED] = [new RegExp(ONE_IS_ENOUGH, 'giu'), new RegExp(ALL_ARE_NEEDED, 'giu')]

/** `all` is set where it is said that every copy is needed, `any` where one of them is enough. */
function tokens(text: string): { list: Token[]; mode: 'series' | 'parallel'; all: boolean; any: boolean } {
  const [enough, row] = [ONE_IS_ENOUGH.test(text), ALL_ARE_NEEDED.test(text)]
  // What stands in brackets without a number is a remark.
  const bare = text
    .replace(/\([^()\d]*\)/g, ' ')
    .replace(EVERY_ENOUGH, ' ')
    .replace(EVERY_NEEDED, ' ')
    .replace(/ {2,}/g, ' ')
    .replace(NAMED_ONE_BY_ONE, (all, count, named) => (named.match(NUMBERS)?.length === countOf(count) ? named : all))
  const list: Token[] = []
  let at = 0
  for (const match of bare.matchAll(TOKEN)) {
    if (match.index !== at) throw refuse(`${quoted(bare.slice(at, match.index))} can not be read.`)
    at = match.index + match[0].length
    const {
      parallel: or,
      series,
      open,
      close,
      need,
      needed,
      k,
      n,
      times,
      count,
      noun,
      pair,
      target,
      word,
    } = match.groups ?? {}
    if (or !== undefined) list.push({ kind: 'parallel' })
    else if (series !== undefined)
      list.push({ kind: 'series', ...(/^with$/i.test(series) && { loose: true as const }) })
    else if (open !== undefined) list.push({ kind: 'open' })
    else if (close !== undefined) list.push({ kind: 'close' })
    else if (need !== undefined || needed !== undefined) list.push({ kind: 'need', count: countOf(need ?? needed) })
    else if (k !== undefined) list.push({ kind: 'of', need: countOf(k), count: countOf(n) })
    else if (pair !== undefined) list.push({ kind: 'ahead', count: 2, distinct: false })
    else if (times !== undefined) list.push({ kind: 'times', count: countOf(times) })
    else if (count !== undefined)
      list.push({
        kind: 'ahead',
        count: countOf(count),
        distinct: noun !== undefined && new RegExp(`^(?:${DISTINCT})$`, 'i').test(noun),
      })
    else if (target !== undefined) list.push({ kind: 'target', text: target.trim() })
    else if (word !== undefined && (!NOISE.has(word.toLowerCase()) || /^[A-Z]$/.test(word)))
      list.push({ kind: 'word', text: word })
  }
  if (at !== bare.length) throw refuse(`${quoted(bare.slice(at))} can not be read.`)
  return { list, mode: enough && !row ? 'parallel' : 'series', all: row && !enough, any: enough && !row }
}

function countOf(text = ''): number {
  const value = Number(readNumber(text)?.n ?? text)
  if (!(value >= 1 && value <= MOST_PARTS))
    throw refuse(`${quoted(text)} copies: a count is from 1 to ${MOST_PARTS.toLocaleString('en')}.`)
  return value
}

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
    const name = (ahead.length > 0 ? ahead : namesFirst ? [] : after).join(' ').slice(0, LONGEST_NAME).trim()
    return { kind: 'part', availability, ...(name !== '' && { name }) }
  }

  const whole = series()
  words()
  if (at < list.length && list.slice(at).some(({ kind }) => kind !== 'word' && kind !== 'series'))
    throw refuse(`${quoted(text)} has a bracket that was not opened.`)
  const count = size(whole)
  if (count > MOST_PARTS)
    throw refuse(`That is ${count.toLocaleString('en')} parts; at most ${MOST_PARTS.toLocaleString('en')} are counted.`)
  return whole
}

/** Parts with every repetition written out. */
const size = (part: Part): number =>
  part.kind === 'part'
    ? 1
    : part.kind === 'repeat'
      ? part.times * size(part.part)
      : (part.kind === 'series' ? part.parts : part.of).reduce((sum, each) => sum + size(each), 0)

/** The system in the short notation, which reads back as the same. */
export function writeExpression(part: Part, inside = false): string {
  switch (part.kind) {
    case 'part':
      return [part.name, targetText(part.availability).replace(' %', '')].filter(Boolean).join(' ')
    case 'repeat': {
      const need = part.need === 1 ? '' : ` need ${part.need}`
      const one = `${writeExpression(part.part, true)} x${part.times}${need}`
      return inside && need !== '' ? `(${one})` : one
    }
    case 'series':
      return brackets(part.parts.map((each) => writeExpression(each, true)).join(' > '), inside)
    case 'choose': {
      const all = part.of.map((each) => writeExpression(each, true)).join(' || ')
      return part.need === 1 ? brackets(all, inside) : `${part.need} of ${part.of.length} (${all})`
    }
  }
}
const brackets = (text: string, needed: boolean): string => (needed ? `(${text})` : text)

/** The system as a tree of characters. */
export function drawExpression(part: Part): string {
  const label = (each: Part): string => {
    switch (each.kind) {
      case 'part':
        return [each.name, targetText(each.availability)].filter(Boolean).join(' ')
      case 'series':
        return 'all of'
      case 'choose':
        return each.need === 1 ? 'any one of' : `${each.need} of these ${each.of.length}`
      case 'repeat':
        return each.need === 1 ? `any one of ${each.times} ×` : `${each.need} of ${each.times} ×`
    }
  }
  const below = (each: Part): readonly Part[] =>
    each.kind === 'series' ? each.parts : each.kind === 'choose' ? each.of : each.kind === 'repeat' ? [each.part] : []
  const lines: string[] = []
  const draw = (each: Part, prefix: string, head: string): void => {
    const [only, ...others] = below(each)
    if (each.kind === 'repeat' && only?.kind === 'part' && others.length === 0) {
      lines.push(`${prefix}${head}${label(each)} ${label(only)}`)
      return
    }
    lines.push(`${prefix}${head}${label(each)}`)
    const deeper = head === '' ? prefix : `${prefix}${head === '└─ ' ? '   ' : '│  '}`
    const children = below(each)
    children.forEach((child, at) => {
      draw(child, deeper, at === children.length - 1 ? '└─ ' : '├─ ')
    })
  }
  draw(part, '', '')
  return lines.join('\n')
}

/** A system needs at least two parts, or several copies of one. */
const isSystem = (part: Part): boolean => size(part) > 1

/** A system has a part of a half or more; looked for first, as reading a text takes longer. */
const HIGH = /[5-9]\d|100|[.,]\d|nines?|9['’]?s/i
/** Numbers that are held against each other make no system. */
const COMPARING = /(?<!\p{L})(?:differences?|versus|vs|compar(?:e|es|ed|ing)|better than)(?!\p{L})/iu

const SIGNS = /\|\||->|→|>/

export const expression: Kind<Part> = {
  name: 'system',
  expects: EXPECTS,
  example: EXAMPLE,
  rest: true,
  likely: ['99.9 > 99.95 > 99.99', '99.5 x2'],
  read: readExpression,
  spot(passage: Passage): Spot[] {
    // All else that a sentence holds has found its own by now.
    if (passage.sure || passage.quantities.length === 0 || !HIGH.test(passage.text)) return []
    if (COMPARING.test(passage.text)) return []
    const text = passage.text.replace(/\u0001/g, ' ')
    try {
      const part = readExpression(text)
      if (!isSystem(part)) return []
      const [first, ...rest] = passage.quantities
      return first
        ? [
            { from: first.from, to: first.to, text: writeExpression(part) },
            ...rest.map(({ from, to }) => ({ from, to, text: '' })),
          ]
        : []
    } catch {
      // A line with the signs of a system is meant as one, and is told where it stops making sense.
      const [first, ...rest] = passage.quantities
      return passage.door === 'line' && SIGNS.test(text) && first
        ? [{ from: first.from, to: first.to, text }, ...rest.map(({ from, to }) => ({ from, to, text: '' }))]
        : []
    }
  },
}
