// A chart that Slack won't draw is said in words and a table, through every way of sending.

import { expect, test } from 'vitest'
import { z } from 'zod'
import { createBot } from '../src/bot.ts'
import { command, form } from '../src/command.ts'
import { commands } from '../src/commands/index.ts'
import { type Block, heading, text } from '../src/reply.ts'
import type { Seen } from './contract.ts'
import { mentioned, onSlack } from './slack/running.ts'
import { library, remembering } from './world.ts'

const CHART: Block = {
  kind: 'chart',
  alt: 'The budget is spent nine days early.',
  chart: {
    title: 'Budget left',
    shape: 'line',
    unit: 'min',
    labels: ['Mon', 'Tue'],
    series: [{ name: 'checkout', values: [43, 17] }],
  },
}
/** More blocks than one message takes, and the chart after them. */
const LONG: Block[] = Array.from({ length: 55 }, (_, at) => heading(`Part ${at + 1}`))

const shows = (...blocks: Block[]) =>
  form({ about: 'A chart', options: {}, run: () => ({ blocks, answer: { type: 'drawn' } }) })
const draw = command({
  name: 'draw',
  about: 'Draws',
  usual: 'short',
  forms: { short: shows(text('Budget:'), CHART), long: shows(...LONG, CHART) },
  asked: {},
  examples: ['/draw'],
  answer: z.strictObject({ type: z.literal('drawn') }),
})
const bot = createBot({ commands: [...commands, draw], library, ...remembering() })
const drawing = (check: Parameters<typeof onSlack>[1]) => onSlack('http', check, async () => bot)

const NATIVE = ['Budget:', 'The budget is spent nine days early.', 'chart: Budget left'].join('\n')
const TABLE = ['Budget:', 'The budget is spent nine days early.', '– | checkout (min)', 'Mon | 43', 'Tue | 17'].join(
  '\n',
)
const texts = (seen: readonly Seen[]): string[] => seen.map((each) => each.text)

test(
  'a chart is drawn where Slack draws it',
  drawing(async (slack) => {
    const { channel } = slack.slack.api

    expect(texts(await slack.command('/draw'))).toEqual([NATIVE])
    expect(texts(await slack.event('app-mention', { text: mentioned('/draw'), channel }))).toEqual([NATIVE])
  }),
)

test(
  'a chart that is refused gives way to its statement and a table, in a thread and in private',
  drawing(async (slack) => {
    const { channel } = slack.slack.api
    slack.slack.api.refuseCharts()

    expect(texts(await slack.event('app-mention', { text: mentioned('/draw'), channel }))).toEqual([TABLE])
    expect(texts(await slack.command('/draw'))).toEqual([TABLE])
    expect(slack.problems).toEqual([])
  }),
)

test(
  'a refusal that comes as a success is one too',
  drawing(async (slack) => {
    slack.slack.nextResponse({ body: { ok: false, error: 'invalid_blocks' } })

    expect(texts(await slack.command('/draw'))).toEqual([TABLE])
  }),
)

test(
  'what was sent before a chart is refused is not sent again',
  drawing(async (slack) => {
    const { channel } = slack.slack.api
    slack.slack.api.refuseCharts()
    const seen = await slack.event('app-mention', { text: mentioned('/draw long'), channel })

    const words = texts(seen).join('\n')
    for (const { text } of LONG as { text: string }[])
      expect(words.match(new RegExp(`^${text}$`, 'gm'))).toHaveLength(1)
    expect(words).toContain('Mon | 43')
  }),
)

test(
  'a post and an edit give way as well',
  drawing(async (slack) => {
    const { channel } = slack.slack.api
    slack.slack.api.refuseCharts()
    const reply = { blocks: [text('Budget:'), CHART], answer: { type: 'drawn' } }

    const posted = await slack.adapter().post(channel, reply, 'key')
    if (posted.outcome !== 'posted') throw new Error(posted.outcome)
    expect(await slack.adapter().edit(posted.reference, reply)).toEqual(posted)
  }),
)

test(
  'any other refusal is logged, not tried again',
  drawing(async (slack) => {
    slack.slack.nextResponse({ status: 404, body: { ok: false, error: 'expired_url' } })

    expect(await slack.command('/draw')).toEqual([])
    expect(slack.problems).toEqual([expect.stringContaining('expired_url')])
  }),
)
