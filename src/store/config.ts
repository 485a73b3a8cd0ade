// Where things are kept: one SQLite file by default, PostgreSQL where several replicas run.

import { join } from 'node:path'
import { z } from 'zod'
import { part } from '../config.ts'

/** `file` may be `:memory:`, which forgets everything when it is closed. */
export type StoreConfig =
  | { readonly engine: 'sqlite'; readonly file: string }
  | { readonly engine: 'postgres'; readonly url: string }

/** The name of the SQLite file inside DATA_DIR. */
export const SQLITE_FILE = 'nines.db'

/** An address without any of these would be that of whatever server this machine happens to run. */
const namesADatabase = ({ hostname, pathname, searchParams }: URL): boolean =>
  hostname !== '' || pathname.length > 1 || searchParams.has('host')

export const storeConfig = part(
  {
    DATABASE_URL: {
      about:
        'PostgreSQL database, `postgres://user:password@host:5432/name`, for several replicas; SQLite where not set',
      read: z
        .string()
        .refine(
          (url) => /^postgres(?:ql)?:\/\//.test(url) && URL.canParse(url),
          'must begin with postgres:// and be a URL',
        )
        .refine((url) => !URL.canParse(url) || namesADatabase(new URL(url)), 'must name a host or a database')
        .optional(),
    },
    DATA_DIR: {
      about: 'Folder of the SQLite file, made on the first start; not used beside DATABASE_URL',
      read: z.string().default('data'),
      fallback: 'data',
    },
  },
  ({ DATABASE_URL: url, DATA_DIR: folder }): StoreConfig =>
    url === undefined ? { engine: 'sqlite', file: join(folder, SQLITE_FILE) } : { engine: 'postgres', url },
)

/** The store as it may be named in a log or a message: no user, no password. */
export function placeOf(config: StoreConfig): string {
  if (config.engine === 'sqlite') return config.file
  const { hostname, port, pathname } = new URL(config.url)
  return `PostgreSQL at ${hostname || 'the local socket'}${port && `:${port}`}${pathname}`
}
