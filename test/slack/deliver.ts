// How payloads get to the bot: as signed requests, or in the envelopes of a socket.

import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import type { SocketSide } from './socket.ts'
import type { Fields } from './web-api.ts'

export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5'

export interface Delivery {
  event(body: Fields): Promise<void>
  /** Resolves with what the acknowledgement carries. */
  command(body: Fields): Promise<Fields>
  interaction(body: Fields): Promise<Fields>
}

export interface Received {
  readonly status: number
  readonly text: string
}

export interface Signing {
  readonly secret?: string
  /** Seconds by which the time stamp is off. */
  readonly late?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends a signed request, as Slack does. */
export function post(port: number, body: string, type: string, signing: Signing = {}): Promise<Received> {
  const { secret = SIGNING_SECRET, late = 0, headers = {} } = signing
  const time = `${Math.floor(Date.now() / 1000) - late}`
  const signature = createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: '127.0.0.1',
      port,
      path: '/slack/events',
      method: 'POST',
      agent: false,
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': time,
        'x-slack-signature': `v0=${signature}`,
        ...headers,
      },
    })
    outgoing.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

export const JSON_TYPE = 'application/json'
export const FORM_TYPE = 'application/x-www-form-urlencoded'

export function byHttp(port: () => number): Delivery {
  let count = 0
  const form = async (fields: Readonly<Record<string, string>>): Promise<Fields> => {
    // No two requests of Slack's are alike, as two that are made of one payload would be.
    const body = new URLSearchParams({ ...fields, delivery: `${++count}` }).toString()
    const { status, text } = await post(port(), body, FORM_TYPE)
    if (status !== 200) throw new Error(`answered ${status}`)
    return text === '' ? {} : JSON.parse(text)
  }
  return {
    async event(body) {
      const { status } = await post(port(), JSON.stringify(body), JSON_TYPE)
      if (status !== 200) throw new Error(`answered ${status}`)
    },
    command: (body) => form(body as Readonly<Record<string, string>>),
    interaction: (body) => form({ payload: JSON.stringify(body) }),
  }
}

export const bySocket = (socket: SocketSide): Delivery => ({
  async event(body) {
    await socket.send('events_api', body)
  },
  command: (body) => socket.send('slash_commands', body),
  interaction: (body) => socket.send('interactive', body),
})
