// Slack payloads -> Input and Asker. Pure: what is read here is what Slack sent, with its escapes undone.

import { z } from 'zod'
import type { Input } from '../../src/bot.ts'
import type { Asker } from '../../src/command.ts'

type Who = Omit<Asker, 'zone'>

/** Undoes what Slack does to text: marked-up links and mentions to their words, then the three entities. */
export function decode(text: string): string {
  return text
    .replace(/<(?:https?|mailto):[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<((?:https?|mailto):[^>]*)>/g, '$1')
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, '#$1')
    .replace(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, '@$1')
    .replace(/<![^|>]*\|([^>]*)>/g, '$1')
    .replace(/<[@#!][^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
}

export const workspaceOf = (team: string): string => `slack:${team}`

const command = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string(),
  user_id: z.string(),
  user_name: z.string().default(''),
  channel_id: z.string(),
  channel_name: z.string().default(''),
})

export function readCommand(payload: unknown, now: Temporal.Instant): { input: Input; asker: Who } {
  const it = command.parse(payload)
  return {
    input: { command: `${it.command} ${decode(it.text)}` },
    asker: {
      workspace: workspaceOf(it.team_id),
      person: it.user_id,
      name: it.user_name,
      place: it.channel_id,
      direct: it.channel_name === 'directmessage',
      manager: false,
      now,
    },
  }
}

const message = z.object({
  type: z.enum(['app_mention', 'message']),
  subtype: z.string().optional(),
  channel_type: z.string().optional(),
  bot_id: z.string().optional(),
  user: z.string(),
  text: z.string().default(''),
  ts: z.string(),
  thread_ts: z.string().optional(),
  channel: z.string(),
})
const envelope = z.object({ team_id: z.string(), context_team_id: z.string().nullish() })

export interface Said {
  readonly input: Input
  readonly asker: Who
  readonly thread: string | undefined
  /** The thread the message stood in already; a reply starts one otherwise. */
  readonly stoodIn: string | undefined
  /** One message has one key, however often and as whatever event it arrives. */
  readonly key: string
}

/** A mention or a direct message; undefined for what is not said to the bot by a person. */
export function readMessage(
  event: unknown,
  body: unknown,
  botUser: string | undefined,
  now: Temporal.Instant,
): Said | undefined {
  const read = message.safeParse(event)
  const outer = envelope.safeParse(body)
  if (!read.success || !outer.success) return undefined
  const it = read.data
  const direct = it.channel_type === 'im'
  if (it.type === 'message' && !direct) return undefined
  if (it.bot_id !== undefined || it.user === botUser || it.user === 'USLACKBOT') return undefined
  // Edits, joins and the like are no questions; a file or a broadcast reply is one.
  if (it.subtype !== undefined && it.subtype !== 'file_share' && it.subtype !== 'thread_broadcast') return undefined
  const team = outer.data.context_team_id ?? outer.data.team_id
  const text = botUser === undefined ? it.text : it.text.replaceAll(new RegExp(`<@${botUser}(?:\\|[^>]*)?>`, 'g'), ' ')
  return {
    input: { say: decode(text) },
    asker: { workspace: workspaceOf(team), person: it.user, name: '', place: it.channel, direct, manager: false, now },
    // In a direct message an answer starts no thread of its own.
    thread: direct ? it.thread_ts : (it.thread_ts ?? it.ts),
    stoodIn: it.thread_ts,
    key: `${team}/${it.channel}/${it.ts}`,
  }
}

const person = z.object({
  id: z.string(),
  username: z.string().optional(),
  name: z.string().optional(),
  team_id: z.string().optional(),
})
const team = z.object({ id: z.string() }).nullish()
const who = (user: z.infer<typeof person>, of: z.infer<typeof team>, place: string, now: Temporal.Instant): Who => ({
  workspace: workspaceOf(of?.id ?? user.team_id ?? ''),
  person: user.id,
  name: user.username ?? user.name ?? '',
  place,
  direct: place.startsWith('D'),
  manager: false,
  now,
})

const action = z.object({
  user: person,
  team,
  channel: z.object({ id: z.string() }).optional(),
  container: z.object({
    type: z.string(),
    is_ephemeral: z.boolean().optional(),
    thread_ts: z.string().optional(),
    channel_id: z.string().optional(),
  }),
  view: z.object({ id: z.string(), hash: z.string().optional(), type: z.string() }).optional(),
  message: z.object({ thread_ts: z.string().optional() }).optional(),
  actions: z.array(z.object({ value: z.string().default('') })).min(1),
})

export interface Pressed {
  readonly input: Input & { readonly press: string }
  readonly asker: Who
  readonly on: 'message' | 'modal' | 'home'
  readonly thread: string | undefined
  readonly view: string | undefined
}

export function readAction(payload: unknown, now: Temporal.Instant): Pressed {
  const it = action.parse(payload)
  const on = it.view === undefined ? 'message' : it.view.type === 'home' ? 'home' : 'modal'
  const place = it.channel?.id ?? it.container.channel_id ?? it.user.id
  return {
    input: {
      press: it.actions[0]?.value ?? '',
      on: on === 'modal' || it.container.is_ephemeral === true ? 'private' : 'public',
    },
    // In a modal or on the home tab there is nothing to share into.
    asker:
      on === 'message' ? who(it.user, it.team, place, now) : { ...who(it.user, it.team, place, now), direct: true },
    on,
    thread: it.message?.thread_ts ?? it.container.thread_ts,
    view: it.view?.id,
  }
}

const shortcut = z.object({
  user: person,
  team,
  channel: z.object({ id: z.string() }),
  message: z.object({ text: z.string().default(''), thread_ts: z.string().optional() }),
})

export function readShortcut(
  payload: unknown,
  now: Temporal.Instant,
): { input: Input; asker: Who; thread: string | undefined } {
  const it = shortcut.parse(payload)
  return {
    input: { explain: decode(it.message.text) },
    asker: who(it.user, it.team, it.channel.id, now),
    thread: it.message.thread_ts,
  }
}

const submission = z.object({
  user: person,
  team,
  view: z.object({
    private_metadata: z.string(),
    title: z.object({ text: z.string() }),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), z.object({ value: z.string().nullish() }))) }),
  }),
})

export function readSubmission(payload: unknown, now: Temporal.Instant): { input: Input; asker: Who; title: string } {
  const { user, team: of, view } = submission.parse(payload)
  const values = Object.fromEntries(
    Object.entries(view.state.values).map(([field, inputs]) => [field, Object.values(inputs)[0]?.value ?? '']),
  )
  return {
    input: { fill: view.private_metadata, values },
    asker: { ...who(user, of, user.id, now), direct: true },
    title: view.title.text,
  }
}
