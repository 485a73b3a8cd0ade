// Daily posts: when the next one is due in a place. Moving the time on and claiming the post are one transaction, so a crash
// leaves either a schedule that is still due or a claim that says so.

import { type NewPost, newPosts } from './posts.ts'
import type { Db, Engine, Ms, Post, Schedule } from './schema.ts'

/** What becomes of a schedule that is due. */
export interface Plan {
  /** Strictly later than now, or null: otherwise it is due again at once. */
  readonly nextAt: Ms | null
  readonly pausedReason?: string | null
  readonly pausedUntil?: Ms | null
  readonly failures?: number
  /** Claimed now; or skipped, with a reason. A key that the place has had already is left as it is. */
  readonly posts: readonly Omit<NewPost, 'workspace' | 'place'>[]
}

export interface Due {
  /** As it was before. */
  readonly schedule: Schedule
  /** Those whose claim was won, in the order of the plan. */
  readonly posts: readonly Post[]
}

export type ScheduleChange = Partial<Omit<Schedule, 'workspace' | 'place' | 'createdAt' | 'updatedAt'>>

export interface StoredSchedules {
  get(workspace: string, place: string): Promise<Schedule | undefined>
  /** Sets the schedule of a place; `createdAt` stays that of the first one. */
  put(schedule: Schedule): Promise<void>
  /** Changes what is given. Resolves to the schedule after it, or undefined where there is none. */
  change(workspace: string, place: string, to: ScheduleChange, at: Ms): Promise<Schedule | undefined>
  /** Counts one more try that came to nothing. Resolves to how many in a row, or undefined where there is no schedule. */
  failed(workspace: string, place: string, at: Ms): Promise<number | undefined>
  /** True where there was one. */
  remove(workspace: string, place: string): Promise<boolean>
  ofWorkspace(workspace: string): Promise<readonly Schedule[]>
  /**
   * Takes up to `limit` schedules of all workspaces that are due, the longest due first, and that no other replica is taking;
   * does with each what `plan` says, all or none. `plan` must not throw, wait or use the store: a schedule that can't be
   * planned any more is paused with a reason. As many as `limit` back means that there may be more.
   */
  takeDue(now: Ms, limit: number, plan: (schedule: Schedule) => Plan): Promise<readonly Due[]>
}

/** Bound by the parameters that one statement takes. */
export const MOST_DUE = 500

export function storedSchedules(db: Db, engine: Engine): StoredSchedules {
  return {
    get: (workspace, place) =>
      db
        .selectFrom('schedules')
        .selectAll()
        .where('workspace', '=', workspace)
        .where('place', '=', place)
        .executeTakeFirst(),

    async put(schedule) {
      const { workspace: _, place: __, createdAt: ___, ...rest } = schedule
      await db
        .insertInto('schedules')
        .values(schedule)
        .onConflict((conflict) => conflict.columns(['workspace', 'place']).doUpdateSet(rest))
        .execute()
    },

    change: (workspace, place, to, at) =>
      db
        .updateTable('schedules')
        .set({ ...to, updatedAt: at })
        .where('workspace', '=', workspace)
        .where('place', '=', place)
        .returningAll()
        .executeTakeFirst(),

    async failed(workspace, place, at) {
      const row = await db
        .updateTable('schedules')
        .set((eb) => ({ failures: eb('failures', '+', 1), updatedAt: at }))
        .where('workspace', '=', workspace)
        .where('place', '=', place)
        .returning('failures')
        .executeTakeFirst()
      return row?.failures
    },

    async remove(workspace, place) {
      const { numDeletedRows } = await db
        .deleteFrom('schedules')
        .where('workspace', '=', workspace)
        .where('place', '=', place)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },

    ofWorkspace: (workspace) =>
      db.selectFrom('schedules').selectAll().where('workspace', '=', workspace).orderBy('place').execute(),

    takeDue: (now, limit, plan) =>
      db.transaction().execute(async (step) => {
        const due = await step
          .selectFrom('schedules')
          .selectAll()
          .where('nextAt', '<=', now)
          .orderBy('nextAt')
          .limit(Math.min(limit, MOST_DUE))
          .$if(engine === 'postgres', (query) => query.forUpdate().skipLocked())
          .execute()
        if (due.length === 0) return []
        const planned = due.map((schedule) => ({ schedule, ...plan(schedule) }))
        await step
          .insertInto('schedules')
          .values(planned.map(({ schedule, posts: _, ...change }) => ({ ...schedule, ...change, updatedAt: now })))
          .onConflict((conflict) =>
            conflict.columns(['workspace', 'place']).doUpdateSet((eb) => ({
              nextAt: eb.ref('excluded.nextAt'),
              pausedReason: eb.ref('excluded.pausedReason'),
              pausedUntil: eb.ref('excluded.pausedUntil'),
              failures: eb.ref('excluded.failures'),
              updatedAt: eb.ref('excluded.updatedAt'),
            })),
          )
          .execute()
        const won = await newPosts(
          step,
          planned.flatMap(({ schedule: { workspace, place }, posts }) =>
            posts.map((post) => ({ ...post, workspace, place })),
          ),
        )
        return planned.map(({ schedule, posts }) => ({
          schedule,
          posts: posts.flatMap(({ key }) => won.get(`${schedule.workspace}\n${schedule.place}\n${key}`) ?? []),
        }))
      }),
  }
}
