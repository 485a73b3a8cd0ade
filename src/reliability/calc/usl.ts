// The Universal Scalability Law: throughput as load or nodes grow, with two costs. Waiting for what is shared flattens the curve
// (alpha), keeping everybody in agreement bends it down again (beta), so past some size more nodes do less. All floats: the
// coefficients come from a fit, and the peak is a square root.

import { count, finite } from './preconditions.ts'

export interface Usl {
  /** Contention: the share of the work that waits for something shared, 0..1. */
  readonly alpha: number
  /** Coherency: the cost of each pair of nodes agreeing, at least 0. */
  readonly beta: number
  /** The throughput of one node, in any unit; 1 where left out, so that results are speed-ups. */
  readonly gamma?: number
}

export interface Peak {
  /** Where the curve is highest, a real number: sqrt((1 - alpha) / beta), at least 1. */
  readonly at: number
  /** The better whole number of nodes of the two beside it. */
  readonly nodes: number
  /** The throughput of that many nodes. */
  readonly throughput: number
}

function checked({ alpha, beta, gamma = 1 }: Usl): Required<Usl> {
  finite(alpha, 'alpha', 0, 1)
  finite(beta, 'beta')
  finite(gamma, 'gamma', Number.MIN_VALUE)
  return { alpha, beta, gamma }
}

/**
 * The throughput of n nodes: gamma * n / (1 + alpha * (n - 1) + beta * n * (n - 1)). A float.
 *
 * With beta = 0 this is Amdahl's law with a serial share of alpha. Throws a RangeError for n < 1, alpha outside 0..1, a negative
 * beta, or a gamma of zero or less. Source: Gunther, "Guerrilla Capacity Planning", Springer, 2007.
 */
export function throughput(law: Usl, n: number): number {
  const { alpha, beta, gamma } = checked(law)
  finite(n, 'n', 1)
  return (gamma * n) / (1 + alpha * (n - 1) + beta * n * (n - 1))
}

/** Where more nodes stop helping. Null for beta = 0: the curve then only rises, or stays level. Floats. */
export function peak(law: Usl): Peak | null {
  const { alpha, beta } = checked(law)
  if (beta === 0) return null
  const at = Math.max(1, Math.sqrt((1 - alpha) / beta))
  const [below, above] = [Math.floor(at), Math.ceil(at)]
  const nodes = throughput(law, above) > throughput(law, below) ? above : below
  return { at, nodes, throughput: throughput(law, nodes) }
}

/** The throughput that the curve nears and never reaches where beta = 0: gamma / alpha. Null where it has none. */
export function ceiling(law: Usl): number | null {
  const { alpha, beta, gamma } = checked(law)
  return beta === 0 && alpha > 0 ? gamma / alpha : null
}

/** At most `points` whole numbers of nodes from 1 to `upTo`, evenly spread and both ends among them, with their throughput. */
export function curve(
  law: Usl,
  upTo: number,
  points = 50,
): readonly { readonly n: number; readonly throughput: number }[] {
  count(upTo, 'upTo', 1, 1_000_000)
  count(points, 'points', 2)
  const steps = Math.min(points, upTo) - 1
  const at = Array.from({ length: steps + 1 }, (_, i) => (steps === 0 ? 1 : Math.round(1 + (i * (upTo - 1)) / steps)))
  return at.map((n) => ({ n, throughput: throughput(law, n) }))
}
