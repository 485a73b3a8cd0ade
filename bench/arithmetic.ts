// Whole answers that are worked out: a typed line of numbers, the same in plain words, and a chart drawn as a PNG.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bot } from '../src/bot.ts'
import { chartPng } from '../src/charts/png.ts'
import type { ChartData } from '../src/reply.ts'
import { anew, asker, openBot } from './bot.ts'
import { time } from './lookup.ts'
import type { Row } from './rows.ts'

const LINES = [
  '/budget 99.9 30d 47m',
  '/budget 99.9 this month 12m;20m;3m',
  '/budget 99.95 28d 30% 14:02-14:49;12m',
  '/budget 99.9 28d 8300 of 12M',
  '/budget burn 99.9 1% 30d',
]
const CHARTED = '/budget 99.9 30d 47m'

/** Sentences that people type, those with numbers. */
const SENTENCES: readonly string[] = readFileSync(join(import.meta.dirname, '../test/sentences.jsonl'), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as { say: string; answer?: { type: string } })
  .filter(({ say, answer }) => /\d/.test(say) && answer !== undefined && answer.type !== 'refusal')
  .map(({ say }) => say)

async function chartOf(bot: Bot, command: string): Promise<ChartData> {
  const { reply } = await bot.answer({ command }, asker)
  const chart = reply.blocks.find((block) => block.kind === 'chart')
  if (!chart) throw new Error(`${command} has no chart`)
  return chart.chart
}

export async function benchArithmetic(seconds = 1.5): Promise<readonly Row[]> {
  const bot = await openBot()
  const chart = await chartOf(bot, CHARTED)
  for (const command of LINES) {
    const { answer } = (await bot.answer({ command }, asker)).reply
    if (answer.type === 'refusal') throw new Error(`${command} is refused`)
  }
  const rows: Row[] = []
  console.log('                         per second    p50 ms    p99 ms')
  for (const [name, queries, run] of [
    ['a /budget line', LINES, (command: string) => bot.answer({ command: anew(command) }, asker)],
    ['arithmetic in plain words', SENTENCES, (say: string) => bot.answer({ say: anew(say) }, asker)],
    ['a chart as a PNG', [CHARTED], () => chartPng(chart)],
  ] as const) {
    const { perSecond, p50, p99 } = await time(queries, run, seconds)
    const [middle, late] = [p50 / 1000, p99 / 1000]
    console.log(
      `${name.padEnd(25)} ${String(perSecond).padStart(9)} ${middle.toFixed(3).padStart(9)} ${late.toFixed(3).padStart(9)}`,
    )
    rows.push({
      what: `${name}, whole answer`.replace('PNG, whole answer', 'PNG'),
      ours: `${perSecond}/s`,
      note: `p50 ${middle.toFixed(2)} ms, p99 ${late.toFixed(2)} ms`,
    })
  }
  return rows
}
