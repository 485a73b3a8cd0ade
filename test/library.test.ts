// What people type finds what they mean: names, slips, comparisons, symptoms, and an honest "no entry".

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BLIND, ids, QUERIES, score } from '../bench/search.ts'
import { distance } from '../src/library/spelling.ts'
import { asker, library, openBot } from './world.ts'

const first = (text: string): string[] => ids(library.look(text)).first

describe('a name', () => {
  test.each([
    ['cap', 'cap'],
    ['CAP', 'cap'],
    ['the CAP theorem?', 'cap'],
    ['What is a "split-brain"?', 'split-brain'],
    ['explain quorums', 'quorum'],
    ['define error budgets', 'error-budget'],
    ['what does MTTR stand for', 'mttr'],
    ['pacelc', 'pacelc'],
    ['security', 'security'],
  ])('%s is found at once', (text, id) => {
    expect(library.look(text)).toMatchObject({
      type: 'entry',
      entry: { id },
      matched: expect.stringMatching(/^(?:title|alias)$/),
    })
  })

  test.each([
    ['qourum', 'quorum'],
    ['cicruit braker', 'circuit-breaker'],
    ['spilt brain', 'split-brain'],
    ['eventual consistancy', 'eventual-consistency'],
    ['idempotancy', 'idempotency'],
    ['linearisability', 'linearizability'],
    ['TLLS', 'tls'],
  ])('%s with a slip is found', (text, id) => {
    expect(first(text)).toEqual([id])
  })

  test('of a topic and a concept means the concept, and the topic when it is asked for', () => {
    expect(library.look('pacelc')).toMatchObject({ entry: { type: 'concept' } })
    expect(library.look('topic pacelc')).toMatchObject({ entry: { type: 'topic' } })
  })
})

describe('a comparison', () => {
  test.each([
    'cap vs pacelc',
    'CAP versus PACELC?',
    'difference between cap and pacelc',
    "what's the difference between CAP and PACELC?",
    'compare cap with pacelc',
    'cap or pacelc?',
  ])('%s finds both', (text) => {
    expect(first(text)).toEqual(['cap', 'pacelc'])
  })

  test.each([
    ['optimistic vs pessimistic locking', ['optimistic-locking', 'pessimistic-locking']],
    ['strong vs eventual consistency', ['strong-consistency', 'eventual-consistency']],
    ['rto and rpo', ['rto', 'rpo']],
    ['rpo/rto', ['rpo', 'rto']],
    ['is that a split brain or a partition?', ['split-brain', 'network-partitions']],
    ['cap vs pacelc vs quorum', ['cap', 'pacelc']],
    ['quorum vs quorum', ['quorum']],
  ])('%s finds what it names', (text, expected) => {
    expect(first(text)).toEqual(expected)
  })

  test('with one side unknown names the gap', () => {
    expect(library.look('cap vs kafka streams')).toMatchObject({
      type: 'half',
      known: { id: 'cap' },
      unknown: 'kafka streams',
    })
  })

  test('with a slip on either side still finds both', () => {
    expect(first('qourum vs split brian')).toEqual(['quorum', 'split-brain'])
  })
})

describe('a story', () => {
  test.each([
    ['two nodes both think they are the leader after a network blip', 'split-brain'],
    ['everybody retried at once and the service never came back although the trigger was gone', 'metastable-failure'],
    ['the customer was charged twice because the client sent the payment again', 'idempotency'],
  ])('%s is found by what it tells', (text, id) => {
    expect(ids(library.look(text)).three).toContain(id)
  })

  test('about something else has no entry', () => {
    for (const text of [
      'what is the capital of France',
      'best pizza dough recipe',
      'asdf qwer zxcv',
      'kubernetes',
      'lol',
    ])
      expect([text, library.look(text).type]).toEqual([text, 'unknown'])
  })
})

describe('the search', () => {
  type Counted = 'asked' | 'first' | 'three' | 'refused' | 'choices'
  const rows = score(library, QUERIES)
  const sum = (styles: readonly string[], key: Counted, of = rows): number =>
    styles.reduce((all, style) => all + (of.get(style)?.[key] ?? 0), 0)
  const inScope = [...rows.keys()].filter((style) => style !== 'out of scope')

  test('finds what was meant as often as it did', () => {
    expect(sum(inScope, 'first') / sum(inScope, 'asked')).toBeGreaterThanOrEqual(0.88)
    expect(sum(inScope, 'three') / sum(inScope, 'asked')).toBeGreaterThanOrEqual(0.96)
    expect(sum(['typo', 'acronym'], 'first') / sum(['typo', 'acronym'], 'asked')).toBeGreaterThanOrEqual(0.97)
  })

  test('finds what was meant by those who had not seen the content', () => {
    const blind = score(library, BLIND)
    const styles = [...blind.keys()].filter((style) => style !== 'out of scope')

    expect(sum(styles, 'first', blind) / sum(styles, 'asked', blind)).toBeGreaterThan(0.77)
    expect(sum(styles, 'three', blind) / sum(styles, 'asked', blind)).toBeGreaterThan(0.89)
    expect(sum(styles, 'refused', blind) / sum(styles, 'asked', blind)).toBeLessThanOrEqual(0.03)
    expect(sum(['out of scope'], 'first', blind) / sum(['out of scope'], 'asked', blind)).toBeGreaterThan(0.45)
  })

  test('answers the broader of two entries that fit about as well, and names the narrower one next', () => {
    for (const [text, broader, narrower] of [
      ['the API hung because its metadata servers could not obtain a lock', 'pessimistic-locking', 'deadlock'],
      ['the old token still works after logging out', 'jwt', 'token-revocation'],
    ] as const)
      expect(library.look(text)).toMatchObject({ entry: { id: broader }, others: [{ id: narrower }, {}, {}, {}, {}] })
    for (const [text, narrower] of [
      ['what is a deadlock in postgres and who is the victim', 'deadlock'],
      ['how do I add randomness to the retry delay', 'jitter'],
    ] as const)
      expect(library.look(text)).toMatchObject({ entry: { id: narrower } })
  })

  test('finds nothing for a comparison of two things that it does not know', () => {
    for (const text of ['gouache or acrylic, which is better', 'indicative vs conditional mood difference'])
      expect(library.look(text).type).toBe('unknown')
  })

  test('asks back seldom and refuses seldom', () => {
    expect(sum(inScope, 'choices') / sum(inScope, 'asked')).toBeLessThan(0.05)
    expect(sum(inScope, 'refused') / sum(inScope, 'asked')).toBeLessThanOrEqual(0.03)
  })
})

describe('the distance of two words', () => {
  test('counts a swap of neighbours as one', () => {
    expect(distance('qourum', 'quorum', 3)).toBe(1)
    expect(distance('abc', 'abc', 3)).toBe(0)
    expect(distance('', 'abc', 3)).toBe(3)
    expect(distance('kitten', 'sitting', 3)).toBe(3)
    expect(distance('kitten', 'sitting', 2)).toBe(3)
  })

  test('is symmetric, and zero for the same word alone', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(distance(a, b, 12)).toBe(distance(b, a, 12))
        expect(distance(a, b, 12) === 0).toBe(a === b)
      }),
    )
  })
})

describe('the terms of a message', () => {
  const PROSE = readFileSync(join(import.meta.dirname, 'prose.txt'), 'utf8')
    .split('\n')
    .filter(Boolean)

  test('are none in ordinary engineering prose, but for one sentence in fifty', () => {
    const alarms = PROSE.filter((line) => library.mentioned(line).length > 0)

    expect(PROSE.length).toBeGreaterThanOrEqual(50)
    expect(alarms.length, alarms.join('\n')).toBeLessThanOrEqual(PROSE.length / 50)
  })

  test.each([
    ['after the failover we had a split brain and lost quorum', ['failover', 'split-brain', 'quorum']],
    ['We restored the backup from last night and lost six hours of orders', ['backups']],
    [
      'p99 tripled while the error budget was spent, so the circuit breaker stayed open',
      ['p99', 'error-budget', 'circuit-breaker'],
    ],
    ['the lease expired and the old leader still wrote: no fencing', ['lease', 'fencing']],
    ['retries made it worse', ['retry']],
    ['we need MVCC, i.e. snapshot isolation, against write skew', ['mvcc', 'write-skew']],
  ])('in "%s" are found in order', (message, expected) => {
    expect(library.mentioned(message)).toEqual(expected)
  })
})

describe('completion', () => {
  test('offers topics first, then what begins with, holds or resembles what was typed', async () => {
    const bot = await openBot()
    const offered = (typed: string): string[] =>
      bot.suggest({ command: 'concept', form: 'show' }, 'term', typed, asker()).map(({ value }) => value)

    expect(offered('')).toHaveLength(15)
    expect(offered('quo')[0]).toBe('quorum')
    expect(offered('breaker')).toContain('circuit-breaker')
    expect(offered('qourum')).toContain('quorum')
    for (const typed of ['', 'a', 'con', 'zzzzzz', '@everyone']) expect(offered(typed).length).toBeLessThanOrEqual(25)
  })

  test('offers zones', async () => {
    const bot = await openBot()

    expect(bot.suggest({ command: 'nines', form: 'zone' }, 'zone', 'berl', asker())[0]).toEqual({
      label: 'Europe/Berlin',
      value: 'Europe/Berlin',
    })
  })
})
