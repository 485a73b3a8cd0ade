// Requests as Slack makes them, signed, over connections that are kept.

import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'

export const SECRET = 'a-signing-secret-for-the-benchmark'
export const PATH = '/slack/events'
export const FORM = 'application/x-www-form-urlencoded'

export interface Sender {
  /** Resolves with what the acknowledgement carries; rejects for any status but 200. */
  send(port: number, body: string, type?: string): Promise<string>
  close(): void
}

/** Shorter than the 5 s after which the other side closes: a request on its way just then would be lost. */
const IDLE_MS = 2000

export function createSender(): Sender {
  const agent = new Agent({ keepAlive: true, timeout: IDLE_MS })
  return {
    close: () => agent.destroy(),
    send(port, body, type = FORM) {
      const timestamp = String(Math.floor(Date.now() / 1000))
      const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex')}`
      const headers = {
        'content-type': type,
        'content-length': Buffer.byteLength(body),
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signature,
      }
      return new Promise((resolve, reject) => {
        const call = request({ host: '127.0.0.1', port, path: PATH, method: 'POST', agent, headers }, (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('end', () =>
            response.statusCode === 200
              ? resolve(Buffer.concat(chunks).toString())
              : reject(new Error(`answered ${response.statusCode}`)),
          )
        })
        call.on('error', reject)
        call.end(body)
      })
    },
  }
}
