// Values that are everyday words ("week", "off", "9:30"): in a sentence they are found only where it speaks of what they belong to.

import type { Kind } from '../command.ts'

/** The same kind; `words` must be said in a sentence for it to be found there. */
export function amid<T>(words: RegExp, kind: Kind<T>): Kind<T> {
  return {
    ...kind,
    spot: (passage) => (passage.door === 'sentence' && !words.test(passage.text) ? [] : (kind.spot?.(passage) ?? [])),
  }
}
