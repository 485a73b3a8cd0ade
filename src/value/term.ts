// A term: the name of an entry, a mistyped name, two names to compare, or plain words about a symptom.

import type { Kind } from '../command.ts'
import type { Entry } from '../library/entry.ts'
import type { Found } from '../library/look.ts'

/** What is typed for an entry: a topic is named as one, since a concept of the same name would answer instead. */
export const termOf = (entry: Pick<Entry, 'id' | 'type'>): string =>
  entry.type === 'topic' ? `topic ${entry.id}` : entry.id

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
