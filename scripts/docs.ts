// `npm run docs`: writes what is derived from the declarations into the README and docs/answers.md. A test holds them to it.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { discordConfig } from '../adapters/discord/config.ts'
import { slackConfig } from '../adapters/slack/config.ts'
import { commands } from '../src/commands/index.ts'
import { coreConfig } from '../src/config.ts'
import { answersPage, commandTable, variableTable } from '../src/docs.ts'

const ROOT = join(import.meta.dirname, '..')
const VARIABLES = [slackConfig.variables, discordConfig.variables, coreConfig.variables]

/** Every derived page as it must stand, by its path. */
export function derivedPages(): ReadonlyMap<string, string> {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  return new Map([
    ['README.md', between(between(readme, 'commands', commandTable(commands)), 'variables', variableTable(VARIABLES))],
    ['docs/answers.md', answersPage(commands)],
  ])
}

function between(page: string, name: string, text: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [page.indexOf(open), page.indexOf(close)]
  if (from < 0 || to < from) throw new Error(`README.md has no ${open} ... ${close}`)
  return `${page.slice(0, from + open.length)}\n\n${text}\n\n${page.slice(to)}`
}

if (import.meta.main) for (const [path, text] of derivedPages()) writeFileSync(join(ROOT, path), text)
