// One call through each door gives one answer: a typed line, named options, a button and a sentence mean the same.

import { describe, expect, test } from 'vitest'
import type { Input } from '../src/bot.ts'
import type { Call } from '../src/command.ts'
import { pack } from '../src/press.ts'
import { asker, openBot } from './world.ts'

const show = (raw: Call['raw']): Call => ({ command: 'concept', form: 'show', raw })

const SAME: readonly {
  readonly call: Call
  readonly lines: readonly string[]
  readonly sentences: readonly string[]
}[] = [
  {
    call: show({ term: 'cap' }),
    lines: ['/concept cap', '/nines concept cap', '/CONCEPT  cap', '/concept term=cap'],
    sentences: ['concept cap', 'cap', 'cap?', 'What is CAP?', 'what does CAP mean?', 'nines concept cap'],
  },
  {
    call: show({ term: 'circuit breaker', part: 'more' }),
    lines: [
      '/concept circuit breaker more',
      '/concept part=more circuit breaker',
      '/concept term="circuit breaker" part=more',
    ],
    sentences: ['concept circuit breaker more'],
  },
  {
    call: show({ term: 'rto vs rpo' }),
    lines: ['/concept rto vs rpo', '/concept rto versus rpo'],
    sentences: ['rto vs rpo', 'difference between RTO and RPO?', 'RTO or RPO?', 'compare rto with rpo'],
  },
  {
    call: show({}),
    lines: ['/concept', '/nines concept', '/concept topics'],
    sentences: ['which topics are there?', 'topics', 'list all topics'],
  },
  {
    call: { command: 'nines', form: 'help', raw: {} },
    lines: ['/nines', '/nines help'],
    sentences: ['help', 'What can you do?', 'nines help', 'help me!'],
  },
  {
    call: { command: 'nines', form: 'greeting', raw: {} },
    lines: ['/nines greeting'],
    sentences: ['hello', 'Hi!', 'thanks', '?'],
  },
  {
    call: { command: 'nines', form: 'zone', raw: { zone: 'Europe/Berlin' } },
    lines: ['/nines zone Europe/Berlin', '/nines zone europe/berlin', '/nines zone zone=Europe/Berlin'],
    sentences: [
      'nines zone Europe/Berlin',
      'set my time zone to Europe/Berlin',
      'my timezone is Europe/Berlin',
      'set my timezone to Europe/Berlin',
    ],
  },
]

/** What the asker sees, without the button to share that a command's answer has. */
async function blocksOf(input: Input): Promise<unknown> {
  const bot = await openBot()
  const { reply } = await bot.answer(input, asker())
  const own = reply.blocks.map((block) =>
    block.kind === 'buttons' ? { ...block, buttons: block.buttons.filter(({ label }) => label !== 'Share') } : block,
  )
  const { answer } = reply
  return {
    answer: { ...answer, matched: undefined, others: undefined },
    blocks: own.filter((block) => block.kind !== 'buttons' || block.buttons.length > 0),
  }
}

describe.each(SAME)('$call.command.$call.form $call.raw', ({ call, lines, sentences }) => {
  test('means the same by line, options, button and sentence', async () => {
    const expected = await blocksOf({ call })
    const token = pack({ act: 'call', call }) ?? ''

    expect(await blocksOf({ press: token, on: 'private' })).toEqual(expected)
    for (const line of lines) expect([line, await blocksOf({ command: line })]).toEqual([line, expected])
    for (const say of sentences) expect([say, await blocksOf({ say })]).toEqual([say, expected])
  })
})

describe('a delivery', () => {
  test('is private for a command and public for what was said in a place', async () => {
    const bot = await openBot()

    expect(await bot.answer({ command: '/concept cap' }, asker())).toMatchObject({ to: 'asker', act: 'post' })
    expect(await bot.answer({ say: 'cap' }, asker())).toMatchObject({ to: 'place', act: 'post' })
    expect(await bot.answer({ explain: 'quorum lost' }, asker())).toMatchObject({ to: 'asker', act: 'post' })
  })

  test('is private for an error through every door', async () => {
    const bot = await openBot()
    const inputs: Input[] = [
      { say: 'nines zone Nowhere' },
      { command: '/bogus' },
      { press: 'x', on: 'public' },
      { fill: '7:x', values: {} },
      { call: { command: 'x', form: 'y', raw: {} } },
    ]

    for (const input of inputs)
      expect(await bot.answer(input, asker())).toMatchObject({
        to: 'asker',
        reply: { private: true, answer: { type: 'refusal' } },
      })
  })

  test('replaces a private message and answers the presser alone on a public one', async () => {
    const bot = await openBot()
    const press = '1:concept.show?term=cap&part=more'

    expect(await bot.answer({ press, on: 'private' }, asker())).toMatchObject({ to: 'asker', act: 'replace' })
    expect(await bot.answer({ press, on: 'public' }, asker())).toMatchObject({ to: 'asker', act: 'post' })
  })

  test('is shared for all with the name of the sharer, who alone may take it back', async () => {
    const bot = await openBot()
    const { reply } = await bot.answer({ command: '/concept cap' }, asker())
    const share = reply.blocks
      .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
      .find(({ label }) => label === 'Share')

    const shared = await bot.answer({ press: share?.token ?? '', on: 'private' }, asker())

    expect(shared).toMatchObject({ to: 'place', act: 'share' })
    expect(JSON.stringify(shared.reply)).toContain('"name":"Ada"')
    const back = shared.reply.blocks
      .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
      .find(({ label }) => label === 'Take back')
    expect(await bot.answer({ press: back?.token ?? '', on: 'public' }, asker({ person: 'U2' }))).toMatchObject({
      to: 'asker',
      reply: { answer: { code: 'not-yours' } },
    })
    expect(await bot.answer({ press: back?.token ?? '', on: 'public' }, asker())).toMatchObject({ act: 'retract' })
  })

  test('offers no sharing where there is nobody to share with, or nothing that may be shared', async () => {
    const bot = await openBot()
    const labels = async (input: Input, direct: boolean) =>
      (await bot.answer(input, asker({ direct }))).reply.blocks.flatMap((block) =>
        block.kind === 'buttons' ? block.buttons.map(({ label }) => label) : [],
      )

    expect(await labels({ command: '/concept cap' }, true)).not.toContain('Share')
    expect(await labels({ command: '/nines zone UTC' }, false)).not.toContain('Share')
  })

  test('shares what a message mentions by the terms, not by the message', async () => {
    const bot = await openBot()
    const long = `${'x '.repeat(200)} split brain and quorum`

    const { reply } = await bot.answer({ explain: long }, asker())

    const share = reply.blocks
      .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
      .find(({ label }) => label === 'Share')
    expect(share?.token).toBe('1+nines.terms?ids=split-brain+quorum')
  })
})

describe('the terms of a message', () => {
  test('are shared as they were shown, ordinary words among them too', async () => {
    const bot = await openBot()
    const { reply } = await bot.answer(
      { explain: 'we read stale values without any incident: a CAP problem, or eventual consistency?' },
      asker(),
    )
    const share = reply.blocks
      .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
      .find(({ label }) => label === 'Share')

    const shared = await bot.answer({ press: share?.token ?? '', on: 'private' }, asker())

    expect(reply.answer).toMatchObject({ type: 'terms', ids: ['cap', 'eventual-consistency'] })
    expect(shared.reply.answer).toEqual(reply.answer)
  })
})

describe('renamed commands', () => {
  test('are typed, offered and exemplified under their new names', async () => {
    const bot = await openBot({ prefix: 'ops-' })

    expect((await bot.answer({ command: '/ops-concept cap' }, asker())).reply.answer).toMatchObject({
      type: 'concept',
      id: 'cap',
    })
    expect(JSON.stringify((await bot.answer({ command: '/ops-nines' }, asker())).reply)).toContain('/ops-concept cap')
    expect((await bot.answer({ command: '/bogus' }, asker())).reply.answer).toMatchObject({
      example: '/ops-nines help',
    })
  })
})
