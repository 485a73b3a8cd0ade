// What is counted, in the form that Prometheus reads. Labels are names of ours alone, so that nobody can make new ones by asking.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Posted, Poster } from '../adapter.ts'
import type { Event } from '../bot.ts'
import { commands as known } from '../commands/index.ts'
import type { Ready } from '../store/store.ts'

export interface Observed {
  /** By platform: whether it can reach us, or we it. */
  connected(): Readonly<Record<string, boolean>>
  store(): Promise<Ready>
}

export interface Metrics {
  event(event: Event): void
  /** The same poster, its posts counted. */
  counted(poster: Poster): Poster
  /** For a platform that is served: to be called each time that it turns a request of ours away as one too many. */
  turnedAwayBy(platform: string): () => void
  /** All of it, as Prometheus asks for it. */
  text(): Promise<string>
  readonly type: string
}

/** Seconds. An answer from memory takes less than a millisecond; after three seconds the platforms hang up. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3]

/** What was asked names no command of ours. */
const NO_COMMAND = 'none'
const POSTED: readonly Posted['outcome'][] = ['posted', 'refused', 'unknown', 'later']

export function createMetrics({ connected, store }: Observed): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const commands = new Counter({
    name: 'nines_commands_total',
    help: 'Calls by command and outcome',
    labelNames: ['command', 'outcome'],
    registers,
  })
  const seconds = new Histogram({
    name: 'nines_command_duration_seconds',
    help: 'From the arrival of a call in the bot to its answer',
    labelNames: ['command'],
    buckets: BUCKETS,
    registers,
  })
  const missed = new Counter({
    name: 'nines_lookups_not_found_total',
    help: 'Lookups that found nothing',
    registers,
  })
  const limited = new Counter({
    name: 'nines_rate_limited_total',
    help: 'Calls that were turned away: by the limit of a person, of a workspace, or of all that is worked on at once',
    labelNames: ['limit'],
    registers,
  })
  const turnedAway = new Counter({
    name: 'nines_platform_rate_limited_total',
    help: 'Requests to a platform that it turned away as too many (HTTP 429)',
    labelNames: ['platform'],
    registers,
  })
  const posts = new Counter({
    name: 'nines_quiz_posts_total',
    help: 'Quiz posts by platform and outcome',
    labelNames: ['platform', 'outcome'],
    registers,
  })
  const storeFaults = new Counter({
    name: 'nines_store_faults_total',
    help: 'Times that the store failed or kept an answer waiting too long',
    registers,
  })
  new Gauge({
    name: 'nines_platform_connected',
    help: '1 while the platform is connected',
    labelNames: ['platform'],
    registers,
    collect() {
      for (const [platform, is] of Object.entries(connected())) this.set({ platform }, is ? 1 : 0)
    },
  })
  new Gauge({
    name: 'nines_store_ready',
    help: '1 while the store answers',
    registers,
    async collect() {
      this.set((await store()).ready ? 1 : 0)
    },
  })
  // What has not happened yet is 0: an increase from nothing to 1 would be none.
  for (const limit of ['person', 'workspace', 'load'] as const) limited.inc({ limit }, 0)
  for (const command of [NO_COMMAND, ...known.map(({ name }) => name)]) {
    for (const outcome of ['refusal', 'bug']) commands.inc({ command, outcome }, 0)
    seconds.zero({ command })
  }

  return {
    type: registry.contentType,
    event({ command = NO_COMMAND, outcome, limit, ms }) {
      if (outcome === 'store') {
        storeFaults.inc()
        return
      }
      commands.inc({ command, outcome })
      if (limit) limited.inc({ limit })
      else if (ms !== undefined) seconds.observe({ command }, ms / 1000)
      if (outcome === 'unknown') missed.inc()
    },
    counted: (poster) => ({
      ...poster,
      async post(workspace, ...given) {
        const [platform = ''] = workspace.split(':')
        try {
          const posted = await poster.post(workspace, ...given)
          posts.inc({ platform, outcome: posted.outcome })
          return posted
        } catch (error) {
          posts.inc({ platform, outcome: 'unknown' })
          throw error
        }
      },
    }),
    turnedAwayBy(platform) {
      turnedAway.inc({ platform }, 0)
      for (const outcome of POSTED) posts.inc({ platform, outcome }, 0)
      return () => turnedAway.inc({ platform })
    },
    text: () => registry.metrics(),
  }
}
