// Requirements that cannot all be kept, found by arithmetic. Each is sensible alone; put side by side, one may cost more than
// another allows. Only what follows from the numbers is said here, with the numbers.

import { add, compare, complement, div, floor, mul, type Ratio, ratio, sign } from '../rational.ts'
import { roundTrip, sequential } from './coordination.ts'
import { count, notNegative, positive, share } from './preconditions.ts'
import { tolerates } from './quorum.ts'

/** All times in seconds; everything may be left out. */
export interface Requirements {
  /** The share of time, or requests, that is good. */
  readonly availability?: Ratio
  /** What the availability is measured over; 30 days where left out. */
  readonly window?: Ratio
  readonly rto?: Ratio
  readonly rpo?: Ratio
  /** The 99th percentile of the latency of a write. */
  readonly p99?: Ratio
  /** Kilometres between the places that must hold every write. */
  readonly regionsKm?: Ratio
  /** The mean time to repair, and the mean time between the end of one failure and the next one. */
  readonly mttr?: Ratio
  readonly mttf?: Ratio
  /** Writes per second on the busiest single key. */
  readonly throughput?: Ratio
  /** Copies that vote on a write. */
  readonly replicas?: number
}

/**
 * What was found, with its figures:
 * - outage-over-budget: one recovery or repair takes longer than the budget of the window allows.
 * - few-outages: it fits, but fewer than two of them do.
 * - repair-over-rto: the mean repair is longer than the objective, so an average one misses it.
 * - too-little-uptime: failing and being repaired at these means gives less than the availability.
 * - sync-over-p99: no loss needs a round trip between the regions, which alone is longer than the p99.
 * - sync-cost: the same round trip fits the p99, or there is none; every write still pays it.
 * - sync-over-throughput: writes on one key that wait for one another are fewer than asked for.
 * - partition: no loss and being available cannot both be kept while the regions cannot talk (CAP).
 * - single-copy: no loss, with only one copy to lose.
 * - no-spare: with this many copies a majority needs all of them, so one lost stops the writes.
 */
export type Why =
  | {
      readonly kind: 'outage-over-budget'
      readonly budget: Ratio
      readonly outage: Ratio
      readonly times: Ratio | null
    }
  | { readonly kind: 'few-outages'; readonly budget: Ratio; readonly outage: Ratio; readonly fit: bigint }
  | { readonly kind: 'repair-over-rto'; readonly rto: Ratio; readonly mttr: Ratio }
  | { readonly kind: 'too-little-uptime'; readonly reached: Ratio; readonly wanted: Ratio }
  | { readonly kind: 'sync-over-p99'; readonly rtt: Ratio; readonly p99: Ratio }
  | { readonly kind: 'sync-cost'; readonly rtt: Ratio }
  | { readonly kind: 'sync-over-throughput'; readonly rtt: Ratio; readonly perKey: Ratio; readonly wanted: Ratio }
  | { readonly kind: 'partition' }
  | { readonly kind: 'single-copy' }
  | { readonly kind: 'no-spare'; readonly replicas: number }

export interface Conflict {
  readonly between: readonly (keyof Requirements)[]
  readonly why: Why
  /** `contradicts`: cannot both be kept. `tension`: can be, at the price that `why` states. */
  readonly severity: 'contradicts' | 'tension'
}

const MONTH = ratio(30 * 86_400)

/**
 * The conflicts among requirements. Exact, from light in fibre at 200,000 km/s and a budget of (1 - availability) * window.
 *
 * Data counts as copied synchronously where the RPO is shorter than the one-way delay between the regions: no later copy can
 * keep it. An outage is taken as total. Throws a RangeError for shares outside 0..1, negative times, a window of zero or less,
 * and copies outside 1..1000. The kinds of conflict follow Mairiza, Zowghi & Nurmuliani, ENASE 2010; CAP is Gilbert & Lynch 2002.
 */
export function conflicts(wanted: Requirements): readonly Conflict[] {
  check(wanted)
  return [...ofOutages(wanted), ...ofDistance(wanted), ...ofCopies(wanted)]
}

function check({ availability, window = MONTH, replicas, ...times }: Requirements): void {
  if (availability) share(availability, 'availability')
  positive(window, 'window')
  if (replicas !== undefined) count(replicas, 'replicas')
  for (const [name, value] of Object.entries(times)) notNegative(value, name)
}

function* ofOutages({ availability, window = MONTH, rto, mttr, mttf }: Requirements): Generator<Conflict> {
  if (availability) {
    const budget = mul(complement(availability), window)
    for (const [name, outage] of Object.entries({ rto, mttr })) {
      const between = [name as 'rto' | 'mttr', 'availability'] as const
      if (!outage || sign(outage) === 0) continue
      if (compare(outage, budget) > 0) {
        const times = sign(budget) === 0 ? null : div(outage, budget)
        yield { between, why: { kind: 'outage-over-budget', budget, outage, times }, severity: 'contradicts' }
      } else if (compare(mul(ratio(2), outage), budget) > 0) {
        const fit = floor(div(budget, outage))
        yield { between, why: { kind: 'few-outages', budget, outage, fit }, severity: 'tension' }
      }
    }
    if (mttr && mttf && sign(add(mttr, mttf)) > 0) {
      const reached = div(mttf, add(mttf, mttr))
      if (compare(reached, availability) < 0) {
        const why = { kind: 'too-little-uptime', reached, wanted: availability } as const
        yield { between: ['mttf', 'mttr', 'availability'], why, severity: 'contradicts' }
      }
    }
  }
  if (mttr && rto && compare(mttr, rto) > 0) {
    yield { between: ['mttr', 'rto'], why: { kind: 'repair-over-rto', rto, mttr }, severity: 'contradicts' }
  }
}

function* ofDistance({ availability, rpo, p99, regionsKm, throughput }: Requirements): Generator<Conflict> {
  if (!rpo || !regionsKm || sign(regionsKm) === 0) return
  const rtt = roundTrip(regionsKm)
  if (compare(mul(ratio(2), rpo), rtt) >= 0) return
  if (p99 && compare(p99, rtt) < 0) {
    yield { between: ['rpo', 'regionsKm', 'p99'], why: { kind: 'sync-over-p99', rtt, p99 }, severity: 'contradicts' }
  } else {
    yield { between: ['rpo', 'regionsKm'], why: { kind: 'sync-cost', rtt }, severity: 'tension' }
  }
  const perKey = sequential(rtt)
  if (throughput && perKey && compare(perKey, throughput) < 0) {
    const why = { kind: 'sync-over-throughput', rtt, perKey, wanted: throughput } as const
    yield { between: ['rpo', 'regionsKm', 'throughput'], why, severity: 'tension' }
  }
  if (availability) {
    yield { between: ['rpo', 'regionsKm', 'availability'], why: { kind: 'partition' }, severity: 'tension' }
  }
}

function* ofCopies({ availability, rpo, replicas }: Requirements): Generator<Conflict> {
  if (replicas === undefined || !rpo || sign(rpo) > 0) return
  if (replicas === 1) yield { between: ['rpo', 'replicas'], why: { kind: 'single-copy' }, severity: 'contradicts' }
  else if (availability && tolerates(replicas) === 0) {
    yield { between: ['rpo', 'replicas', 'availability'], why: { kind: 'no-spare', replicas }, severity: 'tension' }
  }
}
