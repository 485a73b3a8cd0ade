// Values that count in a sentence only where it speaks of their subject: "one percent" is a share of retries that fail in a sentence
// about retries, and none in one about users. On a typed line the command has named the subject.

import type { Kind } from '../command.ts'

/** The kind, which finds its own in a sentence only where `words` are in it, and there only what has digits. */
export const mentioned = <T>(kind: Kind<T>, words: RegExp): Kind<T> => ({
  ...kind,
  spot(passage) {
    if (passage.door === 'line') return kind.spot?.(passage) ?? []
    if (!words.test(passage.whole)) return []
    return (kind.spot?.(passage) ?? []).filter(({ text }) => !BARE.test(text))
  },
})

/** "a second", "an hour": more often a manner of speaking than a length. */
const BARE = /^(?:an?|one)\s+\p{L}+$/iu
