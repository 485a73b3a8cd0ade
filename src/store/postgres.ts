// Kysely over pg: a small pool whose every wait has an end.

import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'

const INT8 = 20

/** In milliseconds. Our queries take a few; what lasts this long will not come. */
const CONNECT_MS = 3000
const STATEMENT_MS = 10_000
const MOST_CONNECTIONS = 10

/** Sums and counts are eight bytes wide in PostgreSQL; ours fit a number. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    id === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(id, format),
}

/** `onLost` is told of connections that broke; the next query opens another. */
export function postgresDialect(url: string, onLost: (error: Error) => void): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'nines',
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: STATEMENT_MS,
    // The server ends a statement by itself; this one is for a server that has gone silent.
    query_timeout: STATEMENT_MS + 2000,
    keepAlive: true,
    types,
  })
  // The pool listens only while a connection is idle; one that breaks inside a transaction would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', onLost))
  return new PostgresDialect({ pool })
}
