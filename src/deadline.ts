// Waiting no longer than somebody who asked will wait. What is given up on goes on by itself, and nobody hears of it.

export class Late extends Error {
  override readonly name = 'Late'
}

/** What the work comes to. Rejects with a Late after `ms` milliseconds. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Late(`no answer within ${ms} ms`)), ms)
  // Whichever loses the race may still fail.
  work.catch(() => {})
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
