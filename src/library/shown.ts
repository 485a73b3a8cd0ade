// Text as it is shown, without its marks.

import type { Text } from '../reply.ts'

/** Length as shown, without markup. */
export function shownLength(text: Text): number {
  return [...shown(text)].length
}

export function shown(text: Text): string {
  return text
    .map((span) => ('text' in span ? span.text : span.kind === 'person' ? span.name : new Date(span.at).toISOString()))
    .join('')
}
