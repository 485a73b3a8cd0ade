// One of a few fixed words.

import type { Kind, Spot } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'

/** On a typed line the word is found where it stands last and is not all there is: in a sentence it is an everyday word. */
export function choice<const W extends string>(
  name: string,
  words: Readonly<Record<W, string>>,
  example: string,
): Kind<W> {
  const list = Object.keys(words) as W[]
  const expects = `one of ${list.join(', ')}`
  const choices = list.map((value) => ({ label: words[value], value }))
  return {
    name,
    expects,
    example,
    choices,
    read(text) {
      const found = list.find((word) => word === text.trim().toLowerCase())
      if (found === undefined)
        throw new Refusal('not-a-choice', `${quoted(text)} is not a ${name}. Expected ${expects}.`, example)
      return found
    },
    spot({ text, door }): Spot[] {
      if (door !== 'line') return []
      const last = /\S\s+(\S+)\s*$/.exec(text)
      const word = last?.[1]
      if (!last || word === undefined || !list.includes(word.toLowerCase() as W)) return []
      const to = text.trimEnd().length
      return [{ from: to - word.length, to, text: word.toLowerCase() }]
    },
    suggest: (typed) => choices.filter(({ value }) => value.startsWith(typed.trim().toLowerCase())),
  }
}
