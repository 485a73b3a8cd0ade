// The clock of the database, in milliseconds since the epoch: one for all replicas.

import { type RawBuilder, sql } from 'kysely'
import type { Engine, Ms } from './schema.ts'

export const CLOCK: Readonly<Record<Engine, RawBuilder<Ms>>> = {
  sqlite: sql<Ms>`cast(unixepoch('subsec') * 1000 as integer)`,
  postgres: sql<Ms>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`,
}
