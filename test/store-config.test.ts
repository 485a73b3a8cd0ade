// Where the store is kept, as the environment says it.

import { expect, test } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'
import { placeOf, storeConfig } from '../src/store/config.ts'

const read = (env: Record<string, string>) => readConfig(env, { store: storeConfig }).store

test('a file in the data folder is the default, and PostgreSQL where its URL is set', () => {
  expect(read({})).toEqual({ engine: 'sqlite', file: 'data/nines.db' })
  expect(read({ DATA_DIR: '/var/lib/nines' })).toEqual({ engine: 'sqlite', file: '/var/lib/nines/nines.db' })
  for (const url of [
    'postgres://nines:secret@db:5433/nines',
    'postgresql:///nines?host=/run/postgresql',
    'postgres://?host=/run/postgresql',
    'postgres://db',
    'postgres:///nines',
  ])
    expect(read({ DATABASE_URL: url, DATA_DIR: 'data' })).toEqual({ engine: 'postgres', url })
})

test.each([
  [{ DATABASE_URL: 'mysql://root:secret@db/nines' }, 'DATABASE_URL: must begin with postgres://'],
  [{ DATABASE_URL: 'postgres://nines:sec ret@:x' }, 'DATABASE_URL: must begin with postgres://'],
  [{ DATABASE_URL: 'postgres://' }, 'DATABASE_URL: must name a host or a database'],
  [{ DATABASE_URL: 'postgresql:///' }, 'DATABASE_URL: must name a host or a database'],
])('what can not be used is told, without a secret: %#', (env, problem) => {
  expect(() => read(env)).toThrow(ConfigError)
  expect(() => read(env)).toThrow(problem)
  expect(() => read(env)).not.toThrow(/sec ?ret/)
})

test('a store is named without user and password', () => {
  const named = (url: string): string => placeOf({ engine: 'postgres', url })

  expect(named('postgres://nines:secret@db:5433/nines')).toBe('PostgreSQL at db:5433/nines')
  expect(named('postgresql:///nines?host=/run/postgresql')).toBe('PostgreSQL at the local socket/nines')
  expect(placeOf({ engine: 'sqlite', file: 'data/nines.db' })).toBe('data/nines.db')
})
