// The processes of the replicas. One that dies is replaced by one that has been started before it was needed.

import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Platform, Told } from './replica.ts'

export interface Child {
  readonly pid: number
  readonly alive: boolean
  /** Resolves once it has done so; to false where it died over it. */
  tell(told: Told): Promise<boolean>
  kill(): void
}

export interface Children {
  take(): Promise<Child>
  /** What they complained of. */
  readonly said: string[]
  close(): Promise<void>
}

const REPLICA = join(import.meta.dirname, 'replica.ts')
/** The libraries take long to read; what the program itself keeps of them serves here too. */
const COMPILED = join(import.meta.dirname, '../../node_modules/.cache/nines/compiled')

/** Keeps so many in reserve. */
export function raise(platform: Platform, reserve: number): Children {
  const said: string[] = []
  const started: ChildProcess[] = []
  const spawn = (): Promise<Child> => {
    const child = fork(REPLICA, [platform], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Not as the tests are run, but as the program is.
      execArgv: [],
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
    })
    started.push(child)
    child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    let waiting: ((done: boolean) => void) | undefined
    const next = (): Promise<boolean> =>
      new Promise((resolve) => {
        waiting = resolve
      })
    const wake = (done: boolean) => () => {
      waiting?.(done)
      waiting = undefined
    }
    child.on('message', wake(true))
    child.once('exit', wake(false))
    // A child that was just killed can't be told anything.
    child.on('error', () => {})
    const isAlive = (): boolean => child.exitCode === null && child.signalCode === null && !child.killed
    const made: Child = {
      pid: child.pid ?? 0,
      get alive() {
        return isAlive()
      },
      async tell(told) {
        if (!isAlive()) return false
        const done = next()
        child.send(told)
        return done
      },
      kill: () => void child.kill('SIGKILL'),
    }
    return next().then((ready) => {
      if (!ready) throw new Error(`a replica did not start: ${said.join('')}`)
      return made
    })
  }
  const spare = Array.from({ length: reserve }, spawn)
  return {
    said,
    take() {
      const ready = spare.shift() ?? spawn()
      spare.push(spawn())
      return ready
    },
    async close() {
      await Promise.allSettled(spare)
      await Promise.all(
        started
          .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
          .map((child) => {
            const gone = new Promise((resolve) => child.once('exit', resolve))
            child.kill('SIGKILL')
            return gone
          }),
      )
    },
  }
}
