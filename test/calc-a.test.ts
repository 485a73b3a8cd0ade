// The calculators of load and time, through the bot: what they answer on a line and in plain words, and what they refuse.

import { beforeAll, describe, expect, test } from 'vitest'
import type { Bot } from '../src/bot.ts'
import { amdahl } from '../src/commands/calc/amdahl.ts'
import { backoff } from '../src/commands/calc/backoff.ts'
import { breaker } from '../src/commands/calc/breaker.ts'
import type { Calculator } from '../src/commands/calc/calculator.ts'
import { capacity } from '../src/commands/calc/capacity.ts'
import { connectionDrain } from '../src/commands/calc/connection-drain.ts'
import { drain } from '../src/commands/calc/drain.ts'
import { fanOut } from '../src/commands/calc/fan-out.ts'
import { latencySlo } from '../src/commands/calc/latency-slo.ts'
import { percentiles } from '../src/commands/calc/percentiles.ts'
import { retries } from '../src/commands/calc/retries.ts'
import { slaCredit } from '../src/commands/calc/sla-credit.ts'
import { transfer } from '../src/commands/calc/transfer.ts'
import { usl } from '../src/commands/calc/usl.ts'
import { plainReply } from '../src/plain.ts'
import type { Reply } from '../src/reply.ts'
import { asker, openBot } from './world.ts'

interface Case {
  readonly calculator: Calculator
  /** Each with fields of the answer, worked by hand or published. */
  readonly lines: readonly (readonly [string, object])[]
  readonly sentences: readonly (readonly [string, object])[]
  readonly refused: readonly string[]
}

const CASES: readonly Case[] = [
  {
    calculator: fanOut,
    // 63 % is Dean and Barroso's figure for 100 servers; 1 − 0.99^50 = 0.395.
    lines: [
      ['/calc fan-out 1% 100', { anySlow: expect.closeTo(0.634, 3), callsForHalf: 69 }],
      ['/calc fan-out calls=50 slow=1%', { calls: 50, slow: 0.01, anySlow: expect.closeTo(0.395, 3) }],
      ['/calc fan-out 1 of 10000 slow, 2000 leaves', { anySlow: expect.closeTo(0.1813, 4) }],
      ['/calc fan-out 2 calls p99', { anySlow: 0.0199 }],
      ['/calc fan-out 0% 10000', { anySlow: 0, callsForHalf: null }],
    ],
    sentences: [
      ['if 1% of calls are slow and a request fans out to 50 services, how many are slow', { slow: 0.01, calls: 50 }],
      ['fan-out to 100 servers with p99 1s', { slow: 0.01, calls: 100 }],
      ['each page makes 30 calls and 0.5% are slow, how many pages are slow', { slow: 0.005, calls: 30 }],
      ['how many requests are slow when one in 1000 is slow and we call 200 shards', { slow: 0.001, calls: 200 }],
    ],
    refused: [
      '/calc fan-out 50 calls',
      '/calc fan-out 1% 20000',
      '/calc fan-out 120% 10',
      '/calc fan-out 0.123456789123% 5',
    ],
  },
  {
    calculator: percentiles,
    lines: [
      [
        '/calc percentiles 120,340,95',
        {
          n: 3,
          min: 95,
          max: 340,
          mean: 185,
          unit: 'none',
          percentiles: expect.arrayContaining([expect.objectContaining({ share: 0.5, value: 120, rank: 2 })]),
        },
      ],
      [
        '/calc percentiles 12 15 9 200 18 22 ms',
        {
          n: 6,
          unit: 'seconds',
          max: 0.2,
          percentiles: expect.arrayContaining([
            expect.objectContaining({ share: 0.99, value: 0.2, isMaximum: true, needs: 100 }),
          ]),
        },
      ],
      ['/calc percentiles 1.2s 800ms 1m30s', { n: 3, unit: 'seconds', min: 0.8, max: 90 }],
      ['/calc percentiles -5 3 1e3', { n: 3, min: -5, max: 1000 }],
    ],
    sentences: [
      ['what is the p99 of 12 15 9 200 18 22 ms', { n: 6, unit: 'seconds' }],
      ['p95 of 120, 95, 310, 88, 102 and 99', { n: 6, max: 310, unit: 'none' }],
      ['median of 5 9 2 14', { n: 4, mean: 7.5 }],
      ['percentiles 12ms 15ms 11ms 210ms', { n: 4, max: 0.21 }],
    ],
    refused: [
      '/calc percentiles abc',
      '/calc percentiles 1ms 2 3ms',
      '/calc percentiles 14:02 15 16',
      '/calc percentiles',
    ],
  },
  {
    calculator: transfer,
    // The product of 1 Gbit/s and 80 ms, and what an unscaled window makes of it (RFC 7323).
    lines: [
      ['/calc transfer 50 GB 1 Gbit/s 80ms', { productBytes: 10_000_000, seconds: 400, limit: 'bandwidth' }],
      ['/calc transfer 1 GB 1 Gbit/s 80ms window 65535 bytes', { throughput: 6_553_500, limit: 'window' }],
      ['/calc transfer window 65535 bytes 80ms 1 Gbit/s 1 GB', { bytes: 1e9, windowBytes: 65_535, limit: 'window' }],
      ['/calc transfer rtt=100ms 10 Gbit/s', { productBytes: 125_000_000, seconds: null }],
      ['/calc transfer 5 TB gigabit line', { bitsPerSecond: 1e9, seconds: 40_000, rttSeconds: null }],
    ],
    sentences: [
      ['how long does it take to copy 5 TB over a 1 Gbit/s line', { seconds: 40_000 }],
      ['upload 200 GB on a 100 Mbit line, how long', { seconds: 16_000 }],
      [
        'how long to move 2 TB to another region at 500 Mbps with 90ms rtt',
        { seconds: 32_000, productBytes: 5_625_000 },
      ],
      ['bdp 1 Gbit/s 80 ms', { productBytes: 10_000_000 }],
    ],
    refused: ['/calc transfer 1 Gbit/s', '/calc transfer 50 GB', '/calc transfer 1 GB 1 Gbit/s 80ms window 0 bytes'],
  },
  {
    calculator: latencySlo,
    lines: [
      [
        '/calc latency-slo under 300ms target 90%: 120 250 310 90 280 130 240 150 170 200',
        { n: 10, good: 9, slow: 1, allowedSlow: 1, met: true, share: 0.9 },
      ],
      ['/calc latency-slo 99% under 1s: 800ms 1.2s 300ms 450ms', { n: 4, slow: 1, met: false, target: 0.99 }],
      ['/calc latency-slo under 300: 300 301', { good: 1, slow: 1, thresholdSeconds: 0.3 }],
      ['/calc latency-slo under 300ms slo 99.9 1 2 3', { n: 3, good: 3, target: 0.999, allowedSlow: 0, met: true }],
    ],
    sentences: [
      ['did we meet 99% under 300ms: 120 250 310 90 280', { n: 5, good: 4, target: 0.99 }],
      ['how many of these are under 200ms: 120, 95, 310, 88', { n: 4, good: 3 }],
      ['share below 1s of 800ms 1.2s 300ms 450ms', { n: 4, good: 3, thresholdSeconds: 1 }],
      ['latency slo 95% below 250ms for 120ms 240ms 260ms 90ms', { n: 4, good: 3, target: 0.95 }],
    ],
    refused: [
      '/calc latency-slo under 300ms',
      '/calc latency-slo 120 250 310',
      '/calc latency-slo under 300ms target 40%: 1 2 3',
    ],
  },
  {
    calculator: slaCredit,
    lines: [
      // 43.2 min in 30 days are exactly 99.9 %, which is not below it.
      ['/calc sla-credit 43.2m', { availability: 0.999, creditRatio: 0 }],
      ['/calc sla-credit 43m13s', { creditRatio: 0.1 }],
      ['/calc sla-credit 98.7% four-nines bill 4000', { creditRatio: 0.25, credit: 1000 }],
      ['/calc sla-credit 7h30m 31d', { windowSeconds: 2_678_400, creditRatio: 0.25 }],
      ['/calc sla-credit 20m 30m 99.9:10, 95:100, 99:25', { downSeconds: 3000, creditRatio: 0.1 }],
      ['/calc sla-credit 4h one-instance $12,000', { creditRatio: 0.1, credit: 1200 }],
    ],
    sentences: [
      ['what sla credit for 50 minutes down with 99.9:10 99:25 95:100', { downSeconds: 3000, creditRatio: 0.1 }],
      ['do we get money back for 3h of downtime', { downSeconds: 10_800 }],
      ['we were at 98.7% last month, which sla credit do we get', { availability: 0.987, windowSeconds: 2_678_400 }],
      ['does 43.2 min of downtime earn a credit', { creditRatio: 0 }],
      ['how much credit for 8 hours down at a bill of $4000', { downSeconds: 28_800, credit: 1000 }],
    ],
    refused: [
      '/calc sla-credit 99.9:10 99:25',
      '/calc sla-credit 50m 99.5%',
      '/calc sla-credit 50m 99.9:0',
      '/calc sla-credit 50m this quarter',
      '/calc sla-credit 800h',
    ],
  },
  {
    calculator: amdahl,
    lines: [
      ['/calc amdahl 95% parallel 8 workers', { speedUp: expect.closeTo(5.926, 3), limit: 20 }],
      ['/calc amdahl 5% serial 10x', { wanted: 10, workersForWanted: 19 }],
      ['/calc amdahl 5% serial 20x', { wanted: 20, workersForWanted: null }],
      ['/calc amdahl 8 0.9', { workers: 8, parallel: 0.9 }],
      ['/calc amdahl 100% parallel 64 cores', { speedUp: 64, limit: null }],
    ],
    sentences: [
      ['how much faster with 16 cores if 95% is parallel', { workers: 16, parallel: 0.95 }],
      ['how many workers for a 10x speedup with 5% serial', { wanted: 10, parallel: 0.95 }],
      ['amdahl 90% parallel', { limit: 10 }],
      ['what speedup do 64 threads give when 10% is sequential', { workers: 64, parallel: 0.9 }],
    ],
    refused: ['/calc amdahl 8 workers', '/calc amdahl 95% 5% serial'],
  },
  {
    calculator: usl,
    // √(0.95 / 0.0005) = 43.6; 44 nodes do 44 / (1 + 0.05 × 43 + 0.0005 × 44 × 43) = 10.742 times one.
    lines: [
      ['/calc usl alpha=0.05 beta=0.0005 gamma=1000', { peakNodes: 44, peakThroughput: expect.closeTo(10_742.2, 1) }],
      ['/calc usl beta 0.0005 alpha 0.05', { alpha: 0.05, beta: 0.0005, gamma: 1, peakNodes: 44 }],
      ['/calc usl 0.1 0', { peakNodes: null, ceiling: 10 }],
      ['/calc usl alpha 3% beta 0.0001 64 nodes', { nodes: 64, throughput: expect.closeTo(19.434, 3) }],
    ],
    sentences: [
      ['when does throughput peak with alpha 0.05 and beta 0.0005', { peakNodes: 44 }],
      ['usl alpha 0.03 beta 0.0001 64 nodes', { alpha: 0.03, nodes: 64 }],
      ['scalability peak for contention 5% and coherency 0.05%', { alpha: 0.05, beta: 0.0005 }],
      ['how many nodes are worth having with alpha=0.1 beta=0.001', { alpha: 0.1, beta: 0.001, peakNodes: 30 }],
    ],
    refused: ['/calc usl alpha=2 beta=0', '/calc usl alpha=0.1', '/calc usl 0.1 0.01 gamma=0'],
  },
  {
    calculator: capacity,
    lines: [
      [
        '/calc capacity 1000 rps 100 rps each 20% headroom N+1',
        { needed: 13, spares: 1, total: 14, utilisation: expect.closeTo(1000 / 1400, 12), survivesOne: true },
      ],
      ['/calc capacity 4500 rps 75 rps per pod N+2 headroom 0%', { needed: 60, total: 62 }],
      ['/calc capacity each 50/s load 12k/min', { loadPerSecond: 200, eachPerSecond: 50, needed: 5 }],
      ['/calc capacity 1000 100', { loadPerSecond: 1000, eachPerSecond: 100 }],
      [
        '/calc capacity 300 rps 100 rps each headroom 0% n+0',
        { total: 3, survivesOne: false, utilisationOneLost: 1.5 },
      ],
    ],
    sentences: [
      ['how many pods for 1000 rps at 100 rps each', { loadPerSecond: 1000, eachPerSecond: 100, total: 14 }],
      [
        'how many replicas do we need for 4500 rps if each can take 75 rps with 30% headroom',
        { loadPerSecond: 4500, eachPerSecond: 75, headroom: 0.3 },
      ],
      ['size the fleet: peak 20k rps, 350 rps per node', { loadPerSecond: 20_000, eachPerSecond: 350 }],
      ['how many servers to handle 10k rps at 500 rps each', { loadPerSecond: 10_000, eachPerSecond: 500 }],
    ],
    refused: [
      '/calc capacity 1000 rps',
      '/calc capacity 0 rps 100 rps',
      '/calc capacity 1000 rps 100 rps headroom 100%',
    ],
  },
  {
    calculator: drain,
    lines: [
      ['/calc drain 120k backlog 500/s in 800/s out', { seconds: 400, growthPerSecond: -300 }],
      ['/calc drain 120k backlog out 800/s in 500/s', { inPerSecond: 500, outPerSecond: 800 }],
      ['/calc drain 120000 500 800', { seconds: 400 }],
      ['/calc drain 1M waiting 900/s in 850/s out', { seconds: null, growthPerSecond: 50 }],
      [
        '/calc drain backlog 50,000 in 200/s out 250/s within 10m',
        { seconds: 1000, outForWithin: expect.closeTo(283.33, 2) },
      ],
      ['/calc drain 100 5/s 5/s', { seconds: null, growthPerSecond: 0 }],
    ],
    sentences: [
      ['how long to work off 120k messages at 800/s with 500/s arriving', { backlog: 120_000, seconds: 400 }],
      ['backlog of 1M, 900/s in and 850/s out, when is it gone', { backlog: 1e6, seconds: null }],
      [
        'the queue has 50,000 jobs, 200/s come in and we process 250/s, how long until it is drained',
        { seconds: 1000 },
      ],
      ['how long until the backlog of 2 million is gone with 1000/s in and 3000/s out', { seconds: 1000 }],
    ],
    refused: ['/calc drain 120k 800/s', '/calc drain 100 5/s 9/s within 0s'],
  },
  {
    calculator: connectionDrain,
    lines: [
      ['/calc connection-drain longest request 45s grace 30s', { met: false, spareSeconds: -15 }],
      ['/calc connection-drain grace 30s request 45s', { longestSeconds: 45, graceSeconds: 30 }],
      ['/calc connection-drain 25s 30s', { met: true, spareSeconds: 5 }],
      ['/calc connection-drain sleep 5s, grace 30s, request 27s', { delaySeconds: 5, neededSeconds: 32, met: false }],
    ],
    sentences: [
      ['is a 30s grace period enough for 45s requests', { longestSeconds: 45, graceSeconds: 30 }],
      [
        'longest upload takes 2m, terminationGracePeriodSeconds 60s, preStop 5s',
        { longestSeconds: 120, graceSeconds: 60, delaySeconds: 5 },
      ],
      ['will 20s requests be cut off with a 30s drain timeout', { longestSeconds: 20, graceSeconds: 30, met: true }],
      ['do requests of 40s survive a grace period of 30s', { longestSeconds: 40, graceSeconds: 30, met: false }],
    ],
    refused: ['/calc connection-drain 45s', '/calc connection-drain 45 30'],
  },
  {
    calculator: retries,
    // Four tries at each of three layers are 64 (SRE book, chapter 22).
    lines: [
      ['/calc retries 3 retries 3 layers', { mostCalls: 64 }],
      ['/calc retries layers=3 attempts=4', { retries: 3, layers: 3, mostCalls: 64 }],
      ['/calc retries 2 retries 10% fail', { meanCalls: 1.11, failed: 0.001 }],
      ['/calc retries 4 attempts 2 layers 1000 rps', { worstPerSecond: 16_000 }],
      ['/calc retries 1000 20', { mostCalls: 1001 ** 20 }],
    ],
    sentences: [
      ['how many calls do 3 retries at 3 layers cause', { mostCalls: 64 }],
      [
        '4 attempts in each of 3 layers at 1000 rps, what load hits the database',
        { mostCalls: 64, worstPerSecond: 64_000 },
      ],
      ['retry amplification with 2 retries and 5 layers', { mostCalls: 243 }],
      ['how much extra load do 2 retries cause when 20% fail', { retries: 2, failure: 0.2, meanCalls: 1.24 }],
    ],
    refused: ['/calc retries 3 retries 4 attempts', '/calc retries', '/calc retries 3 25'],
  },
  {
    calculator: backoff,
    lines: [
      ['/calc backoff 100ms cap 10s 6 retries', { longestSeconds: 6.3, expectedSeconds: 3.15 }],
      ['/calc backoff 6 retries 10s cap base 100ms', { baseSeconds: 0.1, capSeconds: 10, longestSeconds: 6.3 }],
      ['/calc backoff base 1s max 1m 5 attempts', { retries: 4, longestSeconds: 15 }],
      ['/calc backoff 100ms 1s 5', { longestSeconds: 2.5, expectedSeconds: 1.25 }],
      ['/calc backoff 200ms factor 3 cap 30s 6 retries', { factor: 3, longestSeconds: 54.2 }],
    ],
    sentences: [
      ['backoff schedule from 100ms capped at 10s for 6 retries', { longestSeconds: 6.3 }],
      ['how long do 5 retries wait with base 200ms and max 5s', { longestSeconds: 6.2 }],
      ['exponential backoff starting at 1s up to 60s, 8 attempts', { retries: 7, capSeconds: 60 }],
      ['total wait for 4 retries doubling from 250ms', { longestSeconds: 3.75, capSeconds: null }],
    ],
    refused: [
      '/calc backoff 100ms 1000 retries',
      '/calc backoff 0s',
      '/calc backoff 100ms factor 1.23456',
      '/calc backoff 5 retries',
    ],
  },
  {
    calculator: breaker,
    lines: [
      ['/calc breaker 10 rps 50% threshold 100 calls', { calls: 50, seconds: 5 }],
      ['/calc breaker 10 rps 60% failing', { calls: 84, seconds: 8.4, failures: 50.4 }],
      ['/calc breaker 20 rps 60s window 80% failing', { seconds: 37.5, failures: 600 }],
      ['/calc breaker 10 rps 20% failing', { opens: false, seconds: null }],
      ['/calc breaker 1 rps 60s', { opens: false }],
    ],
    sentences: [
      ['how long until the circuit breaker opens at 10 rps', { seconds: 5 }],
      ['breaker with 100 calls window, 50% threshold, 2 rps: when does it trip', { windowCalls: 100, seconds: 25 }],
      ['does a circuit breaker open at 40% failing with 10 rps', { failing: 0.4, opens: false }],
      ['circuit breaker 60s window 20 rps 80% failures', { windowSeconds: 60, failing: 0.8, seconds: 37.5 }],
    ],
    refused: [
      '/calc breaker',
      '/calc breaker 0 rps',
      '/calc breaker 10 rps 60s 100 calls',
      '/calc breaker 10 rps threshold 0%',
    ],
  },
]

let bot: Bot
beforeAll(async () => {
  bot = await openBot()
})
const typed = async (line: string): Promise<Reply> => (await bot.answer({ command: line }, asker())).reply
const said = async (sentence: string): Promise<Reply> => (await bot.answer({ say: sentence }, asker())).reply

describe.each(CASES.map((each) => [each.calculator.name, each] as const))('%s', (name, each) => {
  test.each(each.lines)('works out %s', async (line, expected) => {
    expect((await typed(line)).answer).toMatchObject({ type: name, ...expected })
  })

  test.each(each.sentences)('is reached by “%s”', async (sentence, expected) => {
    expect((await said(sentence)).answer).toMatchObject({ type: name, ...expected })
  })

  test('is asked for by each of its sentences', async () => {
    for (const sentence of each.calculator.asked) {
      const { answer } = await said(sentence)
      const { example } = answer as unknown as { example?: string }
      expect([sentence, answer.type === 'refusal' ? example : answer.type]).toEqual([
        sentence,
        answer.type === 'refusal' ? expect.stringContaining(`/calc ${name} `) : name,
      ])
    }
  })

  test.each(each.refused)('refuses %s with a line that works', async (line) => {
    const { answer } = await typed(line)
    const { example } = answer as unknown as { example: string }
    expect(answer.type).toBe('refusal')
    expect((await typed(example)).answer.type).toBe(name)
  })

  test('answers its examples as its type says, in a readable length', async () => {
    for (const example of each.calculator.examples) {
      const reply = await typed(example)
      expect(() => each.calculator.answer.parse(reply.answer)).not.toThrow()
      expect(reply.blocks[0]?.kind).toBe('text')
      expect(plainReply(reply).length).toBeLessThan(900)
    }
  })

  test.each([
    '9'.repeat(3900),
    `0.${'0'.repeat(3900)}1%`,
    `${'9'.repeat(3900)}/s ${'9'.repeat(3900)}/s`,
    '1e99 '.repeat(200),
    '5ms '.repeat(200),
    '99.9:10 '.repeat(200),
  ])('answers or refuses a monstrous line, and soon', async (rest) => {
    const since = performance.now()
    const { answer } = await typed(`/calc ${name} ${rest}`)
    expect([name, 'refusal']).toContain(answer.type)
    // Fifty milliseconds are the promise; a busy machine gets some more.
    expect(performance.now() - since).toBeLessThan(250)
  })
})
