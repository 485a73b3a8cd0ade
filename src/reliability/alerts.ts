// Alerts on two windows at once: the long one says that it matters, the short one that it still goes on. Both must reach the
// burn rate. "Reach" is `>=` here; tools differ, and at exactly the threshold the answer differs with them.

import { burnForShare, shareSpent } from './burn.ts'
import { compare, complement, decimal, div, least, most, mul, ONE, type Ratio, ratio, sub } from './rational.ts'

export type Severity = 'page' | 'ticket'
/** What stays when the window is not 30 days: the alert windows and budget shares, or the burn rates and budget shares. */
export type Scaling = 'share' | 'burn'

const HOUR = 3600n
const MONTH = ratio(30n * 24n * HOUR)

/**
 * The pairs of the SRE Workbook, ch. 5, tables 5-6 and 5-8, with the one of its rules (24 h and 2 h, 10 %) that the tables
 * leave out. The short window is a twelfth of the long one.
 */
export const workbookPairs: readonly {
  readonly severity: Severity
  readonly long: Ratio
  readonly short: Ratio
  /** The share of the budget that is gone when it fires. */
  readonly share: Ratio
  /** The burn rate over 30 days. */
  readonly burn: Ratio
}[] = [
  { severity: 'page', long: ratio(HOUR), short: ratio(300n), share: decimal('0.02'), burn: decimal('14.4') },
  { severity: 'page', long: ratio(6n * HOUR), short: ratio(1800n), share: decimal('0.05'), burn: ratio(6n) },
  { severity: 'ticket', long: ratio(24n * HOUR), short: ratio(2n * HOUR), share: decimal('0.1'), burn: ratio(3n) },
  { severity: 'ticket', long: ratio(72n * HOUR), short: ratio(6n * HOUR), share: decimal('0.1'), burn: ratio(1n) },
]

export interface Policy {
  readonly severity: Severity
  readonly long: Ratio
  readonly short: Ratio
  readonly burn: Ratio
  /** The share of the budget that is gone when it fires, however bad the errors: `burn * long / W`. */
  readonly share: Ratio
  /** Seconds from the start of a full outage until it fires: `(1 - S) * burn * long`. Null if it can never fire. */
  readonly detection: Ratio | null
  /**
   * Seconds from the fix until it falls silent, after a full outage that filled the long window: the short window clears
   * first, after `short * (1 - (1 - S) * burn)`. That is the longest it can take. Null if it can never fire.
   */
  readonly reset: Ratio | null
  /** Whether a full outage reaches the burn rate: burn <= 1 / (1 - S). */
  readonly feasible: boolean
  /** Whether it also fires on a service that would end the window inside its budget. */
  readonly belowOne: boolean
}

/**
 * The rows of the Workbook for any window. 'share' keeps alert windows and shares and moves the burn rate, `share * W / long`,
 * as Sloth does; 'burn' keeps the burn rate and stretches the alert windows by W / 30 d, as slokit does. At 30 days they
 * agree. No rows for a target of 1: without a budget there is no burn rate.
 */
export function alertPolicy(given: {
  readonly target: Ratio
  readonly window: Ratio
  readonly scaling?: Scaling
}): readonly Policy[] {
  const { target, window } = given
  if (compare(target, ONE) >= 0) return []
  const stretch = given.scaling === 'burn' ? div(window, MONTH) : ONE
  return workbookPairs.map((pair) => {
    const [long, short] = [mul(pair.long, stretch), mul(pair.short, stretch)]
    const burn = given.scaling === 'burn' ? pair.burn : burnForShare(pair.share, long, window)
    const threshold = mul(burn, complement(target))
    const feasible = compare(threshold, ONE) <= 0
    return {
      severity: pair.severity,
      long,
      short,
      burn,
      share: shareSpent(burn, long, window),
      detection: feasible ? firesAfter(threshold, ONE, long) : null,
      reset: feasible ? clearsAfter(threshold, ONE, short) : null,
      feasible,
      belowOne: compare(burn, ONE) < 0,
    }
  })
}

/** Seconds of errors until a window reaches the threshold: `(1 - S) * burn * w / e`. SRE Workbook, ch. 5. */
const firesAfter = (threshold: Ratio, errors: Ratio, window: Ratio): Ratio => div(mul(threshold, window), errors)
/** Seconds after the fix until the window is down to the threshold: `w - (1 - S) * burn * w / e`. */
const clearsAfter = (threshold: Ratio, errors: Ratio, window: Ratio): Ratio =>
  sub(window, firesAfter(threshold, errors, window))

export interface Paged {
  readonly row: Policy
  readonly fires: boolean
  /** Seconds from the start of the errors; null unless it fires. */
  readonly firesAfter: Ratio | null
  /** The window that was reached last. */
  readonly governs: 'long' | 'short' | null
  /** Seconds from the end of the errors until it falls silent: the sooner of the two below. */
  readonly resetsAfter: Ratio | null
  /** What each window does by itself; null where its own threshold is not reached in that time. */
  readonly long: { readonly fires: Ratio; readonly clears: Ratio } | null
  readonly short: { readonly fires: Ratio; readonly clears: Ratio } | null
  /**
   * Why it stays silent: no outage can reach it ('infeasible'), these errors burn below its rate ('too slow'), or they end
   * before the window has seen enough of them ('too short').
   */
  readonly never: 'infeasible' | 'too slow' | 'too short' | null
}

/**
 * Which alerts an outage sets off: `errorRatio` of the traffic fails for `lasts` seconds, evenly, out of a clean past, and is
 * then fixed. Alerts are taken to be evaluated all the time; a rule that runs every minute adds up to a minute.
 */
export function paged(given: {
  readonly target: Ratio
  readonly window: Ratio
  readonly errorRatio: Ratio
  readonly lasts: Ratio
  readonly scaling?: Scaling
}): readonly Paged[] {
  return alertPolicy(given).map((row) => {
    const threshold = mul(row.burn, complement(given.target))
    const reached = compare(given.errorRatio, threshold) >= 0
    const alone = (window: Ratio): Paged['long'] => {
      if (!reached) return null
      const fires = firesAfter(threshold, given.errorRatio, window)
      return compare(given.lasts, fires) >= 0
        ? { fires, clears: clearsAfter(threshold, given.errorRatio, window) }
        : null
    }
    const [long, short] = [alone(row.long), alone(row.short)]
    const never = !row.feasible ? 'infeasible' : !reached ? 'too slow' : 'too short'
    const silent = {
      row,
      fires: false,
      firesAfter: null,
      governs: null,
      resetsAfter: null,
      long,
      short,
      never,
    } as const
    if (long === null || short === null) return silent
    return {
      ...silent,
      fires: true,
      firesAfter: most(long.fires, short.fires),
      governs: compare(long.fires, short.fires) >= 0 ? 'long' : 'short',
      resetsAfter: least(long.clears, short.clears),
      never: null,
    }
  })
}
