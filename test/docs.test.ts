// The documentation says what the declarations say, and its examples work.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { derivedPages } from '../scripts/docs.ts'
import { commands } from '../src/commands/index.ts'
import { commandsPage } from '../src/docs.ts'
import { readLine } from '../src/line.ts'
import { createMeanings } from '../src/meant.ts'
import { asker, openBot } from './world.ts'

const ROOT = join(import.meta.dirname, '..')

const PAGES = await derivedPages()

describe('the documentation', () => {
  test.each([...PAGES])('%s is what `npm run docs` makes', (path, expected) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(expected)
  })

  test('shows commands that are answered, in every page', async () => {
    const bot = await openBot()
    const pages = ['README.md', ...readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'))]
    const lines = pages
      .map((name) =>
        readFileSync(join(ROOT, name === 'README.md' ? name : `docs/${name}`), 'utf8').replaceAll('\\|', '|'),
      )
      .flatMap((page) => [...page.matchAll(/`(\/(?:concept|nines|availability|budget|calc)[^`\n[\]]*)`/g)])
      .map(([, line]) => line ?? '')
      .filter((line) => !/[<>](?! )|[a-z-]+ target\b/.test(line))

    expect(lines.length).toBeGreaterThan(20)
    for (const line of lines)
      expect([line, (await bot.answer({ command: line }, asker())).reply.answer.type]).not.toEqual([line, 'refusal'])
  })

  test('shows an example of each form beside it', () => {
    const meanings = createMeanings(commands)
    const rows = [...commandsPage(commands).matchAll(/^\| `\/(\S+)([^`]*)` \|.*\| `([^`]+)` \|$/gm)]
    expect(rows.length).toBe(commandsPage(commands).match(/^\| `/gm)?.length)
    for (const [, name = '', typed = '', example = ''] of rows) {
      const command = commands.find((each) => each.name === name)
      if (!command || command.picks !== undefined) continue
      const [word = ''] = typed.trim().split(' ')
      const form = Object.hasOwn(command.forms, word) ? word : command.usual
      expect([example, readLine(example.replaceAll('\\|', '|'), commands, '', meanings)?.call]).toEqual([
        example,
        expect.objectContaining({ command: name, form }),
      ])
    }
  })

  test('leads from every page to pages that are there', () => {
    const pages = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)]
    for (const page of pages.filter((name) => name.endsWith('.md')))
      for (const [, link = ''] of readFileSync(join(ROOT, page), 'utf8').matchAll(/\]\((?!https?:)([^)#\s]+)/g))
        expect([page, link, existsSync(join(ROOT, dirname(page), link))]).toEqual([page, link, true])
  })

  test('begins with one page', () => {
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n').length).toBeLessThan(95)
  })
})
