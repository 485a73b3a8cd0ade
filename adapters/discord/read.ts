// What discord.js hands over -> Input and Asker. Pure: each function takes the few fields that it reads.

import type { Input } from '../../src/bot.ts'
import type { Asker, Call, Commands, Raw } from '../../src/command.ts'
import { HOME } from '../../src/line.ts'
import { VALUES } from './register.ts'

export interface Option {
  readonly name: string
  readonly value?: string | number | boolean | undefined
  readonly options?: readonly Option[] | undefined
  readonly focused?: boolean | undefined
}

export interface From {
  readonly user: { readonly id: string; readonly displayName: string }
  /** The server that has the bot; none where only the asker has. */
  readonly guildId: string | null
  readonly channelId: string | null
  /** With the bot alone. */
  readonly direct: boolean
  /** Of the member who asks, where there is one. */
  readonly manager: boolean
}

export function readAsker({ user, guildId, channelId, direct, manager }: From, now: Temporal.Instant): Asker {
  return {
    workspace: guildId === null ? `discord:user:${user.id}` : `discord:${guildId}`,
    person: user.id,
    name: user.displayName,
    place: channelId ?? user.id,
    direct,
    manager: guildId === null || manager,
    now,
  }
}

/**
 * The call of a command with its options. A command with several forms has one subcommand for each; the home command has one for
 * every other command too, which is a group where that has several forms.
 */
export function readCall(name: string, options: readonly Option[], commands: Commands, prefix: string): Call {
  const command = prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name
  const [first] = options
  const inner = first?.value === undefined ? first?.options : undefined
  const found = commands.find((each) => each.name === command)
  if (inner === undefined || !first) return { command, form: found?.usual ?? '', raw: readRaw(options) }
  if (command === HOME && !Object.hasOwn(found?.forms ?? {}, first.name))
    return readCall(first.name, inner, commands, '')
  return { command, form: first.name, raw: readRaw(inner) }
}

/** What a command says: its call, or for one whose form is an option, the line that its options make. */
export function readCommand(name: string, options: readonly Option[], commands: Commands, prefix: string): Input {
  const call = readCall(name, options, commands, prefix)
  const picks = commands.find((each) => each.name === call.command)?.picks
  if (picks === undefined) return { call }
  return { command: `/${call.command} ${call.raw[picks] ?? ''} ${call.raw[VALUES] ?? ''}`.trim() }
}

const readRaw = (options: readonly Option[]): Raw =>
  Object.fromEntries(options.map(({ name, value }) => [name, String(value ?? '')]))

/** The option that is being typed, wherever it is nested. */
export function readFocused(options: readonly Option[]): { name: string; typed: string } | undefined {
  for (const option of options) {
    if (option.focused) return { name: option.name, typed: String(option.value ?? '') }
    const inner = readFocused(option.options ?? [])
    if (inner) return inner
  }
  return undefined
}

/** Markup of mentions, emoji and channels to words or nothing. */
export function decode(text: string): string {
  return text
    .replace(/<a?:(\w+):\d+>/g, ':$1:')
    .replace(/<(?:@[!&]?|#|id:)\w+>/g, ' ')
    .replace(/<\/([\w -]+):\d+>/g, '/$1')
    .trim()
}

export interface Written {
  readonly content: string
  readonly guildId: string | null
  readonly author: { readonly bot: boolean; readonly system: boolean }
  readonly webhookId: string | null
  readonly system: boolean
}

/** What is said to the bot: in a direct message, or where it is mentioned by name. Replies, roles and @everyone do not count. */
export function readMessage(message: Written, botUser: string): Input | undefined {
  if (message.author.bot || message.author.system || message.webhookId !== null || message.system) return undefined
  const mention = new RegExp(`<@!?${botUser}>`, 'g')
  if (message.guildId !== null && !mention.test(message.content)) return undefined
  return { say: decode(message.content.replace(mention, ' ')) }
}
