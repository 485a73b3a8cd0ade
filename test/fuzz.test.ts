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
import { render as renderSlack } from '../adapters/slack/render.ts'
import { decode as decodeSlack } from '../adapters/slack/text.ts'
import type { Bot, Input } from '../src/bot.ts'
import { LONGEST_TEXT } from '../src/clean.ts'
import type { Call } from '../src/command.ts'
import { commands } from '../src/commands/index.ts'
import { LONGEST_TOKEN, pack } from '../src/press.ts'
import type { Reply } from '../src/reply.ts'
import { asker, library, openBot } from './world.ts'

const RUNS = Number(process.env.FUZZ_RUNS ?? 3000)
const NOW = Temporal.Instant.from('2026-11-22T09:00:00Z')
/** Of the processor. Four thousand characters of nothing but numbers take some 20 of them, and twice that before they are compiled. */
const SLOW_MS = 100

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

// Pieces of what is reckoned with: right, nearly right and absurd.
const digits = fc.oneof(
  fc.integer({ min: -10, max: 1000 }).map(String),
  fc.double({ min: 0, max: 200, noNaN: true }).map((each) => String(Number(each.toFixed(4)))),
  fc.bigInt({ min: 0n, max: 10n ** 60n }).map(String),
  fc.tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: -30, max: 99 })).map(([m, e]) => `${m}e${e}`),
  fc.integer({ min: 1, max: 400 }).map((count) => `99.${'9'.repeat(count)}`),
  fc.integer({ min: 1, max: 400 }).map((count) => '9'.repeat(count)),
  fc.constantFrom('0', '00', '.5', '1,500', '99,9', '1,5,0', '-', '−3', '½', '1/0', '0/0', '5/4', '∞', 'NaN', '٣'),
)
const unit = fc.constantFrom(
  ...[
    's',
    'ms',
    'm',
    'min',
    'h',
    'd',
    'w',
    'mo',
    'months',
    'y',
    'years',
    'ns',
    '%',
    ' %',
    'x',
    'k',
    'M',
    'B',
    ' billion',
    ' nines',
  ],
  ...[
    ' 9s',
    ' rps',
    '/s',
    ' per hour',
    ' GB',
    ' Gbit/s',
    ' km',
    ' replicas',
    ' calls',
    ' requests',
    ' errors',
    ' of',
    ' in',
    ':30',
    '-',
  ],
)
const quantity = fc.tuple(digits, unit).map((parts) => parts.join(''))
const target = fc.constantFrom(
  '99.9',
  '99.95%',
  '99',
  'three nines',
  '3.5 nines',
  '100',
  '101',
  '0.999',
  '99.99999999999',
  '3N5',
)
const windowText = fc.constantFrom(
  ...[
    '30d',
    '28d',
    '4w',
    '10y',
    'this month',
    'last quarter',
    'Q3',
    'November',
    '2026-03',
    '2026-13',
    'this week',
    'month',
    '0d',
  ],
  ...[
    '2026-11@Europe/Berlin',
    '2026-W53',
    '30d@20261122T090000Z',
    '0001-01',
    '9999-12@UTC',
    '2026-02@UTC?',
    'rolling',
    'year to date',
  ],
)
const outage = fc.constantFrom(
  ...[
    '47m',
    '1h30m',
    '1h 30',
    '1:30',
    'half an hour',
    'PT47M',
    '-5m',
    '12m;20m;3m',
    '30% 14:02-14:49',
    '14:02 to 14:49 UTC',
    '3x 5m',
  ],
  ...[
    '23:50-00:20',
    'yesterday 14:02-14:49',
    '2026-10-25 02:10-02:40 Europe/Berlin',
    '2026-02-30 10:00-11:00',
    '20261122T1302Z/47s',
  ],
  ...[
    'a third of users for 20m',
    '8300 of 12M',
    '12k of 400k requests failed',
    '5 of 0',
    '0 of 0',
    '14:02-14:02',
    '25:61-26:99',
    '1.4% errors',
  ],
  ...['60% used', '10m left', 'with 50% left', '15% errors for 10m', '99999999h', '1 of 3 regions', '20 min and 3m'],
)
const expressionPiece = fc.constantFrom(
  ...[
    '99.9',
    'lb 99.99',
    '(',
    ')',
    '>',
    '||',
    'x3',
    'x2000',
    'x0',
    'need 2',
    '2 of 3',
    'x 99.5',
    'shared 10%',
    'in series',
    'in parallel',
  ],
  ...['behind', 'two replicas of', 'and', ',', 'db', '→', '&&', '>>', 'need', 'of'],
)
const expression = fc.oneof(
  fc.array(expressionPiece, { maxLength: 20 }).map((parts) => parts.join(' ')),
  fc
    .tuple(fc.integer({ min: 1, max: 1200 }), fc.constantFrom(' > 99', ' || 99', ' x2'))
    .map(([depth, after]) => `${'('.repeat(depth)}99.9${`${after})`.repeat(depth)}`),
  fc.integer({ min: 1, max: 1200 }).map((count) => Array(count).fill('99.9').join(' > ')),
  fc
    .tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
    .map(([n, k]) => `99.9 x${n} need ${k}`),
)
const asking = fc.constantFrom(
  ...[
    'how much budget is left',
    'will that page us',
    'burn rate',
    'alerts',
    'paged',
    'compose',
    'redundancy',
    'repair',
    'mtbf',
    'mttr',
  ],
  ...[
    'how many replicas',
    'with 6 critical dependencies',
    'from',
    'over',
    'slo',
    'down',
    'we were down',
    'n=',
    'window=',
    'outages="',
    'target=',
  ],
  ...['this month', 'what does', 'allow', '/budget', '/availability', '/calc', 'left', 'used='],
)
const calculators = fc.constantFrom(
  ...Object.keys(commands.find(({ name }) => name === 'calc')?.forms ?? {}),
  ...commands.flatMap(({ examples }) => examples.map((each) => each.replace(/^\/\S+ /, ''))),
)
const reckoned = fc.oneof(quantity, digits, target, windowText, outage, expressionPiece, asking, calculators)
const sum = fc.oneof(
  { weight: 6, arbitrary: fc.array(reckoned, { maxLength: 12 }).map((parts) => parts.join(' ')) },
  { weight: 1, arbitrary: fc.array(reckoned, { maxLength: 12 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.tuple(target, windowText, outage).map((parts) => parts.join(' ')) },
  { weight: 2, arbitrary: expression },
)
/** A line that works, with some of its words and numbers replaced. */
const examples = commands.filter(({ name }) => /availability|budget|calc/.test(name)).flatMap((each) => each.examples)
const bent = fc
  .tuple(
    fc.constantFrom(...examples),
    fc.array(fc.tuple(fc.nat({ max: 12 }), fc.oneof(digits, reckoned), fc.boolean()), { maxLength: 3 }),
  )
  .map(([line, changes]) =>
    changes.reduce((text, [at, put, numbers]) => {
      const parts = text.split(numbers ? /(\d+(?:\.\d+)?)/ : /( )/)
      const places = parts.flatMap((_, place) => (place % 2 === (numbers ? 1 : 0) && place > 1 ? [place] : []))
      const place = places[at % Math.max(places.length, 1)]
      return place === undefined ? `${text} ${put}` : parts.with(place, put).join('')
    }, line),
  )

const everyday = fc
  .tuple(fc.array(piece, { maxLength: 14 }), fc.constantFrom(' ', '', '\n'))
  .map(([parts, glue]) => parts.join(glue))
const prose = fc.oneof({ weight: 3, arbitrary: everyday }, { weight: 2, arbitrary: sum })
const long = fc
  .tuple(fc.oneof(piece, reckoned), fc.integer({ min: 1, max: 3000 }))
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
        '1:budget.left?target=99.9&outages=',
        '1:budget.left?target=99.9&window=',
        '1:budget.burn?target=99.9&errors=',
        '1:budget.paged?errors=15%25&lasts=10m&target=',
        '1:availability.compose?system=',
        '1+availability.repair?mttr=1h&mtbf=',
        '1:calc.quorum?n=',
        '1:calc.majority?split=',
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
/** Any form of the arithmetic, with values for its own options. */
const formCall: fc.Arbitrary<Call> = fc
  .constantFrom(
    ...commands
      .filter(({ name }) => ['availability', 'budget', 'calc'].includes(name))
      .flatMap(({ name, forms }) => Object.entries(forms).map(([form, { options }]) => ({ name, form, options }))),
  )
  .chain(({ name: command, form, options }) =>
    fc
      .record(Object.fromEntries(Object.keys(options).map((each) => [each, fc.oneof(sum, reckoned, text)])), {
        requiredKeys: [],
      })
      .map((given): Call => ({ command, form, raw: given as Call['raw'] })),
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
  fc
    .tuple(fc.constantFrom('/availability', '/budget', '/budget burn', '/budget paged', '/calc'), fc.oneof(sum, text))
    .map(([command, line]): Input => ({ command: `${command} ${line}` })),
  fc.tuple(calculators, sum).map(([form, line]): Input => ({ command: `/calc ${form} ${line}` })),
  sum.map((say): Input => ({ say })),
  bent.map((command): Input => ({ command })),
  bent.map((command): Input => ({ command })),
  bent.map((line): Input => ({ say: line.replace(/^\/\S+ /, '') })),
  formCall.map((call): Input => ({ call })),
  formCall.map((call): Input => ({ press: pack({ act: 'call', call }) ?? '1:', on: 'public' })),
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

/** Answers that are given often enough to be seen in every run. */
const OFTEN = ['availability', 'downtime', 'composition', 'error-budget', 'incidents']

/** What no command declares, since every command may give it. */
const OF_ALL = ['refusal', 'retracted']

/** An answer is what its command declares: numbers that are numbers, above all. */
function checkAnswer(answer: Reply['answer']): void {
  if (OF_ALL.includes(answer.type)) return
  const fits = commands.some((command) => command.answer.safeParse(answer).success)
  expect([fits, fits || answer]).toEqual([true, true])
}

/** Milliseconds of the processor that this process has taken: what others do at the same time does not count. */
const cpu = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const milliseconds = async (each: Input): Promise<number> => {
  const started = cpu()
  await bot.answer(each, asker())
  return cpu() - started
}

test(`answers ${RUNS} inputs without a bug, within every limit, injecting nothing, soon`, async () => {
  let slow = 0
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(input, async (each) => {
      bugs.length = 0
      const started = cpu()
      const { reply } = await bot.answer(each, asker())
      const took = cpu() - started

      expect(bugs).toEqual([])
      expect(reply.answer.type).not.toBe('bug')
      check(reply)
      checkAnswer(reply.answer)
      seen.add(reply.answer.type)
      if (took > SLOW_MS) {
        slow++
        expect(Math.min(await milliseconds(each), await milliseconds(each), took)).toBeLessThan(SLOW_MS)
      }
    }),
    { numRuns: RUNS },
  )
  expect(slow).toBeLessThan(RUNS / 100)
  // What is made up reaches the arithmetic, and not only its refusals.
  expect(OFTEN.filter((type) => !seen.has(type))).toEqual([])
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
    '1',
    '9.',
    '1 ',
    '47m ',
    '1h30m',
    '12m;',
    '99.9 ',
    '99.9 > ',
    '(99.9 || ',
    '(',
    '(1',
    '14:02-14:49 ',
    '2026-11-20 14:02 ',
    '30% 5m, ',
    '8300 of 12M ',
    '1,',
    '1,500,',
    '3 nines ',
    '5 rps ',
    'a third of ',
    'target=99.9 ',
    'outages="12m" ',
    'from 14:02 to ',
    'and 5 ',
    'x3 need 2 ',
    'this month ',
    '0.9',
    '-',
    'a > b; ',
    'detected 14:02 resolved 14:49\n',
    'mtbf 1h ',
    'replica',
    '12ms ',
  ]
  const best = async (each: Input): Promise<number> =>
    Math.min(await milliseconds(each), await milliseconds(each), await milliseconds(each), await milliseconds(each))
  for (const shape of shapes) {
    const filled = (length: number): string => shape.repeat(Math.ceil(length / shape.length)).slice(0, length)
    const typed = (line: string) => (length: number) => ({ command: `${line} ${filled(length)}` })
    const given = (command: string, form: string, option: string) => (length: number) => ({
      call: { command, form, raw: { target: '99.9', [option]: filled(length) } },
    })
    const doors: Readonly<Record<string, (length: number) => Input>> = {
      say: (length) => ({ say: filled(length) }),
      asked: (length) => ({ say: `how much budget is left at 99.9 after ${filled(length)}` }),
      explain: (length) => ({ explain: filled(length) }),
      concept: typed('/concept'),
      budget: typed('/budget'),
      burn: typed('/budget burn 99.9'),
      availability: typed('/availability'),
      compose: typed('/availability compose'),
      calc: typed('/calc'),
      percentiles: typed('/calc percentiles'),
      incidents: typed('/calc incidents'),
      states: typed('/calc states'),
      majority: typed('/calc majority'),
      outages: given('budget', 'left', 'outages'),
      window: given('budget', 'left', 'window'),
      used: given('budget', 'left', 'used'),
      system: given('availability', 'compose', 'system'),
      pressed: (length) => ({ press: `1:budget.left?target=99.9&outages=${filled(length)}`, on: 'private' }),
      form: (length) => ({ fill: '1:budget.left?target=99.9', values: { outages: filled(length) } }),
    }
    // Both end at the same point of the shape: what is cut off at another one may be refused at once.
    const long = LONGEST_TEXT - 20
    const half = long - shape.length * Math.round(long / 2 / shape.length)
    for (const [door, make] of Object.entries(doors)) {
      // Below a few milliseconds the clock says more of the machine than of the code; so does one measure that fails.
      const holds = async (): Promise<boolean> => {
        const whole = await best(make(long))
        return whole < 5 || (whole < SLOW_MS && whole < 3 * (await best(make(half))))
      }
      expect([shape, door, (await holds()) || (await holds()) || (await holds())]).toEqual([shape, door, true])
    }
  }
}, 120_000)

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
