// A child of the benchmark: Nines over HTTP, or a bare Bolt app that acknowledges with a constant (a word, or an object as
// JSON). Prints its port.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver } from '@slack/bolt'
import { createSlackAdapter } from '../adapters/slack/index.ts'
import { createClaims } from '../src/claims.ts'
import { openGuarded } from './bot.ts'
import { PATH, SECRET } from './signed.ts'

const [kind = 'bare', constant = 'ok'] = process.argv.slice(2)

// Both apps ask who they are when they start; nothing else of the Web API is used by a slash command.
const api = createServer((_, response) =>
  response
    .setHeader('content-type', 'application/json')
    .end(JSON.stringify({ ok: true, user_id: 'U0BOT', bot_id: 'B0BOT', team_id: 'T1' })),
)
await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
const apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}/api/`

if (kind === 'bare') {
  const receiver = new HTTPReceiver({ signingSecret: SECRET, endpoints: PATH })
  const app = new App({ token: 'xoxb-bench', receiver, clientOptions: { slackApiUrl: apiUrl } })
  const answer = constant.startsWith('{') ? JSON.parse(constant) : constant
  app.command(/^\//, async ({ ack }) => ack(answer))
  const server = await receiver.start({ port: 0, host: '127.0.0.1' })
  console.log((server.address() as AddressInfo).port)
} else {
  const adapter = createSlackAdapter({
    bot: await openGuarded(),
    config: { botToken: 'xoxb-bench', apiUrl, mode: { kind: 'http', signingSecret: SECRET } },
    claims: createClaims(),
    host: '127.0.0.1',
    port: 0,
    log: (_, message, error) => console.error(message, error),
  })
  await adapter.start()
  console.log(adapter.port())
}
