// Two things called draining: a backlog that is worked off while more arrives, and a server that finishes its requests before it
// stops. In both the question is whether it ends in time.

import { add, div, type Ratio, sign, sub, ZERO } from '../rational.ts'
import { notNegative } from './preconditions.ts'

export interface Drain {
  /** Until the backlog is gone; null where it never is. */
  readonly seconds: Ratio | null
  /** Items per second by which the backlog changes: below zero while it shrinks. */
  readonly growth: Ratio
}

/**
 * The time to work off a backlog: backlog / (capacity - arrival). Exact.
 *
 * Items, and items per second. An empty backlog that does not grow is gone at once. Steady rates are assumed; at the same
 * capacity a backlog stays for ever. Throws a RangeError where a value is negative.
 */
export function drain(backlog: Ratio, arrival: Ratio, capacity: Ratio): Drain {
  notNegative(backlog, 'backlog')
  notNegative(arrival, 'arrival')
  notNegative(capacity, 'capacity')
  const growth = sub(arrival, capacity)
  if (sign(growth) < 0) return { seconds: div(backlog, sub(capacity, arrival)), growth }
  return { seconds: sign(growth) === 0 && sign(backlog) === 0 ? ZERO : null, growth }
}

export interface Shutdown {
  /** Until the last request is done. */
  readonly needed: Ratio
  readonly met: boolean
  /** grace - needed: below zero is how long before the end the last request is cut off. */
  readonly spare: Ratio
}

/**
 * Whether the longest request fits into the grace period before a server is stopped: delay + longest <= grace. Exact seconds.
 *
 * `delay` is the time after the signal in which new requests still arrive, because not every balancer has heard of it yet. It
 * counts towards the grace period, as a preStop hook does in Kubernetes. Throws a RangeError where a value is negative.
 */
export function shutdown(longest: Ratio, grace: Ratio, delay: Ratio = ZERO): Shutdown {
  notNegative(longest, 'longest')
  notNegative(grace, 'grace')
  notNegative(delay, 'delay')
  const needed = add(delay, longest)
  const spare = sub(grace, needed)
  return { needed, met: sign(spare) >= 0, spare }
}
