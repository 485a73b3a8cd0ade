// What a bot needs besides its commands and its library: the store, and what asks questions. Each is opened when it is first needed,
// since a lookup needs neither.

import type { Poster } from './adapter.ts'
import type { Parts } from './bot.ts'
import type { Library } from './library/library.ts'
import type { Bank } from './quiz/opened.ts'
import type { Log } from './quiz/sending.ts'
import type { StoreConfig } from './store/config.ts'
import { openLater } from './store/lazy.ts'
import { createSweeping } from './sweeping.ts'

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
  /** Does all that is due: questions are posted and revealed, and what was kept long enough goes. */
  tick(now: Temporal.Instant): Promise<void>
  /**
   * Reads the questions anew, for a library that was read anew; what was asked and what is on its way goes on. Throws a ContentError
   * with every fault, and then nothing has changed.
   */
  renew(library: Library): Promise<void>
  close(): Promise<void>
}

const NOWHERE: Poster = {
  post: async () => ({ outcome: 'refused', reason: 'nothing can be posted here' }),
  edit: async () => ({ outcome: 'refused', reason: 'nothing can be posted here' }),
}

export function openParts(given: Given): Opened {
  const { content, poster = NOWHERE, replica = 'only', log } = given
  let { library } = given
  let current: Bank | undefined
  const store = openLater(given.store, (error) => log?.('warn', 'a connection to the database broke', error))
  const open = async () => {
    const [{ openQuizFiles }, { createPosting }, { createQuiz }, kept] = await Promise.all([
      import('./quiz/snapshot.ts'),
      import('./quiz/posting.ts'),
      import('./quiz/service.ts'),
      store(),
    ])
    current = await openQuizFiles(content, library)
    const bank = latest(current, () => current)
    const posting = createPosting({ store: kept, bank, poster, replica, ...(log && { log }) })
    return createQuiz({ store: kept, bank, posting })
  }
  let opened: ReturnType<typeof open> | undefined
  const quiz = (): ReturnType<typeof open> => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }
  const sweep = createSweeping(store)
  return {
    store,
    quiz,
    async tick(now) {
      await (await quiz()).posting.tick(now)
      await sweep(now).catch((error: unknown) => log?.('error', 'sweeping failed; it is tried again', error))
    },
    async renew(next) {
      const { openQuizFiles } = await import('./quiz/snapshot.ts')
      const fresh = await openQuizFiles(content, next)
      library = next
      if (current) current = fresh
    },
    close: () => store.close(),
  }
}

/** A bank that is always the latest one. */
function latest(first: Bank, get: () => Bank | undefined): Bank {
  const now = (): Bank => get() ?? first
  return {
    get questions() {
      return now().questions
    },
    get templates() {
      return now().templates
    },
    byId: (id) => now().byId(id),
    byTopic: (topic) => now().byTopic(topic),
  }
}
