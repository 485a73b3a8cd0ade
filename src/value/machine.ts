// A state machine as a list of moves: "pending > paid > shipped; paid > refunded". Chains are parted by ";" or new lines, several
// states by commas; a move may carry its event ("pending -pay-> paid", "paid > shipped (ship)", "a --> b : event"), of which a timeout is
// one. What diagrams write beside the moves ("stateDiagram-v2", "[*]", "digraph {") is understood or passed over.

import type { Kind, Spot } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'
import type { Transition } from '../reliability/calc/states.ts'

export interface Machine {
  readonly moves: readonly Transition[]
  readonly initial?: string
  readonly finals?: readonly string[]
}

export const EXAMPLE = '/calc states pending > paid > shipped; paid > refunded'
const EXPECTS = 'moves such as pending > paid > shipped; paid > refunded'
export const MOST_MOVES = 40
const LONGEST_NAME = 40

/** An arrow, with the event that is written inside of it where there is one. */
const ARROW = /\s*(?:(?<=\s)-{1,2}\s?(?<event>[^\s<>;-][^<>;\n]{0,38}?)\s?-{1,2}>|-{1,3}>|={1,2}>|→|⟶|>{1,2})\s*/gu
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_ .'’/&+-]*$/u
const TIMEOUT =
  /time[ds]?[- ]?out|expir|elapsed|too (?:late|long)|\bttl\b|\bafter \d|^\d+\s?(?:ms|s|secs?|m|mins?|minutes?|h|hours?|d|days?)$/iu
const DECORATION =
  /^(?:statediagram(?:-v2)?|@(?:start|end)uml|(?:strict )?digraph\b.*|graph\b.*|[{}]|direction \w+|note .*|%%.*|\/\/.*|#.*|hide .*)$/iu
const DECLARED =
  /^(?:(?<start>start|starts in|initial|initial state|begins? (?:in|at))|(?<end>finals?|final states?|ends?(?: in)?|terminals?))\s*[:=]?\s+(?<names>.+)$/iu
/** Where a diagram begins and where it ends. */
const EDGE = '[*]'

/** A chain of plain words in a sentence: an arrow between two of them is certainly no comparison of numbers. */
const WORD = String.raw`[\p{L}_][\p{L}\p{N}_-]*`
const LINK = String.raw`\s*(?:-{1,3}>|={1,2}>|→|>)\s*`
const CHAIN = `${WORD}(?:${LINK}${WORD})+`
const CHAINS = new RegExp(`(?<![\\p{L}\\p{N}_])${CHAIN}(?:\\s*[;,\\n]\\s*(?:and )?${CHAIN})*`, 'gu')

const refuse = (given: string, why: string): Refusal =>
  new Refusal('bad-machine', `${quoted(given)}: ${why} Expected ${EXPECTS}.`, EXAMPLE)

export const machine: Kind<Machine> = {
  name: 'state machine',
  expects: EXPECTS,
  example: EXAMPLE,
  rest: true,
  spot({ text }): Spot[] {
    const found = [...text.matchAll(CHAINS)]
    const [first] = found
    const last = found.at(-1)
    if (!first || !last) return []
    const to = last.index + last[0].length
    return [{ from: first.index, to, text: found.map(([chain]) => chain.replace(/\n/g, '; ')).join('; ') }]
  },
  read: readMachine,
}

/** Throws a Refusal for what is no move, and for more moves than a reply can hold. */
export function readMachine(given: string): Machine {
  const text = given
    .replaceAll('&gt;', '>')
    .replace(/`+(?:mermaid|plantuml|dot)?/g, '\n')
    .replace(/"/g, '')
    .replace(/\\/g, '/')
    .replace(/\t/g, ' ')
  const moves: Transition[] = []
  let initial: string | undefined
  let finals: string[] | undefined
  for (const part of text.split(/[;\n]|(?<=digraph[^{]{0,40})\{|\}/u)) {
    const line = part.trim()
    if (line === '' || DECORATION.test(line)) continue
    const declared = DECLARED.exec(line)?.groups
    if (declared && !ARROW.test(line)) {
      const names = namesIn(declared.names ?? '', line)
      if (declared.start === undefined) finals = [...(finals ?? []), ...names]
      else initial = names[0]
      continue
    }
    ARROW.lastIndex = 0
    for (const move of chain(line)) {
      if (move.from === EDGE) initial ??= move.to
      else if (move.to === EDGE) finals = [...(finals ?? []), move.from]
      else moves.push(move)
    }
  }
  if (moves.length === 0) throw refuse(given, 'it holds no move.')
  if (moves.length > MOST_MOVES)
    throw refuse(given, `at most ${MOST_MOVES} moves are looked at, and there are ${moves.length}.`)
  return { moves, ...(initial !== undefined && { initial }), ...(finals && { finals: [...new Set(finals)] }) }
}

/** The moves of one chain. Of a list at either end each state moves; a list in the middle ends one chain and begins the next. */
function chain(line: string): Transition[] {
  const arrows = [...line.matchAll(ARROW)]
  if (arrows.length === 0) throw refuse(line, 'there is no arrow in it.')
  const ends = [0, ...arrows.map((arrow) => arrow.index + arrow[0].length)]
  const groups = ends.map((from, at) => {
    const text = line.slice(from, arrows[at]?.index ?? line.length)
    // "order: pending > paid" names the machine; after an arrow a colon brings the event.
    return at === 0 ? { names: namesIn(text.slice(text.lastIndexOf(':') + 1), line) } : withEvent(text, line)
  })
  return arrows.flatMap((arrow, at) => {
    const [left, right] = [groups[at], groups[at + 1]] as [Group, Group]
    const from = at > 0 && left.names.length > 1 ? left.names.slice(-1) : left.names
    const to = at + 1 < arrows.length && right.names.length > 1 ? right.names.slice(0, -1) : right.names
    const event = (arrow.groups?.event ?? right.event)?.trim()
    return from.flatMap((one) =>
      to.map((other) => ({
        from: one,
        to: other,
        ...(event && { event }),
        ...(event && TIMEOUT.test(event) && { timeout: true }),
      })),
    )
  })
}

interface Group {
  readonly names: readonly string[]
  readonly event?: string
}

/** "paid (pay)", "paid : pay", "paid [label=pay]", "expired after 30m", "expired on timeout". */
function withEvent(text: string, line: string): Group {
  const match =
    /^(?<names>.+?)\s*(?:\(\s*(?<a>[^()]{1,60})\)|:\s*(?<b>.{1,60})|\[\s*label\s*=\s*(?<c>[^\]]{1,60})\]|\s(?:on |by )?(?<d>after \d.{0,30}|time[ds]?[- ]?out.{0,20}))\s*$/u.exec(
      text.trim(),
    )?.groups
  const event = match?.a ?? match?.b ?? match?.c ?? match?.d
  return { names: namesIn(match?.names ?? text, line), ...(event !== undefined && { event }) }
}

function namesIn(text: string, line: string): string[] {
  return text
    .replace(/\s*\[(?!\*)[^\]]{0,60}\]\s*$/, '')
    .split(/,|\||\s(?:and|or)\s/u)
    .map((each) => each.replace(/\s+/g, ' ').trim())
    .filter((each, _, all) => each !== '' || all.length === 1)
    .map((name) => {
      if (name === EDGE) return name
      if (name === '') throw refuse(line, 'a state is missing beside an arrow.')
      if (!NAME.test(name)) throw refuse(line, `${quoted(name)} is no name of a state.`)
      if (name.length > LONGEST_NAME) throw refuse(line, `a name of a state has at most ${LONGEST_NAME} characters.`)
      return name
    })
}
