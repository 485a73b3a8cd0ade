// What a system is made of: parts in a row, of which every one is needed, and parts side by side, of which some are.
// Every group is "need of n": a series needs all of them, plain redundancy needs one.

import type { Ratio } from './rational.ts'

export interface Leaf {
  readonly kind: 'part'
  readonly name?: string
  readonly availability: Ratio
}
export type Part =
  | Leaf
  | { readonly kind: 'series'; readonly parts: readonly Part[] }
  | { readonly kind: 'choose'; readonly need: number; readonly of: readonly Part[] }
  | { readonly kind: 'repeat'; readonly need: number; readonly times: number; readonly part: Part }

/** What to make of a leaf, of a group of different parts, and of one part many times over. */
export interface Fold<T> {
  leaf(leaf: Leaf): T
  group(need: number, children: readonly T[]): T
  repeat(need: number, times: number, child: T): T
}

/** From the leaves up. */
export function fold<T>(part: Part, on: Fold<T>): T {
  if (part.kind === 'part') return on.leaf(part)
  if (part.kind === 'repeat') return on.repeat(part.need, part.times, fold(part.part, on))
  const children = part.kind === 'series' ? part.parts : part.of
  const need = part.kind === 'series' ? children.length : part.need
  return on.group(
    need,
    children.map((child) => fold(child, on)),
  )
}

/** How many single parts there are once every repetition is written out. */
export const leaves = (part: Part): number =>
  fold<number>(part, {
    leaf: () => 1,
    group: (_, counts) => counts.reduce((total, count) => total + count, 0),
    repeat: (_, times, count) => times * count,
  })
