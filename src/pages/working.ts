// What every answer of arithmetic ends with: the formula with its numbers, what was assumed, and where the formula comes from.

import { type Block, bold, text } from '../reply.ts'
import { type SourceKey, sourceText } from './sources.ts'

export interface Working {
  /** One line each, the numbers put in: "budget = (1 − 0.999) × 30 days = 43m12s". */
  readonly formula: readonly string[]
  /** Conventions that were used, each a clause: "30 days, rolling". */
  readonly assumes: readonly string[]
  readonly sources: readonly SourceKey[]
}

export function working({ formula, assumes, sources }: Working): Block[] {
  return [
    ...(formula.length > 0 ? [{ kind: 'formula', text: formula.join('\n') } as const] : []),
    text(bold('Assumes'), ` ${assumes.join('; ')}. `, bold('Source'), ' ', ...sourceText(sources), '.'),
  ]
}
