// How long a recovery takes, part by part, against the recovery time objective. The switch itself is rarely the long part:
// noticing and deciding are, and they are the ones a plan leaves out.

import { compare, div, most, type Ratio, sign, sub, sum, ZERO } from '../rational.ts'
import { notNegative } from './preconditions.ts'

export interface Recovery {
  /** From the failure until somebody, or something, knows. */
  readonly detect: Ratio
  /** Until it is decided what to do. */
  readonly decide: Ratio
  /** Until traffic goes elsewhere. */
  readonly switch: Ratio
  /** Until data is back, where it has to be restored; zero where left out. */
  readonly restore?: Ratio
  /** Until it is known to work; zero where left out. */
  readonly verify?: Ratio
}

export type RecoveryPart = keyof Recovery

export interface RecoveryTime {
  readonly total: Ratio
  readonly met: boolean
  /** rto - total: below zero is how much must go. */
  readonly spare: Ratio
  readonly parts: readonly { readonly part: RecoveryPart; readonly seconds: Ratio; readonly share: Ratio | null }[]
  /** The longest part; undefined where all are zero. */
  readonly largest: RecoveryPart | undefined
}

/**
 * The parts of a recovery, added and compared with the objective. Exact seconds; equal is met.
 *
 * The parts follow one another. Throws a RangeError where a time is negative.
 * Source: NIST SP 800-34 Rev. 1 for the recovery time objective.
 */
export function recoveryTime(recovery: Recovery, rto: Ratio): RecoveryTime {
  notNegative(rto, 'rto')
  const { detect, decide, restore = ZERO, verify = ZERO } = recovery
  const times = Object.entries({ detect, decide, switch: recovery.switch, restore, verify })
  for (const [part, seconds] of times) notNegative(seconds, part)
  const total = sum(times.map(([, seconds]) => seconds))
  const top = times.map(([, seconds]) => seconds).reduce(most)
  const spare = sub(rto, total)
  const parts = times.map(([part, seconds]) => ({
    part: part as RecoveryPart,
    seconds,
    share: sign(total) === 0 ? null : div(seconds, total),
  }))
  return {
    total,
    met: sign(spare) >= 0,
    spare,
    parts,
    largest: sign(top) === 0 ? undefined : parts.find((one) => compare(one.seconds, top) === 0)?.part,
  }
}
