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
