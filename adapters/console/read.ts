// What the console and its JSON lines take in: a line of text or an object -> Input and Asker.

import { z } from 'zod'
import type { Input } from '../../src/bot.ts'
import type { Asker } from '../../src/command.ts'
import { zoneNamed } from '../../src/zones.ts'

const raw = z.record(z.string(), z.string())
const instant = z.string().transform((text, context) => {
  try {
    return Temporal.Instant.from(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'is an instant like 2026-11-22T09:00:00Z' })
    return z.NEVER
  }
})
const zone = z.string().transform((text, context) => {
  const found = zoneNamed(text)
  if (found !== undefined) return found
  context.addIssue({ code: 'custom', message: 'is a time zone like Europe/Berlin' })
  return z.NEVER
})

const message = z
  .strictObject({
    say: z.string(),
    press: z.string(),
    explain: z.string(),
    fill: z.strictObject({ token: z.string(), values: raw }),
    tick: z.literal(true),
    person: z.string().min(1),
    name: z.string(),
    place: z.string().min(1),
    workspace: z.string().min(1),
    direct: z.boolean(),
    manager: z.boolean(),
    now: instant,
    zone,
  })
  .partial()

const DOORS = ['say', 'press', 'explain', 'fill', 'tick'] as const

/** Whoever sits there, where nobody says who. */
export const NAMELESS = 'you'

/** Who sits at the console. */
export const operator = (now: Temporal.Instant): Asker => ({
  workspace: 'console',
  person: 'operator',
  name: NAMELESS,
  place: 'console',
  direct: true,
  manager: true,
  zone: async () => Temporal.Now.timeZoneId(),
  now,
})

export type Line =
  | { readonly tick: Temporal.Instant }
  | { readonly input: Input; readonly asker: Asker; readonly echo: Readonly<Record<string, unknown>> }
  | { readonly error: { readonly code: string; readonly message: string } }

/** One line of JSON lines. Plain text is something said. */
export function readJsonLine(line: string, now: Temporal.Instant): Line {
  const text = line.trim()
  if (!text.startsWith('{')) return { input: { say: text }, asker: operator(now), echo: { say: text } }
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    return {
      error: {
        code: 'bad-json',
        message: `This line begins like an object and is not JSON: ${(error as Error).message}`,
      },
    }
  }
  const parsed = message.safeParse(data)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message: problem }) =>
      path.length > 0 ? `"${path.join('.')}" ${problem}` : problem,
    )
    return { error: { code: 'bad-line', message: problems.join('; ') } }
  }
  const { say, press, explain, fill, tick, now: at, zone: theirs, ...who } = parsed.data
  const given = DOORS.filter((door) => parsed.data[door] !== undefined)
  if (given.length !== 1)
    return {
      error: {
        code: 'bad-line',
        message: `A line has one of ${DOORS.join(', ')}; this one has ${given.join(' and ') || 'none'}`,
      },
    }
  if (tick) return { tick: at ?? now }
  const asker = { ...operator(at ?? now), ...defined(who), ...(theirs !== undefined && { zone: async () => theirs }) }
  if (say !== undefined) return { input: { say }, asker, echo: { say } }
  if (press !== undefined) return { input: { press, on: 'public' }, asker, echo: { press } }
  if (explain !== undefined) return { input: { explain }, asker, echo: { explain } }
  return { input: { fill: fill?.token ?? '', values: fill?.values ?? {} }, asker, echo: { fill } }
}

function defined<T extends object>(values: T): { [K in keyof T]-?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]-?: Exclude<T[K], undefined>
  }
}
