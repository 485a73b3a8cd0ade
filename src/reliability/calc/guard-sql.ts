// The moves of a state machine as SQL that refuses every other one. To read the state, check it and write the next loses against
// somebody who does the same; a single UPDATE that names the state it expects does not. One row changed: the move was made.
// None: somebody else was first, or it was not allowed.

import type { Transition } from './states.ts'

export interface Guard {
  readonly from: string
  readonly to: string
  readonly sql: string
  /** False where from and to are the same: the row still matches afterwards, so two callers both change it. */
  readonly exclusive: boolean
}

export interface Names {
  /** The column of the key; "id" where left out. */
  readonly key?: string
  /** The column of the state; "state" where left out. */
  readonly column?: string
}

const IDENTIFIER = /^[a-z_][a-z0-9_]{0,62}$/i

function identifier(name: string): string {
  if (!IDENTIFIER.test(name)) throw new RangeError(`not a plain SQL identifier: ${name}`)
  return name
}

/** A table's name, with its schema where it has one. */
function tableName(name: string): string {
  const parts = name.split('.')
  if (parts.length > 2) throw new RangeError(`not a table: ${name}`)
  return parts.map(identifier).join('.')
}

/** A string literal. Backslashes and control characters are refused: databases do not agree on what they mean. */
function literal(text: string): string {
  if (/[\\\u0000-\u001f\u007f]/.test(text))
    throw new RangeError('a state cannot hold backslashes or control characters')
  return `'${text.replaceAll("'", "''")}'`
}

const pairs = (moves: readonly Transition[]): readonly Transition[] => [
  ...new Map(moves.map((one) => [JSON.stringify([one.from, one.to]), one])).values(),
]

/**
 * One compare-and-set UPDATE for each pair of states, `$1` being the key.
 * Throws a RangeError for names that are not plain identifiers and for states that cannot be quoted safely everywhere.
 */
export function guardSql(table: string, moves: readonly Transition[], names: Names = {}): readonly Guard[] {
  const [at, key, column] = [tableName(table), identifier(names.key ?? 'id'), identifier(names.column ?? 'state')]
  return pairs(moves).map(({ from, to }) => ({
    from,
    to,
    sql: `UPDATE ${at} SET ${column} = ${literal(to)} WHERE ${key} = $1 AND ${column} = ${literal(from)}`,
    exclusive: from !== to,
  }))
}

export interface TransitionTable {
  readonly create: string
  readonly insert: string
  /** `$1` the key, `$2` the state it is expected in, `$3` the next one. */
  readonly update: string
}

/**
 * The same moves as rows of a table, for machines that change without a release: a table of allowed pairs, and one UPDATE that
 * asks it. Throws a RangeError as guardSql does, and for no moves.
 */
export function transitionTable(table: string, moves: readonly Transition[], names: Names = {}): TransitionTable {
  const [at, key, column] = [tableName(table), identifier(names.key ?? 'id'), identifier(names.column ?? 'state')]
  const allowed = `${at}_transitions`
  const rows = pairs(moves).map(({ from, to }) => `(${literal(from)}, ${literal(to)})`)
  if (rows.length === 0) throw new RangeError('no transitions')
  return {
    create: `CREATE TABLE ${allowed} (from_state text NOT NULL, to_state text NOT NULL, PRIMARY KEY (from_state, to_state))`,
    insert: `INSERT INTO ${allowed} (from_state, to_state) VALUES ${rows.join(', ')}`,
    update:
      `UPDATE ${at} SET ${column} = $3 WHERE ${key} = $1 AND ${column} = $2 ` +
      `AND EXISTS (SELECT 1 FROM ${allowed} WHERE from_state = $2 AND to_state = $3)`,
  }
}
