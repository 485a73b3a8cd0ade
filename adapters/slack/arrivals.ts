// Where the app is seen before anybody has asked: its home tab, the first direct message, a channel that it has come into.

import type { App, webApi } from '@slack/bolt'
import type { Claims } from '../../src/claims.ts'
import type { Answers, Who } from './answers.ts'
import { readJoined, readOpened } from './read.ts'
import { QUIET, send } from './send.ts'
import { renderHome } from './views.ts'

const now = (): Temporal.Instant => Temporal.Now.instant()

/** Has the app show its home tab, and greet once. */
export function greetPeople(app: App, { answer }: Answers, claims: Claims): void {
  async function greet(client: webApi.WebClient, asker: Who): Promise<void> {
    const { reply } = await answer(client, { call: { command: 'nines', form: 'greeting', raw: {} } }, asker)
    await send(reply, (message) => client.chat.postMessage({ channel: asker.place, ...message, ...QUIET }))
  }

  app.event('app_home_opened', async ({ event, body, client }) => {
    const { tab, asker } = readOpened(event, body, now())
    if (tab === 'home') {
      const { reply } = await answer(client, { call: { command: 'concept', form: 'show', raw: {} } }, asker)
      await client.views.publish({ user_id: asker.person, view: renderHome(reply) })
      return
    }
    if (!(await claims.claim(`slack/greeting/${asker.workspace}/${asker.person}`, now()))) return
    const before = await client.conversations.history({ channel: asker.place, limit: 1 })
    if ((before.messages ?? []).length === 0) await greet(client, asker)
  })

  app.event('member_joined_channel', async ({ event, body, context, client }) => {
    const joined = readJoined(event, body, context.botUserId, now())
    if (joined && (await claims.claim(`slack/${joined.key}`, now()))) await greet(client, joined.asker)
  })
}
