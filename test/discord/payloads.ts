// Dispatches as Discord sends them, kept as JSON.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json } from './check.ts'

export interface Payload {
  readonly t: string
  readonly d: Json
}

export const payload = (name: string): Payload =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../payloads/discord', `${name}.json`), 'utf8')) as Payload
