// What is wrong with a state machine that is written down as a list of moves: states nobody reaches, states nobody leaves,
// circles without an exit, waits without an end. Found on the graph, before any of it is a stuck order.

export interface Transition {
  readonly from: string
  readonly to: string
  readonly event?: string
  /** True where time alone makes this move. */
  readonly timeout?: boolean
}

export interface Declared {
  /** Where it starts; the `from` of the first move where left out. */
  readonly initial?: string
  /** Where it may end; every state without a way out where left out. */
  readonly finals?: readonly string[]
}

export interface Review {
  /** Every state, in the order of its first mention. */
  readonly states: readonly string[]
  readonly initial: string | undefined
  /** States without a way out. */
  readonly terminals: readonly string[]
  /** Terminals that were not declared final. None where no finals were declared. */
  readonly deadEnds: readonly string[]
  /** Declared finals that have a way out all the same. */
  readonly leavable: readonly string[]
  /** States that no row of moves leads to from the initial one. */
  readonly unreachable: readonly string[]
  /** States from which neither a terminal nor a final can be reached: they go round for ever. */
  readonly trapped: readonly string[]
  /** States that are neither terminal nor final and that no timeout leaves: they may wait for ever. */
  readonly withoutTimeout: readonly string[]
  /** Moves written more than once, each once here. */
  readonly duplicates: readonly Transition[]
  /** A state and an event that lead to more than one state. */
  readonly ambiguous: readonly { readonly from: string; readonly event: string; readonly to: readonly string[] }[]
}

/** Reviews a list of moves. An empty list has no states, and nothing wrong with it. */
export function review(moves: readonly Transition[], { initial = moves[0]?.from, finals }: Declared = {}): Review {
  const named = [...(initial === undefined ? [] : [initial]), ...moves.flatMap(({ from, to }) => [from, to])]
  const states = [...new Set([...named, ...(finals ?? [])])]
  const left = new Set(moves.map((one) => one.from))
  const terminals = states.filter((one) => !left.has(one))
  const ends = new Set([...terminals, ...(finals ?? [])])
  const timed = new Set(moves.filter((one) => one.timeout).map((one) => one.from))
  const reached = closure(
    initial === undefined ? [] : [initial],
    moves.map(({ from, to }) => [from, to]),
  )
  const ending = closure(
    ends,
    moves.map(({ from, to }) => [to, from]),
  )
  return {
    states,
    initial,
    terminals,
    deadEnds: finals ? terminals.filter((one) => !finals.includes(one)) : [],
    leavable: [...new Set(finals)].filter((one) => left.has(one)),
    unreachable: states.filter((one) => !reached.has(one)),
    trapped: states.filter((one) => !ending.has(one)),
    withoutTimeout: states.filter((one) => !ends.has(one) && !timed.has(one)),
    duplicates: grouped(moves, ({ from, event, to }) => [from, event ?? null, to]).flatMap((same) =>
      same[0] && same.length > 1 ? [same[0]] : [],
    ),
    ambiguous: grouped(moves, ({ from, event }) => [from, event ?? null]).flatMap((same) => {
      const [first, to] = [same[0], [...new Set(same.map((one) => one.to))]]
      return first?.event !== undefined && to.length > 1 ? [{ from: first.from, event: first.event, to }] : []
    }),
  }
}

/** The starts, and all that can be reached from them. */
function closure(starts: Iterable<string>, edges: readonly (readonly [string, string])[]): ReadonlySet<string> {
  const next = new Map<string, string[]>()
  for (const [from, to] of edges) next.set(from, [...(next.get(from) ?? []), to])
  const found = new Set(starts)
  for (const one of found) for (const to of next.get(one) ?? []) found.add(to)
  return found
}

const grouped = <T>(list: readonly T[], key: (one: T) => unknown): readonly (readonly T[])[] => [
  ...Map.groupBy(list, (one) => JSON.stringify(key(one))).values(),
]
