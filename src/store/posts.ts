// Posts, each once. The row is the claim: whoever inserts it has it. Every later step compares what it expects and sets what
// follows in one statement, so of two who try, one gets the row back and the other nothing.

import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Ms, Post, PostState } from './schema.ts'

export interface NewPost {
  readonly workspace: string
  readonly place: string
  readonly key: string
  readonly dueAt: Ms
  readonly state: 'claimed' | 'skipped'
  readonly reason?: string
  readonly claimedBy: string
  readonly claimedAt: Ms
  readonly question?: string
  readonly seed?: string
}

type Fixed = 'workspace' | 'id' | 'place' | 'key' | 'dueAt'
/** What must still hold: the state at least, then whatever else could have changed hands. */
export type Expected = Pick<Post, 'state'> & Partial<Omit<Post, Fixed | 'state'>>
export type PostChange = Partial<Omit<Post, Fixed>>

export interface StoredPosts {
  /** The post, for whoever comes first with its key; undefined for all others. */
  claim(post: NewPost): Promise<Post | undefined>
  find(workspace: string, id: string): Promise<Post | undefined>
  /** The posts of a place, newest first by when they were due. */
  ofPlace(workspace: string, place: string, which?: Which): Promise<readonly Post[]>
  /** Sets `to` where all of `from` holds (null means: not set). Resolves to the post after it, or undefined where it did not hold. */
  move(workspace: string, id: string, from: Expected, to: PostChange): Promise<Post | undefined>

  // For the ticker, of all workspaces, the longest waiting first.

  /** Claimed before `before` and not moved on since: whoever had it may have died. */
  abandoned(before: Ms, limit: number): Promise<readonly Post[]>
  /** Given back, to be tried again. */
  toRetry(now: Ms, limit: number): Promise<readonly Post[]>
  toReveal(now: Ms, limit: number): Promise<readonly Post[]>
  /** With answers that the message does not show, and due for an edit. */
  toEdit(now: Ms, limit: number): Promise<readonly Post[]>
}

export interface Which {
  readonly state?: PostState
  /** Due at this time or later. */
  readonly since?: Ms
  readonly limit?: number
}

/** 132 bits of a hash: the same post has the same id on every replica, and two posts never share one. */
export function postId(workspace: string, place: string, key: string): string {
  return createHash('sha256')
    .update(JSON.stringify([workspace, place, key]))
    .digest('base64url')
    .slice(0, 22)
}

/** Inserts those whose key is new. Resolves to these, by workspace, place and key, each on a line. */
export async function newPosts(db: Db, posts: readonly NewPost[]): Promise<ReadonlyMap<string, Post>> {
  if (posts.length === 0) return new Map()
  const rows = await db
    .insertInto('posts')
    .values(posts.map(rowOf))
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .execute()
  return new Map(rows.map((post) => [`${post.workspace}\n${post.place}\n${post.key}`, post]))
}

function rowOf(post: NewPost): Post {
  return {
    ...post,
    id: postId(post.workspace, post.place, post.key),
    reason: post.reason ?? null,
    question: post.question ?? null,
    seed: post.seed ?? null,
    sendingAt: null,
    retryAt: null,
    postedAt: null,
    ref: null,
    revealAt: null,
    revealedAt: null,
    shown: 0,
    editAt: null,
  }
}

export function storedPosts(db: Db): StoredPosts {
  // The state stands in the text of the query: SQLite uses a partial index only where it can read its condition there.
  const waiting =
    (state: PostState, column: 'claimedAt' | 'retryAt' | 'revealAt' | 'editAt') => (until: Ms, limit: number) =>
      db
        .selectFrom('posts')
        .selectAll()
        .where('state', '=', sql.lit(state))
        .where(column, '<=', until)
        .orderBy(column)
        .limit(limit)
        .execute()

  return {
    claim: async (post) => [...(await newPosts(db, [post])).values()][0],

    find: (workspace, id) =>
      db.selectFrom('posts').selectAll().where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst(),

    ofPlace(workspace, place, { state, since, limit } = {}) {
      let query = db
        .selectFrom('posts')
        .selectAll()
        .where('workspace', '=', workspace)
        .where('place', '=', place)
        .orderBy('dueAt', 'desc')
      if (state !== undefined) query = query.where('state', '=', state)
      if (since !== undefined) query = query.where('dueAt', '>=', since)
      if (limit !== undefined) query = query.limit(limit)
      return query.execute()
    },

    move(workspace, id, from, to) {
      let query = db
        .updateTable('posts')
        .set({ state: from.state, ...to })
        .where('workspace', '=', workspace)
        .where('id', '=', id)
      for (const [column, value] of Object.entries(from))
        query = query.where(column as keyof Expected, value === null ? 'is' : '=', value)
      return query.returningAll().executeTakeFirst()
    },

    abandoned: (before, limit) => waiting('claimed', 'claimedAt')(before - 1, limit),
    toRetry: waiting('due', 'retryAt'),
    toReveal: waiting('posted', 'revealAt'),
    toEdit: waiting('posted', 'editAt'),
  }
}
