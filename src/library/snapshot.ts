// The library as it was last read, kept on disk under a hash of all that went into it: a start with unchanged content skips
// parsing, checking and indexing. Losing the file costs one slower start, so every failure to read or write it is silent.

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { Built } from './building.ts'
import { ContentError } from './fault.ts'
import { type ContentFile, readContentFiles } from './files.ts'
import { type Library, makeSnapshot, openLibrary, type Snapshot } from './library.ts'

/** Where the snapshot is kept: beside the installed packages, since it goes with them. */
export const SNAPSHOT_FILE = join(import.meta.dirname, '../../node_modules/.cache/nines/library.bin')

/**
 * Opens the library of these folders, from the snapshot where the content and the code that reads it are unchanged.
 * Throws a ContentError that names every fault.
 */
export const readLibrary = (directories: readonly string[], snapshotFile = SNAPSHOT_FILE): Promise<Library> =>
  read(directories, snapshotFile, build)

/** As `readLibrary`, without keeping the thread busy: reading changed content takes seconds, in which a program that runs has to answer. */
export const readLibraryAside = (directories: readonly string[], snapshotFile = SNAPSHOT_FILE): Promise<Library> =>
  read(directories, snapshotFile, buildAside)

type Build = (files: readonly ContentFile[]) => Promise<Snapshot>

async function read(directories: readonly string[], snapshotFile: string, make: Build): Promise<Library> {
  const files = readContentFiles(directories)
  const hash = fingerprint(files)
  const kept = readSnapshot(snapshotFile, hash)
  if (kept) return openLibrary(kept)
  const snapshot = await make(files)
  writeSnapshot(snapshotFile, hash, snapshot)
  return openLibrary(snapshot)
}

/** The Markdown and YAML parsers are loaded only when they are needed. */
const build: Build = async (files) => makeSnapshot((await import('./load.ts')).loadContent(files))

const buildAside: Build = async (files) => {
  const worker = new Worker(new URL('./building.ts', import.meta.url), { workerData: files })
  try {
    const [built] = (await once(worker, 'message')) as [Built]
    if ('faults' in built) throw new ContentError(built.faults)
    return built.snapshot
  } finally {
    await worker.terminate()
  }
}

function fingerprint(files: readonly ContentFile[]): string {
  const hash = createHash('sha256')
  hash.update(readFileSync(join(import.meta.dirname, '../random.ts'), 'utf8'))
  for (const name of readdirSync(import.meta.dirname).sort())
    hash.update(`${name}\0${readFileSync(join(import.meta.dirname, name), 'utf8')}\0`)
  for (const file of files) hash.update(`${file.folder}/${file.id}\0${file.source}\0`)
  return hash.digest('hex')
}

function readSnapshot(file: string, hash: string): Snapshot | undefined {
  try {
    const bytes = readFileSync(file)
    if (bytes.toString('latin1', 0, hash.length) !== hash) return undefined
    return deserialize(bytes.subarray(hash.length)) as Snapshot
  } catch {
    return undefined
  }
}

function writeSnapshot(file: string, hash: string, snapshot: Snapshot): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, Buffer.concat([Buffer.from(hash, 'latin1'), serialize(snapshot)]))
    renameSync(draft, file)
  } catch {
    // A read-only installation starts without a snapshot, or with the one that was made when it was built.
  }
}
