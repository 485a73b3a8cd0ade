// `npm run docs`: writes the pages that are derived from the declarations, and the transcript in the README. A test holds them to it.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { operator } from '../adapters/console/read.ts'
import { render } from '../adapters/console/render.ts'
import { discordConfig } from '../adapters/discord/config.ts'
import { slackConfig } from '../adapters/slack/config.ts'
import { createBot } from '../src/bot.ts'
import { commands } from '../src/commands/index.ts'
import { coreConfig } from '../src/config.ts'
import { answersPage, calculatorsPage, commandsPage, licencesPage, settingsPage } from '../src/docs.ts'
import { readLibrary } from '../src/library/snapshot.ts'
import { openParts } from '../src/parts.ts'
import { storeConfig } from '../src/store/config.ts'
import { IN_MEMORY } from '../src/store/lazy.ts'

const ROOT = join(import.meta.dirname, '..')
const VARIABLES = [slackConfig.variables, discordConfig.variables, storeConfig.variables, coreConfig.variables]

/** Every derived page as it must stand, by its path. */
export async function derivedPages(): Promise<ReadonlyMap<string, string>> {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  return new Map([
    ['README.md', between(readme, 'transcript', await transcript('we were down 47 minutes, SLO 99.9 over 30 days'))],
    ['docs/commands.md', commandsPage(commands)],
    ['docs/settings.md', settingsPage(VARIABLES)],
    ['docs/answers.md', answersPage(commands)],
    ['docs/calculators.md', calculatorsPage(commands)],
    ['docs/licences.md', licencesPage(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages)],
  ])
}

/** What the console shows, as it shows it. */
async function transcript(said: string): Promise<string> {
  const content = [join(ROOT, 'content')]
  const library = await readLibrary(content)
  const bot = createBot({ commands, library, ...openParts({ library, content, store: IN_MEMORY }) })
  const { reply } = await bot.answer({ say: said }, operator(Temporal.Now.instant()))
  const lines = [`nines> ${said}`, '', ...render(reply, { colour: false, width: 100 }).text.split('\n')]
  return lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n')
}

function between(page: string, name: string, text: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [page.indexOf(open), page.indexOf(close)]
  if (from < 0 || to < from) throw new Error(`README.md has no ${open} ... ${close}`)
  return `${page.slice(0, from + open.length)}\n\n${text}\n\n${page.slice(to)}`
}

if (import.meta.main) for (const [path, text] of await derivedPages()) writeFileSync(join(ROOT, path), text)
