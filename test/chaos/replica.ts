// A replica that dies on demand: the real posting over the real store and the real clients of the platforms. Its parent tells the time.

import { flushCompileCache } from 'node:module'
import type { Adapter, Poster } from '../../src/adapter.ts'
import { createPoster } from '../../src/poster.ts'
import { createPosting, type Posting } from '../../src/quiz/posting.ts'
import type { StoreConfig } from '../../src/store/config.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { bankOf } from '../quiz/small.ts'

/** claimed: the row is there. marked: the request is about to leave. answered: the platform has answered. recorded: the row says so. */
export type SelfKill = 'claimed' | 'marked' | 'answered' | 'recorded'
export type Platform = 'slack' | 'discord'

export type Told =
  | {
      readonly open: {
        readonly config: StoreConfig
        readonly replica: string
        readonly number: number
        readonly url: string
      }
    }
  | { readonly tick: number; readonly kill?: SelfKill }

const platform = process.argv[2] as Platform
const bank = bankOf({ quorums: 12, clocks: 12 })

async function adapterOf(number: number, url: string): Promise<Pick<Adapter, 'post' | 'edit' | 'repeatableMs'>> {
  if (platform === 'discord') {
    const { createPosts } = await import('../../adapters/discord/send.ts')
    return createPosts({ token: `token-of-a-replica.${number}`, applicationId: '1', apiUrl: url })
  }
  const { createSlackAdapter } = await import('../../adapters/slack/index.ts')
  const config = {
    botToken: `xoxb-${number}`,
    apiUrl: url,
    mode: { kind: 'http', signingSecret: '-'.repeat(16) },
  } as const
  const bot = {} as Parameters<typeof createSlackAdapter>[0]['bot']
  return createSlackAdapter({ bot, config, claims: { claim: () => true }, host: '127.0.0.1', port: 0, log: () => {} })
}

let armed: SelfKill | undefined
const dieAt = (point: SelfKill): void => {
  if (armed === point) process.kill(process.pid, 'SIGKILL')
}

/** The store, dying after the step that is asked for. */
function mortal(store: Store): Store {
  return {
    ...store,
    schedules: {
      ...store.schedules,
      async takeDue(...given) {
        const due = await store.schedules.takeDue(...given)
        if (due.some(({ posts }) => posts.length > 0)) dieAt('claimed')
        return due
      },
    },
    posts: {
      ...store.posts,
      async move(...given) {
        const moved = await store.posts.move(...given)
        const [, , , to] = given
        if (moved && typeof to.sendingAt === 'number') dieAt('marked')
        if (moved && to.state === 'posted') dieAt('recorded')
        return moved
      },
    },
  }
}

const mortalPoster = (poster: Poster): Poster => ({
  ...poster,
  async post(...given) {
    const posted = await poster.post(...given)
    dieAt('answered')
    return posted
  },
})

await adapterOf(0, 'http://127.0.0.1:9/')
let posting: Posting | undefined
let open: Store | undefined
process.on('message', async (told: Told) => {
  if ('open' in told) {
    const { config, replica, number, url } = told.open
    await open?.close()
    open = await openStore(config)
    const adapter = await adapterOf(number, url)
    posting = createPosting({
      store: mortal(open),
      bank,
      poster: mortalPoster(createPoster({ [platform]: adapter })),
      replica,
      log: (_, message, error) => {
        if (error !== undefined) process.stderr.write(`${message}: ${String(error)}\n`)
      },
    })
    process.send?.({ opened: true })
  } else {
    armed = told.kill
    await posting?.tick(Temporal.Instant.fromEpochMilliseconds(told.tick))
    process.send?.({ ticked: told.tick })
  }
})
process.send?.({ ready: true })
// Whoever is killed writes no cache when it ends, and the next one would read the libraries as slowly.
flushCompileCache()
