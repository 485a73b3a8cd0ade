// The tables, as the code sees them. Both engines hold the same: times are milliseconds since the epoch, ids are text,
// yes and no are 1 and 0. Every row belongs to a workspace, which begins its primary key.

import type { Kysely } from 'kysely'

export type Engine = 'sqlite' | 'postgres'

/** Milliseconds since the epoch. */
export type Ms = number
export type Flag = 0 | 1

interface PersonRow {
  readonly workspace: string
  readonly person: string
  readonly zone: string | null
  /** 1 for who left the boards. */
  readonly hidden: Flag
}

interface ClaimRow {
  readonly workspace: string
  readonly key: string
  readonly at: Ms
}

interface CallRow {
  readonly workspace: string
  readonly hash: string
  readonly text: string
  /** When it was last kept or looked for, to the day. */
  readonly at: Ms
}

/** One daily post a place. */
export interface Schedule {
  readonly workspace: string
  readonly place: string
  /** The person who set it; empty once that person had their data deleted. */
  readonly setBy: string
  /** 'HH:MM' on the wall clock of `zone`. */
  readonly time: string
  readonly zone: string
  /** Text of the caller, such as 'mon,tue,wed'. */
  readonly days: string
  /** Text of the caller; empty for all. */
  readonly topics: string
  /** Why nothing is posted at present; null while it runs. */
  readonly pausedReason: string | null
  readonly pausedUntil: Ms | null
  /** Tries in a row that came to nothing. */
  readonly failures: number
  /** When the next post is due; null: never, until this is changed. The only thing that makes a schedule due. */
  readonly nextAt: Ms | null
  readonly createdAt: Ms
  readonly updatedAt: Ms
}

/**
 * due: to be claimed again from `retryAt`. claimed: somebody is at it; `sendingAt` says whether anything may have left.
 * posted, revealed: it stands. skipped: it never went out. unknown: it may have. The last three carry a `reason` where not posted.
 */
export type PostState = 'due' | 'claimed' | 'posted' | 'skipped' | 'unknown' | 'revealed'

export interface Post {
  readonly workspace: string
  /** 22 letters, digits, "-" and "_" made of workspace, place and key: short enough for a button or a nonce. */
  readonly id: string
  readonly place: string
  /** The local date 'YYYY-MM-DD' of a daily post, or any name of one that was asked for. Unique in a place. */
  readonly key: string
  readonly state: PostState
  readonly reason: string | null
  readonly question: string | null
  readonly seed: string | null
  /** When it should have gone out. */
  readonly dueAt: Ms
  /** The replica that is at it. */
  readonly claimedBy: string | null
  readonly claimedAt: Ms | null
  /** When the request to the platform was about to leave: a claim without it can be taken over without doubling. */
  readonly sendingAt: Ms | null
  readonly retryAt: Ms | null
  readonly postedAt: Ms | null
  /** Where it stands: text of the adapter. */
  readonly ref: string | null
  readonly revealAt: Ms | null
  readonly revealedAt: Ms | null
  /** How many answers the message shows. */
  readonly shown: number
  /** From when the message may be edited; null: it shows all there is. */
  readonly editAt: Ms | null
}

/** The first answer of a person to a post. Ids only: names are the platform's to show. */
export interface Answer {
  readonly workspace: string
  readonly post: string
  readonly person: string
  readonly place: string
  readonly option: number
  readonly correct: Flag
  readonly at: Ms
}

interface CardRow {
  readonly workspace: string
  readonly kind: 'place' | 'person'
  readonly owner: string
  readonly key: string
  readonly due: Ms
  /** JSON of the card. */
  readonly state: string
}

export interface Report {
  readonly workspace: string
  readonly id: string
  readonly place: string
  /** Who said it; empty once that person had their data deleted. */
  readonly person: string
  /** The id of the entry or question. */
  readonly about: string
  readonly text: string
  readonly suggestion: string
  readonly at: Ms
}

/** With which credentials the bot is in a workspace: its own, or those of `owner`. */
export interface Installation {
  readonly workspace: string
  /** The workspace on whose installation this one stands; null where it has its own. */
  readonly owner: string | null
  /** Names the key that the text is encrypted with. */
  readonly keyId: string | null
  readonly sealed: string | null
  readonly updatedAt: Ms
}

interface LeaseRow {
  readonly workspace: string
  readonly name: string
  readonly holder: string
  /** By the clock of the database. */
  readonly deadline: Ms
}

export interface Tables {
  readonly ninesSchema: { readonly version: number }
  readonly people: PersonRow
  readonly claims: ClaimRow
  readonly calls: CallRow
  readonly schedules: Schedule
  readonly posts: Post
  readonly answers: Answer
  readonly cards: CardRow
  readonly reports: Report
  readonly installations: Installation
  readonly leases: LeaseRow
}

export type Db = Kysely<Tables>
