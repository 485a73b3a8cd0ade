import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guardSql, transitionTable } from '../../../src/reliability/calc/guard-sql.ts'

const moves = [
  { from: 'pending', to: 'paid' },
  { from: 'paid', to: 'shipped' },
]

/** A database with order 1 in a state. SQLite writes $1 as ?1. */
function orders(state: string) {
  const db = new DatabaseSync(':memory:')
  db.exec('CREATE TABLE orders (id integer PRIMARY KEY, state text NOT NULL)')
  db.prepare('INSERT INTO orders VALUES (1, ?), (2, ?)').run(state, state)
  const run = (sql: string, ...values: (string | number)[]) =>
    Number(db.prepare(sql.replaceAll('$', '?')).run(...values).changes)
  const now = () =>
    db
      .prepare('SELECT state FROM orders ORDER BY id')
      .all()
      .map((row) => row.state)
  return { db, run, now }
}

test('a move is one UPDATE that names the state it expects', () => {
  expect(guardSql('orders', moves)[0]?.sql).toBe("UPDATE orders SET state = 'paid' WHERE id = $1 AND state = 'pending'")
  expect(guardSql('shop.orders', moves, { key: 'order_id', column: 'status' })[1]?.sql).toBe(
    "UPDATE shop.orders SET status = 'shipped' WHERE order_id = $1 AND status = 'paid'",
  )
})

test('in a database the first to move wins, the second changes nothing, and a skipped state is refused', () => {
  const [pay, ship] = guardSql('orders', moves)
  const { run, now } = orders('pending')
  expect(run(ship?.sql ?? '', 1)).toBe(0)
  expect(run(pay?.sql ?? '', 1)).toBe(1)
  expect(run(pay?.sql ?? '', 1)).toBe(0)
  expect(now()).toEqual(['paid', 'pending'])
})

test('states with quotes are moved as they are, and nothing else is', () => {
  const state = fc.string({ minLength: 1 }).filter((one) => !/[\\\p{Cc}]/u.test(one))
  fc.assert(
    fc.property(state, state, (from, to) => {
      const [guard] = guardSql('orders', [{ from, to }])
      const { db, now } = orders(from)
      expect(db.prepare((guard?.sql ?? '').replace('id = $1', 'id = 1')).run().changes).toBe(1)
      expect(now()).toEqual([to, from])
      expect(guard?.exclusive).toBe(from !== to)
    }),
  )
})

test('the table of moves allows what it lists, from where it is expected', () => {
  const { create, insert, update } = transitionTable('orders', moves)
  const { db, run, now } = orders('pending')
  db.exec(create)
  db.exec(insert)
  expect(run(update, 1, 'pending', 'shipped')).toBe(0)
  expect(run(update, 1, 'paid', 'shipped')).toBe(0)
  expect(run(update, 1, 'pending', 'paid')).toBe(1)
  expect(run(update, 1, 'pending', 'paid')).toBe(0)
  expect(now()).toEqual(['paid', 'pending'])
})

test('a pair written twice is one statement and one row', () => {
  const twice = [...moves, { from: 'pending', to: 'paid', event: 'again' }]
  expect(guardSql('orders', twice)).toHaveLength(2)
  expect(transitionTable('orders', twice).insert.match(/\(/g)).toHaveLength(3)
})

test('names that are not plain and states that cannot be quoted everywhere are refused', () => {
  for (const name of ['orders; DROP TABLE x', 'a.b.c', '', '1st', 'o"x', 'orders--']) {
    expect(() => guardSql(name, moves)).toThrow(RangeError)
  }
  expect(() => guardSql('orders', moves, { key: 'id = 1 OR' })).toThrow(RangeError)
  expect(() => guardSql('orders', [{ from: 'a\\', to: 'b' }])).toThrow(RangeError)
  expect(() => transitionTable('orders', [{ from: 'a\n', to: 'b' }])).toThrow(RangeError)
  expect(() => transitionTable('orders', [])).toThrow('no transitions')
})
