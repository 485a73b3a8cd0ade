// The transport of the REST server: reads requests with their uploads, remembers them, and answers wrongly on demand.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Json, Upload } from './check.ts'

export interface Request {
  readonly method: string
  /** Without the base and the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly token: string | undefined
  readonly body: unknown
  readonly uploads: readonly Upload[]
}

export interface Answer {
  readonly status: number
  /** A text is sent as it is. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Thrown by a route: Discord's way to say no. */
export class ApiError extends Error {
  readonly status: number
  readonly code: number

  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }

  get answer(): Answer {
    return { status: this.status, body: { message: this.message, code: this.code } }
  }
}

/** What happens instead of the usual answer: another one, or a connection that breaks; `done` does what was asked all the same. */
export interface Fault {
  readonly method: string
  readonly path: RegExp
  readonly answer: Answer | 'reset'
  readonly done?: true
  readonly times?: number
}

export interface Http {
  readonly server: Server
  readonly requests: readonly Request[]
  readonly faults: (Fault & { times: number })[]
  /** Requests that are not answered yet. */
  readonly open: number
  /** Called when a request has come, before it is answered. */
  readonly arrived: ((request: Request) => unknown)[]
}

export type Route = (request: Request) => Answer | Promise<Answer>

/** `quiet` are requests that are not remembered. */
export function createHttp(route: Route, quiet: (request: Request) => boolean): Http {
  const requests: Request[] = []
  const faults: (Fault & { times: number })[] = []
  const arrived: ((request: Request) => unknown)[] = []
  let open = 0

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(message)
    if (quiet(request)) return send(response, await route(request))
    open++
    requests.push(request)
    try {
      for (const each of arrived) await each(request)
      const fault = faults.find(
        (each) => each.times > 0 && each.method === request.method && each.path.test(request.path),
      )
      if (fault) fault.times--
      if (fault?.answer === 'reset') {
        if (fault.done) await route(request)
        message.socket.destroy()
      } else {
        const usual = fault && !fault.done ? undefined : await route(request)
        send(response, fault ? (fault.answer as Answer) : (usual as Answer))
      }
    } finally {
      open--
    }
  }

  return {
    server: createServer((message, response) => {
      serve(message, response).catch((error: unknown) => send(response, { status: 500, body: { message: `${error}` } }))
    }),
    requests,
    faults,
    arrived,
    get open() {
      return open
    },
  }
}

async function read(message: IncomingMessage): Promise<Request> {
  const url = new URL(message.url ?? '/', 'http://127.0.0.1')
  const bytes = await buffer(message)
  const type = message.headers['content-type'] ?? ''
  const { body, uploads } = type.startsWith('multipart/')
    ? await readForm(bytes, type)
    : { body: bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined, uploads: [] }
  return {
    method: message.method ?? 'GET',
    path: decodeURIComponent(url.pathname.replace(/^\/api\/v10/, '')),
    query: url.searchParams,
    token: /^Bot (.*)$/.exec(message.headers.authorization ?? '')?.[1],
    body,
    uploads,
  }
}

async function readForm(bytes: Buffer, type: string): Promise<{ body: Json; uploads: Upload[] }> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
  const uploads: Upload[] = []
  for (const [key, value] of form) {
    if (typeof value !== 'string')
      uploads.push({ key, name: value.name, type: value.type, data: Buffer.from(await value.arrayBuffer()) })
  }
  return { body: JSON.parse(String(form.get('payload_json'))) as Json, uploads }
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers })
  response.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body))
}
