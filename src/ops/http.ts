// Serves the operator's pages on a port of our own, where no adapter listens on it already.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '../adapter.ts'
import { ConfigError } from '../config.ts'

export interface Http {
  /** Throws a ConfigError where the port can't be had. */
  start(): Promise<void>
  stop(): Promise<void>
  /** The port that is listened on; undefined where none is. */
  port(): number | undefined
}

/** Writes a page; a page that fails is a 500 without a reason, which is for the log. Never throws. */
export async function writePage(page: Page, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, type, body } = await page
    .read()
    .catch(() => ({ status: 500, type: 'text/plain', body: 'this page failed\n' }))
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Only GET and HEAD are served. A request that is slow or large is cut off: nothing here needs a body. */
export function createHttp({
  pages,
  host,
  port,
}: {
  readonly pages: readonly Page[]
  readonly host: string
  readonly port: number
}): Http {
  const byPath = new Map(pages.map((page) => [page.path, page]))
  let server: Server | undefined

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const [path = ''] = (request.url ?? '').split('?')
    const page = byPath.get(path)
    if (!page) response.writeHead(404).end()
    else if (request.method !== 'GET' && request.method !== 'HEAD')
      response.writeHead(405, { allow: 'GET, HEAD' }).end()
    else void writePage(page, request, response)
  }

  return {
    port: () => (server?.address() as AddressInfo | null | undefined)?.port,

    start() {
      const made = createServer({ requestTimeout: 10_000, headersTimeout: 5000 }, serve)
      return new Promise((resolve, reject) => {
        made.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) =>
          reject(new ConfigError([`PORT: ${host}:${port} can't be listened on (${code})`])),
        )
        made.listen(port, host, () => {
          server = made
          resolve()
        })
      })
    },

    async stop() {
      const ending = server
      server = undefined
      if (!ending) return
      const closed = new Promise((resolve) => ending.close(resolve))
      ending.closeAllConnections()
      await closed
    },
  }
}
