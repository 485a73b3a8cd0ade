// The time zone that a person has told us.

import type { Db } from './schema.ts'

export interface StoredZones {
  get(workspace: string, person: string): Promise<string | undefined>
  set(workspace: string, person: string, zone: string): Promise<void>
}

export function storedZones(db: Db): StoredZones {
  return {
    async get(workspace, person) {
      const row = await db
        .selectFrom('people')
        .select('zone')
        .where('workspace', '=', workspace)
        .where('person', '=', person)
        .executeTakeFirst()
      return row?.zone ?? undefined
    },
    async set(workspace, person, zone) {
      await db
        .insertInto('people')
        .values({ workspace, person, zone, hidden: 0 })
        .onConflict((conflict) => conflict.columns(['workspace', 'person']).doUpdateSet({ zone }))
        .execute()
    },
  }
}
