// A picture on its way to Discord when time is up: the request fails, and the process lives.

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { REST } from 'discord.js'
import { expect, test } from 'vitest'
import { wholeRequest } from '../adapters/discord/uploads.ts'

const FILES = [1, 2].map((n) => ({ name: `${n}.png`, data: Buffer.alloc(60_000, n) }))

test('an upload that is cut off anywhere fails alone', async () => {
  // Takes everything and says nothing.
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
  const ends: string[] = []
  for (let timeout = 1; timeout <= 100; timeout++) {
    const rest = new REST({ api, retries: 0, timeout: timeout / 10, makeRequest: wholeRequest }).setToken('x')
    const end = await rest.post('/channels/1/messages', { body: {}, files: FILES }).catch((error: Error) => error.name)
    ends.push(String(end))
  }
  server.closeAllConnections()
  server.close()

  // What is thrown outside of every promise fails the run by itself.
  expect(new Set(ends)).toEqual(new Set(['AbortError']))
})

test('an upload arrives as it was made', async () => {
  const arrived = Promise.withResolvers<FormData>()
  const server = createServer(async (request, response) => {
    const bytes = Buffer.concat(await request.toArray())
    arrived.resolve(
      new Response(bytes, { headers: { 'content-type': `${request.headers['content-type']}` } }).formData(),
    )
    response.setHeader('content-type', 'application/json').end('{"id":"7"}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
  const rest = new REST({ api, makeRequest: wholeRequest }).setToken('x')

  const answer = await rest.post('/channels/1/messages', { body: { content: 'Größe' }, files: FILES })
  const form = await arrived.promise
  server.closeAllConnections()
  server.close()

  expect(answer).toEqual({ id: '7' })
  expect(form.get('payload_json')).toBe('{"content":"Größe"}')
  expect([...new Uint8Array(await (form.get('files[1]') as File).arrayBuffer())]).toEqual([...(FILES[1]?.data ?? [])])
})
