// The written questions as they were last read, kept on disk under a hash of all that went into them, as the library is: a start with
// unchanged files skips the parsing. Losing the file costs one slower start, so every failure to read or write it is silent.

import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type QuizFile, readQuizFiles } from './files.ts'
import { type Bank, type Known, openBank } from './opened.ts'
import type { Question } from './question.ts'

/** Beside the installed packages, since it goes with them. */
const BANK_FILE = join(import.meta.dirname, '../../node_modules/.cache/nines/quiz.json')

/** The bank of these content folders. Throws a ContentError that names every fault. */
export async function openQuizFiles(
  directories: readonly string[],
  library: Known,
  snapshotFile = BANK_FILE,
): Promise<Bank> {
  const files = readQuizFiles(directories)
  const hash = fingerprint(files)
  const kept = readKept(snapshotFile, hash)
  // The entries may have changed since: then the files are read again, which says where.
  const isWhole = kept?.every(({ topic, concept }) => library.topic(topic) && library.entry(concept))
  if (kept && isWhole) return openBank(kept, library)
  // The YAML parser is loaded only when it is needed.
  const { loadBank } = await import('./bank.ts')
  const bank = loadBank(files, library)
  writeKept(snapshotFile, hash, bank.questions)
  return bank
}

/** Of the files, and of the code that reads them. */
function fingerprint(files: readonly QuizFile[]): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(import.meta.dirname).sort())
    if (name.endsWith('.ts')) hash.update(`${name}\0${readFileSync(join(import.meta.dirname, name), 'utf8')}\0`)
  for (const file of files) hash.update(`${file.path}\0${file.source}\0`)
  return hash.digest('hex')
}

function readKept(file: string, hash: string): readonly Question[] | undefined {
  try {
    const text = readFileSync(file, 'utf8')
    const end = text.indexOf('\n')
    return text.slice(0, end) === hash ? (JSON.parse(text.slice(end + 1)) as Question[]) : undefined
  } catch {
    return undefined
  }
}

function writeKept(file: string, hash: string, questions: readonly Question[]): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, `${hash}\n${JSON.stringify(questions)}`)
    renameSync(draft, file)
  } catch {
    // A read-only installation starts without it, or with the one that was made when it was built.
  }
}
