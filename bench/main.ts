// `npm run bench [-- <name>]`: all of them in one run on one machine where none is named. Absolute times are the
// machine's; the ratios are ours.

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  search: async () => (await import('./search.ts')).benchSearch(process.argv.includes('--misses')),
  lookup: async () => (await import('./lookup.ts')).benchLookup(),
  growth: async () => (await import('./growth.ts')).benchGrowth(),
  bolt: async () => (await import('./bolt.ts')).benchBolt(),
  store: async () => (await import('./store.ts')).benchStore(),
  claims: async () => (await import('./claims.ts')).benchClaims(),
  start: async () => (await import('./start.ts')).benchStart(),
}

const named = process.argv.slice(2).filter((word) => !word.startsWith('-'))
for (const name of named.length > 0 ? named : Object.keys(BENCHES)) {
  const bench = BENCHES[name]
  if (!bench) throw new Error(`there is no benchmark "${name}": ${Object.keys(BENCHES).join(', ')}`)
  console.log(`\n== ${name}`)
  await bench()
}
