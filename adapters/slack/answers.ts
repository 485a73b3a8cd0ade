// How an answer gets to whoever asked: what Slack is told as whose message, in place of which, and by which of its ways.

import type { webApi } from '@slack/bolt'
import type { Bot, Input, Outcome } from '../../src/bot.ts'
import type { Asker } from '../../src/command.ts'
import type { BlockOf, Reply } from '../../src/reply.ts'
import { isRefused } from './errors.ts'
import { createRespond, QUIET, type Respond, respondWith, send } from './send.ts'
import { renderForm } from './views.ts'
import { createProfiles } from './zone.ts'

/** As a payload tells of them; the rest is in their profile. */
export type Who = Omit<Asker, 'zone' | 'manages' | 'names' | 'barred'>

export interface Answers {
  answer(client: webApi.WebClient, input: Input, asker: Who): Promise<Outcome>
  readonly respond: Respond
  /** To a response URL: what becomes of the message that was pressed, and who sees the answer. */
  readonly respondAs: Readonly<
    Record<Outcome['act'], (url: string, reply: Reply, thread: string | undefined) => Promise<void>>
  >
  /** A form opens within 3 s of what asked for it; where that is over, `late` is done. */
  openForm(client: webApi.WebClient, trigger: string, form: BlockOf<'form'>, late: () => Promise<void>): Promise<void>
  /** To one person in a channel; where that can't be done, in a direct message. */
  whisper(client: webApi.WebClient, asker: Who, thread: string | undefined, reply: Reply): Promise<void>
}

export const inThread = (thread: string | undefined): { thread_ts?: string } =>
  thread === undefined ? {} : { thread_ts: thread }

/** `request` is how response URLs are fetched. */
export function createAnswers(bot: Bot, request: typeof fetch): Answers {
  const asideOf = createProfiles()
  const respond = createRespond(request)
  return {
    respond,
    answer: (client, input, asker) => bot.answer(input, { ...asker, ...asideOf(client, asker) }),

    respondAs: {
      retract: (url) => respond(url, { delete_original: true }),
      replace: (url, reply) => respondWith(respond, url, reply, { replace_original: true }),
      post: (url, reply, thread) =>
        respondWith(respond, url, reply, { response_type: 'ephemeral', replace_original: false, ...inThread(thread) }),
      async share(url, reply, thread) {
        await respondWith(respond, url, reply, {
          response_type: 'in_channel',
          replace_original: false,
          ...inThread(thread),
        })
        await respond(url, { delete_original: true })
      },
    },

    async openForm(client, trigger, form, late) {
      try {
        await client.views.open({ trigger_id: trigger, view: renderForm(form) })
      } catch (error) {
        if (!isRefused(error)) throw error
        await late()
      }
    },

    async whisper(client, asker, thread, reply) {
      try {
        await send(reply, (message) =>
          client.chat.postEphemeral({ channel: asker.place, user: asker.person, ...inThread(thread), ...message }),
        )
      } catch (error) {
        if (!isRefused(error)) throw error
        await send(reply, (message) => client.chat.postMessage({ channel: asker.person, ...message, ...QUIET }))
      }
    },
  }
}
