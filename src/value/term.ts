// A term: the name of an entry, a mistyped name, two names to compare, or plain words about a symptom.

import type { Kind } from '../command.ts'
import type { Found } from '../library/library.ts'
import { termOf } from '../pages/buttons.ts'

export const term: Kind<Found> = {
  name: 'term',
  expects: 'a term, two terms to compare, or what you are seeing',
  example: '/concept split brain',
  rest: true,
  read: (text, { library }) => library.look(text),
  suggest: (typed, { library }) =>
    library.complete(typed, 25).map((entry) => ({
      label:
        entry.type === 'topic'
          ? `${entry.title} (topic)`
          : `${entry.title} · ${library.topic(entry.topic)?.title ?? entry.topic}`,
      value: termOf(entry),
    })),
}
