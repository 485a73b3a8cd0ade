// The payloads that Slack sends, of real shape, with the people and places of a test put in.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fields } from './web-api.ts'

const FOLDER = join(import.meta.dirname, '../payloads/slack')

/** One of `test/payloads/slack/`, with these fields in place of its own; undefined takes a field out. */
export const payload = (name: string, over: Fields = {}): Fields =>
  merge(JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')), over)

function merge(base: Fields, over: Fields): Fields {
  const made: Record<string, unknown> = { ...base }
  for (const [name, value] of Object.entries(over)) {
    if (value === undefined) delete made[name]
    else made[name] = isFields(value) && isFields(made[name]) ? merge(made[name], value) : value
  }
  return made
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Text as Slack sends what a person has typed. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

let last = 0
/** A time stamp that no other message has. */
export const stamp = (): string =>
  `${1_795_340_000 + Math.floor(++last / 1000)}.${String(last % 1000).padStart(6, '0')}`
