// A place to post to for the tests of posting: a platform in memory that answers as it is told, and replicas on one store.

import type { Edited, Posted, Poster } from '../src/adapter.ts'
import { plainReply } from '../src/plain.ts'
import { createPosting, type Posting } from '../src/quiz/posting.ts'
import type { Reply } from '../src/reply.ts'
import type { Schedule } from '../src/store/schema.ts'
import type { Store } from '../src/store/store.ts'
import { bankOf } from './quiz/small.ts'
import { schedule } from './stores.ts'

export const WORKSPACE = 'W1'
export const PLACE = 'C1'
/** A Monday; nine o'clock in Berlin. */
export const NINE = Temporal.Instant.from('2026-11-23T08:00:00Z')
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const plus = (milliseconds: number, from = NINE): Temporal.Instant => from.add({ milliseconds })

export interface Message {
  readonly reference: string
  readonly place: string
  readonly key: string
  text: string
  reply: Reply
}

export interface Platform extends Poster {
  readonly messages: Message[]
  readonly edits: { readonly reference: string; readonly text: string }[]
  /** The next posts to be answered so; what is `unknown` may stand (`done`). */
  readonly posts: (Posted & { readonly done?: true })[]
  readonly nextEdits: Edited[]
  /** Awaited before a post is answered. */
  gate: (() => Promise<void>) | undefined
  window: number
}

export function openPlatform(): Platform {
  const messages: Message[] = []
  const platform: Platform = {
    messages,
    edits: [],
    posts: [],
    nextEdits: [],
    gate: undefined,
    window: 0,
    repeatable: () => platform.window,
    async post(_, place, reply, key) {
      const instead = platform.posts.shift()
      const known = platform.window > 0 ? messages.find((each) => each.place === place && each.key === key) : undefined
      const message = known ?? {
        reference: `${place}/${messages.length + 1}`,
        place,
        key,
        text: plainReply(reply),
        reply,
      }
      if (!known && (!instead || instead.done)) messages.push(message)
      await platform.gate?.()
      return instead ?? { outcome: 'posted', reference: message.reference }
    },
    async edit(_, reference, reply) {
      const instead = platform.nextEdits.shift()
      if (instead && instead.outcome !== 'posted') return instead
      const message = messages.find((each) => each.reference === reference)
      if (!message) return { outcome: 'refused', reason: 'message_not_found' }
      message.text = plainReply(reply)
      message.reply = reply
      platform.edits.push({ reference, text: message.text })
      return { outcome: 'posted', reference }
    },
  }
  return platform
}

export const BANK = bankOf({ quorums: 20, clocks: 20 })

export const replica = (store: Store, poster: Poster, name: string, said: string[] = []): Posting =>
  createPosting({ store, bank: BANK, poster, replica: name, log: (_, message) => said.push(message) })

export const daily = (more: Partial<Schedule> = {}): Schedule =>
  schedule({ workspace: WORKSPACE, place: PLACE, days: 'weekdays', nextAt: NINE.epochMilliseconds, ...more })

export const inPlace = (platform: Platform, place = PLACE): Message[] =>
  platform.messages.filter((each) => each.place === place)
