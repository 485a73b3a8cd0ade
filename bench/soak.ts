// `npm run soak`: ten minutes (SOAK_MINUTES) of 200 commands a second (SOAK_RATE) through both adapters of the running program, half
// each, and every answer looked at. They are sent by the clock, whether those before are answered or not.
//
// Fails, with exit code 1, where anything goes wrong or the memory grows. Wrong is: no answer within the 3 s that the platforms wait,
// another status than 200, an empty card, an apology, a card that does not show what was asked for, a warning in the log, a call that
// met a limit. By what the memory is judged stands in soak-report.ts. Under 3 minutes it is not judged.

import { availableParallelism, loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { quantile } from './rows.ts'
import { type Kind, openAsks } from './soak-asks.ts'
import { type Sizes, startBot } from './soak-bot.ts'
import { openDiscord } from './soak-discord.ts'
import { byMinute, growthOf, type Sample, slopeOf } from './soak-report.ts'
import { type Button, type Shown, wrongWith } from './soak-shown.ts'
import { openSlack } from './soak-slack.ts'

const MINUTES = Number(process.env.SOAK_MINUTES ?? 10)
const RATE = Number(process.env.SOAK_RATE ?? 200)
const EVERY_MS = 10_000
const LATE_MS = 3000
const SETTLING_MS = 2000
/** Buttons that may be pressed still: the latest. */
const BUTTONS = 500

const asks = await openAsks()
const slack = await openSlack(asks.random)
const discord = await openDiscord(asks.random)
const errors = new Map<string, number>()
const failed = (what: string): void => {
  errors.set(what, (errors.get(what) ?? 0) + 1)
}
const wrongs = (): number => [...errors.values()].reduce((sum, each) => sum + each, 0)
const bot = await startBot({ slack: slack.apiUrl, discord: discord.url }, (line) =>
  failed(`log: ${line.slice(0, 400)}`),
)
slack.use(bot.port)

const surfaces = [slack, discord].map((surface) => ({ ...surface, buttons: [] as Button[], choices: [] as Button[] }))
type Side = (typeof surfaces)[number]
let sent = 0
let answered = 0
const took: number[] = []

/** One of the latest, no longer there. */
function takeOne(buttons: Button[]): Button | undefined {
  return buttons.splice(Math.floor(asks.random() * buttons.length), 1)[0]
}

function act(side: Side, kind: Kind): { readonly shown: Promise<Shown>; readonly shows?: string | undefined } {
  const button = kind === 'press' ? takeOne(side.buttons) : kind === 'choice' ? takeOne(side.choices) : undefined
  if (button) return { shown: button.press() }
  // Before anything has been answered there is nothing to press.
  const what = asks.make(kind === 'press' ? 'concept' : kind === 'choice' ? 'quiz' : kind)
  return { shown: side.ask(what), shows: what.shows }
}

async function one(side: Side, kind: Kind): Promise<void> {
  const started = performance.now()
  const { shown, shows } = act(side, kind)
  const late = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => late.resolve(undefined), LATE_MS)
  try {
    const answer = await Promise.race([shown, late.promise])
    if (!answer) return failed(`${side.name}, ${kind}: no answer within 3 s`)
    took.push(performance.now() - started)
    const wrong = wrongWith(answer, shows)
    if (wrong !== undefined) return failed(`${side.name}, ${kind}: ${wrong}`)
    answered++
    // What is taken back leaves nothing to look at.
    const pressed = answer.buttons.filter(({ label }) => label !== 'Take back')
    for (const each of pressed) (/^[A-F]$/.test(each.label) ? side.choices : side.buttons).push(each)
    for (const list of [side.buttons, side.choices]) list.splice(0, list.length - BUTTONS)
  } catch (error) {
    failed(`${side.name}, ${kind}: ${(error as Error).message}`)
  } finally {
    clearTimeout(timer)
  }
}

// It greets its servers; the store and the questions are opened by the first who need them. Neither is the load that is measured.
discord.join()
await pause(SETTLING_MS)
for (const kind of asks.kinds) for (const side of surfaces) await one(side, kind)

took.length = 0
answered = 0
const atStart = await bot.measure()
const ownAtStart = process.cpuUsage()
const began = performance.now()
const minutes = (): number => (performance.now() - began) / 60_000
const samples: Sample[] = []
const under = new Set<Promise<void>>()
const begin = (work: Promise<void>): void => {
  under.add(work)
  work.finally(() => under.delete(work))
}
async function measure(): Promise<Sizes | undefined> {
  try {
    const sizes = await bot.measure()
    samples.push({ minute: minutes(), ...sizes })
    return sizes
  } catch (error) {
    failed((error as Error).message)
    return undefined
  }
}
let nextSample = EVERY_MS
let told = { minute: 0, sent: 0, took: 0 }
const mb = (size: number | undefined): string => `${(size ?? 0).toFixed(1)} MB`
const ms = (times: readonly number[], share: number): string => `${quantile(times, share).toFixed(1)} ms`

function tellMinute(): void {
  const [times, last] = [took.slice(told.took), samples.at(-1)]
  console.log(
    `minute ${told.minute + 1}: ${sent - told.sent} sent, ${wrongs()} errors so far, ` +
      `p50 ${ms(times, 0.5)}, p99 ${ms(times, 0.99)}, ${mb(last?.rss)} resident, ${mb(last?.heap)} after garbage collection`,
  )
  told = { minute: told.minute + 1, sent, took: took.length }
}

console.log(`${RATE} commands a second for ${MINUTES} minutes`)
while (minutes() < MINUTES && bot.alive()) {
  const due = Math.floor(((performance.now() - began) / 1000) * RATE)
  while (sent < due) {
    begin(one(surfaces[sent++ % surfaces.length] as Side, asks.kind()))
  }
  if (performance.now() - began >= nextSample) {
    nextSample += EVERY_MS
    begin(measure().then(() => {}))
  }
  if (minutes() >= told.minute + 1) tellMinute()
  await pause(5)
}
const lasted = (performance.now() - began) / 1000
await Promise.all(under)
const atEnd = await measure()
const own = process.cpuUsage(ownAtStart)
if (sent > told.sent) tellMinute()
await bot.stop().catch((error: Error) => failed(error.message))
slack.close()
discord.close()

const growths = (['heap', 'rss'] as const).map((what) => ({ what, growth: growthOf(samples, what) }))
const outcomes = [...bot.outcomes].sort(([, a], [, b]) => b - a).map(([outcome, count]) => `${outcome} ${count}`)
console.log(`
commands  ${sent} sent (${(sent / lasted).toFixed(0)} a second), ${answered} answered, ${wrongs()} errors
outcomes  ${outcomes.join(', ')}
latency   p50 ${ms(took, 0.5)}, p99 ${ms(took, 0.99)}, slowest ${ms(took, 1)}
processor ${(((atEnd?.cpu ?? 0) - atStart.cpu) / lasted).toFixed(2)} of a core for the bot, ${((own.user + own.system) / 1e6 / lasted).toFixed(2)} for this side; load of the machine ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores
resident  ${byMinute(samples, 'rss')
  .map((size) => size.toFixed(0))
  .join(' ')} MB at the end of each minute; slope ${slopeOf(samples, 'rss').toFixed(2)} MB a minute
heap      ${byMinute(samples, 'heap')
  .map((size) => size.toFixed(1))
  .join(' ')} MB after garbage collection; slope ${slopeOf(samples, 'heap').toFixed(2)} MB a minute`)
for (const { what, growth } of growths)
  console.log(
    growth
      ? `${what.padEnd(8)}  last third ${mb(growth.last)}, middle third ${mb(growth.middle)}: ${growth.ratio.toFixed(3)}, ${growth.grows ? 'it grows' : 'it does not grow'}`
      : `${what.padEnd(8)}  too few samples to judge`,
  )
for (const [what, count] of [...errors].slice(0, 20)) console.log(`error, ${count} times: ${what}`)
process.exitCode = wrongs() > 0 || growths.some(({ growth }) => growth?.grows) ? 1 : 0
