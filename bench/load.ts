// Loads the named parts and prints what that took: a child of the benchmark.

import { join } from 'node:path'

const started = performance.now()
const parts = process.argv.slice(2)
const kept: unknown[] = []
if (parts.includes('bot')) {
  const { createBot } = await import('../src/bot.ts')
  const { commands } = await import('../src/commands/index.ts')
  const { readLibrary } = await import('../src/library/snapshot.ts')
  const { openParts } = await import('../src/parts.ts')
  const { IN_MEMORY } = await import('../src/store/lazy.ts')
  const content = [join(import.meta.dirname, '../content')]
  const library = await readLibrary(content)
  kept.push(
    createBot({
      commands,
      library,
      ...openParts({ library, content, store: IN_MEMORY }),
    }),
  )
}
if (parts.includes('slack')) kept.push(await import('../adapters/slack/index.ts'))
if (parts.includes('discord')) kept.push(await import('../adapters/discord/index.ts'))
console.log(
  JSON.stringify({ rss: process.memoryUsage.rss() / 1e6, ms: performance.now() - started, kept: kept.length }),
)
