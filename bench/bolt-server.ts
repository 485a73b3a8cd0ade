// A child of the benchmark: Nines over HTTP, or a bare Bolt app that acknowledges with a constant (a word, or an object as
// JSON). Prints its port.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { App, HTTPReceiver } from '@slack/bolt'
import { createSlackAdapter } from '../adapters/slack/index.ts'
import { createBot } from '../src/bot.ts'
import { createClaims } from '../src/claims.ts'
import { commands } from '../src/commands/index.ts'
import { readLibrary } from '../src/library/snapshot.ts'
import { createGuard } from '../src/ops/guard.ts'
import { LIMITS } from '../src/ops/limits.ts'
import { createMetrics } from '../src/ops/metrics.ts'
import { openParts } from '../src/parts.ts'
import { IN_MEMORY } from '../src/store/lazy.ts'

const [kind = 'bare', secret = '', constant = 'ok'] = process.argv.slice(2)

// Both apps ask who they are when they start; nothing else of the Web API is used by a slash command.
const api = createServer((_, response) =>
  response
    .setHeader('content-type', 'application/json')
    .end(JSON.stringify({ ok: true, user_id: 'U0BOT', bot_id: 'B0BOT', team_id: 'T1' })),
)
await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
const apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}/api/`

if (kind === 'bare') {
  const receiver = new HTTPReceiver({ signingSecret: secret, endpoints: '/slack/events' })
  const app = new App({ token: 'xoxb-bench', receiver, clientOptions: { slackApiUrl: apiUrl } })
  const answer = constant.startsWith('{') ? JSON.parse(constant) : constant
  app.command(/^\//, async ({ ack }) => ack(answer))
  const server = await receiver.start({ port: 0, host: '127.0.0.1' })
  console.log((server.address() as AddressInfo).port)
} else {
  const content = [join(import.meta.dirname, '../content')]
  const library = await readLibrary(content)
  const metrics = createMetrics({ connected: () => ({}), store: async () => ({ ready: true }) })
  const { event: onEvent } = metrics
  const bare = createBot({ commands, library, ...openParts({ library, content, store: IN_MEMORY }), onEvent })
  // As it runs, but for the limits: here one person asks all.
  const endless = { burst: 1e9, perMinute: 1e9 }
  const bot = createGuard(bare, { onEvent, limits: { ...LIMITS, person: endless, workspace: endless } })
  const adapter = createSlackAdapter({
    bot,
    config: { botToken: 'xoxb-bench', apiUrl, mode: { kind: 'http', signingSecret: secret } },
    claims: createClaims(),
    host: '127.0.0.1',
    port: 0,
    log: () => {},
  })
  await adapter.start()
  console.log(adapter.port())
}
