// New content while the bot runs: taken on whole, or not at all.

import { ContentError } from '../library/fault.ts'
import type { Library } from '../library/library.ts'

export interface ReloadOptions {
  /** Reads the content. Throws a ContentError with every fault. */
  readonly read: () => Promise<Library>
  /** Takes it on, or throws and leaves all as it was. */
  readonly use: (library: Library) => Promise<void>
  readonly onDone: (library: Library) => void
  /** `message` names every fault with file and line. */
  readonly onRefused: (message: string, error?: unknown) => void
}

/** One at a time: whoever asks while one runs gets another after it, since the files may have changed meanwhile. Never rejects. */
export function createReload({ read, use, onDone, onRefused }: ReloadOptions): () => Promise<void> {
  async function once(): Promise<void> {
    try {
      const library = await read()
      await use(library)
      onDone(library)
    } catch (error) {
      if (error instanceof ContentError) onRefused(`the content was kept as it was: ${error.message}`)
      else onRefused('the content was kept as it was, since it could not be read', error)
    }
  }
  let last = Promise.resolve()
  return () => {
    last = last.then(once)
    return last
  }
}
