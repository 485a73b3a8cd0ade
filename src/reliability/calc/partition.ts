// Which side of a split network may go on. The count is against all members, not against those that can be seen: a group that
// forgets the missing ones elects a second leader.

import { count } from './preconditions.ts'
import { majority, tolerates } from './quorum.ts'

/**
 * - even-split: two groups hold exactly half each, so neither goes on.
 * - even-total: an even number of members tolerates no more losses than one fewer.
 * - missing: some members are in no group; they count all the same.
 * - no-majority: no group may go on, so nobody serves what needs agreement.
 */
export type SplitWarning = 'even-split' | 'even-total' | 'missing' | 'no-majority'

export interface Sides {
  /** The number of members that may go on. */
  readonly majority: number
  /** How many members may be lost. */
  readonly tolerates: number
  /** The place of the group that holds a majority; null where none does. There is never more than one. */
  readonly winner: number | null
  readonly groups: readonly { readonly size: number; readonly goesOn: boolean }[]
  /** Members in none of the groups. */
  readonly missing: number
  readonly warnings: readonly SplitWarning[]
}

/**
 * Which group of a partition has a majority of `total` members.
 *
 * A member is in one group at most. Throws a RangeError for a total outside 1..1000, for sizes that are not whole numbers of at
 * least 0, and for groups that hold more members than there are.
 */
export function sides(total: number, groups: readonly number[]): Sides {
  const needed = majority(total)
  for (const size of groups) count(size, 'a group', 0, total)
  const seen = groups.reduce((all, size) => all + size, 0)
  if (seen > total) throw new RangeError(`${seen} members in the groups, but only ${total} in all`)
  const winner = groups.findIndex((size) => size >= needed)
  const warnings: SplitWarning[] = []
  if (groups.filter((size) => size * 2 === total).length === 2) warnings.push('even-split')
  if (total % 2 === 0) warnings.push('even-total')
  if (seen < total) warnings.push('missing')
  if (winner < 0) warnings.push('no-majority')
  return {
    majority: needed,
    tolerates: tolerates(total),
    winner: winner < 0 ? null : winner,
    groups: groups.map((size) => ({ size, goesOn: size >= needed })),
    missing: total - seen,
    warnings,
  }
}
