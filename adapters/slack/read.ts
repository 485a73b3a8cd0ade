// Slack payloads -> Input and Asker. Pure: what is read here is what Slack sent, with its escapes undone.

import { z } from 'zod'
import type { Input } from '../../src/bot.ts'
import type { Asker } from '../../src/command.ts'
import { decode, wordsOf } from './text.ts'

type Who = Omit<Asker, 'zone'>

export const workspaceOf = (team: string): string => `slack:${team}`

export const command = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string(),
  user_id: z.string(),
  user_name: z.string().default(''),
  channel_id: z.string(),
  channel_name: z.string().default(''),
  trigger_id: z.string().default(''),
  response_url: z.string(),
})

/** What answers an interaction: a modal within 3 s, messages within 30 minutes. */
export interface Replying {
  readonly trigger: string
  readonly url: string
}

export function readCommand(payload: unknown, now: Temporal.Instant): { input: Input; asker: Who } & Replying {
  const it = command.parse(payload)
  return {
    trigger: it.trigger_id,
    url: it.response_url,
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
const envelope = z
  .object({ team_id: z.string(), context_team_id: z.string().nullish() })
  .transform(({ team_id, context_team_id }) => context_team_id ?? team_id)

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
  const team = outer.data
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

/** What the bot itself sets off in a place: nobody asks, so nobody's name is known. */
const inPlace = (team: string, person: string, place: string, now: Temporal.Instant): Who => ({
  workspace: workspaceOf(team),
  person,
  name: '',
  place,
  direct: true,
  manager: false,
  now,
})

const opened = z.object({ user: z.string(), channel: z.string(), tab: z.string() })

/** Somebody has opened the app's page: its home tab, or the direct messages with it. */
export function readOpened(event: unknown, body: unknown, now: Temporal.Instant): { tab: string; asker: Who } {
  const { user, channel, tab } = opened.parse(event)
  return { tab, asker: inPlace(envelope.parse(body), user, channel, now) }
}

const joined = z.object({ user: z.string(), channel: z.string() })

/** The bot itself has come into a channel; undefined for all others. */
export function readJoined(
  event: unknown,
  body: unknown,
  botUser: string | undefined,
  now: Temporal.Instant,
): { key: string; asker: Who } | undefined {
  const { user, channel } = joined.parse(event)
  if (user !== botUser) return undefined
  const { event_id } = z.object({ event_id: z.string() }).parse(body)
  return { key: event_id, asker: inPlace(envelope.parse(body), user, channel, now) }
}

/** The bot is no longer in a channel, or the channel is no more. */
export function readLeft(event: unknown, body: unknown): { workspace: string; place: string } {
  const { team_id } = z.object({ team_id: z.string() }).parse(body)
  return { workspace: workspaceOf(team_id), place: z.object({ channel: z.string() }).parse(event).channel }
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

export const action = z.object({
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
  trigger_id: z.string().default(''),
  response_url: z.string().default(''),
})

export interface Pressed extends Replying {
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
    trigger: it.trigger_id,
    url: it.response_url,
  }
}

export const shortcut = z.object({
  user: person,
  team,
  channel: z.object({ id: z.string() }),
  message: z.object({
    text: z.string().default(''),
    blocks: z.unknown().optional(),
    attachments: z.unknown().optional(),
    thread_ts: z.string().optional(),
  }),
  response_url: z.string(),
})

export function readShortcut(
  payload: unknown,
  now: Temporal.Instant,
): { input: Input; asker: Who; thread: string | undefined; url: string } {
  const it = shortcut.parse(payload)
  return {
    url: it.response_url,
    input: { explain: wordsOf(it.message) },
    asker: who(it.user, it.team, it.channel.id, now),
    thread: it.message.thread_ts,
  }
}

export const submission = z.object({
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
