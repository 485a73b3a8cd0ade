// A system of parts as a value: where a text holds one, all that it says is one value. See expression.ts for what may be written.

import type { Kind, Passage, Spot } from '../command.ts'
import type { Part } from '../reliability/part.ts'
import { readExpression, size } from './expression.ts'
import { writeExpression } from './expression-text.ts'
import { EXPRESSION } from './expression-tokens.ts'

/** A system needs at least two parts, or several copies of one. */
const isSystem = (part: Part): boolean => size(part) > 1

/** A system has a part of a half or more; looked for first, as reading a text takes longer. */
const HIGH = /[5-9]\d|100|[.,]\d|nines?|9['’]?s/i
/** Numbers that are held against each other make no system. */
const COMPARING = /(?<!\p{L})(?:differences?|versus|vs|compar(?:e|es|ed|ing)|better than)(?!\p{L})/iu

const SIGNS = /\|\||->|→|>/

export const system: Kind<Part> = {
  name: 'system',
  ...EXPRESSION,
  rest: true,
  likely: ['99.9 > 99.95 > 99.99', '99.5 x2'],
  read: readExpression,
  spot(passage: Passage): Spot[] {
    // All else that a sentence holds has found its own by now.
    if (passage.sure || passage.quantities.length === 0 || !HIGH.test(passage.text)) return []
    if (COMPARING.test(passage.text)) return []
    const text = passage.text.replace(/\u0001/g, ' ')
    try {
      const part = readExpression(text)
      if (!isSystem(part)) return []
      const [first, ...rest] = passage.quantities
      return first
        ? [
            { from: first.from, to: first.to, text: writeExpression(part) },
            ...rest.map(({ from, to }) => ({ from, to, text: '' })),
          ]
        : []
    } catch {
      // A line with the signs of a system is meant as one, and is told where it stops making sense.
      const [first, ...rest] = passage.quantities
      return passage.door === 'line' && SIGNS.test(text) && first
        ? [{ from: first.from, to: first.to, text }, ...rest.map(({ from, to }) => ({ from, to, text: '' }))]
        : []
    }
  },
}
