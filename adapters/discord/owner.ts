// Discord for several replicas: one of them has the gateway, the others post what is due and stand by.
//
// Discord would tell two sessions the same, and both would answer. The lease is a row in the store that all of them share.

import { randomUUID } from 'node:crypto'
import type { Adapter } from '../../src/adapter.ts'
import type { Store } from '../../src/store/store.ts'
import { createTenure } from '../../src/tenure.ts'
import { createDiscordAdapter, type Options } from './index.ts'

export interface Shared extends Options {
  readonly store: () => Promise<Store>
  /** For how many milliseconds the gateway stays with a replica that is not heard of. */
  readonly leaseMs?: number
}

/** A replica that vanished is followed within 20 s: the end of its lease, and the next look at it. */
const LEASE_MS = 15_000
const NAME = 'gateway'

export function createSharedDiscordAdapter({ store, leaseMs = LEASE_MS, ...options }: Shared): Adapter {
  const { config, claims, log } = options
  const holder = randomUUID()
  /** One application has one gateway, whatever else is in the store. */
  const application = `discord:application:${config.applicationId}`
  // Posts go by requests alone, from every replica.
  const posts = createDiscordAdapter(options)
  let gateway: Adapter | undefined

  const tenure = createTenure({
    forMs: leaseMs,
    everyMs: leaseMs / 3,
    take: async () => (await store()).leases.take(application, NAME, holder, leaseMs),
    release: async () => (await store()).leases.release(application, NAME, holder),
    onError: (message, error) => log('warn', `the gateway: ${message}`, error),

    async gained() {
      // Each time a new client: one that was ended is not meant to be begun again.
      const made = createDiscordAdapter({
        ...options,
        // A process that was held up may have lost the gateway without knowing it yet.
        claims: { claim: async (key, now) => tenure.held() && claims.claim(key, now) },
      })
      try {
        await made.start()
        gateway = made
      } catch (error) {
        await made.stop()
        throw error
      }
    },

    async lost() {
      const ending = gateway
      gateway = undefined
      await ending?.stop()
    },
  })

  return {
    start: () => tenure.start(),
    /** Standing by counts: what this replica is for, it can do. */
    connected: () => gateway?.connected() ?? tenure.others(),

    async stop() {
      await tenure.stop()
      await posts.stop()
    },

    post: posts.post,
    edit: posts.edit,
    ...(posts.repeatableMs !== undefined && { repeatableMs: posts.repeatableMs }),
  }
}
