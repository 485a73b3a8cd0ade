// `npm run bench [-- <name>]`: one in full, or all of them in one run on one machine, smaller, with a table at the end. Absolute
// times are the machine's; the ratios are ours.

import { type Row, table } from './rows.ts'
import { TURNS } from './turns.ts'

/** In a `whole` run each takes less, and its rows say where that is another size. */
type Bench = (whole: boolean) => Promise<readonly Row[]>

const SHORT = { rounds: 4, roundMs: 800 }
const LONG = `${TURNS.rounds} rounds`
const FEWER_ENTRIES = 2000
const FEWER_DUE = [10_000]
const FEWER_ANSWERS = { answers: 100_000, due: FEWER_DUE }

const BENCHES: Readonly<Record<string, Bench>> = {
  async search(whole) {
    const { benchSearch } = await import('./search.ts')
    const showMisses = process.argv.includes('--misses')
    return whole ? smaller(await benchSearch(showMisses, 4), 'four times the questions') : benchSearch(showMisses)
  },
  lookup: async (whole) => (await import('./lookup.ts')).benchLookup(whole ? 0.7 : undefined),
  arithmetic: async (whole) => (await import('./arithmetic.ts')).benchArithmetic(whole ? 0.7 : undefined),
  async growth(whole) {
    const { benchGrowth, ENTRIES } = await import('./growth.ts')
    return whole ? smaller(await benchGrowth(FEWER_ENTRIES), `${ENTRIES} entries`) : benchGrowth()
  },
  async bolt(whole) {
    const { benchBolt } = await import('./bolt.ts')
    return whole ? smaller(await benchBolt(SHORT), LONG) : benchBolt()
  },
  async discord(whole) {
    const { benchDiscord } = await import('./discord.ts')
    return whole ? smaller(await benchDiscord(SHORT), LONG) : benchDiscord()
  },
  async store(whole) {
    const { benchStore, FULL } = await import('./store.ts')
    return whole ? smaller(await benchStore(FEWER_ANSWERS), `${FULL.answers} answers`) : benchStore()
  },
  async claims(whole) {
    const { benchClaims, SIZES } = await import('./claims.ts')
    return whole ? smaller(await benchClaims(FEWER_DUE), `${SIZES.at(-1)} posts`) : benchClaims()
  },
  start: async () => (await import('./start.ts')).benchStart(),
}

const smaller = (rows: readonly Row[], full: string): Row[] =>
  rows.map((row) => ({ ...row, note: `${row.note ?? ''}; in full ${full}` }))

const named = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const whole = named.length === 0
const rows: Row[] = []
for (const name of whole ? Object.keys(BENCHES) : named) {
  const bench = BENCHES[name]
  if (!bench) throw new Error(`there is no benchmark "${name}": ${Object.keys(BENCHES).join(', ')}`)
  console.log(`\n== ${name}`)
  rows.push(...(await bench(whole)))
}
if (whole) console.log(`\n== all\n${table(rows)}`)
