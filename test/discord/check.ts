// What Discord would refuse, or would show as something that nobody meant: its own schemas, and what those can't express.
// Each check returns its complaints in words, so that a test which fails says why.

import { isDeepStrictEqual } from 'node:util'
import type { ZodMiniType } from 'zod/mini'

export type Json = Readonly<Record<string, unknown>>

export interface Upload {
  readonly key: string
  readonly name: string
  readonly type: string
  readonly data: Buffer
}

const IS_COMPONENTS_V2 = 1 << 15
const EPHEMERAL = 1 << 6
const FILE_BYTES = 10 * 1024 * 1024
/** What the SDK sends with every message, whether the route knows it or not. */
const HARMLESS = { tts: false, enforce_nonce: false }

/** Every object inside a value, itself included. */
export function* walk(value: unknown): Generator<Json> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield value as Json
  for (const inner of Object.values(value)) yield* walk(inner)
}

export const components = (value: unknown): Json[] => [...walk(value)].filter(({ type }) => typeof type === 'number')

/** What the schema says; a key that it does not know is a complaint too, since Discord would silently ignore it. */
export function checkSchema(schema: ZodMiniType, body: unknown): string[] {
  const known = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([key, each]) => (HARMLESS as Json)[key] !== each)
            .map(([key, each]) => [key, key === 'data' ? known(each) : each]),
        )
      : value
  const given = known(body)
  const result = schema.safeParse(given)
  if (!result.success) return result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  return isDeepStrictEqual(result.data, given) ? [] : [`unknown keys in ${JSON.stringify(given)}`]
}

export interface Sent {
  readonly body: Json
  readonly uploads: readonly Upload[]
  /** An edit names the attachments that stay, new ones included; a new message may leave that out. */
  readonly edit: boolean
}

/** The rules of a message made of components. */
export function checkMessage({ body, uploads, edit }: Sent): string[] {
  const problems: string[] = []
  const fault = (problem: string): void => {
    problems.push(problem)
  }
  const flags = Number(body.flags ?? 0)
  const parts = components(body.components)
  if ((flags & IS_COMPONENTS_V2) === 0) fault('IS_COMPONENTS_V2 is not set')
  if ((flags & ~(IS_COMPONENTS_V2 | EPHEMERAL)) !== 0) fault(`flags ${flags} hold more than expected`)
  for (const key of ['content', 'embeds', 'poll', 'sticker_ids'])
    if (body[key] !== undefined) fault(`${key} beside IS_COMPONENTS_V2`)
  if (parts.length === 0) fault('no components')
  if (parts.length > 40) fault(`${parts.length} components, 40 are allowed`)
  const texts = parts.flatMap(({ content }) => (typeof content === 'string' ? [content] : []))
  const characters = texts.join('').length
  if (characters > 4000) fault(`${characters} characters of text, 4,000 are allowed`)
  if (texts.some((text) => text.trim() === '')) fault('an empty text display')
  for (const text of texts) problems.push(...checkMarkup(text))
  checkButtons(parts, fault)
  const allowed = body.allowed_mentions as Json | undefined
  if (!isDeepStrictEqual(allowed?.parse, []) || allowed?.users || allowed?.roles || allowed?.replied_user === true)
    fault(`allowed_mentions are ${JSON.stringify(allowed)}`)
  checkUploads({ body, uploads, edit }, fault)
  return problems
}

function checkButtons(parts: readonly Json[], fault: (problem: string) => void): void {
  const ids = parts.flatMap(({ custom_id: id }) => (id === undefined ? [] : [String(id)]))
  for (const id of ids) if (id.length > 100) fault(`custom_id of ${id.length} characters`)
  for (const id of new Set(ids)) if (ids.filter((each) => each === id).length > 1) fault(`custom_id twice: ${id}`)
  for (const { type, label, custom_id: id } of parts.filter((part) => part.type === 2)) {
    if (typeof label !== 'string' || label.trim() === '') fault(`a component ${type} without a label`)
    else if (label.length > 80) fault(`label of ${label.length} characters`)
    if (id === undefined) fault(`button "${label}" without custom_id`)
  }
}

/** Pictures that components name are uploaded, and nothing is uploaded that no component shows. */
function checkUploads({ body, uploads, edit }: Sent, fault: (problem: string) => void): void {
  const named = [...walk(body.components)].flatMap(({ url }) =>
    typeof url === 'string' && url.startsWith('attachment://') ? [url.slice('attachment://'.length)] : [],
  )
  for (const name of named) if (!uploads.some((each) => each.name === name)) fault(`attachment ${name} is not uploaded`)
  const listed = (body.attachments as Json[] | undefined)?.map(({ id }) => String(id))
  for (const { name, key, data } of uploads) {
    const id = /^files\[(\d+)\]$/.exec(key)?.[1] ?? ''
    if (!named.includes(name)) fault(`${name} is uploaded and not shown`)
    if (data.length > FILE_BYTES) fault(`${name} has ${data.length} bytes`)
    if (listed ? !listed.includes(id) : edit) fault(`${name} is not among the attachments that are to be there`)
  }
}

/** Nothing outside code pings, links to a channel or shows an emoji: all that people write is escaped. */
export function checkMarkup(text: string): string[] {
  const bare = text
    .replace(/```[\s\S]*?```|``[\s\S]*?``|`[^`]*`/g, '')
    .replace(/\\[^0-9A-Za-z\s]/g, '')
    .replace(/<t:\d+:[a-zA-Z]>/g, '')
    .replace(/\]\(https?:\/\/[^()\s<>]+\)/g, ']')
  return /[<@]/.test(bare) ? [`live markup in ${JSON.stringify(text)}`] : []
}

const COMMAND_NAME = /^[-_'\p{L}\p{N}]{1,32}$/u

/** The rules of a command list that its schema can't express. */
export function checkCommands(list: readonly Json[]): string[] {
  const problems: string[] = []
  const kinds = list.map(({ type }) => type ?? 1)
  if (kinds.filter((type) => type === 1).length > 100) problems.push('more than 100 chat commands')
  if (kinds.filter((type) => type === 3).length > 15) problems.push('more than 15 message commands')
  const keys = list.map(({ type, name }) => `${type ?? 1}:${name}`)
  if (new Set(keys).size < keys.length) problems.push('a command twice')
  for (const command of list) {
    const size = [...walk(command)].reduce(
      (sum, each) =>
        sum + [each.name, each.description, each.value].reduce<number>((of, text) => of + String(text ?? '').length, 0),
      0,
    )
    if (size > 8000) problems.push(`${command.name}: ${size} characters, 8,000 are allowed`)
    if (command.type === 3) {
      if (command.description || command.options) problems.push(`${command.name}: a message command is only a name`)
    } else problems.push(...checkOption({ ...command, type: 1 }, 0))
  }
  return problems
}

function checkOption(option: Json, depth: number): string[] {
  const { name, description, type, options = [], choices, autocomplete } = option
  const inner = options as Json[]
  const problems: string[] = []
  if (!COMMAND_NAME.test(String(name)) || String(name) !== String(name).toLowerCase()) problems.push(`name "${name}"`)
  if (!/^[\s\S]{1,100}$/.test(String(description ?? ''))) problems.push(`description of ${name}`)
  if (inner.length > 25) problems.push(`${name}: ${inner.length} options`)
  if (new Set(inner.map((each) => each.name)).size < inner.length) problems.push(`${name}: an option twice`)
  if (depth > 3) problems.push(`${name}: nested too deeply`)
  if (choices && (autocomplete || (choices as Json[]).length > 25)) problems.push(`${name}: choices`)
  const subcommands = inner.filter((each) => each.type === 1 || each.type === 2).length
  if (subcommands > 0 && subcommands < inner.length) problems.push(`${name}: subcommands beside options`)
  if (type === 2 && inner.some((each) => each.type !== 1)) problems.push(`${name}: a group holds subcommands only`)
  const optional = inner.findIndex((each) => each.required !== true)
  if (subcommands === 0 && optional >= 0 && inner.slice(optional).some((each) => each.required === true))
    problems.push(`${name}: a required option after an optional one`)
  return [...problems, ...inner.flatMap((each) => checkOption(each, depth + 1))]
}
