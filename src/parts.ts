// What a bot needs besides its commands and its library: the store, and what asks questions. Each is opened when it is first needed,
// since a lookup needs neither.

import type { Poster } from './adapter.ts'
import type { Parts } from './bot.ts'
import type { Library } from './library/library.ts'
import type { Log } from './quiz/sending.ts'
import type { StoreConfig } from './store/config.ts'
import { openLater } from './store/lazy.ts'

export interface Given {
  readonly library: Library
  /** Folders with question files. */
  readonly content: readonly string[]
  readonly store: StoreConfig
  /** Where questions are posted; nowhere where there is none. */
  readonly poster?: Poster
  /** Of this process alone. */
  readonly replica?: string
  readonly log?: Log
}

export interface Opened extends Pick<Parts, 'store' | 'quiz'> {
  close(): Promise<void>
}

const NOWHERE: Poster = {
  post: async () => ({ outcome: 'refused', reason: 'nothing can be posted here' }),
  edit: async () => ({ outcome: 'refused', reason: 'nothing can be posted here' }),
}

export function openParts(given: Given): Opened {
  const { library, content, poster = NOWHERE, replica = 'only', log } = given
  const store = openLater(given.store, (error) => log?.('warn', 'a connection to the database broke', error))
  const open = async () => {
    const [{ openQuizFiles }, { createPosting }, { createQuiz }, kept] = await Promise.all([
      import('./quiz/snapshot.ts'),
      import('./quiz/posting.ts'),
      import('./quiz/service.ts'),
      store(),
    ])
    const bank = await openQuizFiles(content, library)
    const posting = createPosting({ store: kept, bank, poster, replica, ...(log && { log }) })
    return createQuiz({ store: kept, bank, posting })
  }
  let quiz: ReturnType<typeof open> | undefined
  return {
    store,
    quiz() {
      quiz ??= open().catch((error: unknown) => {
        quiz = undefined
        throw error
      })
      return quiz
    },
    close: () => store.close(),
  }
}
