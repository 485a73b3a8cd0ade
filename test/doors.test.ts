// One call through each door gives one answer: a typed line, named options, a button and a sentence mean the same.

import { describe, expect, test } from 'vitest'
import type { Event, Input } from '../src/bot.ts'
import type { Call } from '../src/command.ts'
import { pack, unpack } from '../src/press.ts'
import type { Block } from '../src/reply.ts'
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

const made = (command: string, form: string, raw: Call['raw']): Call => ({ command, form, raw })

/** Every form of the arithmetic, and calculators of each sort. */
const ARITHMETIC: typeof SAME = [
  {
    call: made('availability', 'table', { target: '99.95', window: '28d' }),
    lines: ['/availability 99.95 28d', '/availability table window=28d target=99.95', '/nines availability 99.95 28d'],
    sentences: [
      'what does 99.95 allow over 28d',
      'how much downtime does 99.95 allow in 28d?',
      'availability 99.95 28d',
    ],
  },
  {
    call: made('availability', 'table', { target: 'three nines' }),
    lines: ['/availability three nines', '/availability target="three nines"'],
    sentences: ['how much downtime do three nines allow?', 'what uptime is three nines'],
  },
  {
    call: made('availability', 'observed', { outages: '43m', window: '30d' }),
    lines: ['/availability 43m in 30d', '/availability observed 43m 30d', '/availability outages=43m window=30d'],
    sentences: ['we were down 43m in 30d, what was our availability?', 'what was our uptime with 43m down in 30d'],
  },
  {
    call: made('availability', 'compose', { system: '99.9 > 99.95 > 99.99' }),
    lines: ['/availability 99.9 > 99.95 > 99.99', '/availability compose system="99.9 > 99.95 > 99.99"'],
    sentences: ['what is the availability of 99.9, 99.95 and 99.99 in series', '99.9 > 99.95 > 99.99'],
  },
  {
    call: made('availability', 'redundancy', { target: '99.999', part: '99.5' }),
    lines: ['/availability 99.999 from 99.5', '/availability redundancy target=99.999 part=99.5'],
    sentences: ['how many replicas of 99.5 for 99.999', 'how many copies of 99.5 do we need to reach 99.999?'],
  },
  {
    call: made('availability', 'repair', { mtbf: '1000h', mttr: '1h' }),
    lines: [
      '/availability mtbf 1000h mttr 1h',
      '/availability mtbf=1000h mttr=1h',
      '/availability repair mtbf 1000h mttr 1h',
    ],
    sentences: ['mtbf 1000h and mttr 1h, what availability?', 'mtbf is 1000h, mttr is 1h'],
  },
  {
    call: made('availability', 'dependencies', { target: '99.95', count: '6' }),
    lines: ['/availability 99.95 with 6 critical dependencies', '/availability dependencies target=99.95 count=6'],
    sentences: ['we have 6 critical dependencies and an slo of 99.95, how good must they be?'],
  },
  {
    call: made('budget', 'left', { target: '99.9', window: '30d', outages: '47m' }),
    lines: ['/budget 99.9 30d 47m', '/budget 47m 99.9 30d', '/budget left target=99.9 outages=47m window=30d'],
    sentences: [
      'how much budget is left after 47m on 99.9 over 30d',
      'we were down 47m, slo 99.9 over 30d',
      '99.9 30d 47m',
    ],
  },
  {
    call: made('budget', 'left', { target: '99.9', window: 'this month', outages: '12m;20m;3m' }),
    lines: ['/budget 99.9 this month 12m;20m;3m', '/budget target=99.9 window="this month" outages=12m;20m;3m'],
    sentences: ['what is left of the error budget this month at 99.9 after 12m, 20m and 3m?'],
  },
  {
    call: made('budget', 'left', { target: '99.9', window: '28d', outages: '30% 14:02-14:49' }),
    lines: ['/budget 99.9 28d 30% 14:02-14:49', '/budget target=99.9 window=28d outages="30% 14:02-14:49"'],
    sentences: ['down for 30% of users 14:02-14:49, slo 99.9 over 28d, how much budget is left?'],
  },
  {
    call: made('budget', 'left', { target: '99.9', outages: '8300 of 12M' }),
    lines: ['/budget 99.9 8300 of 12M', '/budget target=99.9 outages="8300 of 12M"'],
    sentences: ['8300 of 12M failed at 99.9, how much budget is left?'],
  },
  {
    call: made('budget', 'left', { target: '99.9', window: '30d', outages: '12m', used: '60% used' }),
    lines: ['/budget 99.9 30d 12m 60% used', '/budget left outages=12m used="60% used" target=99.9 window=30d'],
    sentences: ['how much budget is left after 12m down, 99.9 over 30d, 60% used already'],
  },
  {
    call: made('budget', 'burn', { target: '99.9', errors: '1.4%', window: '30d', left: '50% left' }),
    lines: ['/budget burn 99.9 30d 1.4% errors 50% left', '/budget target=99.9 errors=1.4% window=30d left="50% left"'],
    sentences: ['burn rate for 1.4% errors at 99.9 over 30d with 50% left'],
  },
  {
    call: made('budget', 'rate', { rate: '6x', window: '28d', lasts: '1h' }),
    lines: ['/budget rate 6x 28d for 1h', '/budget rate=6x lasts=1h window=28d'],
    sentences: ['how much of the budget goes in 1h at a burn rate of 6x over 28d'],
  },
  {
    call: made('budget', 'alerts', { target: '99.9', window: '30d' }),
    lines: ['/budget alerts 99.9 30d', '/budget alerts window=30d target=99.9'],
    sentences: ['burn rate alerts for 99.9 over 30d', 'which alerts should we set for 99.9 over 30d?'],
  },
  {
    call: made('budget', 'paged', { target: '99.9', errors: '15%', lasts: '10m', window: '30d' }),
    lines: ['/budget paged 99.9 30d 15% errors for 10m', '/budget target=99.9 errors=15% lasts=10m window=30d'],
    sentences: ['would we have been paged by 15% errors for 10m at 99.9 over 30d'],
  },
  {
    call: made('calc', 'amdahl', { parallel: '95%', workers: '8' }),
    lines: [
      '/calc amdahl 95% parallel 8 workers',
      '/calc amdahl workers=8 parallel=95%',
      '/nines calc amdahl 95% parallel 8 workers',
    ],
    sentences: ['amdahl: 95% parallel on 8 workers, how much faster?'],
  },
  {
    call: made('calc', 'fan-out', { slow: '1%', calls: '50' }),
    lines: ['/calc fan-out 1% slow 50 calls', '/calc fan 1% slow 50 calls', '/calc fan-out calls=50 slow=1%'],
    sentences: ['1% of calls are slow and we fan out to 50 calls, how many requests are slow?'],
  },
  {
    call: made('calc', 'littles-law', { rate: '250 rps', time: '40ms' }),
    lines: ['/calc littles-law 250 rps 40ms', '/calc littles-law time=40ms rate="250 rps"'],
    sentences: ["little's law with 250 rps and 40ms"],
  },
  {
    call: made('calc', 'quorum', { n: '5', r: '3', w: '3' }),
    lines: ['/calc quorum n=5 r=3 w=3', '/calc quorum 5 3 3'],
    sentences: ['quorum with n=5 r=3 w=3'],
  },
  {
    call: made('calc', 'retries', { retries: '3', layers: '3' }),
    lines: ['/calc retries 3 retries 3 layers', '/calc retries layers=3 retries=3'],
    sentences: ['3 retries over 3 layers, how many calls?'],
  },
  {
    call: made('calc', 'majority', { split: '5 into 3 2' }),
    lines: ['/calc majority 5 into 3 2', '/calc majority split="5 into 3 2"'],
    sentences: ['which side serves when 5 into 3 2'],
  },
  {
    call: made('calc', 'states', { moves: 'pending > paid > shipped; paid > refunded' }),
    lines: [
      '/calc states pending > paid > shipped; paid > refunded',
      '/calc states moves="pending > paid > shipped; paid > refunded"',
    ],
    sentences: [],
  },
]

/** What the asker sees, without the button to share that a command's answer has. */
async function blocksOf(input: Input): Promise<unknown> {
  const bot = await openBot()
  const { reply } = await bot.answer(input, asker())
  const own = withoutEcho(reply.blocks).map((block) =>
    block.kind === 'buttons'
      ? {
          ...block,
          // The same call, in whatever order its options were found.
          buttons: block.buttons
            .filter(({ label }) => label !== 'Share')
            .map(({ label, token }) => ({ label, press: unpack(token) })),
        }
      : block,
  )
  const { answer } = reply
  return {
    answer: { ...answer, matched: undefined, others: undefined },
    blocks: own.filter((block) => block.kind !== 'buttons' || block.buttons.length > 0),
  }
}

/** The reply without the line that says how it was read. */
function withoutEcho([first, ...rest]: readonly Block[]): readonly Block[] {
  if (first?.kind !== 'text') return first ? [first, ...rest] : rest
  const at = first.text.findIndex((span) => span.kind === 'plain' && span.text === '\n')
  const echo = first.text.slice(0, at)
  const isEcho = at > 0 && at <= 2 && echo.at(-1)?.kind === 'code'
  return [isEcho ? { ...first, text: first.text.slice(at + 1) } : first, ...rest]
}

describe.each([...SAME, ...ARITHMETIC])('$call.command $call.form $call.raw', ({ call, lines, sentences }) => {
  test('means the same by line, options, button and sentence', async () => {
    const expected = await blocksOf({ call })
    const token = pack({ act: 'call', call }) ?? ''

    expect(await blocksOf({ press: token, on: 'private' })).toEqual(expected)
    for (const line of lines) expect([line, await blocksOf({ command: line })]).toEqual([line, expected])
    for (const say of sentences) expect([say, await blocksOf({ say })]).toEqual([say, expected])
  })
})

test('every form of the arithmetic comes through all doors', async () => {
  const { commands } = await openBot()
  const held = new Set(ARITHMETIC.map(({ call }) => `${call.command} ${call.form}`))
  const forms = commands
    .filter(({ name }) => name === 'availability' || name === 'budget')
    .flatMap(({ name, forms }) => Object.keys(forms).map((form) => `${name} ${form}`))

  expect(forms.filter((form) => !held.has(form))).toEqual([])
  expect([...held].filter((form) => form.startsWith('calc')).length).toBeGreaterThanOrEqual(6)
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

test('what can not even be looked at is answered as a fault of ours', async () => {
  const events: Event[] = []
  const bot = await openBot({ onEvent: (event) => events.push(event) })
  const broken = {
    get say(): string {
      throw new TypeError('broken')
    },
  }

  expect(await bot.answer(broken, asker())).toMatchObject({ to: 'asker', reply: { answer: { type: 'bug' } } })
  expect(events).toMatchObject([{ outcome: 'bug', error: { message: 'broken' } }])
})
