// Answers to posts. The first of a person counts, however many presses arrive, by whichever replica.

import type { Db, Flag, Ms } from './schema.ts'

export interface NewAnswer {
  readonly workspace: string
  readonly post: string
  readonly person: string
  readonly option: number
  readonly correct: boolean
  readonly at: Ms
  /** From when the message may be edited to show it; one that is set already stays. */
  readonly editAt: Ms
}

export interface Kept {
  readonly option: number
  readonly correct: boolean
  readonly at: Ms
  /** False where the person had answered before: the rest is that answer. */
  readonly first: boolean
}

export interface Score {
  readonly person: string
  readonly right: number
  readonly answered: number
}

/** An answer beside the post it belongs to. */
export interface Past {
  readonly post: string
  readonly place: string
  /** The key of the post: the local date of a daily one. */
  readonly key: string
  readonly question: string | null
  readonly option: number
  readonly correct: boolean
  readonly at: Ms
}

export interface StoredAnswers {
  /** Undefined where there is no such post. */
  add(answer: NewAnswer): Promise<Kept | undefined>
  /** How often each option was chosen; options that nobody chose are missing. Time grows with the answers to this post. */
  counts(workspace: string, post: string): Promise<readonly { readonly option: number; readonly count: number }[]>
  /** Everybody who answered in the place within [since, until) and has not left the boards, in no order. */
  board(workspace: string, place: string, since: Ms, until: Ms): Promise<readonly Score[]>
  /** The answers of a person, newest first; of one place where it is given. */
  ofPerson(
    workspace: string,
    person: string,
    which?: { place?: string; since?: Ms; limit?: number },
  ): Promise<readonly Past[]>
}

export function storedAnswers(db: Db): StoredAnswers {
  return {
    add: ({ workspace, post, person, option, correct, at, editAt }) =>
      db.transaction().execute(async (step) => {
        const inserted = await step
          .insertInto('answers')
          .columns(['workspace', 'post', 'place', 'person', 'option', 'correct', 'at'])
          // The place comes from the post, and an answer to a post that is gone is none.
          .expression((eb) =>
            eb
              .selectFrom('posts')
              .select(({ val, cast }) => [
                'workspace',
                'id',
                'place',
                cast<string>(val(person), 'text').as('person'),
                cast<number>(val(option), 'integer').as('option'),
                cast<Flag>(val(correct ? 1 : 0), 'integer').as('correct'),
                cast<Ms>(val(at), 'bigint').as('at'),
              ])
              .where('workspace', '=', workspace)
              .where('id', '=', post),
          )
          .onConflict((conflict) => conflict.doNothing())
          .returning('at')
          .executeTakeFirst()
        if (inserted) {
          // Most presses find the time set already, and then this writes nothing.
          await step
            .updateTable('posts')
            .set({ editAt })
            .where('workspace', '=', workspace)
            .where('id', '=', post)
            .where('editAt', 'is', null)
            .execute()
          return { option, correct, at, first: true }
        }
        const before = await step
          .selectFrom('answers')
          .select(['option', 'correct', 'at'])
          .where('workspace', '=', workspace)
          .where('post', '=', post)
          .where('person', '=', person)
          .executeTakeFirst()
        return before && { ...before, correct: before.correct === 1, first: false }
      }),

    counts: (workspace, post) =>
      db
        .selectFrom('answers')
        .select(({ fn }) => ['option', fn.countAll<number>().as('count')])
        .where('workspace', '=', workspace)
        .where('post', '=', post)
        .groupBy('option')
        .orderBy('option')
        .execute(),

    board: (workspace, place, since, until) =>
      db
        .selectFrom('answers')
        .select(({ fn }) => ['person', fn.sum<number>('correct').as('right'), fn.countAll<number>().as('answered')])
        .where('workspace', '=', workspace)
        .where('place', '=', place)
        .where('at', '>=', since)
        .where('at', '<', until)
        .where('person', 'not in', (eb) =>
          eb.selectFrom('people').select('person').where('workspace', '=', workspace).where('hidden', '=', 1),
        )
        .groupBy('person')
        .execute(),

    async ofPerson(workspace, person, { place, since, limit } = {}) {
      let query = db
        .selectFrom('answers')
        .innerJoin('posts', (join) =>
          join.onRef('posts.workspace', '=', 'answers.workspace').onRef('posts.id', '=', 'answers.post'),
        )
        .select(['post', 'answers.place', 'option', 'correct', 'at', 'posts.key', 'question'])
        .where('answers.workspace', '=', workspace)
        .where('person', '=', person)
        .orderBy('at', 'desc')
      if (place !== undefined) query = query.where('answers.place', '=', place)
      if (since !== undefined) query = query.where('at', '>=', since)
      if (limit !== undefined) query = query.limit(limit)
      return (await query.execute()).map((row) => ({ ...row, correct: row.correct === 1 }))
    },
  }
}
