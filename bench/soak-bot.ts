// The bot of the soak: the program as it runs, with its own limits and its store on the disk, in a process of its own.

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { APPLICATION, TOKEN } from '../test/discord/world.ts'
import { SECRET } from './signed.ts'

/** Megabytes after it has collected its garbage, and the seconds of processor time that it has used so far. */
export interface Sizes {
  readonly rss: number
  readonly heap: number
  readonly cpu: number
}

export interface SoakedBot {
  /** Of its HTTP. */
  readonly port: number
  /** Answers by their outcome, as its log tells. */
  readonly outcomes: ReadonlyMap<string, number>
  /** False once its process is gone. */
  alive(): boolean
  /** Rejects where it is gone. */
  measure(): Promise<Sizes>
  /** Ends it as an operator would. Throws where it does not end well. */
  stop(): Promise<void>
}

interface Line {
  readonly level: number
  readonly msg: string
  readonly outcome?: string
  readonly limit?: string
  readonly http?: number
  readonly message?: string
  readonly trace?: string
}

/** Without the time, so that what happens twice is seen to be one thing. */
const told = ({ msg, limit, message = '', trace = '' }: Line): string =>
  [msg, limit, message, trace.split('\n', 1)[0]?.trim()].filter(Boolean).join(', ')

const WARNING = 40

/** `onProblem` hears of every line of the log that is a warning or worse, and of calls that met a limit. */
export async function startBot(
  apis: { readonly slack: string; readonly discord: string },
  onProblem: (line: string) => void,
): Promise<SoakedBot> {
  const folder = mkdtempSync(join(tmpdir(), 'nines-soak-'))
  const { PATH = '', HOME = '' } = process.env
  const args = ['--expose-gc', '--import', join(import.meta.dirname, 'soak-probe.ts')]
  const child = spawn(process.execPath, [...args, join(import.meta.dirname, '../src/main.ts')], {
    env: {
      PATH,
      HOME,
      PORT: '0',
      DATA_DIR: folder,
      SLACK_BOT_TOKEN: 'xoxb-0-soak',
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: apis.slack,
      DISCORD_TOKEN: TOKEN,
      DISCORD_APPLICATION_ID: APPLICATION,
      DISCORD_API_URL: apis.discord,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const outcomes = new Map<string, number>()
  const ready = Promise.withResolvers<number>()
  ended.then((code) => ready.reject(new Error(`the bot ended (${code})`)))
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (text) => {
    const line = JSON.parse(text) as Line
    const { level, msg, outcome, limit, http } = line
    if (level >= WARNING || limit !== undefined) onProblem(told(line))
    if (outcome !== undefined) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    if (msg === 'ready') ready.resolve(Number(http))
  })
  return {
    port: await ready.promise,
    outcomes,
    alive: () => child.connected,
    measure: () =>
      new Promise((resolve, reject) => {
        child.once('message', (sizes) => resolve(sizes as Sizes))
        child.send('measure', (error) => error && reject(error))
        ended.then(() => reject(new Error('the bot ended before it was measured')))
      }),
    async stop() {
      child.kill('SIGTERM')
      const code = await ended
      rmSync(folder, { recursive: true, force: true })
      if (code !== 0) throw new Error(`the bot ended with ${code}`)
    },
  }
}
