// Which part to improve: what the whole would gain if one of its parts never failed, or failed half as much.

import { fold, type Leaf, type Part } from './part.ts'
import { importance, minus, shortfall, shortfallOfCopies, times } from './quorum.ts'
import { compare, complement, type Ratio, ratio, ZERO } from './rational.ts'

/** One leaf as it is written: all the copies of a repeated part are one position, and improve together. */
export interface Contribution {
  /** The index of the child at each level, from the root; a repeated part is child 0. */
  readonly path: readonly number[]
  readonly name?: string
  readonly availability: Ratio
  /** What the unavailability of the whole falls by if this part never fails. */
  readonly perfect: Ratio
  /** What it falls by if this part is down half as much. */
  readonly halved: Ratio
}

/** A part with its unavailability, which the walk down needs at every level. */
type Node = { readonly down: Ratio } & (
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'group'; readonly need: number; readonly children: readonly Node[] }
  | { readonly kind: 'repeat'; readonly need: number; readonly count: number; readonly child: Node }
)

/** How the whole follows a node: its fall times `slope` is that of the anchor, from which `gain` leads on to the whole. */
interface Above {
  readonly slope: Ratio
  readonly gain: (fall: Ratio) => Ratio
}

const WHOLE: Ratio = { n: 1n, d: 1n }

/**
 * For every leaf, in the order they are written. Without repetition the unavailability of the whole is a straight line in
 * that of each leaf (Birnbaum, 1969), so half the failures gain half as much. Copies that improve together bend the line:
 * there the group is computed again.
 */
export function contributions(part: Part): readonly Contribution[] {
  const list: Contribution[] = []
  walk(evaluated(part), [], { slope: WHOLE, gain: (fall) => fall }, list)
  return list
}

/** The one whose perfection gains most; the first of equals. Undefined for an empty list. */
export const weakest = (list: readonly Contribution[]): Contribution | undefined =>
  list.reduce<Contribution | undefined>(
    (most, one) => (most !== undefined && compare(one.perfect, most.perfect) <= 0 ? most : one),
    undefined,
  )

const evaluated = (part: Part): Node =>
  fold<Node>(part, {
    leaf: (leaf) => ({ kind: 'leaf', leaf, down: complement(leaf.availability) }),
    group: (need, children) => ({
      kind: 'group',
      need,
      children,
      down: shortfall(
        need,
        children.map(({ down }) => down),
      ),
    }),
    repeat: (need, count, child) => ({
      kind: 'repeat',
      need,
      count,
      child,
      down: shortfallOfCopies(need, count, child.down),
    }),
  })

function walk(node: Node, path: readonly number[], above: Above, list: Contribution[]): void {
  if (node.kind === 'leaf') {
    const fall = times(above.slope, node.down)
    const [perfect, halved] = [above.gain(fall), above.gain({ n: fall.n, d: fall.d * 2n })]
    list.push({
      path,
      ...(node.leaf.name === undefined ? {} : { name: node.leaf.name }),
      availability: node.leaf.availability,
      perfect: ratio(perfect.n, perfect.d),
      halved: ratio(halved.n, halved.d),
    })
  } else if (node.kind === 'group') {
    const slopes = importance(
      node.need,
      node.children.map(({ down }) => down),
    )
    for (const [index, child] of node.children.entries()) {
      walk(child, [...path, index], { ...above, slope: times(above.slope, slopes[index] ?? ZERO) }, list)
    }
  } else {
    const gain = (fall: Ratio): Ratio => {
      const improved = shortfallOfCopies(node.need, node.count, minus(node.child.down, fall))
      return above.gain(times(above.slope, minus(node.down, improved)))
    }
    walk(node.child, [...path, 0], { slope: WHOLE, gain }, list)
  }
}
