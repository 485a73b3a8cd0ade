// What people decide about what is kept on them, and what goes when a place or a workspace does.

import type { Db } from './schema.ts'

export interface StoredPeople {
  /** True for who left the boards. */
  hidden(workspace: string, person: string): Promise<boolean>
  hide(workspace: string, person: string, hidden: boolean): Promise<void>
  /**
   * Deletes all that is stored on a person: zone, privacy, answers, cards. Schedules they set and reports they made stay, without
   * their name. Numbers that a message shows already stay as well.
   */
  remove(workspace: string, person: string): Promise<void>
}

export interface Removals {
  /** Deletes all that belongs to a workspace. Done again after it was cut short, it deletes the rest. */
  removeWorkspace(workspace: string): Promise<void>
  /** Deletes all that belongs to a place: its schedule, posts, their answers and cards. */
  removePlace(workspace: string, place: string): Promise<void>
}

export function storedPeople(db: Db): StoredPeople {
  return {
    async hidden(workspace, person) {
      const row = await db
        .selectFrom('people')
        .select('hidden')
        .where('workspace', '=', workspace)
        .where('person', '=', person)
        .executeTakeFirst()
      return row?.hidden === 1
    },
    async hide(workspace, person, hidden) {
      const flag = hidden ? 1 : 0
      await db
        .insertInto('people')
        .values({ workspace, person, zone: null, hidden: flag })
        .onConflict((conflict) => conflict.columns(['workspace', 'person']).doUpdateSet({ hidden: flag }))
        .execute()
    },
    async remove(workspace, person) {
      await db.transaction().execute(async (step) => {
        for (const table of ['answers', 'people'] as const)
          await step.deleteFrom(table).where('workspace', '=', workspace).where('person', '=', person).execute()
        await step
          .deleteFrom('cards')
          .where('workspace', '=', workspace)
          .where('kind', '=', 'person')
          .where('owner', '=', person)
          .execute()
        await step
          .updateTable('schedules')
          .set({ setBy: '' })
          .where('workspace', '=', workspace)
          .where('setBy', '=', person)
          .execute()
        await step
          .updateTable('reports')
          .set({ person: '' })
          .where('workspace', '=', workspace)
          .where('person', '=', person)
          .execute()
      })
    },
  }
}

/** How many posts go in one transaction, with their answers: nobody else waits long. */
const POSTS_AT_ONCE = 5

export function removals(db: Db): Removals {
  const removePosts = async (workspace: string, place?: string): Promise<void> => {
    for (;;) {
      let posts = db.selectFrom('posts').select('id').where('workspace', '=', workspace).limit(POSTS_AT_ONCE)
      if (place !== undefined) posts = posts.where('place', '=', place)
      const ids = (await posts.execute()).map(({ id }) => id)
      if (ids.length === 0) return
      await db.deleteFrom('posts').where('workspace', '=', workspace).where('id', 'in', ids).execute()
    }
  }
  return {
    async removeWorkspace(workspace) {
      // Schedules first, so that nothing new is posted meanwhile.
      for (const table of [
        'schedules',
        'installations',
        'cards',
        'people',
        'claims',
        'calls',
        'reports',
        'leases',
      ] as const)
        await db.deleteFrom(table).where('workspace', '=', workspace).execute()
      await removePosts(workspace)
    },
    async removePlace(workspace, place) {
      await db.deleteFrom('schedules').where('workspace', '=', workspace).where('place', '=', place).execute()
      await db
        .deleteFrom('cards')
        .where('workspace', '=', workspace)
        .where('kind', '=', 'place')
        .where('owner', '=', place)
        .execute()
      await db.deleteFrom('reports').where('workspace', '=', workspace).where('place', '=', place).execute()
      await removePosts(workspace, place)
    },
  }
}
