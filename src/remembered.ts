// Answers that were given already. A lookup has the same reply every time, so the second one need not be made again.

/** How many are kept; the one that was used longest ago goes first. */
const MOST_KEPT = 500
/** Longer texts are stories, told once. */
const LONGEST_KEY = 160

export interface Remembered<T> {
  get(key: string): T | undefined
  set(key: string, value: T): void
}

export function createRemembered<T>(): Remembered<T> {
  const kept = new Map<string, T>()
  return {
    get(key) {
      const value = kept.get(key)
      if (value === undefined) return undefined
      // The order of a Map is that of insertion: what is used moves to the end.
      kept.delete(key)
      kept.set(key, value)
      return value
    },
    set(key, value) {
      if (key.length > LONGEST_KEY) return
      kept.set(key, value)
      const oldest = kept.keys().next().value
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    },
  }
}
