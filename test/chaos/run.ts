// Runs of chaos: a day on which a process is killed and answers go wrong, then a quiet day. What stands in the channels is compared
// with what the store says of it.

import { nextAfter } from '../../src/quiz/schedule.ts'
import { createRandom, type Random } from '../../src/random.ts'
import type { StoreConfig } from '../../src/store/config.ts'
import type { Post } from '../../src/store/schema.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { schedule } from '../stores.ts'
import { type Child, raise } from './children.ts'
import { FAULTS, type Fault, isUnclear, type Platforms } from './platform.ts'
import type { Platform, SelfKill } from './replica.ts'

export const KILLS = ['claimed', 'marked', 'sent', 'done', 'answered', 'recorded', 'random'] as const
/** sent: the platform has the request. done: and has posted it. The others as the replica has them. */
export type Kill = (typeof KILLS)[number]

export interface Trial {
  readonly kill: Kill | undefined
  /** Of the first posts to each place on the first day. */
  readonly faults: readonly (readonly (Fault | 'none')[])[]
}

/** One place on one day. */
export interface Day {
  readonly trial: Trial
  readonly platform: Platform
  readonly engine: StoreConfig['engine']
  readonly quiet: boolean
  readonly visible: number
  readonly state: Post['state'] | 'none'
  readonly reason: string | null
  /** The kill or a fault came between claim and recorded answer. */
  readonly excused: boolean
  readonly revealed: boolean
  /** From when it was due, in seconds of the run. */
  readonly delay: number | undefined
}

const PLACES = ['C1', 'C2'] as const
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC'] as const
/** When the replicas are told the time, in seconds after a post is due: as a clock, and coarser while nothing can happen. */
const STEPS = [0, 2, 5, 8, 12, 30, 61, 64, 70, 80, 100, 125, 127, 160, 185, 215, 305, 310, 620, 1300, 2600, 5200, 7300]
const OVER = new Set(['posted', 'revealed', 'skipped', 'unknown'])

/** What goes wrong, drawn for a run; the same for the same seed. */
export function draw(seed: string): Trial {
  const random = createRandom(seed)
  const faulty = random.below(2) === 0
  return {
    kill: random.pick(KILLS),
    faults: PLACES.map(() => (faulty ? [pickFault(random), pickFault(random)] : [])),
  }
}
const pickFault = (random: Random): Fault | 'none' => random.pick(['none', 'none', 'none', ...FAULTS])
export const CALM: Trial = { kill: undefined, faults: PLACES.map(() => []) }

export interface Lane {
  /** `killed`: a process died in it. */
  run(trial: Trial, seed: string): Promise<{ readonly days: readonly Day[]; readonly killed: boolean }>
  /** What replicas complained of. */
  readonly said: readonly string[]
  close(): Promise<void>
}

/** Runs one after the other on one store, with so many replicas of one platform. */
export async function openLane(given: {
  readonly name: string
  readonly config: StoreConfig
  readonly platform: Platform
  readonly replicas: number
  readonly platforms: Platforms
}): Promise<Lane> {
  const { name, config, platform, replicas, platforms } = given
  const store = await openStore(config)
  const children = raise(platform, 1)
  let numbers = 0
  let alive: { readonly child: Child; readonly number: number }[] = []
  let from = Temporal.Instant.from('2026-11-22T12:00:00Z')
  const world = platforms.world(name, from.epochMilliseconds)

  async function fill(): Promise<void> {
    alive = alive.filter(({ child }) => child.alive)
    while (alive.length < replicas) {
      const child = await children.take()
      const number = ++numbers
      const url = platform === 'slack' ? platforms.slack(name) : platforms.discord(name)
      await child.tell({ open: { config, replica: `${name}-${number}`, number, url } })
      alive.push({ child, number })
    }
  }

  const run: Lane['run'] = async (trial, seed) => {
    const random = createRandom(`${seed}\nrun`)
    const times = { time: '09:00', zone: random.pick(ZONES), days: ['mon', 'tue', 'wed', 'thu', 'fri'] as const }
    const workspace = `${platform}:${seed}`
    const first = nextAfter(times, from)
    for (const place of PLACES)
      await store.schedules.put(
        schedule({
          workspace,
          place: `${place}${numbersOf(seed)}`,
          setBy: '',
          zone: times.zone,
          time: times.time,
          days: times.days.join(','),
          nextAt: first.at.epochMilliseconds,
        }),
      )
    const second = nextAfter(times, first.at)
    const days: Day[] = []
    const places = PLACES.map((place) => `${place}${numbersOf(seed)}`)
    for (const [at, place] of places.entries()) world.faults.set(place, [...(trial.faults[at] ?? [])])
    world.happened.length = 0
    const { killed, caught } = await day(workspace, places, first, trial, random)
    for (const place of places) world.faults.delete(place)
    await day(workspace, places, second, CALM, random)
    for (const place of places) {
      const unclear = world.happened.some((each) => each.place === place && isUnclear(each.fault))
      days.push(await judge(workspace, place, first, trial, false, unclear || caught.has(place)))
      days.push(await judge(workspace, place, second, trial, true, false))
    }
    await store.removeWorkspace(workspace)
    from = second.at.add({ hours: 3 })
    return { days, killed }
  }

  /** `killed`: a process died. `caught`: the places that were between claim and recorded answer then. */
  async function day(
    workspace: string,
    places: readonly string[],
    { at, date }: { readonly at: Temporal.Instant; readonly date: string },
    trial: Trial,
    random: Random,
  ): Promise<{ readonly killed: boolean; readonly caught: ReadonlySet<string> }> {
    const caught = new Set<string>()
    let { kill } = trial
    let killed = false
    for (const step of STEPS) {
      await fill()
      const now = at.epochMilliseconds + step * 1000 + random.below(900)
      world.now = now
      const self = ['claimed', 'marked', 'answered', 'recorded'].includes(kill ?? '') ? (kill as SelfKill) : undefined
      world.onPost =
        kill === 'sent' || kill === 'done'
          ? (sender, before) => {
              if (before === (kill === 'sent')) alive.find(({ number }) => number === sender)?.child.kill()
            }
          : undefined
      const victim = random.pick(alive).child
      const timer = kill === 'random' && step === 0 ? setTimeout(() => victim.kill(), random.below(60)) : undefined
      const done = await Promise.all(
        alive.map(({ child }) => child.tell({ tick: now, ...(self !== undefined && { kill: self }) })),
      )
      clearTimeout(timer)
      // Too late for its own moment, it dies with the work of the tick just done.
      if (timer && done.every(Boolean)) victim.kill()
      world.onPost = undefined
      if (!victim.alive || done.includes(false)) {
        killed = true
        for (const { place, key, state, sendingAt } of await postsOf(store, workspace, places))
          if (key === date && state === 'claimed' && sendingAt !== null) caught.add(place)
        kill = undefined
      }
      const rows = (await postsOf(store, workspace, places)).filter(({ key }) => key === date)
      const steady = trial === CALM ? step >= 12 : done.every(Boolean)
      if (steady && rows.length === places.length && rows.every(({ state }) => OVER.has(state))) break
    }
    return { killed, caught }
  }

  async function judge(
    workspace: string,
    place: string,
    { at, date }: { readonly at: Temporal.Instant; readonly date: string },
    trial: Trial,
    quiet: boolean,
    excused: boolean,
  ): Promise<Day> {
    const due = at.epochMilliseconds
    const seen = world.messages.filter(
      (each) => each.place === place && each.at >= due && each.at < due + 12 * 3_600_000,
    )
    const row = (await store.posts.ofPlace(workspace, place)).find(({ key }) => key === date)
    return {
      trial,
      platform,
      engine: config.engine,
      quiet,
      excused,
      visible: seen.length,
      state: row?.state ?? 'none',
      reason: row?.reason ?? null,
      revealed: seen.some(({ text }) => text.includes('The answer is')),
      delay: seen[0] && (seen[0].at - due) / 1000,
    }
  }

  return {
    run,
    said: children.said,
    async close() {
      await children.close()
      await store.close()
    },
  }
}

/** One platform knows places by digits. */
const numbersOf = (seed: string): string => seed.replace(/\D/g, '')

async function postsOf(store: Store, workspace: string, places: readonly string[]): Promise<readonly Post[]> {
  return (await Promise.all(places.map((place) => store.posts.ofPlace(workspace, place)))).flat()
}

/** What a day is wrong in; nothing where all promises were kept. */
export function broken(day: Day): string | undefined {
  const { visible, state, reason, excused, quiet, revealed, platform } = day
  if (visible > 1) return `${visible} posts on one day`
  if (state === 'posted' || state === 'revealed') {
    if (visible === 0) return 'said to be posted, and is not there'
    return !quiet && !revealed ? 'never revealed' : undefined
  }
  if (!excused) return `${state} (${reason}) without a cause`
  if (reason === null) return `${state} without a reason`
  if (platform === 'discord' && state !== 'unknown') return `${state} where it could be repeated`
  return undefined
}
