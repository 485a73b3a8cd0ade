// The program: configuration, library, bot, then the adapters that have credentials, or the console where none has.
// This file alone sees both sides.

import { join } from 'node:path'
import { discordConfig } from '../adapters/discord/config.ts'
import { slackConfig } from '../adapters/slack/config.ts'
import { type Adapter, Unreachable } from './adapter.ts'
import { type Bot, createBot, type Event } from './bot.ts'
import { createClaims } from './claims.ts'
import { commands } from './commands/index.ts'
import { ConfigError, coreConfig, readConfig } from './config.ts'
import { readLibrary } from './library/snapshot.ts'
import { createZones } from './zones.ts'

const CONTENT = join(import.meta.dirname, '../content')

const USAGE = `Usage: npm start [-- <subcommand>]

  (none)                  the adapters that have credentials; the console where none has
  console [--jsonl]       a prompt, or one JSON object a line
  ask "<line>"            answers one line and exits: 0, or 2 for a refusal
  manifest [--http URL]   the Slack app manifest
  register                uploads Discord's command list where it changed
`

const PARTS = { core: coreConfig, slack: slackConfig, discord: discordConfig }
type Config = ReturnType<typeof readConfig<typeof PARTS>>
type Open = (onEvent?: (event: Event) => void) => Promise<Bot>

async function main([subcommand, ...rest]: readonly string[]): Promise<number> {
  const config = readConfig(process.env, PARTS)
  const open: Open = async (onEvent) => {
    const library = await readLibrary([CONTENT, ...config.core.contentDirs])
    return createBot({
      commands,
      library,
      zones: createZones(),
      prefix: config.core.prefix,
      ...(onEvent && { onEvent }),
    })
  }
  switch (subcommand) {
    case undefined:
      if (config.slack || config.discord) {
        return serve(config, open)
      }
      return console_(await open(), [])
    case 'console':
      return console_(await open(), rest)
    case 'ask': {
      const line = rest.join(' ')
      if (line.trim() === '') return usage('ask needs a line: npm start -- ask "/concept cap"')
      const { ask } = await import('../adapters/console/index.ts')
      return ask(await open(), line, process.stdout)
    }
    case 'manifest': {
      const { manifestText } = await import('../adapters/slack/register.ts')
      const url = rest[0] === '--http' ? rest[1] : undefined
      if (rest.length > 0 && (rest[0] !== '--http' || !url?.startsWith('https://') || !URL.canParse(url)))
        return usage('manifest takes --http and the public URL of this bot, which begins with https://')
      process.stdout.write(manifestText(commands, config.core.prefix, url))
      return 0
    }
    case 'register': {
      if (!config.discord) return usage('register needs DISCORD_TOKEN and DISCORD_APPLICATION_ID')
      const { uploadCommands } = await import('../adapters/discord/upload.ts')
      process.stdout.write(`${await uploadCommands(config.discord, commands, config.core.prefix)}\n`)
      return 0
    }
    case 'help':
    case '--help':
      process.stdout.write(USAGE)
      return 0
    default:
      return usage(`There is no subcommand "${subcommand}".`)
  }
}

/** Runs the adapters that have credentials until a signal stops them. */
async function serve({ core, slack, discord }: Config, open: Open): Promise<number> {
  const { createLog } = await import('./log.ts')
  const { log, event, problem } = createLog(core.logLevel)
  const bot = await open(event)
  const claims = createClaims()
  const adapters: Adapter[] = []
  if (slack) {
    const { createSlackAdapter } = await import('../adapters/slack/index.ts')
    adapters.push(createSlackAdapter({ bot, config: slack, claims, host: core.host, port: core.port, log: problem }))
  }
  if (discord) {
    const { createDiscordAdapter } = await import('../adapters/discord/index.ts')
    adapters.push(createDiscordAdapter({ bot, config: discord, prefix: core.prefix, claims, log: problem }))
  }
  const stopped = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve)
  })
  try {
    await Promise.all(adapters.map((adapter) => adapter.start()))
    log.info(
      {
        slack: slack?.mode.kind,
        discord: discord !== undefined,
        commands: commands.length,
        concepts: bot.library.concepts.length,
      },
      'ready',
    )
    log.info({ signal: await stopped }, 'stopping')
  } finally {
    await Promise.all(adapters.map((adapter) => adapter.stop()))
  }
  return 0
}

async function console_(bot: Bot, flags: readonly string[]): Promise<number> {
  const { converse, jsonLines } = await import('../adapters/console/index.ts')
  const unknown = flags.find((flag) => flag !== '--jsonl')
  if (unknown !== undefined) return usage(`console does not take "${unknown}".`)
  await (flags.includes('--jsonl')
    ? jsonLines(bot, process.stdin, process.stdout)
    : converse(bot, process.stdin, process.stdout))
  return 0
}

function usage(problem: string): number {
  process.stderr.write(`${problem}\n\n${USAGE}`)
  return 1
}

/** What the operator can mend is told in words; only a fault of ours shows a trace. */
async function explain(error: unknown): Promise<string> {
  if (error instanceof ConfigError)
    return `Nines can't start:\n${error.problems.map((problem) => `  - ${problem}`).join('\n')}\n`
  if (error instanceof Unreachable) return `Nines can't start:\n  - ${error.message}\n`
  const { ContentError } = await import('./library/fault.ts')
  if (error instanceof ContentError) return `${error.message}\n`
  const { code, path, message, stack } = error as NodeJS.ErrnoException
  return code !== undefined && path !== undefined ? `Nines can't start:\n  - ${message}\n` : `${stack ?? message}\n`
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(await explain(error))
  process.exitCode = 1
}
