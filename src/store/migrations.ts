// The schema of both engines, step by step. A step that was released is never changed: what comes later is a new step.
// All steps run in one transaction under a lock, so that replicas which start together do not meet half a schema.

import { type CreateTableBuilder, type RawBuilder, sql } from 'kysely'
import { CLOCK } from './clock.ts'
import { StoreError } from './fault.ts'
import type { Db, Engine, Ms } from './schema.ts'

type Step = (db: Db, types: Types) => Promise<void>

interface Types {
  /** Eight bytes: SQLite's strict tables know them as integer. */
  readonly ms: RawBuilder<unknown>
  /** Now, by the clock of the database. */
  readonly now: RawBuilder<Ms>
  /** Ends a table. SQLite holds columns to their type, and the row inside the primary key where that is asked for. */
  end<T extends string, C extends string>(table: CreateTableBuilder<T, C>, inKey?: 'in-key'): Promise<void>
}

const STEPS: readonly Step[] = [begin, installations, agesOfCalls]

/** The version of the schema that this program reads and writes. */
export const SCHEMA_VERSION = STEPS.length

/** Any number that nobody else in the database locks. */
const LOCK = 999_999_001

/**
 * Brings the schema up to this program's version; does nothing where it is there already.
 * Throws a StoreError, with nothing changed, where a newer program has written it.
 */
export async function migrate(db: Db, engine: Engine, place: string): Promise<void> {
  await db.transaction().execute(async (step) => {
    // SQLite's transactions hold the file from their beginning, so no other lock is needed there.
    if (engine === 'postgres') await sql`select pg_advisory_xact_lock(${LOCK})`.execute(step)
    await step.schema
      .createTable('ninesSchema')
      .ifNotExists()
      .addColumn('version', 'integer', (column) => column.notNull())
      .execute()
    const version = (await step.selectFrom('ninesSchema').select('version').executeTakeFirst())?.version ?? 0
    if (version > SCHEMA_VERSION) {
      throw new StoreError(
        `${place} was written by a newer Nines (its schema is version ${version}, this program knows ${SCHEMA_VERSION}). ` +
          'Start that version again, or restore a backup from before it',
      )
    }
    if (version === SCHEMA_VERSION) return
    for (const up of STEPS.slice(version)) await up(step, types(engine))
    await step.deleteFrom('ninesSchema').execute()
    await step.insertInto('ninesSchema').values({ version: SCHEMA_VERSION }).execute()
  })
}

function types(engine: Engine): Types {
  return {
    ms: engine === 'sqlite' ? sql`integer` : sql`bigint`,
    now: CLOCK[engine],
    async end(table, inKey) {
      const ended = engine === 'postgres' ? table : table.modifyEnd(inKey ? sql`strict, without rowid` : sql`strict`)
      await ended.execute()
    },
  }
}

async function begin(db: Db, { ms, end }: Types): Promise<void> {
  const table = <T extends string>(name: T) =>
    db.schema.createTable(name).addColumn('workspace', 'text', (column) => column.notNull())

  await end(
    table('people')
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('zone', 'text')
      .addColumn('hidden', 'integer', (column) => column.notNull().defaultTo(0))
      .addPrimaryKeyConstraint('peopleKey', ['workspace', 'person']),
    'in-key',
  )

  await end(
    table('claims')
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('at', ms, (column) => column.notNull())
      .addPrimaryKeyConstraint('claimsKey', ['workspace', 'key']),
    'in-key',
  )
  await db.schema.createIndex('claimsByAge').on('claims').column('at').execute()

  await end(
    table('calls')
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('callsKey', ['workspace', 'hash']),
  )

  await end(
    table('schedules')
      .addColumn('place', 'text', (column) => column.notNull())
      .addColumn('setBy', 'text', (column) => column.notNull())
      .addColumn('time', 'text', (column) => column.notNull())
      .addColumn('zone', 'text', (column) => column.notNull())
      .addColumn('days', 'text', (column) => column.notNull())
      .addColumn('topics', 'text', (column) => column.notNull())
      .addColumn('pausedReason', 'text')
      .addColumn('pausedUntil', ms)
      .addColumn('failures', 'integer', (column) => column.notNull())
      .addColumn('nextAt', ms)
      .addColumn('createdAt', ms, (column) => column.notNull())
      .addColumn('updatedAt', ms, (column) => column.notNull())
      .addPrimaryKeyConstraint('schedulesKey', ['workspace', 'place']),
  )
  await db.schema.createIndex('schedulesDue').on('schedules').column('nextAt').execute()

  await end(
    table('posts')
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('place', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('question', 'text')
      .addColumn('seed', 'text')
      .addColumn('dueAt', ms, (column) => column.notNull())
      .addColumn('claimedBy', 'text')
      .addColumn('claimedAt', ms)
      .addColumn('sendingAt', ms)
      .addColumn('retryAt', ms)
      .addColumn('postedAt', ms)
      .addColumn('ref', 'text')
      .addColumn('revealAt', ms)
      .addColumn('revealedAt', ms)
      .addColumn('shown', 'integer', (column) => column.notNull())
      .addColumn('editAt', ms)
      .addPrimaryKeyConstraint('postsKey', ['workspace', 'id'])
      .addUniqueConstraint('postsOnce', ['workspace', 'place', 'key']),
  )
  await db.schema.createIndex('postsOfPlace').on('posts').columns(['workspace', 'place', 'dueAt']).execute()
  // What the ticker looks for. Nearly all posts are over, and stand in none of these.
  for (const [name, column, state] of [
    ['postsClaimed', 'claimedAt', 'claimed'],
    ['postsDue', 'retryAt', 'due'],
    ['postsToReveal', 'revealAt', 'posted'],
    ['postsToEdit', 'editAt', 'posted'],
  ] as const) {
    await db.schema
      .createIndex(name)
      .on('posts')
      .column(column)
      .where(sql<boolean>`state = ${sql.lit(state)}`)
      .execute()
  }

  await end(
    table('answers')
      .addColumn('post', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('place', 'text', (column) => column.notNull())
      .addColumn('option', 'integer', (column) => column.notNull())
      .addColumn('correct', 'integer', (column) => column.notNull())
      .addColumn('at', ms, (column) => column.notNull())
      .addPrimaryKeyConstraint('answersKey', ['workspace', 'post', 'person'])
      .addForeignKeyConstraint('answersPost', ['workspace', 'post'], 'posts', ['workspace', 'id'], (key) =>
        key.onDelete('cascade'),
      ),
    'in-key',
  )
  // A board is read from this index alone.
  await db.schema
    .createIndex('answersBoard')
    .on('answers')
    .columns(['workspace', 'place', 'at', 'person', 'correct'])
    .execute()
  await db.schema.createIndex('answersOfPerson').on('answers').columns(['workspace', 'person', 'at']).execute()

  await end(
    table('cards')
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('due', ms, (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('cardsKey', ['workspace', 'kind', 'owner', 'key']),
    'in-key',
  )
  await db.schema.createIndex('cardsDue').on('cards').columns(['workspace', 'kind', 'owner', 'due']).execute()

  await end(
    table('reports')
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('place', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('about', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('suggestion', 'text', (column) => column.notNull())
      .addColumn('at', ms, (column) => column.notNull())
      .addPrimaryKeyConstraint('reportsKey', ['workspace', 'id']),
  )
}

async function installations(db: Db, { ms, end }: Types): Promise<void> {
  await end(
    db.schema
      .createTable('installations')
      .addColumn('workspace', 'text', (column) => column.notNull().primaryKey())
      .addColumn('owner', 'text')
      .addColumn('keyId', 'text')
      .addColumn('sealed', 'text')
      .addColumn('updatedAt', ms, (column) => column.notNull()),
  )
  await db.schema.createIndex('installationsOfOwner').on('installations').column('owner').execute()

  await end(
    db.schema
      .createTable('leases')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('holder', 'text', (column) => column.notNull())
      .addColumn('deadline', ms, (column) => column.notNull())
      .addPrimaryKeyConstraint('leasesKey', ['workspace', 'name']),
    'in-key',
  )
}

async function agesOfCalls(db: Db, { ms, now }: Types): Promise<void> {
  await db.schema
    .alterTable('calls')
    .addColumn('at', ms, (column) => column.notNull().defaultTo(0))
    .execute()
  // What was kept before is of this moment, so that no button ends sooner than it would have been said to.
  await db.updateTable('calls').set({ at: now }).execute()
  await db.schema.createIndex('callsByAge').on('calls').column('at').execute()
}
