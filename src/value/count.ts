// A whole number within bounds.

import type { Kind } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'

export function count(name: string, least: number, most: number, example: string): Kind<number> {
  const expects = `a whole number from ${least} to ${most}`
  return {
    name,
    expects,
    example,
    read(text) {
      const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN
      if (!(value >= least && value <= most))
        throw new Refusal('not-a-count', `${quoted(text)} is not a ${name}. Expected ${expects}.`, example)
      return value
    },
  }
}
