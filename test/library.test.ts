// What people type finds what they mean: names, slips, comparisons, symptoms, and an honest "no entry".

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BLIND, FIELD, ids, QUERIES, type Query, score } from '../bench/search.ts'
import { readContentFiles } from '../src/library/files.ts'
import { learn, openLearned } from '../src/library/learned.ts'
import { makeSnapshot, openLibrary } from '../src/library/library.ts'
import { loadContent } from '../src/library/load.ts'
import { distance } from '../src/library/spelling.ts'
import { stem, tokens, words } from '../src/library/words.ts'
import { asker, CONTENT, library, openBot } from './world.ts'

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
    'whats the diff between cap and pacelc',
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

  test.each([
    ['I have an outbox, do I still need a saga', ['saga', 'outbox']],
    ['is a replica the same as a backup', ['replication', 'backups']],
    ['what does PACELC add that CAP lacks', ['cap', 'pacelc']],
  ])('%s is answered by what was written on the two', (text, expected) => {
    expect(library.look(text)).toMatchObject({ type: 'pair', pair: expected.map((id) => ({ id })) })
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
      '12345 67 8',
      'what is the',
    ])
      expect([text, library.look(text).type]).toEqual([text, 'unknown'])
  })
})

describe('the search', () => {
  type Counted = 'asked' | 'first' | 'three' | 'refused' | 'choices'
  /** The share of questions, by their styles or of all that are ours, with what is counted. */
  function share(queries: readonly Query[], key: Counted, styles?: readonly string[]): number {
    const rows = score(library, queries)
    const counted = styles ?? [...rows.keys()].filter((style) => style !== STRANGERS)
    const sum = (of: Counted): number => counted.reduce((all, style) => all + (rows.get(style)?.[of] ?? 0), 0)
    return sum(key) / sum('asked')
  }
  const STRANGERS = 'out of scope'
  const STORIES = ['symptom', 'postmortem']

  test('finds what was meant as often as it did', () => {
    expect(share(QUERIES, 'first')).toBeGreaterThanOrEqual(0.92)
    expect(share(QUERIES, 'three')).toBeGreaterThanOrEqual(0.98)
    expect(share(QUERIES, 'first', ['typo', 'acronym'])).toBeGreaterThanOrEqual(0.98)
    expect(share(QUERIES, 'first', STORIES)).toBeGreaterThanOrEqual(0.85)
    expect(share(QUERIES, 'three', STORIES)).toBeGreaterThanOrEqual(0.95)
  })

  test.each([
    ['those who had not seen the content', BLIND, 0.9, 0.96],
    ['people who asked in public', FIELD, 0.87, 0.95],
  ])('finds what was meant by %s', (_, queries, first, three) => {
    expect(share(queries, 'first')).toBeGreaterThanOrEqual(first)
    expect(share(queries, 'three')).toBeGreaterThanOrEqual(three)
    expect(share(queries, 'first', STORIES)).toBeGreaterThanOrEqual(0.75)
    expect(share(queries, 'three', STORIES)).toBeGreaterThanOrEqual(0.9)
  })

  test.each([
    ['kept', QUERIES],
    ['written blind', BLIND],
    ['asked in public', FIELD],
  ])('of the questions %s tells most strangers from ours, and asks back and refuses seldom', (_, queries) => {
    expect(share(queries, 'first', [STRANGERS])).toBeGreaterThanOrEqual(15 / 18)
    expect(share(queries, 'choices')).toBeLessThan(0.05)
    expect(share(queries, 'refused')).toBeLessThanOrEqual(0.03)
  })

  test('answers the broader of two entries that fit about as well, and names the narrower one next', () => {
    for (const [text, broader, narrower] of [
      ['the message was processed twice after the restart of the consumer', 'idempotency', 'exactly-once'],
      ['the third party app can read my mail although I only signed in', 'oauth', 'oidc'],
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

  test('takes no known word for a slip of a name', () => {
    expect(library.look('sharding').type).toBe('unknown')
    expect(library.look('sharding vs replication')).toMatchObject({ type: 'half', known: { id: 'replication' } })
    expect(library.look('leader')).toMatchObject({
      type: 'unknown',
      suggestions: [{ id: 'leader-election' }, {}, {}, {}, {}],
    })
  })

  test('finds a name that is made of everyday words, and asks between no entry and itself', () => {
    expect(first('can I get exactly once')).toEqual(['exactly-once'])
    expect(library.look('pacelc summary')).toMatchObject({ type: 'entry', entry: { id: 'pacelc' } })
  })

  test('names what is near to a stranger of our field, and nothing for one of another', () => {
    const near = (text: string) => {
      const found = library.look(text)
      return found.type === 'unknown' ? found.suggestions.map(({ id }) => id) : [found.type]
    }

    expect(near('sharding')).toContain('horizontal-scaling')
    expect(near('dead letter queue')).toContain('retry')
    expect(near('best pizza dough recipe')).toEqual([])
    expect(near('knee surgery recovery time')).toEqual([])
  })

  test('knows what it does not explain by its name, also where the name looks like a slip', () => {
    for (const text of [
      'CQRS',
      'what is CQRS?',
      'explain viewstamped replication',
      'PBFT',
      'CQRS vs hexagonal architecture',
    ])
      expect([text, library.look(text).type]).toEqual([text, 'unknown'])
    expect(library.look('CQRS vs outbox')).toMatchObject({ type: 'half', known: { id: 'outbox' }, unknown: 'CQRS' })
  })

  test('names nothing elsewhere that is a name of ours', () => {
    const ours = new Map(
      [...library.concepts, ...library.topics].flatMap((entry) =>
        [entry.title, entry.id, ...entry.aliases].map((name) => [words(name).map(stem).join(' '), entry.id] as const),
      ),
    )
    const { elsewhere } = loadContent(readContentFiles([CONTENT]))

    expect(elsewhere.length).toBeGreaterThan(100)
    expect(
      elsewhere.flatMap(({ aliases }) => aliases.filter((name) => ours.has(words(name).map(stem).join(' ')))),
    ).toEqual([])
  })

  test('learns the same from the same content', () => {
    const lessons = [
      { key: 0, line: 'two nodes both think they are the primary', weight: 1 },
      { key: 0, line: 'split in two after the link broke', weight: 1 },
      { key: 1, line: 'the customer was charged twice', weight: 1 },
      { key: 1, line: 'sent again after a timeout', weight: 0.5 },
    ]
    const judge = openLearned(learn(lessons, 2), 2)

    expect(learn(lessons, 2)).toEqual(learn(lessons, 2))
    for (const { key, line } of lessons) {
      const [one = 0, other = 0] = judge.of(tokens(line))
      expect([line, one > other ? 0 : 1]).toEqual([line, key])
    }
    expect([...judge.of(tokens('words that nobody said'))]).toEqual([0, 0])
  })

  test("finds a team's own entry of few lines beside ours of many", async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nines-team-'))
    try {
      for (const each of ['topics', 'concepts']) mkdirSync(join(folder, each))
      const write = (id: string, title: string, aliases: string, words: string, asked: readonly string[]): void =>
        writeFileSync(
          join(folder, `concepts/${id}.md`),
          readFileSync(join(CONTENT, 'concepts/cap.md'), 'utf8')
            .replace(/^title: .*$/m, `title: ${title}`)
            .replace(/^topic: .*$/m, 'topic: our-tools')
            .replace(/^aliases: .*$/m, `aliases: [${aliases}]`)
            .replace(/^words: .*$/m, `words: [${words}]`)
            .replace(/^everyday: .*\n/m, '')
            .replace(/## Asked as[\s\S]*/, `## Asked as\n\n\`\`\`\n${asked.join('\n')}\n\`\`\`\n`),
        )
      write('big-red-button', 'Big red button', 'brb, kill switch page', 'halt all rollouts', [
        'how do I stop every rollout at once',
        'who may halt all deployments',
        'a bad build is going out everywhere, where is the switch',
      ])
      write('sharding', 'Sharding', 'shard key, resharding', 'one shard is hot', [
        'by which column do we spread the rows over shards',
        'one shard holds most of the rows',
        'move a customer from shard to shard',
      ])
      writeFileSync(
        join(folder, 'topics/our-tools.md'),
        readFileSync(join(CONTENT, 'topics/cap-theorem.md'), 'utf8')
          .replace(/^number: .*\n/m, '')
          .replace(/^title: .*$/m, 'title: Our tools')
          .replace(/^terms: .*$/m, 'terms: [big-red-button, sharding]')
          .replace(/^aliases: .*$/m, 'aliases: [team tools]'),
      )
      const own = openLibrary(makeSnapshot(loadContent(readContentFiles([CONTENT, folder]))))

      for (const text of [
        'big red button',
        'stop the rollout of a bad build everywhere',
        'who is allowed to halt the deployments',
      ])
        expect([text, own.look(text)]).toMatchObject([text, { type: 'entry', entry: { id: 'big-red-button' } }])
      // The field elsewhere that has it as a name is no field elsewhere any more.
      for (const text of ['sharding', 'how do I choose a shard key', 'move a tenant to another shard'])
        expect([text, own.look(text)]).toMatchObject([text, { type: 'entry', entry: { id: 'sharding' } }])
      expect(own.look('two nodes both think they are the primary')).toMatchObject({ entry: { id: 'split-brain' } })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
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

  test('are found in a message of nothing but everyday names and unknown words as soon as in any other', () => {
    const names = library.concepts.flatMap(({ everyday }) => everyday)
    const unknown = Array.from({ length: 90 }, (_, at) => `q${'wxzkv'[at % 5]}${at.toString(36)}jq${'vbnmk'[at % 5]}x`)
    const since = performance.now()
    library.mentioned(`${names.join(' ')} ${unknown.join(' ')}`)

    // Some tens of milliseconds; a search for each name would take a second.
    expect(performance.now() - since).toBeLessThan(400)
  })

  test('are seldom found where its words mean something else', () => {
    const lines = readFileSync(join(import.meta.dirname, 'prose-everyday.txt'), 'utf8')
      .split('\n')
      .filter(Boolean)
    const alarms = lines.filter((line) => library.mentioned(line).length > 0)

    expect(lines.length).toBe(150)
    expect(alarms.length, alarms.join('\n')).toBeLessThanOrEqual(lines.length / 10)
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
