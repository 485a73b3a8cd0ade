// The daily question of a place: set, shown, paused, skipped, ended. When the next one is due is worked out here, and never falls on
// a date that has had its post.

import { postId } from '../store/posts.ts'
import type { Ms, Schedule as Row } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import type { Day } from '../value/weekdays.ts'
import { timesOf, topicsOf } from './plan.ts'
import { nextAfter, type Slot, type Schedule as Times } from './schedule.ts'

export interface Where {
  readonly workspace: string
  readonly place: string
}

export interface Setting extends Times {
  /** None means all. */
  readonly topics: readonly string[]
  /** Empty once that person had their data deleted. */
  readonly setBy: string
  /** Undefined while it runs. `until` is when it goes on by itself; `reason` is given where nobody asked for it. */
  readonly paused?: { readonly until?: Temporal.Instant; readonly reason?: string }
  /** The next posts; none while it is paused without an end. */
  readonly next: readonly Slot[]
}

export interface Wanted extends Times {
  readonly days: readonly Day[]
  readonly topics: readonly string[]
}

export interface Settings {
  get(where: Where, now: Temporal.Instant): Promise<Setting | undefined>
  /** Sets or changes it, and lets it run. Whoever set it first stays the one who did. */
  set(where: Where, person: string, wanted: Wanted, now: Temporal.Instant): Promise<Setting>
  /** Undefined where there is none. Without `until` it stays paused. */
  pause(where: Where, until: Temporal.Instant | undefined, now: Temporal.Instant): Promise<Setting | undefined>
  resume(where: Where, now: Temporal.Instant): Promise<Setting | undefined>
  /** Leaves the next post out. */
  skip(where: Where, now: Temporal.Instant): Promise<(Setting & { readonly skipped?: Slot }) | undefined>
  /** True where there was one. */
  off(where: Where): Promise<boolean>
}

/** Posts that are said ahead. */
const SHOWN = 3
/** Dates looked at for one without a post. */
const MOST_LOOKED_AT = 100
/** Stands as the reason of a pause that somebody asked for. */
const ASKED = 'asked'

export function createSettings({ schedules, posts }: Pick<Store, 'schedules' | 'posts'>): Settings {
  /** The next dates after an instant that have had no post. */
  async function open(where: Where, times: Times, after: Temporal.Instant, count = SHOWN): Promise<readonly Slot[]> {
    const found: Slot[] = []
    let slot = nextAfter(times, after)
    for (let looked = 0; found.length < count && looked < MOST_LOOKED_AT; looked++) {
      if (!(await posts.find(where.workspace, postId(where.workspace, where.place, slot.date)))) found.push(slot)
      slot = nextAfter(times, slot.at)
    }
    return found
  }

  async function described(row: Row, now: Temporal.Instant): Promise<Setting | undefined> {
    const times = timesOf(row)
    if (!times) return undefined
    const { pausedReason, pausedUntil, setBy } = row
    const until = pausedUntil === null ? undefined : Temporal.Instant.fromEpochMilliseconds(pausedUntil)
    const isPaused = pausedReason !== null && (pausedUntil === null || pausedUntil > now.epochMilliseconds)
    const base = { ...times, topics: topicsOf(row), setBy }
    if (!isPaused) return { ...base, next: await open(row, times, now) }
    return {
      ...base,
      paused: { ...(until && { until }), ...(pausedReason !== ASKED && { reason: pausedReason }) },
      next: until ? await open(row, times, until.subtract({ milliseconds: 1 })) : [],
    }
  }

  const firstAt = ([slot]: readonly Slot[]): Ms | null => slot?.at.epochMilliseconds ?? null

  async function changed(
    where: Where,
    now: Temporal.Instant,
    change: (row: Row, times: Times) => Promise<Partial<Row>>,
  ) {
    const row = await schedules.get(where.workspace, where.place)
    const times = row && timesOf(row)
    if (!row || !times) return undefined
    const after = await schedules.change(where.workspace, where.place, await change(row, times), now.epochMilliseconds)
    return after && described(after, now)
  }

  return {
    async get(where, now) {
      const row = await schedules.get(where.workspace, where.place)
      return row && described(row, now)
    },

    async set(where, person, wanted, now) {
      const before = await schedules.get(where.workspace, where.place)
      const { time, zone, days, topics } = wanted
      const next = await open(where, wanted, now)
      const setBy = before?.setBy || person
      await schedules.put({
        workspace: where.workspace,
        place: where.place,
        setBy,
        time,
        zone,
        days: days.join(','),
        topics: topics.join(','),
        pausedReason: null,
        pausedUntil: null,
        failures: 0,
        nextAt: firstAt(next),
        createdAt: now.epochMilliseconds,
        updatedAt: now.epochMilliseconds,
      })
      return { ...wanted, setBy, next }
    },

    pause: (where, until, now) =>
      changed(where, now, async (_, times) => ({
        pausedReason: ASKED,
        pausedUntil: until?.epochMilliseconds ?? null,
        nextAt: until ? firstAt(await open(where, times, until.subtract({ milliseconds: 1 }), 1)) : null,
      })),

    resume: (where, now) =>
      changed(where, now, async (_, times) => ({
        pausedReason: null,
        pausedUntil: null,
        failures: 0,
        nextAt: firstAt(await open(where, times, now, 1)),
      })),

    async skip(where, now) {
      const before = await this.get(where, now)
      const [slot] = before?.next ?? []
      if (!before || !slot) return before
      // The row says that this date is over, whatever the schedule becomes.
      await posts.claim({
        workspace: where.workspace,
        place: where.place,
        key: slot.date,
        dueAt: slot.at.epochMilliseconds,
        state: 'skipped',
        reason: ASKED,
        claimedBy: '',
        claimedAt: now.epochMilliseconds,
      })
      const after = await changed(where, now, async (_, times) => ({
        nextAt: firstAt(await open(where, times, slot.at, 1)),
      }))
      return after && { ...after, skipped: slot }
    },

    off: ({ workspace, place }) => schedules.remove(workspace, place),
  }
}
