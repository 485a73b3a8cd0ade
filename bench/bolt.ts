// `/concept cap` over signed HTTP through Bolt, against a bare Bolt app on the same machine in the same run, in turns.

import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const SECRET = 'a-signing-secret-for-the-benchmark'
const ROUNDS = 6
const ROUND_MS = 1500
const CONCURRENT = 8

const BODY = new URLSearchParams({
  command: '/concept',
  text: 'cap',
  team_id: 'T1',
  user_id: 'U1',
  user_name: 'ada',
  channel_id: 'C1',
  channel_name: 'general',
  trigger_id: '1.2.3',
  response_url: 'http://127.0.0.1:9/response',
}).toString()

interface Server {
  readonly child: ChildProcess
  readonly port: number
}

async function open(kind: 'nines' | 'bare'): Promise<Server> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bolt-server.ts'), kind, SECRET], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('no output')
  for await (const line of createInterface({ input: child.stdout }))
    if (/^\d+$/.test(line)) return { child, port: Number(line) }
  throw new Error(`the ${kind} server did not start`)
}

function send(port: number, agent: Agent): Promise<{ ms: number; bytes: number }> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${timestamp}:${BODY}`).digest('hex')}`
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(BODY),
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    }
    const call = request(
      { host: '127.0.0.1', port, path: '/slack/events', method: 'POST', agent, headers },
      (response) => {
        let bytes = 0
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length
        })
        response.on('end', () =>
          response.statusCode === 200
            ? resolve({ ms: performance.now() - started, bytes })
            : reject(new Error(`answered ${response.statusCode}`)),
        )
      },
    )
    call.on('error', reject)
    call.end(BODY)
  })
}

interface Round {
  readonly perSecond: number
  readonly p99: number
  readonly bytes: number
}

async function round({ port }: Server, agent: Agent): Promise<Round> {
  const took: number[] = []
  let bytes = 0
  const started = performance.now()
  const worker = async (): Promise<void> => {
    while (performance.now() - started < ROUND_MS) {
      const answer = await send(port, agent)
      took.push(answer.ms)
      bytes = answer.bytes
    }
  }
  await Promise.all(Array.from({ length: CONCURRENT }, worker))
  took.sort((a, b) => a - b)
  return {
    perSecond: (took.length * 1000) / (performance.now() - started),
    p99: took[Math.floor(took.length * 0.99)] ?? 0,
    bytes,
  }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

export async function benchBolt(): Promise<void> {
  const [nines, bare] = [await open('nines'), await open('bare')]
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENT * 2 })
  try {
    await round(nines, agent)
    await round(bare, agent)
    const rounds: { nines: Round; bare: Round }[] = []
    for (let at = 0; at < ROUNDS; at++)
      rounds.push({ nines: await round(nines, agent), bare: await round(bare, agent) })
    const of = (pick: (each: (typeof rounds)[number]) => number): number => median(rounds.map(pick))
    console.log(
      `/concept cap through Bolt: ${of(({ nines }) => nines.perSecond).toFixed(0)} a second (${rounds[0]?.nines.bytes} bytes each), bare app: ${of(({ bare }) => bare.perSecond).toFixed(0)} a second`,
    )
    console.log(
      `ratio: ${of(({ nines, bare }) => nines.perSecond / bare.perSecond).toFixed(2)}; added p99: ${of(({ nines, bare }) => nines.p99 - bare.p99).toFixed(2)} ms`,
    )
  } finally {
    nines.child.kill()
    bare.child.kill()
    agent.destroy()
  }
}
