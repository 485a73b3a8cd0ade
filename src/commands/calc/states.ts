// States: what is wrong with a state machine, a figure of it, and SQL that lets no other move through.

import { z } from 'zod'
import { plural } from '../../amounts.ts'
import { type Kind, needed, otherwise } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { quoted, Refusal } from '../../refusal.ts'
import { guardSql, transitionTable } from '../../reliability/calc/guard-sql.ts'
import { type Review, review, type Transition } from '../../reliability/calc/states.ts'
import { bold, spans, text } from '../../reply.ts'
import { EXAMPLE, machine } from '../../value/machine.ts'
import { calculator } from './calculator.ts'

/** Up to here each move has its own statement; past it a table of moves is shorter. */
const MOST_STATEMENTS = 5
const MOST_LINES = 30
const MOST_NAMED = 8

const table: Kind<string> = {
  name: 'table',
  expects: 'the name of a table, such as orders or shop.orders',
  example: EXAMPLE,
  read(given) {
    if (!/^[a-z_][a-z0-9_]{0,40}(?:\.[a-z_][a-z0-9_]{0,40})?$/i.test(given.trim()))
      throw new Refusal(
        'bad-table',
        `${quoted(given)} is no plain name of a table. Expected ${table.expects}.`,
        EXAMPLE,
      )
    return given.trim()
  },
}

export const states = calculator({
  name: 'states',
  about: 'Reviews a state machine: unreachable states, dead ends, missing timeouts; SQL guards',
  explains: 'state-transitions',
  options: {
    moves: needed(machine, 'The moves: pending > paid > shipped; paid > refunded'),
    table: otherwise(table, 'orders', 'The table that the SQL is for: table=orders'),
  },
  asked: [
    'check this state machine',
    'review my state machine',
    'which states are unreachable',
    'find dead ends in a state machine',
    'is there a dead end in these states',
    'does this workflow have dead ends',
    'draw these states',
    'is anything wrong with these states',
    'sql to guard the transitions',
    'state machine without timeouts',
    'validate these transitions',
    'generate sql for allowed status changes',
  ],
  examples: [
    EXAMPLE,
    '/calc states table=payments new -authorize-> held -capture-> paid; held -timeout-> released',
    '/calc states draft > review > published; archived > draft; final: published',
  ],
  answer: z.strictObject({
    type: z.literal('states'),
    states: z.array(z.string()),
    moves: z.number(),
    initial: z.string(),
    terminals: z.array(z.string()),
    deadEnds: z.array(z.string()),
    unreachable: z.array(z.string()),
    trapped: z.array(z.string()),
    withoutTimeout: z.array(z.string()),
    ambiguous: z.array(z.strictObject({ from: z.string(), event: z.string(), to: z.array(z.string()) })),
    duplicates: z.number(),
  }),
  run({ moves: { moves, ...declared }, table: name }) {
    const found = review(moves, declared)
    const faults = found.unreachable.length + found.deadEnds.length + found.trapped.length + found.ambiguous.length
    const size = `${plural(found.states.length, 'state')}, ${plural(moves.length, 'move')}`
    return {
      blocks: [
        text(
          bold(faults === 0 ? 'No fault' : plural(faults, 'fault')),
          ` in ${size}. `,
          found.withoutTimeout.length === 0
            ? 'No state waits without a timeout.'
            : `${plural(found.withoutTimeout.length, 'state waits', 'states wait')} without a timeout.`,
        ),
        { kind: 'facts', facts: factsOf(found, declared.finals !== undefined) },
        { kind: 'formula', text: drawn(moves, found) },
        { kind: 'code', text: sqlOf(name, moves) },
        ...working({
          formula: [],
          assumes: [
            `it starts in ${found.initial ?? ''}${declared.initial === undefined ? ', the first that is named' : ''}`,
            ...(declared.finals ? [] : ['a state without a way out is an end; “final: …” tells ends from dead ends']),
            'an UPDATE that changes no row was refused or came second: read again, never retry blindly',
          ],
          sources: ['harel'],
        }),
      ],
      answer: {
        type: 'states',
        states: [...found.states],
        moves: moves.length,
        initial: found.initial ?? '',
        terminals: [...found.terminals],
        deadEnds: [...found.deadEnds],
        unreachable: [...found.unreachable],
        trapped: [...found.trapped],
        withoutTimeout: [...found.withoutTimeout],
        ambiguous: found.ambiguous.map((each) => ({ ...each, to: [...each.to] })),
        duplicates: found.duplicates.length,
      },
    }
  },
})

const named = (list: readonly string[]): string =>
  list.length === 0
    ? 'none'
    : `${list.slice(0, MOST_NAMED).join(', ')}${list.length > MOST_NAMED ? ` and ${list.length - MOST_NAMED} more` : ''}`

function factsOf(found: Review, declared: boolean): { label: string; value: ReturnType<typeof spans> }[] {
  const facts: [string, readonly string[], always?: true][] = [
    ['unreachable', found.unreachable, true],
    declared ? ['dead ends', found.deadEnds, true] : ['ends, no way out', found.terminals, true],
    ['never reach an end', found.trapped],
    ['final, yet left', found.leavable],
    ['no timeout', found.withoutTimeout, true],
    ['one event, two ways', found.ambiguous.map(({ from, event }) => `${from} on ${event}`)],
    ['written twice', found.duplicates.map(({ from, to }) => `${from} > ${to}`)],
  ]
  return facts
    .filter(([, list, always]) => always || list.length > 0)
    .map(([label, list]) => ({ label, value: spans(named(list)) }))
}

/** Each state with the moves that leave it, one to a line. */
function drawn(moves: readonly Transition[], { states: all, initial, terminals }: Review): string {
  const lines = all
    .filter((state) => !terminals.includes(state) || state === initial)
    .flatMap((state) => {
      const out = moves.filter(({ from }) => from === state)
      const head = `${state === initial ? '● ' : '  '}${state} `
      return out.map(({ to, event }, at) => {
        const branch = out.length === 1 ? '──' : at === 0 ? '─┬' : at === out.length - 1 ? ' └' : ' ├'
        const label = event === undefined ? '' : ` ${event} ─`
        return `${at === 0 ? head : ' '.repeat(head.length)}${branch}─${label}> ${to}${terminals.includes(to) ? ' ■' : ''}`
      })
    })
  const left = lines.length - MOST_LINES
  return [...lines.slice(0, MOST_LINES), ...(left > 0 ? [`… ${left} more`] : [])].join('\n')
}

function sqlOf(name: string, moves: readonly Transition[]): string {
  const guards = guardSql(name, moves)
  if (guards.length <= MOST_STATEMENTS) return guards.map(({ sql }) => `${sql};`).join('\n')
  const { create, insert, update } = transitionTable(name, moves)
  return [create, insert, update].map((sql) => `${sql};`).join('\n')
}
