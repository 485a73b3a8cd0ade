// A piece of text that is taken as it stands where it is named, such as an id in a button or what a form was filled with.

import type { Kind } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'

/** Texts over `most` characters are refused. */
export const plainText = (name: string, most: number, example: string): Kind<string> => ({
  name,
  expects: `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`,
  example,
  read(text) {
    if (text.length <= most) return text
    throw new Refusal('too-long', `${quoted(text)} is too long: at most ${most} characters are kept.`, example)
  },
})
