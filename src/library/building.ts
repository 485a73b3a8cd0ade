// Reads, checks and indexes content in a thread of its own, for a program that has to go on answering meanwhile.

import { parentPort, workerData } from 'node:worker_threads'
import { ContentError, type Fault } from './fault.ts'
import type { ContentFile } from './files.ts'
import { makeSnapshot, type Snapshot } from './library.ts'
import { loadContent } from './load.ts'

/** What the thread says when it is done. Anything but a fault of the content ends it as an error does. */
export type Built = { readonly snapshot: Snapshot } | { readonly faults: readonly Fault[] }

const say = (built: Built): void => parentPort?.postMessage(built)

try {
  say({ snapshot: makeSnapshot(loadContent(workerData as readonly ContentFile[])) })
} catch (error) {
  if (!(error instanceof ContentError)) throw error
  say({ faults: error.faults })
}
