// What was told lately, so that a cause that everybody meets is told once and not for each of them.

export interface Repeats {
  /** True where the same was told less than so long ago. */
  isRepeated(what: string): boolean
}

/** `now` gives milliseconds that never run backwards. Only the last thing that was told is remembered: another cause is news. */
export function createRepeats(forMs: number, now: () => number = () => performance.now()): Repeats {
  let last: { readonly what: string; readonly at: number } | undefined
  return {
    isRepeated(what) {
      if (last?.what === what && now() - last.at < forMs) return true
      last = { what, at: now() }
      return false
    },
  }
}
