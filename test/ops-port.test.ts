// The port is tried before anybody waits for it: whether it can be had, and what to do where it can't.

import { createServer } from 'node:http'
import { type AddressInfo, createServer as createListener } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createHttp } from '../src/ops/http.ts'
import { checkPort } from '../src/ops/port.ts'

const HOST = '127.0.0.1'
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function listening(made: ReturnType<typeof createListener>): Promise<number> {
  closing.push(() => made.close())
  await new Promise<void>((resolve) => made.listen(0, HOST, resolve))
  return (made.address() as AddressInfo).port
}

describe('a port', () => {
  test('that is free is fine, and is free again afterwards', async () => {
    const other = createListener()
    const port = await listening(other)
    await new Promise((resolve) => other.close(resolve))

    const ok = { findings: [{ about: 'Port', ok: true, says: `${HOST}:${port} can be listened on` }] }
    expect(await checkPort({ host: HOST, port })).toEqual(ok)
    expect(await checkPort({ host: HOST, port })).toEqual(ok)
    expect((await checkPort({ host: HOST, port: 0 })).findings).toMatchObject([{ ok: true }])
  })

  test('that a running Nines has is fine', async () => {
    const read = async () => ({ status: 200, type: 'application/json', body: '{"alive":true}\n' })
    const http = createHttp({ pages: [{ path: '/healthz', read }], host: HOST, port: 0 })
    await http.start()
    const port = http.port() ?? 0

    expect(await checkPort({ host: HOST, port })).toEqual({
      findings: [{ about: 'Port', ok: true, says: `a Nines that runs has ${HOST}:${port}` }],
    })
    await http.stop()
  })

  test('that another program has is wrong', async () => {
    const port = await listening(createServer((_, response) => response.end('something else')))

    expect(await checkPort({ host: HOST, port })).toEqual({
      findings: [
        {
          about: 'Port',
          ok: false,
          says: `${HOST}:${port} can't be listened on (EADDRINUSE)`,
          mend: expect.stringContaining('set PORT'),
        },
      ],
    })
  })

  test.each(['192.0.2.1', 'no-such-host.invalid'])('of an address that is not ours is wrong: %s', async (host) => {
    const { findings } = await checkPort({ host, port: 0 })

    expect(findings).toMatchObject([{ ok: false, mend: expect.stringMatching(/HOST/) }])
  })
})
