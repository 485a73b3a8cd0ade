// Lookups per second and how long one takes, by what was typed.

import { anew, asker, openBot } from './bot.ts'
import { quantile, type Row } from './rows.ts'
import { QUERIES } from './search.ts'

export interface Timing {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

/** Microseconds a call, over all queries in turn until the time is up. */
export async function time(
  queries: readonly string[],
  run: (query: string) => unknown,
  seconds = 1.5,
): Promise<Timing> {
  for (const query of queries) await run(query)
  const took: number[] = []
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    for (const query of queries) {
      const started = performance.now()
      const result = run(query)
      if (result instanceof Promise) await result
      took.push(performance.now() - started)
    }
  }
  const total = took.reduce((sum, each) => sum + each, 0)
  const at = (share: number): number => quantile(took, share) * 1000
  return { perSecond: Math.round((took.length * 1000) / total), p50: at(0.5), p99: at(0.99) }
}

export async function benchLookup(seconds = 1.5): Promise<readonly Row[]> {
  const bot = await openBot()
  const { library } = bot
  const exact = library.concepts.flatMap(({ title, aliases }) => [title, ...aliases.slice(0, 2)])
  const typos = QUERIES.filter(({ style }) => style === 'typo').map(({ q }) => q)
  const sentences = QUERIES.filter(
    ({ style, topic }) => topic !== null && (style === 'symptom' || style === 'postmortem' || style === 'question'),
  ).map(({ q }) => q)
  const rows: Row[] = []
  console.log('                         per second   p50 us    p99 us')
  const print = async (name: string, queries: readonly string[], run: (query: string) => unknown): Promise<void> => {
    const { perSecond, p50, p99 } = await time(queries, run, seconds)
    console.log(
      `${name.padEnd(24)} ${String(perSecond).padStart(10)} ${p50.toFixed(1).padStart(8)} ${p99.toFixed(1).padStart(9)}`,
    )
    rows.push({ what: name, ours: `${perSecond}/s`, note: `p50 ${p50.toFixed(1)} µs, p99 ${p99.toFixed(0)} µs` })
  }
  for (const [name, queries] of [
    ['exact', exact],
    ['typo', typos],
    ['sentence', sentences],
  ] as const) {
    await print(`${name}, lookup`, queries, (query) => library.look(query))
    await print(`${name}, whole answer`, queries, (query) => bot.answer({ say: anew(query) }, asker))
    await print(`${name}, asked again`, queries, (query) => bot.answer({ say: query }, asker))
  }
  return rows
}
