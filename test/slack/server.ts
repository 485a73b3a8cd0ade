// A Slack of our own on loopback: the Web API, response URLs and sockets on one port, with a record of all that reaches them.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type SocketSide, serveSockets } from './socket.ts'
import { type Answer, type Fields, startWebApi, type WebApi } from './web-api.ts'

/** Where an interaction came from: what a response URL or an acknowledgement answers. */
export interface Origin {
  readonly person: string
  readonly channel?: string
  readonly thread?: string
  /** True where the message that was pressed is seen by one person alone. */
  readonly ephemeral?: boolean
  readonly view?: string
}

/** Something that the bot has sent. */
export type Sent =
  | { readonly via: 'api'; readonly method: string; readonly body: Fields; readonly answer: Fields }
  | { readonly via: 'response' | 'ack'; readonly body: Fields; readonly origin: Origin }

export interface Slack {
  readonly api: WebApi
  readonly socket: SocketSide
  readonly apiUrl: string
  /** All that was sent, in order of arrival. */
  readonly sent: Sent[]
  /** The calls of one method. */
  calls(method: string): Extract<Sent, { via: 'api' }>[]
  responseUrl(origin: Origin): string
  /** The next message to a response URL is answered so. */
  nextResponse(answer: Answer): void
  close(): Promise<void>
}

export async function startSlack(): Promise<Slack> {
  const sent: Sent[] = []
  const origins: Origin[] = []
  const responses: Answer[] = []
  let charts = true

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://slack.test')
    const text = await textOf(request)
    const [, door, rest = ''] = pathname.split('/')
    if (door === 'api') {
      const token = (request.headers.authorization ?? '').replace(/^Bearer /, '')
      const answer = await api.answer(rest, token, text)
      sent.push({ via: 'api', method: rest, body: fieldsOf(text), answer: answer.body })
      reply(response, answer)
    } else {
      const body = JSON.parse(text) as Fields
      const refused: Answer | undefined =
        !charts && text.includes('data_visualization')
          ? { status: 400, body: { ok: false, error: 'invalid_blocks' } }
          : responses.shift()
      if (refused) return reply(response, refused)
      sent.push({ via: 'response', body, origin: origins[Number(rest)] ?? { person: '' } })
      response.end('ok')
    }
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => response.destroy(error))
  })
  const socket = serveSockets(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const api = await startWebApi(() => `ws://127.0.0.1:${port}${socket.path}`)

  return {
    api: {
      ...api,
      refuseCharts() {
        charts = false
        api.refuseCharts()
      },
    },
    socket,
    apiUrl: `http://127.0.0.1:${port}/api/`,
    sent,
    calls: (method) => sent.filter((each) => each.via === 'api').filter((each) => each.method === method),
    responseUrl: (origin) => `http://127.0.0.1:${port}/response/${origins.push(origin) - 1}`,
    nextResponse: (answer) => responses.push(answer),

    async close() {
      await socket.close()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      await api.close()
    },
  }
}

function reply(response: ServerResponse, { status = 200, headers = {}, body, text }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(text ?? JSON.stringify(body))
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** A form's fields; those that hold JSON are read. */
function fieldsOf(form: string): Fields {
  return Object.fromEntries(
    [...new URLSearchParams(form)].map(([name, value]) => [name, /^[[{]/.test(value) ? JSON.parse(value) : value]),
  )
}
