// What can't be answered is refused, and every refusal helps: it says what was given and what is expected, its example works when it is
// pasted back, and its buttons give the answer or ask for the next value that is missing.

import { describe, expect, test } from 'vitest'
import type { Input, Outcome } from '../src/bot.ts'
import type { Call, Raw } from '../src/command.ts'
import { plainReply } from '../src/plain.ts'
import { pack } from '../src/press.ts'
import type { Reply } from '../src/reply.ts'
import { asker, openBot } from './world.ts'

const faults: string[] = []
const bot = await openBot({ onEvent: ({ outcome, error }) => outcome === 'bug' && faults.push(error?.stack ?? 'bug') })
const who = asker({ zone: async () => 'Europe/Berlin' })

const call = (command: string, form: string, raw: Raw): Call => ({ command, form, raw })
const nested = (depth: number): string => `${'('.repeat(depth)}99.9${')'.repeat(depth)} > 99.9`

/** What is typed, the code of the refusal, and what it says of what was given. */
type Bad = readonly [line: string, code: string, says: string]

const LINES: readonly Bad[] = [
  // Nothing, or not enough.
  ['/availability', 'missing', 'target'],
  ['/availability table', 'missing', 'target'],
  ['/availability observed', 'missing', 'outages'],
  ['/availability compose', 'missing', 'system'],
  ['/availability redundancy', 'missing', 'part'],
  ['/availability redundancy 99.999', 'missing', 'target'],
  ['/availability repair', 'missing', 'two of MTBF'],
  ['/availability repair mtbf 1000h', 'missing', 'Only mtbf given'],
  ['/availability repair mttr 1h', 'missing', 'Only mttr given'],
  ['/availability dependencies', 'missing', 'target'],
  ['/availability dependencies 99.95', 'missing', 'count'],
  ['/budget', 'missing', 'target'],
  ['/budget 47m', 'missing', 'target'],
  ['/budget this month 14:02-14:49', 'missing', 'target'],
  ['/budget burn', 'missing', 'target'],
  ['/budget burn 99.9', 'missing', 'errors'],
  ['/budget rate', 'missing', 'burn rate'],
  ['/budget alerts', 'missing', 'target'],
  ['/budget paged', 'missing', 'target'],
  ['/budget paged 99.9', 'missing', 'errors'],
  ['/budget paged 99.9 15% errors', 'missing', 'lasts'],
  ['/budget paged 99.9 for 10m', 'missing', 'errors'],
  ['/calc amdahl', 'missing', '95% parallel'],
  ['/calc backoff', 'missing', 'base'],
  ['/calc breaker', 'missing', 'rate'],
  ['/calc capacity', 'missing', 'load'],
  ['/calc collisions', 'missing', 'rate'],
  ['/calc connection-drain', 'missing', 'longest'],
  ['/calc coordination', 'missing', 'round trips'],
  ['/calc data-loss', 'missing', 'RPO'],
  ['/calc drain', 'missing', 'backlog'],
  ['/calc durability', 'missing', 'replicas'],
  ['/calc entropy', 'missing', 'characters'],
  ['/calc fan-out', 'missing', 'slow'],
  ['/calc fan-out 1% slow', 'missing', 'calls'],
  ['/calc ids', 'missing', 'bits'],
  ['/calc incidents', 'missing', 'list'],
  ['/calc latency-slo', 'missing', 'threshold'],
  ['/calc littles-law', 'missing', 'Two of three'],
  ['/calc littles-law 100 rps', 'missing', 'One more of three'],
  ['/calc majority', 'missing', 'split'],
  ['/calc nfrs', 'missing', 'at least two'],
  ['/calc percentiles', 'missing', 'samples'],
  ['/calc quorum', 'missing', 'n.'],
  ['/calc retries', 'missing', 'each layer'],
  ['/calc rto', 'missing', 'detect'],
  ['/calc sla-credit', 'missing', 'down'],
  ['/calc states', 'missing', 'moves'],
  ['/calc token', 'missing', 'lifetime'],
  ['/calc transfer', 'missing', 'bandwidth'],
  ['/calc usl', 'missing', 'alpha'],
  // Targets: negative, zero, above 100, below 50, and no number at all.
  ['/availability 0', 'bad-target', '“0” is no target: it must be above 0'],
  ['/availability 0%', 'bad-target', '“0%”'],
  ['/availability -1', 'bad-target', '“-1” is no target: it must be above 0'],
  ['/availability -99.9', 'bad-target', '“-99.9”'],
  ['/availability 100.1%', 'bad-target', '“100.1%”'],
  ['/availability 101', 'bad-target', '“101”'],
  ['/availability 1e9', 'bad-target', '“1e9”'],
  ['/availability 49.9', 'bad-target', '“49.9”'],
  ['/availability 30%', 'bad-target', '“30%”'],
  ['/availability 0.1', 'bad-target', '“0.1”'],
  ['/availability 12', 'bad-target', '“12”'],
  ['/availability target=abc', 'bad-target', '“abc”'],
  ['/availability redundancy target=99.999 part=0', 'bad-target', '“0” is no part'],
  ['/availability redundancy target=99.999 part=30', 'bad-target', '“30” is no part'],
  ['/availability redundancy 99.9 from 101', 'left-over', '“101”'],
  ['/availability dependencies target=100 count=5', 'out-of-range', '100 %'],
  ['/budget 101 30d 47m', 'bad-target', '“101”'],
  ['/budget 0 30d 47m', 'bad-target', '“0”'],
  ['/budget 20 30d 47m', 'bad-target', '“20”'],
  ['/budget -99.9 30d 47m', 'bad-target', '“-99.9”'],
  ['/budget burn 100 30d 5% errors', 'no-budget', '100 %'],
  ['/budget alerts 100', 'no-budget', '100 %'],
  ['/budget paged 100 15% errors for 10m', 'no-budget', '100 %'],
  ['/budget 100 30d 5m 10m left', 'no-budget', '100 %'],
  ['/calc sla-credit 120%', 'bad-target', '“120%”'],
  // Windows: of no length, too long, without a unit, and none.
  ['/availability 99.9 window=banana', 'bad-window', '“banana”'],
  ['/availability 99.9 window=0d', 'bad-window', '“0d”'],
  ['/availability 99.9 window=-3d', 'bad-window', '“-3d”'],
  ['/availability 99.9 window=30', 'no-unit', '“30”'],
  ['/availability 99.9 200y', 'bad-window', '“200y”'],
  ['/availability observed 12m in 0d', 'bad-window', '“0d”'],
  ['/budget 99.9 0d 5m', 'bad-window', '“0d”'],
  ['/budget 99.9 window=0s outages=5m', 'bad-window', '“0s”'],
  ['/budget alerts 99.9 0d', 'bad-window', '“0d”'],
  ['/budget 99.9 window=2026-13 outages=5m', 'bad-window', '“2026-13”'],
  ['/budget 99.9 window=30d@99999999T999999Z outages=5m', 'bad-window', 'ends at no time'],
  // Outages: without a unit, of the wrong sign, longer than the window, of too much, and of several bases.
  ['/availability observed 47', 'no-unit', '“47”'],
  ['/availability observed 1:30 in 30d', 'no-unit', '“1:30”'],
  ['/availability observed 31d in 30d', 'too-long', '31d'],
  ['/availability observed -43m in 30d', 'negative', '“-43m”'],
  ['/availability observed 0% 43m in 30d', 'bad-share', '“0% 43m”'],
  ['/availability observed 130% 43m in 30d', 'bad-share', '“130% 43m”'],
  ['/availability observed 12 of 8', 'bad-count', '“12 of 8”'],
  ['/availability observed 5 failed', 'no-total', '“5 failed”'],
  ['/budget 99.9 30d 47', 'no-unit', '“47”'],
  ['/budget 99.9 30d 1:30', 'no-unit', '“1:30”'],
  ['/budget 99.9 30d 30% 1:30;12m', 'no-unit', '“1:30”'],
  ['/budget 99.9 30d -47m', 'negative', '“-47m”'],
  ['/budget target=99.9 window=30d outages=31d', 'too-long', '31d'],
  ['/budget target=99.9 window=1h outages=2h', 'too-long', '2h'],
  ['/budget target=99.9 window=1h outages="40m;30m"', 'too-long', '1h10m'],
  ['/budget 99.9 30d 0% 47m', 'bad-share', '“0% 47m”'],
  ['/budget 99.9 30d 150% 47m', 'bad-share', '“150% 47m”'],
  ['/budget 99.9 12M of 8300', 'bad-count', '“12M of 8300”'],
  ['/budget 99.9 8300 failed', 'no-total', '“8300 failed”'],
  ['/budget target=99.9 outages="5 of 0"', 'bad-count', '“5 of 0”'],
  ['/budget 99.9 30d 5 of 10;3 of 10', 'left-over', '“3 of 10”'],
  ['/budget 99.9 30d 12m;8300 of 12M', 'mixed', '“8300 of 12M”'],
  ['/budget target=99.9 outages="30% 40% 12m"', 'mixed', '“40%”'],
  ['/budget 99.9 8300 of 12M 10m left', 'mixed', 'minutes'],
  ['/budget rate 6x 30d 10m left', 'mixed', 'minutes'],
  ['/budget rate 0x', 'out-of-range', '“0”'],
  ['/budget 99.9 30d outages=banana', 'bad-outages', '“banana”'],
  ['/budget 99.9 30d used=banana', 'bad-prior', '“banana”'],
  ['/budget 99.9 30d 47m used=50', 'bad-prior', '“50”'],
  ['/budget 99.9 30d 47m 99.95', 'left-over', '“99.95”'],
  // Numbers and units with a slip in them.
  ['/budget 99.9 30d 47mni', 'unread-number', '“47mni”'],
  ['/budget 99.9 30d 47banana', 'unread-number', '“47banana”'],
  ['/budget 99.9,30d,47m', 'unread-number', '“99.9,30d,47m”'],
  ['/availability 99.9 3O days', 'unread-number', 'Did you mean 30?'],
  ['/availability 99.9 30٣ days', 'unread-number', 'digits other than 0 to 9'],
  ['/budget 99.9 2026-02-30', 'unread-number', 'no day of the calendar'],
  ['/budget 99.9 30d 2026-11-20', 'unread-number', 'without times'],
  ['/calc rto detect 5mni decide 10m rto 30m', 'unread-number', 'Did you mean 5 min?'],
  ['/budget 99.9 last 3 mnths', 'no-unit', '“3 mnths”'],
  ['/budget 99.9 past 6 monts 12m', 'no-unit', '“6 monts”'],
  ['/budget 99.9 30d 1h30mni', 'unread-number', 'Did you mean 30 min?'],
  ['/budget 99.9 2026-W54 47m', 'unread-number', '“2026-W54”'],
  ['/budget 99.9 2026-13 47m', 'unread-number', '“2026-13”'],
  ['/calc retries 3,5 attempts 3 layers', 'unread-number', '“3,5”'],
  ['/budget 99.9.9 30d 47m', 'missing', 'target'],
  ['/budget 99.9% 99.9% 30d', 'left-over', '“99.9%”'],
  ['/budget 99.9 30d 47M', 'no-unit', '“47M”'],
  // Lengths that may be two things.
  ['/budget 99.9 30d 31d', 'bad-window', '“30d 31d”'],
  ['/availability 99.9 30d 90d', 'bad-window', '“30d 90d”'],
  ['/budget 99.9 30days47m', 'bad-window', '“30days 47m”'],
  ['/budget 99.9 30d47m', 'bad-window', '“30d 47m”'],
  ['/budget 99.9 30d 1h of 2h', 'mixed', '“1h of 2h”'],
  ['/budget 99.9 30d 12m, 1h out of 2h', 'mixed', '“1h out of 2h”'],
  ['/budget 99.9 30d47mins12s', 'bad-window', '“30d 47mins12s”'],
  ['/budget 99.9 30d 10m to 20m', 'mixed', '“10m to 20m”'],
  ['/budget 99.9 30d 14:49-14:02', 'bad-range', 'ends before it begins'],
  ['/budget 99.9 2d5h 10m', 'bad-window', '“2d5h 10m”'],
  // Signs after which nothing follows.
  ['/availability a 99.9 >', 'left-over', '“>”'],
  ['/availability 99.9 ||', 'left-over', '“||”'],
  ['/availability lb 99.99 > app 99.9 >', 'bad-expression', 'ends where a part should be'],
  ['/budget 99.9 30d ½h', 'unread-number', '“½h”'],
  // Words that are no form.
  ['/quiz frobnicate', 'unknown-form', 'show, daily, now, practice'],
  ['/quiz pratice availability', 'unknown-form', 'Did you mean practice?'],
  ['/budget brun', 'unknown-form', 'Did you mean burn?'],
  ['/availability frobnicate', 'unknown-form', 'table, observed'],
  // Zones that are none.
  ['/nines zone CET', 'unknown-zone', 'abbreviation'],
  ['/quiz daily 09:00 CET', 'unknown-zone', 'abbreviation'],
  ['/quiz daily 09:00 UTC+2', 'unknown-zone', 'offset'],
  ['/quiz daily 09:00 weekdays -03:30', 'unknown-zone', 'offset'],
  // Clock times that are none.
  ['/budget 99.9 30d 25:00-26:00', 'bad-range', '“25:00-26:00”'],
  ['/budget 99.9 30d 14:60-15:00', 'bad-range', '“14:60-15:00”'],
  ['/budget 99.9 30d 2026-02-30 14:02-14:49', 'bad-date', '“2026-02-30 14:02-14:49”'],
  ['/budget 99.9 30d 2026-11-20 14:02 to 2026-11-19 14:49', 'bad-range', 'ends before it begins'],
  ['/budget 99.9 30d 14:02-14:49 Mars/Olympus', 'bad-range', 'Mars/Olympus'],
  ['/budget 99.9 2026-10 2026-10-25 02:10-02:40', 'ambiguous-time', '02:10 and 02:40 happened twice'],
  ['/budget 99.9 2026-03 2026-03-29 02:10-03:40', 'no-such-time', '02:10 did not happen'],
  // Rates and lengths.
  ['/budget burn 99.9 30d 140% errors', 'out-of-range', '“140%”'],
  ['/budget burn 99.9 30d -5% errors', 'out-of-range', '“-5%”'],
  ['/budget burn 99.9 30d errors=banana', 'unreadable', '“banana”'],
  ['/budget burn 99.9 30d errors=5', 'no-unit', '“5”'],
  ['/budget burn 99.9 30d 5 of 0', 'left-over', '“5 of 0”'],
  ['/budget burn 99.9 30d 1.4% errors left=banana', 'bad-prior', '“banana”'],
  ['/budget alerts 99.9 30d scaling=banana', 'not-a-choice', '“banana”'],
  ['/budget alerts 99.9 47', 'left-over', '“47”'],
  ['/budget paged 99.9 200% errors for 10m', 'out-of-range', '“200%”'],
  ['/budget paged 99.9 15% errors for -10m', 'out-of-range', '“-10m”'],
  ['/budget paged 99.9 15% errors lasts=10', 'no-unit', '“10”'],
  ['/availability repair mtbf=1000 mttr=1h', 'no-unit', '“1000”'],
  ['/availability repair mtbf=-5h mttr=1h', 'out-of-range', '“-5h”'],
  ['/availability repair mtbf=1000h mttr=1:30', 'unreadable', '“1:30”'],
  ['/availability repair mtbf 0h mttr 0h', 'out-of-range', 'of 0'],
  ['/availability dependencies 99.95 with 0 critical dependencies', 'out-of-range', '“0”'],
  ['/availability dependencies 99.95 with 2000 critical dependencies', 'out-of-range', '“2000”'],
  ['/availability dependencies target=99.95 count=1.5', 'unreadable', '“1.5”'],
  ['/availability dependencies target=99.95 count=-2', 'out-of-range', '“-2”'],
  // Systems that are none.
  ['/availability compose 99.9 > > > (', 'bad-expression', 'names no part'],
  ['/availability compose (99.9 > 99.95', 'bad-expression', 'is not closed'],
  ['/availability compose 99.9) > 99.95', 'bad-expression', 'was not opened'],
  ['/availability compose 99.9 x2000', 'bad-expression', '“2000” copies'],
  ['/availability compose 99.9 x0', 'bad-expression', '“0” copies'],
  ['/availability compose 99.9 x3 need 4', 'bad-expression', '4 of 3'],
  ['/availability compose 99.9 need 2', 'bad-expression', 'need'],
  ['/availability compose 4 of 3 x 99.5', 'bad-expression', '4 of 3'],
  ['/availability compose lb > app', 'bad-expression', '“lb”'],
  ['/availability compose 99.9 > 20', 'bad-target', '“20”'],
  ['/availability compose 99.9 > 101', 'bad-target', '“101”'],
  ['/availability compose 99.9 ||', 'bad-expression', 'ends where a part should be'],
  ['/availability compose (99.9 x100) x100', 'bad-expression', '10,000 parts'],
  ['/availability compose 99.9 && 99.5 $ %', 'bad-expression', '“$”'],
  [`/availability compose ${nested(1000)}`, 'bad-expression', 'deep'],
  [`/availability compose ${'('.repeat(1000)}`, 'bad-expression', 'deep'],
  ['/availability compose 99.9 > 99.9 shared 110%', 'out-of-range', '“110%”'],
  ['/availability compose 99.9 x2 shared -10%', 'out-of-range', '“-10%”'],
  // Options and names that do not exist.
  ['/availability 99.9 bogus=1', 'unknown-option', '“bogus”'],
  ['/budget 99.9 30d 47m windw=x', 'unknown-option', '“windw”'],
  ['/budget burn 99.9 outages=12m', 'unknown-option', '“outages”'],
  ['/calc bogus', 'unknown-form', '“bogus”'],
  ['/budgt 99.9', 'unknown-command', '“budgt”'],
  // Calculators.
  ['/calc amdahl 150% parallel', 'out-of-range', '“150%”'],
  ['/calc amdahl 95% parallel 5% serial', 'too-many', 'serial'],
  ['/calc amdahl 95% parallel 0 workers', 'out-of-range', '“0”'],
  ['/calc littles-law 100 rps -50ms', 'out-of-range', '“-50ms”'],
  ['/calc fan-out 1% slow x0 calls', 'out-of-range', '“x0”'],
  ['/calc fan-out 200% slow 50 calls', 'out-of-range', '“200%”'],
  ['/calc percentiles banana', 'bad-list', '“banana”'],
  ['/calc retries 5000 attempts 3 layers', 'out-of-range', '“5000”'],
  ['/calc durability 0 replicas', 'out-of-range', '“0”'],
  ['/calc durability 3 replicas 200% afr 6h repair', 'out-of-range', '“200%”'],
  ['/calc incidents banana', 'bad-list', '“banana”'],
  ['/calc quorum n=0', 'out-of-range', '“0”'],
  ['/calc quorum n=3 r=5 w=1', 'out-of-range', 'R = 5 of N = 3'],
  ['/calc quorum n=3 r=2 w=0', 'out-of-range', '0'],
  ['/calc majority 0', 'bad-split', '“0”'],
  ['/calc majority 3 into 5 5', 'bad-split', '“3 into 5 5”'],
  ['/calc states a >', 'bad-machine', '“a >”'],
  ['/calc token lifetime=0s', 'out-of-range', 'above 0'],
  ['/calc rto detect -5m', 'out-of-range', '“-5m”'],
  ['/calc entropy 0 characters', 'out-of-range', '“0”'],
  ['/calc transfer 10 Gbit/s rtt -5ms', 'out-of-range', '“-5ms”'],
  ['/calc breaker 10 rps 150% failing', 'out-of-range', '“150%”'],
  ['/calc collisions rate=banana time=1s', 'unreadable', '“banana”'],
  ['/calc nfrs banana', 'left-over', '“banana”'],
]

const SENTENCES: readonly Bad[] = [
  ['how much budget is left after 47 min', 'missing', 'target'],
  ['how many replicas of 99.5 do we need', 'missing', 'target'],
  ['will that page us', 'missing', 'target'],
  ['what is our burn rate', 'missing', 'target'],
  ['mtbf 30 days', 'missing', 'mtbf'],
  ['we were down 1:30 on 99.9 over 30 days', 'no-unit', '“1:30”'],
  ['we were down 47mni, SLO 99.9 over 30 days', 'unread-number', 'Did you mean 47 min?'],
  ['SLO 99.9 over 3O days, down 12m', 'unread-number', '“3O”'],
  ['slo 99.9, down 43m in the last 3 mnths', 'no-unit', '“3 mnths”'],
  ['99.9/30d/47m', 'unread-number', '“99.9/30d/47m”'],
  ['we were down 1h of 2h, slo 99.9 over 30d', 'mixed', '“1h of 2h”'],
  ['we were down 12m and 8300 of 12M requests failed at 99.9', 'mixed', '“8300 of 12M”'],
]

const OPTIONS: readonly (readonly [call: Call, code: string, says: string])[] = [
  [call('budget', 'left', { target: '99.9', window: '', outages: '47' }), 'no-unit', '“47”'],
  [call('budget', 'left', { target: '99.9', nope: '1' }), 'unknown-option', '“nope”'],
  [call('budget', 'left', { target: '99.9', __proto__x: '1' }), 'unknown-option', '“__proto__x”'],
  [call('budget', 'left', { target: '99.9;99.95' }), 'bad-target', '“99.9;99.95”'],
  [call('budget', 'left', { target: '99.9', window: '30d 28d' }), 'bad-window', '“30d 28d”'],
  [call('budget', 'left', { target: '99.9', outages: '47m 20' }), 'no-unit', '“20”'],
  [call('budget', 'burn', { target: '99.9', errors: '0 of 0' }), 'unreadable', '“0 of 0”'],
  [call('budget', 'paged', { target: '99.9', errors: '15%', lasts: '-1m' }), 'out-of-range', '“-1m”'],
  [call('budget', 'nope', {}), 'unknown-command', 'no such command'],
  [call('availability', 'compose', { system: nested(1000) }), 'bad-expression', 'deep'],
  [call('availability', 'compose', { system: '' }), 'missing', 'system'],
  [call('nines', 'report', {}), 'missing', 'Expected an entry'],
  [call('availability', 'repair', { mtbf: '1000h', failures: '0', period: '24h' }), 'out-of-range', '“0”'],
  [call('calc', 'quorum', { n: 'three and a half' }), 'unreadable', '“three and a half”'],
  [call('calc', 'majority', { split: '-5 into 3 2' }), 'bad-split', '“-5 into 3 2”'],
]

const buttonsOf = ({ blocks }: Reply) => blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
const answer = async (input: Input): Promise<Outcome> => {
  faults.length = 0
  const outcome = await bot.answer(input, who)
  expect(faults).toEqual([])
  return outcome
}
const press = (token: string): Promise<Outcome> => answer({ press: token, on: 'private' })

/** Says what to do: what is expected, or asks for it. */
const ASKS =
  /Expected|Missing: |needed|\?$|Leave|must be|Name |are N, R, W|Did you mean|Ask again|no such command|given/

async function helps(outcome: Outcome, code: string, says: string): Promise<void> {
  const { reply, to } = outcome
  const refusal = reply.answer as unknown as { type: string; code: string; message: string; example: string }
  expect({ to, ...refusal }).toMatchObject({ to: 'asker', type: 'refusal', code })
  expect(refusal.message).toContain(says)
  expect(refusal.message).toMatch(ASKS)
  expect(plainReply(reply)).toContain(refusal.message.slice(0, 60))

  const pasted = await answer({ command: refusal.example })
  expect(refusal.example, plainReply(pasted.reply).slice(0, 200)).toSatisfy(
    () => pasted.reply.answer.type !== 'refusal',
  )
  for (const { label, token } of buttonsOf(reply)) {
    const pressed = (await press(token)).reply.answer as unknown as { type: string; code?: string; message?: string }
    // The next value may be missing still, never the one that was given by the button.
    expect([label, pressed.type, pressed.code ?? 'missing']).toEqual([label, pressed.type, 'missing'])
    expect(pressed.message).not.toBe(refusal.message)
  }
}

describe('a line is refused with help', () => {
  test.each(LINES)('%#: %s', async (line, code, says) => {
    await helps(await answer({ command: line }), code, says)
  })
})

describe('a sentence is refused with help', () => {
  test.each(SENTENCES)('%s', async (say, code, says) => {
    await helps(await answer({ say }), code, says)
  })
})

describe('named options, buttons and forms are refused with the same help', () => {
  test.each(OPTIONS)('%#: %j', async (made, code, says) => {
    const named = await answer({ call: made })
    await helps(named, code, says)

    const token = pack({ act: 'call', call: made })
    if (token === undefined) return
    const pressed = await press(token)
    expect([pressed.act, pressed.reply]).toEqual(['replace', named.reply])
    const empty = pack({ act: 'call', call: { ...made, raw: {} } }) ?? ''
    expect((await answer({ fill: empty, values: made.raw })).reply).toEqual(named.reply)
  })
})

describe('what is missing is asked for', () => {
  /** Presses the first button until there is an answer. */
  async function pressOn(first: Outcome): Promise<string[]> {
    let outcome = first
    const asked: string[] = []
    while (outcome.reply.answer.type === 'refusal') {
      asked.push((outcome.reply.answer as unknown as { message: string }).message.replace(/\..*/, ''))
      const [button] = buttonsOf(outcome.reply)
      if (!button || asked.length > 5) return [...asked, 'no button']
      outcome = await press(button.token)
    }
    return [...asked, outcome.reply.answer.type]
  }

  test.each([
    ['/budget paged', ['Missing: target', 'Missing: errors', 'Missing: lasts', 'paged']],
    ['/budget burn 30d', ['Missing: target', 'Missing: errors', 'burn-rate']],
    ['/budget 47', ['“47” is no target: below 50 % it is more likely an error rate or a typing error', 'error-budget']],
    ['/availability redundancy', ['Missing: part', 'Missing: target', 'redundancy']],
    ['/availability observed', ['Missing: outages', 'downtime']],
    ['/availability compose', ['Missing: system', 'composition']],
  ])('value by value: %s', async (line, asked) => {
    expect(await pressOn(await answer({ command: line }))).toEqual(asked)
  })

  /** What only the asker can have: numbers that were measured, a machine that was drawn. */
  const OWN = /^\/calc (?:percentiles|states)$/

  test.each(LINES.filter(([, code]) => code === 'missing'))('with values to press: %s', async (line) => {
    const buttons = buttonsOf((await answer({ command: line })).reply)
    expect(buttons.length > 0).toBe(!OWN.test(line))
  })

  test.each([
    ['/calc littles-law', 'littles-law'],
    ['/calc capacity', 'capacity'],
    ['/calc drain 120k', 'drain'],
    ['/calc usl', 'usl'],
    ['/calc nfrs', 'nfrs'],
    ['/calc retries', 'retries'],
    ['/calc sla-credit 99.9:10 99:25', 'sla-credit'],
    ['/availability repair', 'repair'],
    ['/availability dependencies', 'dependencies'],
  ])('to the answer, by the first button each time: %s', async (line, type) => {
    expect((await pressOn(await answer({ command: line }))).at(-1)).toBe(type)
  })

  test('with what was understood already', async () => {
    expect(plainReply((await answer({ command: '/budget 30% 12m over 28d' })).reply)).toContain(
      'Understood so far: window “28d”, outages “30% 12m”.',
    )
  })
})

describe('what is odd and still has an answer is answered', () => {
  test.each([
    ['/budget 99.9 0 of 0', { met: null, remainingRatio: null, spentRatio: null }],
    ['/budget 100 30d 5m', { budgetSeconds: 0, spentRatio: null, met: false }],
    ['/budget 100 30d', { budgetSeconds: 0, spentRatio: null, met: true }],
    ['/availability 100', { unavailability: 0, nines: null }],
    ['/budget 99.9 this month 2026-11-20 14:00-15:00;2026-11-20 14:30-15:30', { spentSeconds: 5400 }],
    ['/budget 99.9 this month 50% 2026-11-20 14:00-15:00;2026-11-20 14:30-15:30', { spentSeconds: 900 + 3600 }],
    ['/budget 99.9 this month 2026-09-20 14:00-15:00', { spentSeconds: 0, met: true }],
    ['/budget 99.9 this month 2026-10-31 23:30-00:30', { spentSeconds: 1800 }],
    ['/budget 99.9 30d 200% used', { remainingRatio: -1, met: false }],
    ['/budget burn 99.9 30d 0% errors', { burnRate: 0, exhaustsInSeconds: null }],
    ['/budget paged 99.9 15% errors for 0m', { pages: false }],
    ['/budget rate 1x 30d', { exhaustsInSeconds: 2_592_000, spentRatio: null }],
    ['/budget rate 2x 30d 100% used', { exhaustsInSeconds: 0 }],
    ['/budget rate 720x 30d for 2h', { exhaustsInSeconds: 3600, spentRatio: 2 }],
    ['/budget 99.9 30d 30% for 20m', { type: 'error-budget', spentSeconds: 360 }],
    // Seconds that look like a code, and like nines.
    ['/budget 99.9 30d 500s', { spentSeconds: 500 }],
    ['/budget 99.9 month 29s', { windowSeconds: 2_592_000, spentSeconds: 29 }],
  ])('%s', async (line, expected) => {
    expect((await answer({ command: line })).reply.answer).toMatchObject(expected)
  })
})
