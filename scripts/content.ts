// `npm run content [folder ...]`: checks the content, names every fault, and says what is past its date.

import { join } from 'node:path'
import { ContentError } from '../src/library/fault.ts'
import { readContentFiles } from '../src/library/files.ts'
import { loadContent } from '../src/library/load.ts'

const directories = [join(import.meta.dirname, '../content'), ...process.argv.slice(2)]
const today = Temporal.Now.plainDateISO().toString()
try {
  const { concepts, topics, comparisons } = loadContent(readContentFiles(directories))
  for (const { id, checkAfter } of concepts) {
    if (checkAfter !== undefined && checkAfter < today)
      console.log(`${id}: its numbers were to be looked up again after ${checkAfter}`)
  }
  console.log(`${topics.length} topics, ${concepts.length} concepts, ${comparisons.length} comparisons: no faults`)
} catch (error) {
  if (!(error instanceof ContentError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
