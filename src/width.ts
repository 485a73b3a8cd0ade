// How wide a text is where every character has its cell: a terminal, a code block.

import { stripVTControlCharacters } from 'node:util'

/** Columns that a text takes: wide characters take two, marks that stand on another take none. */
export function columns(text: string): number {
  let sum = 0
  for (const { segment } of SEGMENTS.segment(stripVTControlCharacters(text))) {
    sum +=
      /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/u.test(
        segment,
      )
        ? 2
        : 1
  }
  return sum
}
const SEGMENTS = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Fills up with spaces to so many columns. */
export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columns(text)))
