// People on Slack, for the contract that all adapters keep.

import type { Driver } from '../contract.ts'
import { escaped, payload, stamp } from './payload.ts'
import { type Mode, mentioned, run } from './running.ts'
import { BOT } from './web-api.ts'

/** Fails at its end where the adapter has logged anything: nothing that the contract does is a problem. */
export async function drive(mode: Mode): Promise<Driver> {
  const running = await run(mode)
  const { api } = running.slack
  const { ada, bob } = api.people
  const mention = (text: string, more: { thread_ts?: string; user?: string; bot_id?: string } = {}) =>
    running.event('app-mention', { text: mentioned(text), channel: api.channel, ...more })
  const direct = (text: string, more: { user?: string } = {}) =>
    running.event('message-im', { text: escaped(text), channel: api.direct, ...more })
  const inChannel = (text: string) =>
    running.event('message-im', { text, channel: api.channel, channel_type: 'channel' })

  return {
    command: running.command,
    mention: (text, thread) => mention(text, thread === undefined ? {} : { thread_ts: thread }),
    direct,
    press: (on, label, by) => running.press(on, label, by === undefined ? ada : bob),
    fill: running.fill,
    explain: running.explain,
    ignored: {
      fromBot: async (text) => [
        ...(await running.event('bot-message', { text, channel: api.direct })),
        ...(await mention(text, { user: 'U0ALERTS', bot_id: 'B0ALERTS' })),
      ],
      fromItself: async (text) => [
        ...(await direct(text, { user: BOT })),
        ...(await mention(text, { user: BOT, bot_id: 'B0NINES' })),
      ],
      toEveryone: async (text) => [
        ...(await inChannel(`<!everyone> ${text}`)),
        ...(await inChannel(`<!here> ${text}`)),
      ],
      notAddressed: async (text) => [
        ...(await inChannel(text)),
        ...(await running.event('message-changed', { channel: api.direct, user: undefined })),
      ],
      async twice(text) {
        const ts = stamp()
        const body = payload('app-mention', {
          event_id: `Ev${ts}`,
          event: { text: mentioned(text), user: ada, channel: api.channel, ts, event_ts: ts },
        })
        return [
          ...(await running.after(() => running.delivery.event(body))),
          ...(await running.after(() => running.delivery.event(body))),
        ]
      },
    },
    restart: running.restart,
    async stop() {
      await running.stop()
      if (running.problems.length > 0) throw new Error(running.problems.join('\n'))
    },
  }
}
