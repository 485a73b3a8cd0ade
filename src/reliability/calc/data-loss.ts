// How much a restore loses at worst, against the recovery point objective. The newest usable backup shows the data as it was
// when it began, and counts only once it is finished and has arrived elsewhere, so all three times add up.

import { compare, most, type Ratio, sign, sub, sum, ZERO } from '../rational.ts'
import { notNegative } from './preconditions.ts'

export interface Backups {
  /** From the start of one backup to the start of the next, seconds. Zero for continuous copying. */
  readonly interval: Ratio
  /** How long one takes, seconds; zero where left out. */
  readonly taking?: Ratio
  /** Until a finished one is at the place it would be restored from, seconds; zero where left out. */
  readonly lag?: Ratio
}

export type BackupPart = keyof Backups

export interface DataLoss {
  /** The longest stretch of writes that a restore can lose, seconds. */
  readonly worst: Ratio
  readonly met: boolean
  /** rpo - worst: below zero is how much must go. */
  readonly spare: Ratio
  readonly parts: readonly { readonly part: BackupPart; readonly seconds: Ratio }[]
  /** The largest part, the first to cut; undefined where all are zero. */
  readonly largest: BackupPart | undefined
  /**
   * The longest interval that meets the objective with the other two as they are: zero where only copying without a
   * break does, null where nothing does.
   */
  readonly longestInterval: Ratio | null
}

/**
 * The worst loss, interval + taking + lag, against the recovery point objective. Exact seconds.
 *
 * It assumes that every backup succeeds: one that fails unseen adds another interval. Throws a RangeError where a time is
 * negative. Source: NIST SP 800-34 Rev. 1 for the recovery point objective.
 */
export function dataLoss({ interval, taking = ZERO, lag = ZERO }: Backups, rpo: Ratio): DataLoss {
  const parts = Object.entries({ interval, taking, lag }).map(([part, seconds]) => {
    notNegative(seconds, part)
    return { part: part as BackupPart, seconds }
  })
  notNegative(rpo, 'rpo')
  const worst = sum(parts.map((one) => one.seconds))
  const spare = sub(rpo, worst)
  const top = parts.map((one) => one.seconds).reduce(most)
  const rest = sub(sub(rpo, taking), lag)
  return {
    worst,
    met: sign(spare) >= 0,
    spare,
    parts,
    largest: sign(top) === 0 ? undefined : parts.find((one) => compare(one.seconds, top) === 0)?.part,
    longestInterval: sign(rest) < 0 ? null : rest,
  }
}
