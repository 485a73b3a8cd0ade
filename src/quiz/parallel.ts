// Many things, a few at a time.

/** Runs `work` on every item, at most `atOnce` at a time. Resolves to what came of each, in order; rejects with the first fault. */
export async function inParallel<T, Out>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<Out>,
): Promise<Out[]> {
  const out: Out[] = []
  const waiting = items.entries()
  const worker = async (): Promise<void> => {
    for (const [at, item] of waiting) out[at] = await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return out
}
