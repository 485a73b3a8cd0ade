// Whatever is typed, pressed or pasted: an answer that is no bug, fits every platform and injects nothing, and soon.
// `npm test` runs a few thousand inputs, `npm run fuzz` a hundred thousand.

import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { readJsonLine } from '../adapters/console/read.ts'
import { render as renderConsole } from '../adapters/console/render.ts'
import { LIMITS as DISCORD } from '../adapters/discord/limits.ts'
import { readMessage as readDiscord } from '../adapters/discord/read.ts'
import { render as renderDiscord } from '../adapters/discord/render.ts'
import { LIMITS as SLACK } from '../adapters/slack/limits.ts'
import { decode as decodeSlack } from '../adapters/slack/read.ts'
import { render as renderSlack } from '../adapters/slack/render.ts'
import type { Bot, Input } from '../src/bot.ts'
import { LONGEST_TEXT } from '../src/clean.ts'
import { LONGEST_TOKEN } from '../src/press.ts'
import { asker, library, openBot } from './world.ts'

const RUNS = Number(process.env.FUZZ_RUNS ?? 3000)
const NOW = Temporal.Instant.from('2026-11-22T09:00:00Z')
const SLOW_MS = 50

let bot: Bot
let other: Bot
const bugs: string[] = []
beforeAll(async () => {
  bot = await openBot({ onEvent: ({ outcome, error }) => outcome === 'bug' && bugs.push(error?.stack ?? 'bug') })
  other = await openBot()
})

const SPICE = [
  '@everyone',
  '@here',
  '<!channel>',
  '<!here|x>',
  '<@U123>',
  '<@!123>',
  '<#C1|general>',
  '&lt;!channel&gt;',
  '&amp;',
  '*b*',
  '_i_',
  '~s~',
  '`c`',
  '```',
  '||x||',
  '> q',
  '# h',
  '[a](https://e.org)',
  '<https://e.org|l>',
  'https://e.org/a_b',
  '\u202e',
  '\u200b',
  '\u0000',
  '\u001b[31m',
  '\ud800',
  '\ufeff',
  '\u2028',
  '\r\n',
  '\t',
  'اختبار',
  'テスト',
  '👩‍👩‍👧‍👦',
  'e\u0301',
  '１２',
  'vs',
  'or',
  '/',
  '=',
  'part=',
  'term="',
  'page=',
  '1:',
  '1+',
  '1-',
  '%',
  '?',
]
const names = library.concepts.flatMap(({ title, aliases }) => [title, ...aliases])
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...names) },
  { weight: 3, arbitrary: fc.constantFrom(...SPICE) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'what is',
      'explain',
      'difference between',
      'we lost',
      '/concept',
      '/nines',
      'zone',
      'help',
      'more',
      'Europe/Berlin',
      'and',
      'the',
      '?',
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
)
const prose = fc
  .tuple(fc.array(piece, { maxLength: 14 }), fc.constantFrom(' ', '', '\n'))
  .map(([parts, glue]) => parts.join(glue))
const long = fc
  .tuple(piece, fc.integer({ min: 1, max: 3000 }))
  .map(([part, times]) => part.repeat(times).slice(0, 9000))
const text = fc.oneof({ weight: 9, arbitrary: prose }, { weight: 1, arbitrary: long })
const token = fc.oneof(
  text,
  fc
    .tuple(
      fc.constantFrom(
        '1:concept.show?term=',
        '1+concept.show?',
        '1-',
        '1:nines.zone?zone=',
        '1:nines.explain?text=',
        '2:concept.show?',
        '1:__proto__.x',
      ),
      text,
    )
    .map((parts) => parts.join('')),
)
const raw = fc.dictionary(
  fc.oneof(
    fc.constantFrom('term', 'part', 'page', 'zone', 'text', '__proto__', 'constructor'),
    fc.string({ maxLength: 5 }),
  ),
  text,
  { maxKeys: 3 },
)
const name = fc.oneof(
  fc.constantFrom('concept', 'nines', 'show', 'zone', 'explain', 'help', '__proto__', 'toString'),
  fc.string({ maxLength: 6 }),
)

const input: fc.Arbitrary<Input> = fc.oneof(
  text.map((say): Input => ({ say })),
  text.map((say): Input => ({ say: decodeSlack(say) })),
  text.map(
    (content): Input =>
      readDiscord(
        { content, guildId: null, author: { bot: false, system: false }, webhookId: null, system: false },
        '1',
      ) ?? { say: '' },
  ),
  text.map((line): Input => ({ command: `/concept ${line}` })),
  text.map((line): Input => ({ command: line })),
  text.map((message): Input => ({ explain: message })),
  fc.tuple(token, fc.constantFrom('private' as const, 'public' as const)).map(([press, on]): Input => ({ press, on })),
  fc.tuple(token, raw).map(([fill, values]): Input => ({ fill, values })),
  fc.tuple(name, name, raw).map(([command, form, given]): Input => ({ call: { command, form, raw: given } })),
)

function check(reply: Awaited<ReturnType<Bot['answer']>>['reply']): void {
  for (const { blocks, text: spoken } of renderSlack(reply)) {
    expect(blocks.length).toBeLessThanOrEqual(SLACK.blocks.message)
    expect(spoken).not.toMatch(/<[!@#h]/)
  }
  for (const { components } of renderDiscord(reply)) {
    const drawn = JSON.stringify(components)
    expect((drawn.match(/"type":\d+/g) ?? []).length).toBeLessThanOrEqual(DISCORD.components)
    const texts = components.flatMap((each) => ('content' in each ? [each.content] : []))
    expect(texts.join('').length).toBeLessThanOrEqual(DISCORD.characters)
    for (const each of texts)
      expect(each.replace(/```[\s\S]*?```|``[\s\S]*?``|`[^`]*`/g, '')).not.toMatch(
        /(?<!\\)@(?:everyone|here)|(?<!\\)<[@#/]/,
      )
  }
  expect(renderConsole(reply, { colour: false, width: 80 }).text).not.toMatch(
    /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e]/,
  )
  for (const block of reply.blocks)
    if (block.kind === 'buttons')
      for (const { token: made } of block.buttons) expect(made.length).toBeLessThanOrEqual(LONGEST_TOKEN)
}

const milliseconds = async (each: Input): Promise<number> => {
  const started = performance.now()
  await bot.answer(each, asker())
  return performance.now() - started
}

test(`answers ${RUNS} inputs without a bug, within every limit, injecting nothing, soon`, async () => {
  let slow = 0
  await fc.assert(
    fc.asyncProperty(input, async (each) => {
      bugs.length = 0
      const started = performance.now()
      const { reply } = await bot.answer(each, asker())
      const took = performance.now() - started

      expect(bugs).toEqual([])
      expect(reply.answer.type).not.toBe('bug')
      check(reply)
      if (took > SLOW_MS) {
        slow++
        expect(Math.min(await milliseconds(each), await milliseconds(each), took)).toBeLessThan(SLOW_MS)
      }
    }),
    { numRuns: RUNS },
  )
  expect(slow).toBeLessThan(RUNS / 100)
}, 3_600_000)

test('gives the same answer to the same input', async () => {
  await fc.assert(
    fc.asyncProperty(input, async (each) => {
      expect(await other.answer(each, asker())).toEqual(await other.answer(each, asker()))
    }),
    { numRuns: Math.min(RUNS, 400) },
  )
})

test('takes time in proportion to the length of what is asked', async () => {
  const shapes = [
    'a ',
    'cap ',
    'vs ',
    '<@',
    'what is ',
    '```',
    '"',
    'part=x ',
    'split brain quorum failover ',
    '- ',
    'é',
    '\u0301',
    '((((',
    '   ',
    '\n',
    'or ',
    ', ',
    'or? ',
    'vs vs ',
    '> ',
    'compare ',
    'the ',
    'x=',
  ]
  const best = async (each: Input): Promise<number> =>
    Math.min(await milliseconds(each), await milliseconds(each), await milliseconds(each), await milliseconds(each))
  for (const shape of shapes) {
    for (const door of ['say', 'command', 'explain'] as const) {
      const make = (length: number): Input =>
        ({
          [door]: `${door === 'command' ? '/concept ' : ''}${shape.repeat(Math.ceil(length / shape.length)).slice(0, length)}`,
        }) as unknown as Input
      const [half, whole] = [await best(make(LONGEST_TEXT / 2 - 20)), await best(make(LONGEST_TEXT - 20))]
      // Below a few milliseconds the clock says more of the machine than of the code.
      expect([shape, door, whole < 5 || whole < 3 * half]).toEqual([shape, door, true])
      expect([shape, door, whole < SLOW_MS]).toEqual([shape, door, true])
    }
  }
})

test('reads any line of JSON lines, and says of a bad one what is wrong with it', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        fc.json(),
        fc
          .dictionary(fc.constantFrom('say', 'press', 'explain', 'fill', 'now', 'zone', 'person'), fc.jsonValue())
          .map((each) => JSON.stringify(each)),
      ),
      (line) => {
        const read = readJsonLine(line, NOW)
        if ('error' in read) expect(read.error.message).not.toBe('')
      },
    ),
    { numRuns: RUNS },
  )
})
