// How much is taken on, in one table. Generous: whoever reads and clicks never meets these, a script that loops does.

export const LIMITS = {
  /** `burst` calls at once, then so many a minute. A press is a call. */
  person: { burst: 20, perMinute: 30 },
  /** A whole channel answers the question of the day within seconds, so a workspace has a minute's worth at once. */
  workspace: { burst: 600, perMinute: 600 },
  /**
   * Calls that are worked on at once, and what waits beyond them. The platforms give three seconds to acknowledge: whoever has
   * waited half of that is told so, while there is time left to tell.
   */
  work: { atOnce: 200, waiting: 1000, waitMs: 1500 },
} as const

export interface Rate {
  readonly burst: number
  readonly perMinute: number
}
export interface Limits {
  readonly person: Rate
  readonly workspace: Rate
  readonly work: { readonly atOnce: number; readonly waiting: number; readonly waitMs: number }
}
