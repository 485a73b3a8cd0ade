// The messages that the server holds: what the bot sent, as Discord keeps it and hands it back.

import { MessageResponseSchema } from 'discord-api-spec/zod'
import { type Json, type Upload, walk } from './check.ts'
import { APPLICATION, BOT, snowflake, user } from './world.ts'

export interface Held {
  readonly id: string
  readonly channelId: string
  readonly ephemeral: boolean
  readonly uploads: readonly Upload[]
  /** As Discord's API gives it. */
  readonly data: Json
}

/** Something that people see, in the order in which it happened. */
export type Effect =
  | { readonly how: 'posted' | 'replaced' | 'removed'; readonly message: Held }
  | { readonly how: 'form'; readonly form: Json; readonly on: Held | undefined }

export interface Messages {
  readonly effects: readonly Effect[]
  get(id: string): Held | undefined
  /** Takes in a message that the bot sent before this server was there. */
  adopt(data: Json): Held
  post(channelId: string, body: Json, uploads: readonly Upload[], viaInteraction: boolean): Held
  edit(id: string, body: Json, uploads: readonly Upload[]): Held | undefined
  remove(id: string): void
  form(form: Json, on: Held | undefined): void
}

/** `fault` is told where the server itself would answer in another shape than Discord. */
export function createMessages(fault: (problem: string) => void, changed: () => void): Messages {
  const held = new Map<string, Held>()
  const nonces = new Map<string, Held>()
  const effects: Effect[] = []
  const happened = (effect: Effect): void => {
    effects.push(effect)
    changed()
  }

  function keep(message: Held): Held {
    const result = MessageResponseSchema.safeParse(message.data)
    if (!result.success) fault(`the server's own message: ${result.error.message}`)
    held.set(message.id, message)
    return message
  }

  return {
    effects,
    get: (id) => held.get(id),
    adopt: (data) =>
      keep({
        id: String(data.id),
        channelId: String(data.channel_id),
        ephemeral: (Number(data.flags) & 64) !== 0,
        uploads: [],
        // The schema knows no offset, which Discord sends.
        data: { ...data, timestamp: new Date(String(data.timestamp)).toISOString() },
      }),
    post(channelId, body, uploads, viaInteraction) {
      const nonce = body.enforce_nonce === true ? String(body.nonce) : undefined
      const before = nonce === undefined ? undefined : nonces.get(nonce)
      if (before) return before
      const id = snowflake()
      const reference = body.message_reference as Json | undefined
      const message = keep({
        id,
        channelId,
        ephemeral: (Number(body.flags) & 64) !== 0,
        uploads,
        data: {
          id,
          channel_id: channelId,
          type: reference ? 19 : 0,
          author: user(BOT),
          content: '',
          ...shown(body, uploads, channelId),
          embeds: [],
          mentions: [],
          mention_roles: [],
          mention_everyone: false,
          pinned: false,
          tts: false,
          timestamp: new Date().toISOString(),
          edited_timestamp: null,
          flags: Number(body.flags),
          ...(nonce !== undefined && { nonce: body.nonce }),
          ...(viaInteraction && { webhook_id: APPLICATION, application_id: APPLICATION }),
          ...(reference && {
            message_reference: { type: 0, channel_id: channelId, message_id: reference.message_id },
          }),
        },
      })
      if (nonce !== undefined) nonces.set(nonce, message)
      happened({ how: 'posted', message })
      return message
    },
    edit(id, body, uploads) {
      const before = held.get(id)
      if (!before) return undefined
      const now = { ...shown(body, uploads, before.channelId), edited_timestamp: new Date().toISOString() }
      const message = keep({ ...before, uploads, data: { ...before.data, ...now } })
      happened({ how: 'replaced', message })
      return message
    },
    remove(id) {
      const message = held.get(id)
      if (!message) return
      held.delete(id)
      happened({ how: 'removed', message })
    },
    form: (form, on) => happened({ how: 'form', form, on }),
  }
}

/** Components with the ids and the addresses of files that Discord gives them. */
function shown(body: Json, uploads: readonly Upload[], channelId: string): Json {
  const components = structuredClone(body.components) as Json[]
  const attachments = uploads.map(({ name, data, type }) => {
    const id = snowflake()
    const url = `https://cdn.discordapp.com/attachments/${channelId}/${id}/${name}`
    return { id, filename: name, size: data.length, url, proxy_url: url, content_type: type }
  })
  let count = 0
  for (const each of walk(components)) {
    const part = each as Record<string, unknown>
    if (typeof part.type === 'number') part.id = ++count
    const file = attachments.find(({ filename }) => part.url === `attachment://${filename}`)
    if (file) Object.assign(part, { id: file.id, url: file.url, proxy_url: file.url, attachment_id: file.id })
    if (part.media) Object.assign(part, { spoiler: false, description: part.description ?? null })
  }
  return { components, attachments }
}
