// Which signed requests have been taken already. Slack signs the time and the body, and a body names its trigger or event, so no two
// requests of Slack's are signed alike: the second one was recorded on its way and sent again, or is one that Slack repeats.
//
// In the memory of each replica. What a replay at another one could do is little: messages and removals are claimed in the store by
// all, an answer to a question counts once there, and a lookup tells what it told before. To ask the store for every command would
// cost each of them a write.

export interface Replays {
  /** True where the signature was not seen before. `at` is the time that was signed, `now` the time of day, both in seconds. */
  first(signature: string, at: number, now: number): boolean
  /** How many signatures are kept. */
  readonly size: number
}

/** How far the time that was signed may lie back, or ahead, until a request is refused for it. */
export const STALE_S = 5 * 60
/** Some 8 MB. Above it, which takes 160 requests a second for five minutes, the oldest go early. */
const MOST_KEPT = 50_000

export function createReplays(mostKept = MOST_KEPT): Replays {
  /** Signature -> the second from which on its time alone has it refused. Roughly in order of that. */
  const kept = new Map<string, number>()
  return {
    get size() {
      return kept.size
    },
    first(signature, at, now) {
      for (const [old, until] of kept) {
        if (until > now && kept.size < mostKept) break
        kept.delete(old)
      }
      if (kept.has(signature)) return false
      kept.set(signature, at + STALE_S + 1)
      return true
    },
  }
}
