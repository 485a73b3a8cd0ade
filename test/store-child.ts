// A replica that tests may kill: takes the schedules that are due, again and again, and says so on each turn.

import type { StoreConfig } from '../src/store/config.ts'
import { openStore } from '../src/store/store.ts'
import { DAY_MS, dayPlan } from './stores.ts'

const [config = '', name = ''] = process.argv.slice(2)
const store = await openStore(JSON.parse(config) as StoreConfig)
for (let now = 1000; ; now += DAY_MS) {
  const taken = await store.schedules.takeDue(now, 10, dayPlan(name, now))
  process.stdout.write(`${taken.length}\n`)
  if (taken.length === 10) now -= DAY_MS
}
