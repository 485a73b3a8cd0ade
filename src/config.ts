// Reads the environment once, and reports every problem at once. Each adapter brings its own variables.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { FOLDERS } from './library/files.ts'

/** What a folder of content may hold: entries, and question files. */
const INSIDE = [...FOLDERS, 'quiz']

/** A variable of the environment: how it is read, and what docs/settings.md says of it. */
export interface Variable<T = unknown> {
  readonly about: string
  readonly read: z.ZodType<T>
  /** Shown there where a value is taken when nothing is set. */
  readonly fallback?: string
}
export type Variables = Readonly<Record<string, Variable>>
export type Values<V extends Variables> = { readonly [K in keyof V]: z.output<V[K]['read']> }

export interface Part<C> {
  readonly variables: Variables
  /**
   * Names what is wrong between the values. One that can't be read is the text that was given, and then nothing is done with what is
   * made: this only looks at which are there, and puts them together.
   */
  make(values: Readonly<Record<string, unknown>>, report: (problem: string) => void): C
}

export function part<const V extends Variables, C>(
  variables: V,
  make: (values: Values<V>, report: (problem: string) => void) => C,
): Part<C> {
  return { variables, make: (values, report) => make(values as Values<V>, report) }
}

/** The configuration can't be used. Every problem, in one readable list. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** Reads all parts. Empty variables count as not set. Throws a ConfigError with every problem. */
export function readConfig<P extends Readonly<Record<string, Part<unknown>>>>(
  env: Readonly<Record<string, string | undefined>>,
  parts: P,
): { readonly [K in keyof P]: ReturnType<P[K]['make']> } {
  const problems: string[] = []
  const made = Object.entries(parts).map(([name, { variables, make }]) => {
    const values = Object.entries(variables).map(([variable, { read }]) => {
      const given = env[variable]?.trim()
      const result = read.safeParse(given === '' ? undefined : given)
      if (!result.success) problems.push(`${variable}: ${result.error.issues.map(({ message }) => message).join('; ')}`)
      // What can't be read stands as it was given: it is not missing, and what lies between the variables is looked at all the same.
      return [variable, result.success ? result.data : given]
    })
    return [name, make(Object.fromEntries(values), (problem) => problems.push(problem))]
  })
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.fromEntries(made) as { readonly [K in keyof P]: ReturnType<P[K]['make']> }
}

/** The values of variables that are secrets by their names, and the password of a database's address: what a log must not hold. */
export function secretsOf(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    if (/TOKEN|SECRET|PASSWORD|KEY/.test(name)) return value.split(',').flatMap((each) => each.trim() || [])
    const password = name === 'DATABASE_URL' && URL.canParse(value) ? new URL(value).password : ''
    return password === '' ? [] : [password, decodeURIComponent(password)]
  })
}

export const coreConfig = part(
  {
    PORT: {
      about:
        'Port of `/healthz`, `/readyz` and `/metrics`, and of a platform that comes in over HTTP; 0 takes a free one',
      read: z.coerce
        .number('must be a port number')
        .int('must be a port number')
        .min(0, 'must be a port number')
        .max(65535, 'must be a port number')
        .default(3000),
      fallback: '3000',
    },
    HOST: {
      about: 'Address that port listens on: this machine alone, unless told otherwise',
      read: z.string().default('127.0.0.1'),
      fallback: '127.0.0.1',
    },
    LOG_LEVEL: {
      about: 'fatal, error, warn, info, debug, trace or silent',
      read: z
        .enum(
          ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
          'must be fatal, error, warn, info, debug, trace or silent',
        )
        .default('info'),
      fallback: 'info',
    },
    CONTENT_DIRS: {
      about: 'Further content folders, separated by ":"; SIGHUP reads all content anew',
      read: z
        .string()
        .default('')
        .transform((text) => text.split(':').filter(Boolean))
        .superRefine((folders, context) => {
          const wrong = folders.filter((folder) => !INSIDE.some((inside) => existsSync(join(folder, inside))))
          if (wrong.length === 0) return
          const named = wrong.map(
            (folder) => `"${folder}" ${existsSync(folder) ? 'holds none of them' : 'is not there'}`,
          )
          context.addIssue(`must name folders that hold ${INSIDE.join('/ or ')}/; ${named.join(', ')}`)
        }),
    },
    COMMAND_PREFIX: {
      about: 'Put before every command name, where another app has it already: `ops-` makes `/ops-concept`',
      read: z
        .string()
        .regex(/^[a-z][a-z0-9-]{0,15}$/, 'must be up to 16 lower-case letters, digits and hyphens, a letter first')
        .optional()
        .transform((text) => text ?? ''),
    },
  },
  ({ PORT, HOST, LOG_LEVEL, CONTENT_DIRS, COMMAND_PREFIX }) => ({
    port: PORT,
    host: HOST,
    logLevel: LOG_LEVEL,
    contentDirs: CONTENT_DIRS,
    prefix: COMMAND_PREFIX,
  }),
)
export type CoreConfig = ReturnType<(typeof coreConfig)['make']>
