// A Discord of our own on loopback: the part of its REST API and its gateway that the bot uses. It refuses what Discord would
// refuse, and keeps every complaint, so that a test can fail on it.

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Json } from './check.ts'
import { createGateway, type Gateway } from './gateway.ts'
import { createHttp, type Fault, type Request } from './http.ts'
import { createMessages, type Effect } from './messages.ts'
import { createRoutes } from './routes.ts'
import { ADA, interaction } from './world.ts'

export interface Discord {
  /** For DISCORD_API_URL. */
  readonly url: string
  readonly gateway: Gateway
  readonly requests: readonly Request[]
  readonly effects: readonly Effect[]
  /** What was wrong with what the bot sent. */
  readonly complaints: readonly string[]
  /** The commands that are uploaded. */
  commands(): readonly Json[]
  /** Does something else instead of answering, once if not told otherwise. */
  fail(fault: Fault): void
  /** Calls this when a request has come; the answer waits for what it returns. */
  onRequest(listener: (request: Request) => unknown): void
  /** Tells the bot of something, as a dispatch of the gateway. */
  deliver(t: string, d: Json): void
  /** Resolves with the first request from the `from`th on that fits. */
  request(fits: (request: Request) => boolean, from?: number): Promise<Request>
  /** Resolves once so many things can be seen. */
  seen(count: number): Promise<readonly Effect[]>
  /** Resolves once the bot has nothing more to send for what was delivered so far. */
  settle(): Promise<void>
  /** Throws every complaint that nobody has looked at. */
  stop(): Promise<void>
}

const PROBE = 'probe'

export async function startDiscord(): Promise<Discord> {
  const complaints: string[] = []
  const fault = (problem: string): void => {
    complaints.push(problem)
  }
  let waiting: (() => void)[] = []
  const changed = (): void => {
    for (const wake of waiting.splice(0)) wake()
  }
  const change = (): Promise<void> => new Promise((resolve) => waiting.push(resolve))

  const messages = createMessages(fault, changed)
  const routes = createRoutes({ messages, fault, gatewayUrl: () => `ws://127.0.0.1:${port}`, tell })
  const probes = new Map<string, () => void>()
  const http = createHttp(routes.route, ({ path }) => {
    const probe = [...probes.keys()].find((token) => path.includes(token))
    if (probe !== undefined) probes.get(probe)?.()
    return probe !== undefined
  })
  http.arrived.push(changed)
  http.server.listen(0, '127.0.0.1')
  await once(http.server, 'listening')
  const { port } = http.server.address() as AddressInfo
  const gateway = createGateway(http.server, () => `ws://127.0.0.1:${port}`, fault)

  function tell(t: string, d: Json): void {
    gateway.dispatch(t, d)
  }
  function deliver(t: string, d: Json): void {
    if (t === 'INTERACTION_CREATE') routes.open(d)
    if (t === 'GUILD_CREATE') routes.join(d)
    tell(t, d)
  }

  /** Asks for completions and waits for them: longer on the way than anything the bot would still have to send. */
  async function probe(): Promise<void> {
    const data = { id: '1', type: 1, name: 'concept', options: [{ type: 3, name: 'term', value: 'q', focused: true }] }
    const asked = interaction(4, data, ADA, { token: `${PROBE}-${probes.size}-` })
    const answered = new Promise<void>((resolve) => probes.set(String(asked.token), resolve))
    deliver('INTERACTION_CREATE', asked)
    await answered
  }

  return {
    url: `http://127.0.0.1:${port}/api`,
    gateway,
    requests: http.requests,
    effects: messages.effects,
    complaints,
    commands: routes.commands,
    fail: (given) => http.faults.push({ times: 1, ...given }),
    onRequest: (listener) => http.arrived.push(listener),
    deliver,
    async request(fits, from = 0) {
      for (;;) {
        const found = http.requests.slice(from).find(fits)
        if (found) return found
        await change()
      }
    },
    async seen(count) {
      while (messages.effects.length < count) await change()
      return messages.effects
    },
    async settle() {
      for (let quiet = 0; quiet < 3; ) {
        const before = http.requests.length
        await probe()
        quiet = http.open === 0 && http.requests.length === before ? quiet + 1 : 0
      }
    },
    async stop() {
      waiting = []
      gateway.close()
      http.server.closeAllConnections()
      http.server.close()
      if (complaints.length > 0) throw new Error(`Discord would not have taken this:\n${complaints.join('\n')}`)
    },
  }
}
