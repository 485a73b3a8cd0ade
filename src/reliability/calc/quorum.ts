// Quorums: how many of n copies must answer so that a read meets the last write. Overlap is a fact about counting; it is not
// yet a consistency model, so what it leaves open is listed with it.

import { count } from './preconditions.ts'

/** floor(n / 2) + 1: the smallest number of which there cannot be two separate groups. Throws a RangeError for n outside 1..1000. */
export function majority(n: number): number {
  count(n, 'n')
  return Math.floor(n / 2) + 1
}

/** floor((n - 1) / 2): how many of n may fail (stop, not lie) while a majority is left. Throws a RangeError for n outside 1..1000. */
export function tolerates(n: number): number {
  return n - majority(n)
}

/**
 * What a quorum does not promise:
 * - stale-read: R + W <= N, so a read may miss the last write altogether.
 * - lost-update: 2W <= N, so two writes can succeed on separate copies.
 * - concurrent-writes: which of two writes at the same time counts is for something else to decide.
 * - write-in-progress: while a write is on its way one reader may see it and a later one not, unless reads repair first.
 * - failed-write: a write that reached fewer than W copies is reported as failed, and may still be seen.
 * - restored-copy: a copy brought back from an older state breaks the overlap.
 * - sloppy-quorum: answers of stand-in nodes do not count towards the overlap.
 * - many-records: nothing is said about two records together.
 */
export type Caveat =
  | 'stale-read'
  | 'lost-update'
  | 'concurrent-writes'
  | 'write-in-progress'
  | 'failed-write'
  | 'restored-copy'
  | 'sloppy-quorum'
  | 'many-records'

export interface Quorum {
  /** R + W > N: every read meets at least one copy with the last finished write. */
  readonly overlaps: boolean
  /** 2W > N: any two writes meet in at least one copy. */
  readonly writesOverlap: boolean
  /** Copies that every read shares with every write, at least: R + W - N, never below zero. */
  readonly shared: number
  /** Copies that may be down while reads go on: N - R. */
  readonly survivesRead: number
  /** Copies that may be down while writes go on: N - W. */
  readonly survivesWrite: number
  readonly caveats: readonly Caveat[]
}

const ALWAYS = [
  'concurrent-writes',
  'write-in-progress',
  'failed-write',
  'restored-copy',
  'sloppy-quorum',
  'many-records',
] as const

/**
 * What n copies with r to read and w to write give. Throws a RangeError for n outside 1..1000 and for r or w outside 1..n.
 * Source: Gifford, "Weighted Voting for Replicated Data", SOSP 1979.
 */
export function quorum(n: number, r: number, w: number): Quorum {
  count(n, 'n')
  count(r, 'r', 1, n)
  count(w, 'w', 1, n)
  const [overlaps, writesOverlap] = [r + w > n, 2 * w > n]
  return {
    overlaps,
    writesOverlap,
    shared: Math.max(0, r + w - n),
    survivesRead: n - r,
    survivesWrite: n - w,
    // With one copy there is nothing to overlap, and only the write that was reported as failed is left to wonder about.
    caveats: [
      ...(overlaps ? [] : (['stale-read'] as const)),
      ...(writesOverlap ? [] : (['lost-update'] as const)),
      ...(n === 1 ? (['failed-write', 'restored-copy', 'many-records'] as const) : ALWAYS),
    ],
  }
}
