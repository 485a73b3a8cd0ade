// Sentences as people type them at an incident review, each with the answer that it should get: one to a line of sentences.jsonl.
// The numbers there were worked out with exact fractions outside of this code, so that they can disagree with it.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { plainReply } from '../src/plain.ts'
import type { Reply } from '../src/reply.ts'
import { asker, openBot } from './world.ts'

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

interface Line {
  readonly say: string
  /** What the answer holds at least. `{ oneOf: [...] }` stands for any of several right ones. */
  readonly answer: { readonly [name: string]: Json }
  readonly zone?: string
  readonly now?: string
}

const lines: readonly Line[] = readFileSync(join(import.meta.dirname, 'sentences.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

const bot = await openBot()

function whoAsks({ zone, now }: Line): ReturnType<typeof asker> {
  return asker({
    ...(zone !== undefined && { zone: async () => zone }),
    ...(now !== undefined && { now: Temporal.Instant.from(now) }),
  })
}

async function replyTo(say: string, line: Line): Promise<Reply> {
  return (await bot.answer({ say }, whoAsks(line))).reply
}

/** Numbers agree to nine digits; `oneOf` is any of its values. */
function expected(value: Json): unknown {
  if (typeof value === 'number')
    return Number.isInteger(value)
      ? value
      : expect.closeTo(value, 9 - Math.ceil(Math.log10(Math.max(Math.abs(value), 1e-300))))
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(expected)
  if ('oneOf' in value && Array.isArray(value.oneOf)) return expect.toBeOneOf(value.oneOf.map(expected))
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, expected(each)]))
}

/** The line that a sentence was read as. */
function readAs({ blocks: [first] }: Reply): string | undefined {
  if (first?.kind !== 'text' || first.text.at(0)?.kind !== 'plain') return undefined
  const [lead, line] = first.text
  return lead?.kind === 'plain' && lead.text === 'Read as ' && line?.kind === 'code' ? line.text : undefined
}

const understood = (reply: Reply): string => `understood: ${readAs(reply) ?? plainReply(reply).slice(0, 300)}`

describe('a sentence gets its answer', () => {
  test.each(lines)('$say', async (line) => {
    const reply = await replyTo(line.say, line)
    expect(reply.answer, understood(reply)).toMatchObject(expected(line.answer) as object)
  })
})

describe('the line that a sentence was read as means the same when it is typed', () => {
  test.each(lines)('$say', async (line) => {
    const heard = await replyTo(line.say, line)
    const typed = readAs(heard)
    if (typed === undefined) return
    const { reply } = await bot.answer({ command: typed }, whoAsks(line))
    expect(reply.answer, `typed: ${typed}`).toEqual(heard.answer)
  })
})

describe('a sentence that lacks a value gets an example that works', () => {
  test.each(lines.filter(({ answer }) => answer.type === 'refusal'))('$say', async (line) => {
    const { answer } = await replyTo(line.say, line)
    const { example } = answer as unknown as { example?: string }
    expect(example, JSON.stringify(answer)).toBeTypeOf('string')
    const { reply } = await bot.answer({ command: example ?? '' }, whoAsks(line))
    expect(reply.answer.type, `${example}: ${plainReply(reply).slice(0, 200)}`).not.toMatch(/refusal|bug/)
  })
})
