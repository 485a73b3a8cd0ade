// The ways to sit at the bot without a platform: one line, the prompt, and JSON lines.

import { ask, converse, jsonLines } from '../../adapters/console/index.ts'
import { createRoom } from '../../adapters/console/room.ts'
import type { Event } from '../bot.ts'
import { ConfigError, secretsOf } from '../config.ts'
import { createPoster, type Route } from '../poster.ts'
import type { StoreConfig } from '../store/config.ts'
import { IN_MEMORY } from '../store/lazy.ts'
import { createTicker } from '../ticker.ts'
import { type Config, open } from './open.ts'
import { UsageError } from './usage.ts'

/** What went wrong is one line of the log on stderr, as it is where the bot runs for others; all else is seen by whoever asks. */
function tellFaults({ core }: Config): (event: Event) => void {
  const destination = { write: (line: string) => void process.stderr.write(line) }
  return async (event) => {
    if (!event.error) return
    const { createLog } = await import('../log.ts')
    createLog(core.logLevel, { secrets: secretsOf(process.env), destination }).event(event)
  }
}

export async function answerLine(config: Config, line: string): Promise<number> {
  const { bot, parts } = await open(config, { onEvent: tellFaults(config) })
  const code = await ask(bot, line, process.stdout)
  await parts.close()
  return code
}

/** Throws a UsageError. */
export async function openConsole(config: Config, flags: readonly string[]): Promise<number> {
  let store: StoreConfig | undefined
  let lines = false
  for (let at = 0; at < flags.length; at++) {
    const flag = flags[at]
    const file = flags[at + 1]
    if (flag === '--jsonl') lines = true
    else if (flag === '--store' && file !== undefined) {
      store = { engine: 'sqlite', file }
      at++
    } else
      throw new UsageError(flag === '--store' ? '--store needs a file, or :memory:' : `It does not take "${flag}".`)
  }
  if (lines) return speakJson({ ...config, store: store ?? IN_MEMORY })
  await prompt(store ? { ...config, store } : config, { ticks: false })
  return 0
}

async function speakJson(config: Config): Promise<number> {
  const room = createRoom()
  const { bot, parts } = await open(config, { poster: room.poster, onEvent: tellFaults(config) })
  await jsonLines(bot, process.stdin, process.stdout, { room, tick: parts.tick })
  await parts.close()
  return 0
}

/** `npm start` without credentials. Throws a ConfigError where nobody sits there: then somebody has meant to start an adapter. */
export async function promptAlone(config: Config): Promise<number> {
  const read = await prompt(config, { ticks: true })
  if (read === 0 && !process.stdin.isTTY)
    throw new ConfigError([
      'no platform has credentials, and nothing came in to be answered. Set those of Slack or Discord ' +
        '(docs/install-slack.md, docs/install-discord.md); the console needs a terminal, or lines on its input',
    ])
  return 0
}

/** Resolves to how many lines were read. `ticks`: nobody else uses this store, so questions that are due come here. */
async function prompt(config: Config, { ticks }: { readonly ticks: boolean }): Promise<number> {
  const room = createRoom()
  const here: Route = {
    post: (place, reply, key) => room.poster.post('console', place, reply, key),
    edit: (reference, reply) => room.poster.edit('console', reference, reply),
  }
  const { bot, parts } = await open(config, {
    poster: createPoster({ console: here }),
    onEvent: tellFaults(config),
  })
  const ticker = createTicker({ tick: parts.tick, now: () => Temporal.Now.instant(), onError: () => {} })
  if (ticks && process.stdin.isTTY) ticker.start()
  const read = await converse(bot, process.stdin, process.stdout, room)
  await ticker.stop()
  await parts.close()
  return read
}
