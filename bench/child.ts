// A process of its own for each side of a comparison, so that neither runs on what the other has compiled or left behind.

import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface Child {
  readonly process: ChildProcess
  /** The line of digits with which it said that it is ready: the port it listens on, where it does. */
  readonly port: number
}

/** Starts a file of this folder. Throws where it ends before it is ready. */
export async function startChild(file: string, args: readonly string[]): Promise<Child> {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout }))
    if (/^\d+$/.test(line)) return { process: child, port: Number(line) }
  throw new Error(`${file} ${args[0]} did not start`)
}
