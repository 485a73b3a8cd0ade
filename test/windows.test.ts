// Windows and clock ranges in the zones of the world: a calendar window lasts from its first instant to its last, whatever the clocks do
// in between, and what was said in one zone means the same in every other, now and later.
//
// One calendar window of one zone is a line of windows.jsonl. Those instants were worked out outside of this code, from another copy of
// the zone database.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Asker } from '../src/command.ts'
import { plainReply } from '../src/plain.ts'
import type { Button, Reply } from '../src/reply.ts'
import { asker, openBot } from './world.ts'

interface Line {
  readonly zone: string
  readonly window: string
  readonly from: string
  readonly to: string
}

const lines: readonly Line[] = readFileSync(join(import.meta.dirname, 'windows.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

const NOW = '2026-11-22T09:00:00Z'
const bot = await openBot()
const instant = Temporal.Instant.from

const from = (zone: string | undefined, now = NOW, more: Partial<Asker> = {}): Asker =>
  asker({ now: instant(now), ...(zone !== undefined && { zone: async () => zone }), ...more })
const ask = async (command: string, who: Asker): Promise<Reply> => (await bot.answer({ command }, who)).reply
const answerOf = async (command: string, who: Asker) =>
  (await ask(command, who)).answer as unknown as Record<string, unknown>
const press = async (token: string, who: Asker): Promise<Reply> =>
  (await bot.answer({ press: token, on: 'private' }, who)).reply
const buttonsOf = (reply: Reply): readonly Button[] =>
  reply.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
const seconds = ({ from: begins, to: ends }: Pick<Line, 'from' | 'to'>): number =>
  (instant(ends).epochMilliseconds - instant(begins).epochMilliseconds) / 1000

describe('a calendar window', () => {
  const zones = [...new Set(lines.map(({ zone }) => zone))]

  test.each(zones)('lasts from its first instant to its last in %s', async (zone) => {
    for (const line of lines.filter((each) => each.zone === zone)) {
      const { windowSeconds, windowKind, ...answer } = await answerOf(`/budget 99.9 ${line.window} 12m`, from(zone))
      expect([line.window, answer.from, answer.to, windowSeconds, windowKind]).toEqual([
        line.window,
        line.from,
        line.to,
        seconds(line),
        'calendar',
      ])
      expect(answer.budgetSeconds).toBeCloseTo(seconds(line) / 1000, 9)
    }
  })

  test('is the same in every form that has one', async () => {
    for (const line of lines.filter(({ zone }) => /Berlin|Lord_Howe|Apia/.test(zone))) {
      const who = from(line.zone)
      for (const command of [
        `/availability 99.9 ${line.window}`,
        `/availability observed 43m in ${line.window}`,
        `/budget burn 99.9 ${line.window} 1.4% errors`,
        `/budget alerts 99.9 ${line.window}`,
        `/budget paged 99.9 ${line.window} 15% errors for 10m`,
      ]) {
        expect([command, line.zone, (await answerOf(command, who)).windowSeconds]).toEqual([
          command,
          line.zone,
          seconds(line),
        ])
      }
    }
  })

  test('is an hour, or half of one, shorter or longer where the clocks change in it', () => {
    const odd = new Map(lines.map((line) => [`${line.zone} ${line.window}`, seconds(line) % 86_400]))
    expect(odd.get('Europe/Berlin 2026-03')).toBe(82_800)
    expect(odd.get('Europe/Berlin 2026-10')).toBe(3600)
    expect(odd.get('Australia/Sydney April 2026')).toBe(3600)
    expect(odd.get('Australia/Lord_Howe April 2026')).toBe(1800)
    expect(odd.get('UTC 2026-03')).toBe(0)
    // A day was left out at the end of 2011.
    expect(seconds(lines.find(({ window }) => window === 'December 2011') as Line)).toBe(30 * 86_400)
  })

  test('turns over at midnight of its zone', async () => {
    const now = '2026-11-30T23:30:00Z'
    expect(await answerOf('/budget 99.9 this month', from('Europe/Berlin', now))).toMatchObject({
      from: '2026-11-30T23:00:00Z',
      to: '2026-12-31T23:00:00Z',
    })
    expect(await answerOf('/budget 99.9 this month', from('America/New_York', now))).toMatchObject({
      from: '2026-11-01T04:00:00Z',
      to: '2026-12-01T05:00:00Z',
    })
  })

  test('is said back with its bounds and its zone', async () => {
    expect(plainReply(await ask('/budget 99.9 October 12m', from('Europe/Berlin')))).toContain(
      'October 2026 (2026-10-01 00:00 to 2026-11-01 00:00 in Europe/Berlin, 745 hours)',
    )
  })

  test('of no calendar is refused', async () => {
    for (const window of ['2026-13', '2026-00', '2026-W60', '2025-W53', 'Q5', 'Smarch', 'constructor', '__proto__'])
      expect([window, (await answerOf(`/budget target=99.9 window=${window}`, from('UTC'))).type]).toEqual([
        window,
        'refusal',
      ])
  })
})

describe('a rolling window', () => {
  test('is as long as it says, up to ten years, wherever it is asked', async () => {
    const units = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, months: 2_592_000, y: 31_536_000 } as const
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(units) as (keyof typeof units)[])),
        fc.integer({ min: 1, max: 315_360_000 }),
        fc.constantFrom('Europe/Berlin', 'Pacific/Apia', undefined),
        async (unit, size, zone) => {
          const count = Math.max(1, Math.floor(size / units[unit]))
          expect(await answerOf(`/budget target=99.9 window=${count}${unit}`, from(zone))).toMatchObject({
            windowSeconds: count * units[unit],
            windowKind: 'rolling',
            from: null,
            to: null,
            spentSeconds: 0,
          })
        },
      ),
      { numRuns: 200 },
    )
  })

  test.each([
    ['10y', 315_360_000],
    ['10 years', 315_360_000],
    ['120 months', 311_040_000],
    ['522w', 315_705_600],
    ['3650d', 315_360_000],
    ['month', 2_592_000],
    ['quarter', 7_776_000],
    ['year', 31_536_000],
  ])('of %s has its exact budget', async (window, length) => {
    expect(await answerOf(`/budget 99.999 ${window} 1s`, from('UTC'))).toMatchObject({
      windowSeconds: length,
      budgetSeconds: length / 100_000,
      remainingSeconds: length / 100_000 - 1,
    })
  })
})

/** A line of /budget with a range of clock times, in a calendar month that holds it. */
const down = (range: string, month: string): string => `/budget target=99.9 window=${month} outages="${range}"`

describe('a clock range', () => {
  test.each([
    ['Europe/Berlin', '14:02-14:49', '2026-11', 47],
    ['Europe/Berlin', 'yesterday 23:50-00:20', '2026-11', 30],
    ['Europe/Berlin', '23:50 to 00:20', '2026-11', 30],
    ['Asia/Kathmandu', '2026-11-20 23:59-00:01', '2026-11', 2],
    // Over the change the clock shows an hour more or less than has passed.
    ['Europe/Berlin', '2026-10-25 01:10-03:40', '2026-10', 210],
    ['Europe/Berlin', '2026-10-24 23:30-04:00', '2026-10', 330],
    ['Europe/Berlin', '2026-03-29 01:10-03:40', '2026-03', 90],
    ['Europe/Berlin', '2026-10-25 23:50-02:40', '2026-10', 170],
    ['America/New_York', '2026-03-08 01:30-03:30', '2026-03', 60],
    ['America/New_York', '2026-11-01 00:30-02:30', '2026-11', 180],
    ['America/St_Johns', '2026-11-01 00:30-02:30', '2026-11', 180],
    ['Australia/Sydney', '2026-04-05 01:30-03:30', '2026-04', 180],
    ['Australia/Lord_Howe', '2026-04-05 01:00-02:30', '2026-04', 120],
    ['Australia/Lord_Howe', '2026-10-04 01:30-03:00', '2026-10', 60],
    ['UTC', '2026-03-29 01:10-03:40', '2026-03', 150],
    ['Asia/Kathmandu', '2026-10-25 01:10-03:40', '2026-10', 150],
    // It went back an hour while the range lasted, so that its end shows an earlier time.
    ['Europe/Berlin', '2026-10-25 02:50-02:10', '2026-10', 20],
    ['Europe/Berlin', '2026-10-25 01:50 CEST - 02:40 CET', '2026-10', 110],
  ] as const)('in %s of %s in %s is %d minutes', async (zone, range, month, minutes) => {
    expect(await answerOf(down(range, month), from(zone))).toMatchObject({ spentSeconds: minutes * 60 })
  })

  test.each([
    ['2026-11-20 14:02-14:49 UTC', '2026-11-20T14:02:00Z'],
    ['2026-11-20 14:02-14:49 GMT', '2026-11-20T14:02:00Z'],
    ['2026-11-20 14:02Z-14:49Z', '2026-11-20T14:02:00Z'],
    ['2026-11-20 14:02-14:49 CET', '2026-11-20T13:02:00Z'],
    ['2026-11-20 14:02-14:49 PST', '2026-11-20T22:02:00Z'],
    ['2026-11-20 14:02-14:49 +02:00', '2026-11-20T12:02:00Z'],
    ['2026-11-20 14:02-14:49 -0330', '2026-11-20T17:32:00Z'],
    ['2026-11-20 14:02-14:49 Europe/Berlin', '2026-11-20T13:02:00Z'],
    ['2026-11-20 14:02-14:49 Asia/Kathmandu', '2026-11-20T08:17:00Z'],
    ['2026-11-20T14:02Z/14:49Z', '2026-11-20T14:02:00Z'],
    ['2026-11-20 2:02-2:49pm UTC', '2026-11-20T14:02:00Z'],
  ])('%s names its zone, which counts for every asker', async (range, begins) => {
    const stamp = begins.replace(/[-:]/g, '').replace(/00Z$/, 'Z')
    for (const zone of ['America/New_York', 'Pacific/Apia', undefined]) {
      const reply = await ask(down(range, '2026-11@UTC'), from(zone))
      expect(reply.answer).toMatchObject({ spentSeconds: 47 * 60 })
      expect(buttonsOf(reply).find(({ label }) => label === 'Share')?.token).toContain(`${stamp}/2820s`)
    }
  })

  // One time that happened twice, and how far apart.
  const TWICE = [
    ['Europe/Berlin', '2026-10-25 02:10-02:40', '2026-10', [30, 90, 30]],
    ['Europe/Berlin', '2026-10-25 01:50-02:40', '2026-10', [50, 110]],
    ['Europe/Berlin', '2026-10-25 02:40-03:10', '2026-10', [90, 30]],
    ['Europe/Berlin', '2026-10-24 23:50-02:40', '2026-10', [170, 230]],
    ['Europe/London', '2026-10-25 01:30-01:45', '2026-10', [15, 75, 15]],
    ['America/New_York', '2026-11-01 01:30-01:45', '2026-11', [15, 75, 15]],
    ['America/St_Johns', '2026-11-01 01:30-01:45', '2026-11', [15, 75, 15]],
    ['Australia/Sydney', '2026-04-05 02:30-02:45', '2026-04', [15, 75, 15]],
    ['Australia/Lord_Howe', '2026-04-05 01:35-01:45', '2026-04', [10, 40, 10]],
  ] as const

  test.each(TWICE)('in %s of %s is asked back, each meaning to press', async (zone, range, month, minutes) => {
    const who = from(zone)
    const reply = await ask(down(range, month), who)

    expect(reply.answer).toMatchObject({ type: 'refusal', code: 'ambiguous-time' })
    const pressed = await Promise.all(buttonsOf(reply).map(({ token }) => press(token, who)))
    expect(pressed.map(({ answer }) => answer)).toEqual(
      minutes.map((each) => expect.objectContaining({ type: 'error-budget', spentSeconds: each * 60 })),
    )
    const { example } = reply.answer as unknown as { example: string }
    expect(await answerOf(example, who)).toEqual(pressed[0]?.answer)
  })

  test('that is asked back among others leaves them as they are', async () => {
    const who = from('Europe/Berlin')
    const reply = await ask(down('30% 2026-10-25 01:50-02:40;12m', '2026-10'), who)

    const pressed = await Promise.all(buttonsOf(reply).map(({ token }) => press(token, who)))
    expect(pressed.map(({ answer }) => answer)).toMatchObject([
      { spentSeconds: 0.3 * 50 * 60 + 720 },
      { spentSeconds: 0.3 * 110 * 60 + 720 },
    ])
  })

  test.each([
    ['Europe/Berlin', '2026-03-29 02:10-03:40'],
    ['Europe/Berlin', '2026-03-29 01:10-02:40'],
    ['America/New_York', '2026-03-08 02:30-03:30'],
    ['Australia/Lord_Howe', '2026-10-04 02:10-03:00'],
    ['Africa/Cairo', '2026-04-24 00:10-01:30'],
    ['Pacific/Apia', '2011-12-30 10:00-11:00'],
  ])('in %s of %s is refused, as the clocks went over it', async (zone, range) => {
    const who = from(zone)
    const { type, code, message, example } = await answerOf(down(range, '2026-03'), who)
    expect([type, code]).toEqual(['refusal', 'no-such-time'])
    expect(message).toContain(zone)
    expect((await answerOf(String(example), who)).type).toBe('error-budget')
  })

  test('that has not begun yet was yesterday, whatever today has in store', async () => {
    // Today at 02:10 does not happen, and it is not yet 02:10.
    expect(await answerOf(down('02:10-02:40', '2026-03'), from('Europe/Berlin', '2026-03-28T23:30:00Z'))).toMatchObject(
      {
        spentSeconds: 1800,
      },
    )
    expect(await answerOf(down('02:10-02:40', '2026-10'), from('Europe/Berlin', '2026-10-24T22:30:00Z'))).toMatchObject(
      {
        spentSeconds: 1800,
      },
    )
  })
})

describe('the clock of the asker', () => {
  const line = '/budget 99.9 28d 14:02-14:49'
  const when = async (command: string, who: Asker): Promise<string | undefined> =>
    buttonsOf(await ask(command, who)).find(({ label }) => label === 'Share')?.token

  test('is that of their profile', async () => {
    expect(await when(line, from('America/St_Johns'))).toContain('20261121T1732Z/2820s')
    expect(plainReply(await ask(line, from('America/St_Johns')))).toContain(
      '2026-11-21 14:02 to 14:49 in America/St_Johns',
    )
  })

  test('is the one that they have set, before that of their profile', async () => {
    const own = await openBot()
    const who = from('America/St_Johns', NOW, { person: 'U7' })
    await own.answer({ command: '/nines zone Asia/Kathmandu' }, who)
    const { reply } = await own.answer({ command: line }, who)

    expect(plainReply(reply)).toContain('2026-11-22 14:02 to 14:49 in Asia/Kathmandu')
    expect(buttonsOf(reply).find(({ label }) => label === 'Share')?.token).toContain('20261122T0817Z/2820s')
    const { reply: month } = await own.answer({ command: '/budget 99.9 this month 12m' }, who)
    expect(month.answer).toMatchObject({ from: '2026-10-31T18:15:00Z' })
  })

  test('is UTC where it is not known, and that is said, with a button to set it', async () => {
    for (const command of [
      line,
      '/budget 99.9 this month 12m',
      '/availability 14:02-14:49 in 28d',
      '/availability 99.9 Q3',
    ]) {
      const reply = await ask(command, from(undefined))
      expect(plainReply(reply)).toMatch(/UTC, since (?:your|no) time zone is (?:not )?known/)
      if (command.startsWith('/budget')) expect(buttonsOf(reply).map(({ label }) => label)).toContain('Set time zone')
    }
    const known = await ask(line, from('UTC'))
    expect(plainReply(known)).not.toContain('known')
    expect(plainReply(await ask('/budget 99.9 2026-10@UTC 12m', from(undefined)))).not.toContain('since no time zone')
  })
})

describe('a button', () => {
  const made = [
    '/budget 99.9 this month 12m',
    '/budget 99.9 last month 12m;20m;3m',
    '/budget 99.9 28d 14:02-14:49',
    '/budget 99.9 28d 30% yesterday 14:02-14:49;12m',
    '/budget 99.9 30d 23:50-00:20',
    '/budget 99.9 this week saturday 14:02-14:49',
    '/budget 99.9 Q3 30% 2026-09-01 14:02-14:49',
    '/budget 99.9 14:02-14:49 60% used',
    '/budget 99.9 2026-10-24 14:02-14:49 28d',
    '/availability 99.9 this month',
    '/availability 99.9 this quarter',
    '/availability 14:02-14:49 in 28d',
    '/availability observed yesterday 14:02-14:49 this month',
    '/budget burn 99.9 this month 1.4% errors',
    '/budget alerts 99.9 this quarter',
    '/budget paged 99.9 this year 15% errors for 10m',
    // Something is missing, so the rest waits in the buttons that ask for it.
    '/budget this month 14:02-14:49',
    '/budget 99.9 this month 1:30',
    '/budget 99.9 last month 47',
    '/budget burn this month 1.4% errors',
    '/budget paged 99.9 last month 15% errors',
  ]
  const later = from('Asia/Kathmandu', '2026-12-24T20:00:00Z', { person: 'U9', name: 'Bob' })
  /** What it says, without whose clock times are shown by. */
  const said = ({ blocks, answer }: Reply): unknown => ({
    answer,
    blocks: blocks.filter((block) => block.kind !== 'buttons' && !JSON.stringify(block).includes('Assumes')),
  })

  test.each(made)('of %s gives the same answer a month later and to somebody elsewhere', async (command) => {
    for (const who of [from('Europe/Berlin'), from(undefined), from('Australia/Lord_Howe')]) {
      const reply = await ask(command, who)
      const buttons = buttonsOf(reply).filter(({ token }) => /[:+](?:availability|budget|~)/.test(token))
      expect(buttons.length).toBeGreaterThan(0)
      for (const { label, token } of buttons) {
        const first = await press(token, who)
        expect([label, first.answer.type]).not.toContain('bug')
        if (label !== 'Share') expect([label, said(await press(token, later))]).toEqual([label, said(first)])
        else expect((await press(token, later)).answer).toEqual(reply.answer)
      }
    }
  })

  test('to this month is that of the asker, not of who presses it', async () => {
    const reply = await ask('/budget 99.9 30d 12m', from('Europe/Berlin', '2026-11-30T23:30:00Z'))
    const { token = '' } = buttonsOf(reply).find(({ label }) => label === 'This month') ?? {}

    expect((await press(token, later)).answer).toMatchObject({ from: '2026-11-30T23:00:00Z', windowSeconds: 2_678_400 })
  })

  test('to another window counts what fell into it when it was made', async () => {
    const reply = await ask('/budget 99.9 28d 2026-10-24 14:02-14:49', from('UTC'))
    expect(reply.answer).toMatchObject({ spentSeconds: 0 })
    const { token = '' } = buttonsOf(reply).find(({ label }) => label === '30 days') ?? {}

    expect((await press(token, later)).answer).toMatchObject({ spentSeconds: 47 * 60 })
  })
})
