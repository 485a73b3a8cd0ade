// What people do in Discord, as the dispatches that its gateway then sends.

import { commandList } from '../../adapters/discord/register.ts'
import type { Commands } from '../../src/command.ts'
import { commands } from '../../src/commands/index.ts'
import type { Json } from './check.ts'
import type { Held } from './messages.ts'
import { ADA, CHANNEL, directId, interaction, MENTION, type Person, snowflake, written } from './world.ts'

const listOf = (known: Commands): Json[] => commandList(known, '') as unknown as Json[]

/** A typed command as Discord's own input field makes it: subcommands by name, the rest as the first option. */
export function typed(line: string, list: readonly Json[] = listOf(commands)): Json {
  const [, name = '', rest = ''] = /^\/(\S+)\s*([\s\S]*)$/.exec(line) ?? []
  const found = list.find((each) => each.name === name && each.type === 1)
  if (!found) throw new Error(`nobody can type ${line}: there is no such command`)
  return { id: snowflake(), type: 1, name, options: typedOptions(found, rest, line) }
}

function typedOptions({ options }: Json, text: string, line: string): Json[] {
  const known = (options ?? []) as Json[]
  const [, word = '', after = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? []
  if (known.some(({ type }) => type === 1 || type === 2)) {
    const sub = known.find((each) => each.name === word)
    if (!sub) throw new Error(`nobody can type ${line}: there is no subcommand ${word}`)
    return [{ type: sub.type, name: word, options: typedOptions(sub, after, line) }]
  }
  if (text === '') return []
  if (!known[0]) throw new Error(`nobody can type ${line}: nothing is taken there`)
  return [{ type: 3, name: known[0].name, value: text }]
}

export const command = (line: string, by: Person = ADA, place = CHANNEL, known: Commands = commands): Json =>
  interaction(2, typed(line, listOf(known)), by, {}, place)

/** Somebody types the first option of a command, and has not sent it. */
export function complete(line: string, text: string, known: Commands = commands): Json {
  const whole = typed(`${line} ${text || '-'}`, listOf(known))
  const focus = (options: readonly Json[]): Json[] =>
    options.map((each) =>
      each.options ? { ...each, options: focus(each.options as Json[]) } : { ...each, value: text, focused: true },
    )
  return interaction(4, { ...whole, options: focus(whole.options as Json[]) }, ADA)
}

export const press = (on: Held, token: string, by: Person = ADA): Json =>
  interaction(3, { custom_id: token, component_type: 2, id: 1 }, by, { message: on.data }, on.channelId)

/** `on` is the message whose button opened the form, if one did. */
export function fill(form: Json, values: Readonly<Record<string, string>>, on: Held | undefined, by = ADA): Json {
  const parts = Object.entries(values).map(([name, value], at) => ({
    type: 18,
    id: 2 * at + 1,
    component: { type: 4, id: 2 * at + 2, custom_id: name, value },
  }))
  return interaction(5, { custom_id: form.custom_id, components: parts }, by, on && { message: on.data }, on?.channelId)
}

export function explain(text: string, by: Person = ADA): Json {
  const target = written(ADA, text, CHANNEL)
  const { guild_id, member, channel_type, ...message } = target
  const data = {
    id: snowflake(),
    type: 3,
    name: 'Explain terms',
    target_id: target.id,
    resolved: { messages: { [String(target.id)]: message } },
  }
  return interaction(2, data, by)
}

export const mention = (text: string, by: Person = ADA, place = CHANNEL, more: Json = {}): Json =>
  written(by, `${MENTION} ${text}`, place, more)

export const direct = (text: string, by: Person = ADA): Json => written(by, text, directId(by))
