// Which signed requests have been taken already. Slack signs the time and the body, and a body names its trigger or event, so no two
// requests of Slack's are signed alike: the second one was recorded on its way and sent again, or is one that Slack repeats.
//
// In the memory of each replica. What a replay at another one could do is little: messages and removals are claimed in the store by
// all, an answer to a question counts once there, and a lookup tells what it told before. To ask the store for every command would
// cost each of them a write.

export interface Replays {
  /** True where the signature was not seen before. `now` is the time of day in seconds. */
  first(signature: string, now: number): boolean
  /** How many signatures are kept. */
  readonly size: number
}

/** How far the time that was signed may lie back, or ahead, until a request is refused for it. */
export const STALE_S = 5 * 60
/** What is signed for the latest time that is taken is refused for its time alone after so long. */
const KEPT_S = 2 * STALE_S + 1
/** Some 8 MB. Above it, which takes 80 requests a second for ten minutes, the oldest go early. */
const MOST_KEPT = 50_000

/** In two halves, of which the older one is dropped as a whole: to look for what is old one by one would cost each request more. */
export function createReplays(mostKept = MOST_KEPT): Replays {
  let recent = new Set<string>()
  let older = new Set<string>()
  let began = 0
  return {
    get size() {
      return recent.size + older.size
    },
    first(signature, now) {
      const age = now - began
      if (age >= KEPT_S || recent.size >= mostKept / 2) {
        older = age >= 2 * KEPT_S ? new Set() : recent
        recent = new Set()
        began = now
      }
      if (recent.has(signature) || older.has(signature)) return false
      recent.add(signature)
      return true
    },
  }
}
