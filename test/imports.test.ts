// Who may know whom. The linter holds the same rules while one types; this holds what the linter does not see.

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const sources = (folder: string): { path: string; text: string }[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') }))

const core = sources('src').filter(({ path }) => path !== 'src/main.ts' && !path.startsWith('src/program'))

describe('the core', () => {
  test.each(core)('$path names no platform', ({ text }) => {
    expect(text.match(/slack|discord|\bembeds?\b|mrkdwn|ephemeral/gi) ?? []).toEqual([])
  })

  test.each(core)('$path reads no clock, environment or adapter', ({ path, text }) => {
    if (path === 'src/config.ts') return
    expect(text.match(/Temporal\.Now|Date\.now|new Date\(\)|process\.env|adapters\//g) ?? []).toEqual([])
  })
})

test.each([...sources('src/value'), ...sources('src/reliability')])(
  '$path, which all else stands on, knows no page, command or quiz',
  ({ text }) => {
    expect(text.match(/from '\.\.\/(?:pages|commands|quiz)\//g) ?? []).toEqual([])
  },
)

describe('an adapter', () => {
  test.each(sources('adapters'))('$path knows no other adapter', ({ path, text }) => {
    const own = path.split('/')[1]
    const others = ['slack', 'discord', 'console'].filter((name) => name !== own)
    for (const other of others) expect(text).not.toMatch(new RegExp(`from '(?:\\.\\./)+${other}/`))
    if (own !== 'slack') expect(text).not.toContain("'@slack/")
    if (own !== 'discord') expect(text).not.toContain("'discord.js'")
  })
})

describe('the whole', () => {
  test('has no cast to any, no enum and no default export', () => {
    for (const { path, text } of [...sources('src'), ...sources('adapters')]) {
      expect([path, text.match(/\bas any\b|^\s*(?:export )?enum |export default/gm)]).toEqual([path, null])
    }
  })
})
