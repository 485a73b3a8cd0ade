// The program: configuration, store, bot, then the adapters that have credentials, or the console where none has, and the ticker.
// This file alone sees both sides.

import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { discordConfig } from '../adapters/discord/config.ts'
import { slackConfig } from '../adapters/slack/config.ts'
import { type Adapter, type Poster, Unreachable } from './adapter.ts'
import { type Bot, createBot, type Event } from './bot.ts'
import { createSharedClaims } from './claims.ts'
import { commands } from './commands/index.ts'
import { ConfigError, coreConfig, readConfig, secretsOf } from './config.ts'
import { createLeaving } from './leaving.ts'
import type { Library } from './library/library.ts'
import { readLibrary } from './library/snapshot.ts'
import { type Opened, openParts } from './parts.ts'
import { createPoster, type Route } from './poster.ts'
import type { Log } from './quiz/sending.ts'
import { type StoreConfig, storeConfig } from './store/config.ts'
import { StoreError } from './store/fault.ts'
import { IN_MEMORY, openLater } from './store/lazy.ts'

const CONTENT = join(import.meta.dirname, '../content')

const USAGE = `Usage: npm start [-- <subcommand>]

  (none)                  the adapters that have credentials; the console where none has
  console [--jsonl] [--store FILE|:memory:]
                          a prompt, or one JSON object a line
  ask "<line>"            answers one line and exits: 0, or 2 for a refusal
  manifest [--http URL [--many]]
                          the Slack app manifest; --many: for every workspace that installs the app
  register                uploads Discord's command list where it changed
  doctor                  checks all that the bot needs, and says what to do
  reports                 what people say is wrong in entries and questions, newest first
  backup FILE             copies the SQLite store to a file, while the bot runs
`

const PARTS = { core: coreConfig, store: storeConfig, slack: slackConfig, discord: discordConfig }
type Config = ReturnType<typeof readConfig<typeof PARTS>>
interface Open {
  readonly store?: StoreConfig
  readonly poster?: Poster
  readonly onEvent?: (event: Event) => void
  readonly log?: Log
}
interface Made {
  readonly bot: Bot
  readonly parts: Opened
  /** Reads the content anew, and makes the bot of it. */
  readonly renewed: { read(): Promise<Library>; use(library: Library): Promise<Bot> }
}

/** The bot with all that it keeps. */
async function open({ core, store }: Config, { onEvent, ...more }: Open = {}): Promise<Made> {
  const content = [CONTENT, ...core.contentDirs]
  const library = await readLibrary(content)
  const parts = openParts({ library, content, store, replica: randomUUID().slice(0, 8), ...more })
  const make = (known: Library): Bot =>
    createBot({ commands, library: known, ...parts, prefix: core.prefix, ...(onEvent && { onEvent }) })
  const renewed = {
    read: () => readLibrary(content),
    async use(known: Library) {
      await parts.renew(known)
      return make(known)
    },
  }
  return { parts, bot: make(library), renewed }
}

async function main([subcommand, ...rest]: readonly string[]): Promise<number> {
  // These are there for when the environment is wrong.
  if (subcommand === 'help' || subcommand === '--help') {
    process.stdout.write(USAGE)
    return 0
  }
  if (subcommand === 'doctor') return doctor()
  const config = readConfig(process.env, PARTS)
  switch (subcommand) {
    case undefined:
      return config.slack || config.discord ? serve(config) : prompt(config, { ticks: true })
    case 'console':
      return console_(config, rest)
    case 'ask': {
      const line = rest.join(' ')
      if (line.trim() === '') return usage('ask needs a line: npm start -- ask "/concept cap"')
      const { ask } = await import('../adapters/console/index.ts')
      const { bot, parts } = await open(config)
      const code = await ask(bot, line, process.stdout)
      await parts.close()
      return code
    }
    case 'manifest': {
      const { manifestText } = await import('../adapters/slack/register.ts')
      const many = rest.includes('--many')
      const [flag, url, ...more] = rest.filter((each) => each !== '--many')
      const bad = flag !== '--http' || !url?.startsWith('https://') || !URL.canParse(url) || more.length > 0
      if (rest.length > 0 && bad)
        return usage(
          'manifest takes --http and the public URL of this bot, which begins with https://, and --many beside it',
        )
      process.stdout.write(manifestText(commands, config.core.prefix, url, many))
      return 0
    }
    case 'register': {
      if (!config.discord) return usage('register needs DISCORD_TOKEN and DISCORD_APPLICATION_ID')
      const { uploadCommands } = await import('../adapters/discord/upload.ts')
      process.stdout.write(`${await uploadCommands(config.discord, commands, config.core.prefix)}\n`)
      return 0
    }
    case 'reports': {
      const { printReports } = await import('./reports.ts')
      const store = openLater(config.store)
      await printReports(await store(), process.stdout)
      await store.close()
      return 0
    }
    case 'backup': {
      const [file, ...more] = rest
      if (file === undefined || more.length > 0)
        return usage('backup needs the file to write: npm start -- backup nines-backup.db')
      const { backupStore } = await import('./store/backup.ts')
      await backupStore(config.store, file)
      process.stdout.write(`Copied to ${file}.\n`)
      return 0
    }
    default:
      return usage(`There is no subcommand "${subcommand}".`)
  }
}

/** Runs the adapters that have credentials until a signal stops them. */
async function serve(config: Config): Promise<number> {
  const { core, slack, discord } = config
  const [{ createLog }, { createTicker }, ops] = await Promise.all([
    import('./log.ts'),
    import('./ticker.ts'),
    import('./ops/index.ts'),
  ])
  const { log, event, problem } = createLog(core.logLevel, { secrets: secretsOf(process.env) })
  const stopped = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve)
  })
  const adapters: Record<string, Adapter> = {}
  const observed = ops.observe(adapters, () => parts.store())
  const metrics = ops.createMetrics(observed)
  const onEvent = (each: Event): void => {
    event(each)
    metrics.event(each)
  }
  const poster = metrics.counted(createPoster(adapters))
  const { parts, bot: first, renewed } = await open(config, { poster, onEvent, log: problem })
  const bot = ops.createSwitch(first)
  const guarded = ops.createGuard(bot, { onEvent })
  // What is wrong with the store or with a question is said at the start, and no first press waits for them.
  const { posting } = await parts.quiz()
  const claims = createSharedClaims(parts.store, (error) => problem('warn', 'a delivery could not be claimed', error))
  const pages = ops.pages(observed, metrics)
  // One server a port: where Slack is served by HTTP, it serves the pages too.
  const http =
    slack && slack.mode.kind !== 'socket' ? undefined : ops.createHttp({ pages, host: core.host, port: core.port })
  const leaving = createLeaving(parts.store)
  let portOf = (): number | undefined => http?.port()
  if (slack) {
    const { createSlackAdapter } = await import('../adapters/slack/index.ts')
    const { host, port } = core
    const adapter = createSlackAdapter({
      bot: guarded,
      config: slack,
      claims,
      leaving,
      store: parts.store,
      host,
      port,
      log: problem,
      pages,
    })
    adapters.slack = adapter
    if (!http) portOf = () => adapter.port()
  }
  if (discord) {
    const { createSharedDiscordAdapter } = await import('../adapters/discord/owner.ts')
    const { prefix } = core
    const { store } = parts
    adapters.discord = createSharedDiscordAdapter({
      bot: guarded,
      config: discord,
      prefix,
      claims,
      leaving,
      store,
      log: problem,
    })
  }
  const ticker = createTicker({
    tick: (now) => posting.tick(now),
    now: () => Temporal.Now.instant(),
    onError: (error) => problem('error', 'a tick failed', error),
  })
  const reload = ops.createReload({
    ...renewed,
    use: async (library) => bot.use(await renewed.use(library)),
    onDone: ({ concepts }) => log.info({ concepts: concepts.length }, 'content reloaded'),
    onRefused: (message, error) => problem('error', message, error),
  })
  process.on('SIGHUP', reload)
  try {
    await http?.start()
    const started = Promise.all(Object.values(adapters).map((adapter) => adapter.start()))
    // A start that waits for a platform can be stopped too.
    if (typeof (await Promise.race([started, stopped])) !== 'string') {
      ticker.start()
      log.info(
        {
          slack: slack?.mode.kind,
          discord: discord !== undefined,
          http: portOf(),
          commands: commands.length,
          concepts: bot.library.concepts.length,
        },
        'ready',
      )
    }
    log.info({ signal: await stopped }, 'stopping')
  } finally {
    process.off('SIGHUP', reload)
    const ends = Object.entries(adapters).map(([name, adapter]) => [name, () => adapter.stop()] as const)
    await ops.shutDown(
      { ticker: () => ticker.stop(), ...Object.fromEntries(ends) },
      { store: () => parts.close(), http: async () => http?.stop() },
      (message, error) => problem('error', message, error),
    )
  }
  return 0
}

/** Every check of what can be checked: where the configuration can't be read, that and the content. */
async function doctor(): Promise<number> {
  const [{ examine, report }, slackDoctor, discordDoctor] = await Promise.all([
    import('./ops/doctor.ts'),
    import('../adapters/slack/doctor.ts'),
    import('../adapters/discord/doctor.ts'),
  ])
  const findings = await examine({
    read: () => readConfig(process.env, PARTS),
    content: CONTENT,
    now: () => Temporal.Now.instant(),
    platforms: ({ slack, discord, core }) => [
      ...(slack ? [{ name: 'Slack', check: () => slackDoctor.checkSlack(slack, commands) }] : []),
      ...(discord
        ? [{ name: 'Discord', check: () => discordDoctor.checkDiscord(discord, commands, core.prefix) }]
        : []),
    ],
  })
  process.stdout.write(report(findings))
  return findings.every(({ ok }) => ok) ? 0 : 1
}

async function console_(config: Config, flags: readonly string[]): Promise<number> {
  let store: StoreConfig | undefined
  let lines = false
  for (let at = 0; at < flags.length; at++) {
    const flag = flags[at]
    const file = flags[at + 1]
    if (flag === '--jsonl') lines = true
    else if (flag === '--store' && file !== undefined) {
      store = { engine: 'sqlite', file }
      at++
    } else return usage(flag === '--store' ? '--store needs a file, or :memory:' : `console does not take "${flag}".`)
  }
  if (!lines) return prompt(store ? { ...config, store } : config, { ticks: false })
  const { jsonLines } = await import('../adapters/console/index.ts')
  const { createRoom } = await import('../adapters/console/room.ts')
  const room = createRoom()
  const { bot, parts } = await open({ ...config, store: store ?? IN_MEMORY }, { poster: room.poster })
  const tick = async (now: Temporal.Instant) => (await parts.quiz()).posting.tick(now)
  await jsonLines(bot, process.stdin, process.stdout, { room, tick })
  await parts.close()
  return 0
}

/** The prompt. `ticks`: nobody else uses this store, so questions that are due come here. */
async function prompt(config: Config, { ticks }: { readonly ticks: boolean }): Promise<number> {
  const { converse } = await import('../adapters/console/index.ts')
  const { createRoom } = await import('../adapters/console/room.ts')
  const { createTicker } = await import('./ticker.ts')
  const room = createRoom()
  const here: Route = {
    post: (place, reply, key) => room.poster.post('console', place, reply, key),
    edit: (reference, reply) => room.poster.edit('console', reference, reply),
  }
  const { bot, parts } = await open(config, { poster: createPoster({ console: here }) })
  const ticker = createTicker({
    tick: async (now) => (await parts.quiz()).posting.tick(now),
    now: () => Temporal.Now.instant(),
    onError: () => {},
  })
  if (ticks && process.stdin.isTTY) ticker.start()
  await converse(bot, process.stdin, process.stdout, room)
  await ticker.stop()
  await parts.close()
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
  if (error instanceof Unreachable || error instanceof StoreError) return `Nines can't start:\n  - ${error.message}\n`
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
