// `npm run content [folder ...]`: checks the content, names every fault, and says what is past its date.

import { join } from 'node:path'
import { ContentError } from '../src/library/fault.ts'
import { readContentFiles } from '../src/library/files.ts'
import { makeSnapshot, openLibrary } from '../src/library/library.ts'
import { loadContent } from '../src/library/load.ts'
import { readBank } from '../src/quiz/bank.ts'

const directories = [join(import.meta.dirname, '../content'), ...process.argv.slice(2)]
const today = Temporal.Now.plainDateISO().toString()
try {
  const content = loadContent(readContentFiles(directories))
  const { concepts, topics, comparisons } = content
  const { questions, templates } = readBank(directories, openLibrary(makeSnapshot(content)))
  for (const { id, checkAfter } of concepts) {
    if (checkAfter !== undefined && checkAfter < today)
      console.log(`${id}: its numbers were to be looked up again after ${checkAfter}`)
  }
  console.log(
    `${topics.length} topics, ${concepts.length} concepts, ${comparisons.length} comparisons, ${questions.length} questions, ${templates.length} templates of questions: no faults`,
  )
} catch (error) {
  if (!(error instanceof ContentError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
