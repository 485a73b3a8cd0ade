// What people ask: by a command, in a message, with a button, a shortcut or a form.

import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs, webApi } from '@slack/bolt'
import type { Claims } from '../../src/claims.ts'
import { formOf } from '../../src/reply.ts'
import { type Answers, inThread } from './answers.ts'
import { readAction, readCommand, readMessage, readShortcut, readSubmission } from './read.ts'
import { EXPLAIN } from './register.ts'
import { render } from './render.ts'
import { asSent, QUIET, respondWith, send } from './send.ts'
import { BUTTONS } from './shape.ts'
import { FORM_VIEW, renderForm, renderModal } from './views.ts'

const now = (): Temporal.Instant => Temporal.Now.instant()

export type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs

/** Answers a command, in its acknowledgement where that will do. */
export const commandAnswerer =
  ({ answer, respond, openForm }: Answers) =>
  async ({ command, ack, client }: CommandArgs): Promise<void> => {
    const { input, asker, url, trigger } = readCommand(command, now())
    const { reply } = await answer(client, input, asker)
    const form = formOf(reply)
    if (form) {
      await ack()
      await openForm(client, trigger, form, () => respondWith(respond, url, reply, { response_type: 'ephemeral' }))
      return
    }
    const [first, ...rest] = render(reply)
    // A chart may be refused, which an acknowledgement would not tell us.
    if (!first || reply.blocks.some(({ kind }) => kind === 'chart')) {
      await ack()
      await respondWith(respond, url, reply, { response_type: 'ephemeral' })
      return
    }
    await ack({ response_type: 'ephemeral', ...asSent(first) })
    for (const message of rest) await respond(url, { response_type: 'ephemeral', ...asSent(message), ...QUIET })
  }

interface MessageArgs {
  readonly event: unknown
  readonly body: unknown
  readonly context: { readonly botUserId?: string }
  readonly client: webApi.WebClient
}

/** Has the app answer all but commands. */
export function answerPeople(app: App, { answer, respondAs, openForm, whisper }: Answers, claims: Claims): void {
  async function onMessage({ event, body, context, client }: MessageArgs): Promise<void> {
    const said = readMessage(event, body, context.botUserId, now())
    if (!said || !(await claims.claim(`slack/${said.key}`, now()))) return
    const { to, reply } = await answer(client, said.input, said.asker)
    if (to === 'asker' && !said.asker.direct) return whisper(client, said.asker, said.stoodIn, reply)
    await send(reply, (message) =>
      client.chat.postMessage({ channel: said.asker.place, ...inThread(said.thread), ...message, ...QUIET }),
    )
  }
  app.event('app_mention', onMessage)
  app.event('message', onMessage)

  app.action(BUTTONS, async ({ body, ack, client }) => {
    await ack()
    const { input, asker, on, view, trigger, url, thread } = readAction(body, now())
    const { reply, act } = await answer(client, input, asker)
    const form = formOf(reply)
    if (form && on === 'modal') await client.views.push({ trigger_id: trigger, view: renderForm(form) })
    else if (form) await openForm(client, trigger, form, () => respondAs[act](url, reply, thread))
    else if (on === 'modal' && view !== undefined)
      await client.views.update({ view_id: view, view: renderModal(reply, 'Nines') })
    else if (on === 'home') await client.views.open({ trigger_id: trigger, view: renderModal(reply, 'Nines') })
    else await respondAs[act](url, reply, thread)
  })

  app.shortcut(EXPLAIN, async ({ body, ack, client }) => {
    await ack()
    const { input, asker, thread, url } = readShortcut(body, now())
    const { reply } = await answer(client, input, asker)
    await respondAs.post(url, reply, thread)
  })

  app.view(FORM_VIEW, async ({ body, ack, client }) => {
    const { input, asker, title } = readSubmission(body, now())
    const { reply } = await answer(client, input, asker)
    const form = formOf(reply)
    await ack({ response_action: 'update', view: form ? renderForm(form) : renderModal(reply, title) })
  })
}
