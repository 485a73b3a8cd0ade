// A board: who has the most right answers. Ties share a rank, and there is no board of two.

export interface Score {
  readonly person: string
  readonly right: number
  /** At least 1, and at least as many as were right. */
  readonly answered: number
}

export interface Ranked extends Score {
  /** 1 for the most right answers. Those with as many share it, and the next rank counts them: 1, 1, 3. */
  readonly rank: number
}

/** With fewer players a board would name winner and loser only. */
export const LEAST_PLAYERS = 3

/**
 * All players by their right answers; undefined where fewer than three have played. Who shares a rank stands in order of fewer
 * answers given, then of the id, so that the order is the same each time. A person without an answer is no player.
 */
export function ranking(scores: readonly Score[]): readonly Ranked[] | undefined {
  const players = scores
    .filter(({ answered }) => answered > 0)
    .sort((a, b) => b.right - a.right || a.answered - b.answered || (a.person < b.person ? -1 : 1))
  if (players.length < LEAST_PLAYERS) return undefined
  let rank = 0
  return players.map((player, at) => {
    if (player.right !== players[at - 1]?.right) rank = at + 1
    return { ...player, rank }
  })
}
