// What the image is made of and what it runs, as its Dockerfile has it, without a container: from the folders that it copies alone.

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const lines = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
  .replace(/\\\n\s*/g, '')
  .split('\n')
const of = (keyword: string): string[] =>
  lines.filter((line) => line.startsWith(`${keyword} `)).map((line) => line.slice(keyword.length + 1))
const commandOf = (json = ''): string[] => JSON.parse(json.slice(json.indexOf('['))) as string[]

let app: string
let data: string
const env = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
  HOME: data,
  NODE_ENV: 'production',
  DATA_DIR: data,
  ...more,
})

beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'nines-app-'))
  data = mkdtempSync(join(tmpdir(), 'nines-data-'))
  for (const copy of of('COPY')) {
    const from = copy.split(' ').slice(0, -1)
    for (const each of from) cpSync(join(ROOT, each), join(app, each), { recursive: true })
  }
  symlinkSync(join(ROOT, 'node_modules'), join(app, 'node_modules'))
})
afterAll(() => {
  for (const folder of [app, data]) rmSync(folder, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

test('what runs while it is built runs with what it has copied', () => {
  const steps = of('RUN').filter((step) => step.startsWith('node '))

  expect(steps.length).toBeGreaterThan(0)
  for (const step of steps) {
    const { status, stderr } = spawnSync('sh', ['-c', step], { cwd: app, env: env(), encoding: 'utf8' })
    expect([step, status, stderr]).toEqual([step, 0, ''])
  }
})

test('what it runs starts, is found healthy by its own check, and ends well when it is told to', async () => {
  const port = await freePort()
  // A platform that is not there: what starts does not wait for it.
  const given = env({
    PORT: `${port}`,
    SLACK_BOT_TOKEN: 'xoxb-0-image',
    SLACK_SIGNING_SECRET: 'a'.repeat(32),
    SLACK_API_URL: 'http://127.0.0.1:1/api/',
  })
  const [file = '', ...args] = commandOf(of('CMD')[0])
  const [check = '', ...checked] = commandOf(of('HEALTHCHECK')[0])
  const healthy = (): boolean => spawnSync(check, checked, { cwd: app, env: given }).status === 0

  expect(healthy()).toBe(false)
  const child = spawn(file, args, { cwd: app, env: given, stdio: 'ignore' })
  const ended = once(child, 'close')
  try {
    let tries = 0
    while (!healthy() && ++tries < 100) await pause(100)
    expect(healthy()).toBe(true)
  } finally {
    child.kill('SIGTERM')
  }
  expect(await ended).toEqual([0, null])
}, 60_000)
