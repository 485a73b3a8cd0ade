// `/concept cap` over signed HTTP through Bolt, against a bare Bolt app on the same machine in the same run, in turns: one that
// acknowledges with a word, and one that acknowledges with the very card, as a constant, which any app that shows it has to send.

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

async function open(kind: 'nines' | 'bare', constant = 'ok'): Promise<Server> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bolt-server.ts'), kind, SECRET, constant], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('no output')
  for await (const line of createInterface({ input: child.stdout }))
    if (/^\d+$/.test(line)) return { child, port: Number(line) }
  throw new Error(`the ${kind} server did not start`)
}

function send(port: number, agent: Agent): Promise<{ ms: number; body: string }> {
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
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          response.statusCode === 200
            ? resolve({ ms: performance.now() - started, body: Buffer.concat(chunks).toString() })
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
}

async function round({ port }: Server, agent: Agent): Promise<Round> {
  const took: number[] = []
  const started = performance.now()
  const worker = async (): Promise<void> => {
    while (performance.now() - started < ROUND_MS) took.push((await send(port, agent)).ms)
  }
  await Promise.all(Array.from({ length: CONCURRENT }, worker))
  took.sort((a, b) => a - b)
  return {
    perSecond: (took.length * 1000) / (performance.now() - started),
    p99: took[Math.floor(took.length * 0.99)] ?? 0,
  }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

export async function benchBolt(): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENT * 3 })
  const nines = await open('nines')
  const { body } = await send(nines.port, agent)
  const peers = { word: await open('bare'), card: await open('bare', body) }
  try {
    for (const server of [nines, peers.word, peers.card]) await round(server, agent)
    const rounds: { nines: Round; word: Round; card: Round }[] = []
    for (let at = 0; at < ROUNDS; at++) {
      rounds.push({
        nines: await round(nines, agent),
        word: await round(peers.word, agent),
        card: await round(peers.card, agent),
      })
    }
    const of = (pick: (each: (typeof rounds)[number]) => number): number => median(rounds.map(pick))
    console.log(
      `/concept cap through Bolt: ${of((each) => each.nines.perSecond).toFixed(0)} a second, ${body.length} characters each`,
    )
    for (const peer of ['word', 'card'] as const) {
      const ratio = of((each) => each.nines.perSecond / each[peer].perSecond)
      const added = of((each) => each.nines.p99 - each[peer].p99)
      const rate = of((each) => each[peer].perSecond)
      console.log(
        `bare app that acknowledges a constant ${peer}: ${rate.toFixed(0)} a second; ratio ${ratio.toFixed(2)}, added p99 ${added.toFixed(2)} ms`,
      )
    }
  } finally {
    for (const { child } of [nines, peers.word, peers.card]) child.kill()
    agent.destroy()
  }
}
