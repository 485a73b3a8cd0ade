// A typed line says which of its words nothing has read, and is silent about those that people write beside their values.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commands } from '../src/commands/index.ts'
import { readLine } from '../src/line.ts'
import { createMeanings } from '../src/meant.ts'
import { plainReply } from '../src/plain.ts'
import type { Reply } from '../src/reply.ts'
import { asker, openBot } from './world.ts'

const bot = await openBot()
const meanings = createMeanings(commands)
const typed = async (command: string): Promise<Reply> => (await bot.answer({ command }, asker())).reply
const unreadIn = (line: string): readonly string[] | undefined => readLine(line, commands, '', meanings)?.unread
const noteOf = (reply: Reply): string | undefined => /^Not read: .*$/m.exec(plainReply(reply))?.[0]

describe('a word that nothing reads', () => {
  test.each([
    ['/budget 99.9 43m banana', '/budget 99.9 43m', '“banana”'],
    ['/budget 99.9 quaterly 47m', '/budget 99.9 47m', '“quaterly”'],
    ['/budget 99.9 43m for checkout-eu and cart-api', '/budget 99.9 43m', '“checkout-eu”, “cart-api”'],
    ['/budget alerts 99.9 30d brn brn', '/budget alerts 99.9 30d', '“brn”'],
    ['/nines availability 99.9 banana', '/availability 99.9', '“banana”'],
    ['/calc rto detect 5m dcide 10m rto 30m', '/calc rto detect 5m 10m rto 30m', '“dcide”'],
    ['/calc quorum n=5 r=3 w=3 banana', '/calc quorum n=5 r=3 w=3', '“banana”'],
  ])('is told, and the rest is answered: %s', async (line, without, words) => {
    const [reply, same] = [await typed(line), await typed(without)]
    expect(reply.answer).toEqual(same.answer)
    expect([noteOf(reply), noteOf(same)]).toEqual([`Not read: ${words}.`, undefined])
  })

  test('is told in what only the asker sees, and not in what is shared', async () => {
    const reply = await typed('/budget 99.9 43m banana')
    const share = reply.blocks
      .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
      .find(({ label }) => label === 'Share')
    const { act, reply: shared } = await bot.answer({ press: share?.token ?? '', on: 'private' }, asker())
    expect([act, shared.answer, noteOf(shared)]).toEqual(['share', reply.answer, undefined])
  })

  test('is one of a sentence where a line is one', async () => {
    const line = '/budget we were down 47 minutes last night at checkout, slo 99.9 over 30d, how bad is it for pinguins'
    expect(unreadIn(line)).toEqual([])
    expect((await typed(line)).answer).toMatchObject({ type: 'error-budget', spentSeconds: 2820 })
  })

  test('is not told of plain words, with a command in front or without', async () => {
    for (const say of ['budget 99.9 43m banana', 'our banana was down for 43m, slo 99.9 over 30d'])
      expect(noteOf((await bot.answer({ say }, asker())).reply)).toBeUndefined()
  })
})

describe('nothing is told of', () => {
  test.each([
    '/budget 99.9 with 43m of downtime per month',
    '/budget our slo of 99.9 over the last 30 days, down for about 43m today',
    '/budget 99.9% target, window of 28d, outages: 12m and 20m',
    '/budget burn 99.9 30d with 1.4% errors and 50% of the budget left',
    '/availability 99.95 for our service',
    '/calc capacity 1000 rps peak load, 100 rps per pod, 20% buffer, N+1',
    '/calc littles-law arrivals of 250 rps for 40ms each',
    '/calc backoff base of 100ms, cap at 10s, 6 retries',
  ])('words beside the values: %s', (line) => {
    expect(unreadIn(line)).toEqual([])
  })

  test('any line that works as it stands', () => {
    const lines = commands.flatMap(({ examples, forms }) => [
      ...examples,
      ...Object.values(forms).flatMap(({ example }) => example ?? []),
    ])
    expect(lines.filter((line) => (unreadIn(line) ?? []).length > 0)).toEqual([])
  })

  test('any line that a sentence is read as', async () => {
    const says = readFileSync(join(import.meta.dirname, 'sentences.jsonl'), 'utf8')
      .trim()
      .split('\n')
    const told: string[] = []
    for (const line of says) {
      const { reply } = await bot.answer({ say: JSON.parse(line).say }, asker())
      const read = /^Read as (\/.*)$/m.exec(plainReply(reply))?.[1]
      if (noteOf(reply) !== undefined || (read !== undefined && (unreadIn(read) ?? []).length > 0)) told.push(line)
    }
    expect(told).toEqual([])
  })
})

describe('a number in a name', () => {
  test.each([
    'our p99 in eu-west-1 was bad, INC-4711, down 47m, slo 99.9 over 30d',
    'for the 3rd time v2 on k8s in us-east-1 was down 47m, slo 99.9 over 30d',
    '2fa, 3scale and 1password were down for 47m, slo 99.9 over 30d',
    'down for 47m with 5xx at 99.9 over 30d, see #1234',
    'HTTP 503 for 47m, slo 99.9 over 30 days',
    'on 2026-11-20 version 1.2.3 took us down for 47m at 10.0.0.1, slo 99.9 over 30d',
    '/budget 99.9 30d 47m checkout-v2 p99 INC-4711 24x7',
    '/budget 99.9 30d 47m for the 3rd time with 5xx',
  ])('is no value: %s', async (text) => {
    const input = text.startsWith('/') ? { command: text } : { say: text }
    expect((await bot.answer(input, asker())).reply.answer).toMatchObject({
      type: 'error-budget',
      windowSeconds: 2_592_000,
      spentSeconds: 2820,
    })
  })
})

describe('a slip is mended in the example', () => {
  test.each([
    ['/budget 99.9 30d 47mni', '/budget 99.9 30d 47 min'],
    ['/availability 99.9 3O days', '/availability 99.9 30 days'],
    ['we were down 47mni, SLO 99.9 over 30 days', '/budget 99.9 30 days 47 min'],
    ['slo 99.9, down 43m in the last 3 mnths', '/budget 99.9 3 months 43m'],
  ])('%s', async (text, example) => {
    const input = text.startsWith('/') ? { command: text } : { say: text }
    expect((await bot.answer(input, asker())).reply.answer).toMatchObject({ type: 'refusal', example })
  })
})

test('a list that is set with commas alone is read', async () => {
  expect((await typed('/budget 99.9 30d,12m,20m,3m')).answer).toMatchObject({ spentSeconds: 2100 })
})

test('long names are cut between characters', async () => {
  for (const before of [27, 28, 29, 30]) {
    const reply = await typed(`/availability compose ${'a'.repeat(before)}𐐀𐐀𐐀 99.9 > b 99.5`)
    expect([reply.answer.type, JSON.stringify(reply).includes('\\ud')]).toEqual(['composition', false])
  }
})

describe('a number that needs a little thought is read', () => {
  test.each([
    ['how many nodes to survive 2 failures', { type: 'quorum', n: 5, survivesWrite: 2 }],
    ['how many replicas do we need to tolerate the loss of two nodes', { type: 'quorum', n: 5 }],
    ['each box does 700, we have 5000 rps', { type: 'capacity', needed: 9 }],
    ['8300 of 12m requests failed, slo 99.9', { type: 'error-budget', basis: 'events', spentRatio: 8300 / 12_000 }],
    ['our error rate is 1,4%, slo 99.9 over 30d', { type: 'burn-rate', burnRate: 14 }],
    ['slo 99,9 over 30 d, down 1,5 h', { type: 'error-budget', spentSeconds: 5400 }],
  ])('%s', async (say, expected) => {
    expect((await bot.answer({ say }, asker())).reply.answer).toMatchObject(expected)
  })
})
