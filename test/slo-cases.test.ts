// Numbers that public sources print, asked through a door. `ours`: the same number comes out. `theirs`: another tool's convention;
// ours is asserted, and `why` says where the two part.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { asker, openBot } from './world.ts'

interface Case {
  readonly id: string
  readonly source: string
  readonly mark: 'ours' | 'theirs'
  readonly ask: string
  readonly answer: object
  /** Relative; 1e-12 unless given. */
  readonly within?: number
  readonly why?: string
}

const CASES: readonly Case[] = JSON.parse(readFileSync(join(import.meta.dirname, 'slo-cases.json'), 'utf8'))
const bot = await openBot()

/** Every leaf of `expected`, with what stands at the same place. */
function leaves(expected: unknown, found: unknown, path: string): [string, unknown, unknown][] {
  if (expected === null || typeof expected !== 'object') return [[path, expected, found]]
  return Object.entries(expected).flatMap(([key, value]) =>
    leaves(value, (found as Record<string, unknown> | undefined)?.[key], `${path}.${key}`),
  )
}

describe('a published figure', () => {
  test.each(CASES)('$id is answered ($mark)', async ({ ask, answer, within = 1e-12, mark, why }) => {
    const { reply } = await bot.answer({ say: ask }, asker())

    for (const [path, wanted, found] of leaves(answer, reply.answer, ask)) {
      const close =
        typeof wanted === 'number' && typeof found === 'number'
          ? Math.abs(found - wanted) <= within * Math.max(Math.abs(wanted), Number.MIN_VALUE)
          : found === wanted
      expect([path, found, close]).toEqual([path, close ? found : wanted, true])
    }
    if (mark === 'theirs') expect(why?.length).toBeGreaterThan(20)
  })

  test('is there for every case once', () => {
    expect(CASES.length).toBe(54)
    expect(new Set(CASES.map(({ id }) => id)).size).toBe(CASES.length)
  })
})
