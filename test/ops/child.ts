// The program as an operator runs it: a process of its own, what it logs, and the port it says it listens on.

import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const MAIN = join(import.meta.dirname, '../../src/main.ts')

export interface Line {
  readonly msg: string
  readonly [key: string]: unknown
}

export interface Program extends AsyncDisposable {
  /** What it has logged so far. */
  readonly lines: readonly Line[]
  readonly port: number
  signal(name: NodeJS.Signals): void
  /** Resolves with the first line from the `from`th on that says this. */
  logged(message: string, from?: number): Promise<Line>
  /** Resolves with its exit code, once it has ended. */
  readonly ended: Promise<number | null>
  /** What it wrote beside the log. */
  stderr(): string
}

export const environment = (more: Readonly<Record<string, string>>): Record<string, string> => {
  const { PATH = '', HOME = '' } = process.env
  return { PATH, HOME, PORT: '0', DATA_DIR: mkdtempSync(join(tmpdir(), 'nines-ops-')), ...more }
}

/** Resolves once it is ready, or at once. Rejects with what it wrote where it ends before it is ready. */
export async function startProgram(env: Readonly<Record<string, string>>, wait = true): Promise<Program> {
  const child = spawn(process.execPath, [MAIN], { env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: Line[] = []
  let errors = ''
  let wake: (() => void)[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(JSON.parse(line) as Line)
    for (const each of wake.splice(0)) each()
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  const over = ended.then((code) => {
    throw new Error(`the program ended (${code}): ${errors}\n${lines.map((line) => JSON.stringify(line)).join('\n')}`)
  })
  over.catch(() => {})
  const logged = async (message: string, from = 0): Promise<Line> => {
    for (;;) {
      const found = lines.slice(from).find(({ msg }) => msg.includes(message))
      if (found) return found
      await Promise.race([new Promise<void>((resolve) => wake.push(resolve)), over])
    }
  }
  const { http } = wait ? await logged('ready') : { http: 0 }
  return {
    lines,
    port: Number(http),
    logged,
    ended,
    stderr: () => errors,
    signal: (name) => void child.kill(name),
    async [Symbol.asyncDispose]() {
      wake = []
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await ended
    },
  }
}
