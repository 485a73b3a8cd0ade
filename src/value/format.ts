// One of several named things that people write in many ways: a format of identifiers, an alphabet.

import type { Kind, Spot } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'

export interface Named {
  readonly name: string
  /** How it may be written, as a pattern without anchors. */
  readonly written: string
}

/** A kind for one of a list, known by how it is written anywhere in a text; the earlier ones go first. */
export function named<T extends Named>(what: string, list: readonly T[], example: string): Kind<T> {
  const expects = `one of ${list.map(({ name }) => name).join(', ')}`
  const patterns = list.map((each) => ({
    each,
    inside: new RegExp(`(?<![\\p{L}\\p{N}])(?:${each.written})(?![\\p{L}\\p{N}])`, 'iu'),
    alone: new RegExp(`^\\s*(?:${each.written})\\s*$`, 'iu'),
  }))
  return {
    name: what,
    expects,
    example,
    read(text) {
      const found = patterns.find(({ each, alone }) => alone.test(text) || each.name === text.trim())
      if (!found) throw new Refusal('not-a-choice', `${quoted(text)} is no ${what}. Expected ${expects}.`, example)
      return found.each
    },
    spot({ text }): Spot[] {
      for (const { inside } of patterns) {
        const match = inside.exec(text)
        if (match) return [{ from: match.index, to: match.index + match[0].length, text: match[0] }]
      }
      return []
    },
    suggest: (typed) =>
      list
        .filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()))
        .map(({ name }) => ({ label: name, value: name })),
  }
}
