// The documentation says what the declarations say, and its examples work.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { derivedPages } from '../scripts/docs.ts'
import { asker, openBot } from './world.ts'

const ROOT = join(import.meta.dirname, '..')

const PAGES = await derivedPages()

describe('the documentation', () => {
  test.each([...PAGES])('%s is what `npm run docs` makes', (path, expected) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(expected)
  })

  test('shows commands in the README that are answered', async () => {
    const bot = await openBot()
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
    const lines = [...readme.matchAll(/`(\/(?:concept|nines)[^`\n[\]]*)`/g)]
      .map(([, line]) => line ?? '')
      .filter((line) => !/[<>]/.test(line))

    expect(lines.length).toBeGreaterThan(4)
    for (const line of lines)
      expect([line, (await bot.answer({ command: line }, asker())).reply.answer.type]).not.toEqual([line, 'refusal'])
  })
})
