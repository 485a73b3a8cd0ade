// What runs for others: the adapters that have credentials, the ticker, and the operator's pages.

import { setTimeout } from 'node:timers/promises'
import type { Adapter } from '../adapter.ts'
import type { Event } from '../bot.ts'
import { createSharedClaims } from '../claims.ts'
import { commands } from '../commands/index.ts'
import { secretsOf } from '../config.ts'
import { createLeaving } from '../leaving.ts'
import { createPoster } from '../poster.ts'
import { type Config, open } from './open.ts'

/** Posts need no connection to come in by, so they wait no longer than this for one, in milliseconds. */
const STARTING_MS = 10_000

/** Runs the adapters that have credentials until a signal stops them. */
export async function serve(config: Config): Promise<number> {
  const { core, slack, discord } = config
  const [{ createLog }, { createTicker }, ops] = await Promise.all([
    import('../log.ts'),
    import('../ticker.ts'),
    import('../ops/index.ts'),
  ])
  const { log, event, problem } = createLog(core.logLevel, { secrets: secretsOf(process.env) })
  const stopped = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve)
  })
  const stopping = new AbortController()
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
  await parts.quiz()
  const claims = createSharedClaims(parts.store, (error) => problem('warn', 'a delivery could not be claimed', error))
  const pages = ops.pages(observed, metrics)
  // One server a port: where Slack is served by HTTP, it serves the pages too.
  const http =
    slack && slack.mode.kind !== 'socket' ? undefined : ops.createHttp({ pages, host: core.host, port: core.port })
  const leaving = createLeaving(parts.store)
  let portOf = (): number | undefined => http?.port()
  if (slack) {
    const { createSlackAdapter } = await import('../../adapters/slack/index.ts')
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
      onLimited: metrics.turnedAwayBy('slack'),
      pages,
    })
    adapters.slack = adapter
    if (!http) portOf = () => adapter.port()
  }
  if (discord) {
    const { createSharedDiscordAdapter } = await import('../../adapters/discord/owner.ts')
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
      onLimited: metrics.turnedAwayBy('discord'),
    })
  }
  const ticker = createTicker({
    tick: parts.tick,
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
    const begun = ops.begin(adapters, {
      stopping: stopping.signal,
      onProblem: (message, error) => problem('warn', message, error),
      onLate: (platform) => log.info({ platform }, 'connected'),
    })
    // A start that waits for a platform can be stopped too, and does not keep the others waiting for ever.
    const wait = setTimeout(STARTING_MS, undefined, { ref: false })
    if (typeof (await Promise.race([begun, stopped, wait])) !== 'string') {
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
    log.info({ signal: await Promise.race([stopped, begun.then(() => stopped)]) }, 'stopping')
  } finally {
    stopping.abort()
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
