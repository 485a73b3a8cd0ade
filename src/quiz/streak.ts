// Streaks count the quiz days of a channel: the local dates on which it had a post. A day without one breaks nothing.

export interface Streak {
  /** Quiz days in a row with an answer, up to the latest. A post that can still be answered does not end it. */
  readonly current: number
  /** The longest there ever was, the current one included. */
  readonly best: number
}

/**
 * The streak of a person in a channel, right or wrong answers alike.
 *
 * `days` are the dates of the channel's posts, in any order, `answered` those that the person answered, and `open` the dates of
 * posts that take answers still: unanswered ones of those are not counted, and not missed either. All dates as 2026-11-22.
 */
export function streak(
  days: readonly string[],
  answered: ReadonlySet<string>,
  open: ReadonlySet<string> = new Set(),
): Streak {
  let current = 0
  let best = 0
  for (const day of [...new Set(days)].sort()) {
    if (answered.has(day)) current++
    else if (!open.has(day)) current = 0
    best = Math.max(best, current)
  }
  return { current, best }
}
