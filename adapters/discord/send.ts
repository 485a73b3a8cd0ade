// Sends messages: their pictures drawn, each at most once, and what became of a post, which decides whether it may be tried again.

import { createHash } from 'node:crypto'
import { DiscordAPIError, HTTPError, MessageFlags, RateLimitError, REST, type RESTOptions, Routes } from 'discord.js'
import type { Adapter, Posted } from '../../src/adapter.ts'
import { chartPng } from '../../src/charts/png.ts'
import type { Reply } from '../../src/reply.ts'
import type { DiscordConfig } from './config.ts'
import { LIMITS } from './limits.ts'
import { type DiscordMessage, render } from './render.ts'
import { wholeRequest } from './uploads.ts'

export interface Picture {
  readonly name: string
  readonly data: Buffer
}

/** The pictures of a message. */
export const drawn = ({ charts }: DiscordMessage): Promise<Picture[]> =>
  Promise.all(charts.map(async ({ name, chart }) => ({ name, data: await chartPng(chart) })))

/**
 * Discord gives back the first message instead of making a second one where both have one nonce, for a few minutes. A hash, since
 * keys are longer than a nonce and differ at their ends.
 */
export const nonceOf = (key: string, part: number): string =>
  createHash('sha256').update(`${key}\n${part}`).digest('base64url').slice(0, LIMITS.nonce)

/** Seconds after which to try again where the platform names none. */
const PAUSE_SECONDS = 60
/** There was no connection, so nothing was asked. */
const UNCONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

/**
 * Nonces are known for "the past few minutes"; within this all that is on the way still has arrived too.
 */
const REPEATABLE_MS = 120_000

/** It may be there, whatever the last answer says. */
class Unsure extends Error {}

/** Refusals that any message to this channel would meet: unknown, no access, no permission, of the wrong kind, archived, locked. */
const CLOSED = new Set<number | string>([10003, 10004, 50001, 50008, 50013, 50083, 160005])

/** Posts by REST alone. A limit is told instead of waited for: whoever posts decides what is too late. */
export function createPosts(
  { token, apiUrl }: DiscordConfig,
  makeRequest: RESTOptions['makeRequest'] = wholeRequest,
): Pick<Adapter, 'post' | 'edit' | 'repeatableMs'> {
  // The SDK would tell the outcome of its last try only, and an earlier one may have posted.
  const rest = new REST({
    version: '10',
    api: apiUrl,
    retries: 0,
    timeout: 15_000,
    rejectOnRateLimit: () => true,
    makeRequest,
  })

  async function channelOf(place: string): Promise<string> {
    if (!place.startsWith('@')) return place
    const opened = await rest.post(Routes.userChannels(), { body: { recipient_id: place.slice(1) } })
    return (opened as { id: string }).id
  }

  async function put(channel: string, message: DiscordMessage, nonce: string): Promise<string> {
    const files = await drawn(message)
    const body = { ...bodyOf(message, files), nonce, enforce_nonce: true }
    const ask = async () => ((await rest.post(Routes.channelMessages(channel), { body, files })) as { id: string }).id
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof HTTPError)) throw error
      // Discord failed, or something before it: once more under the same nonce tells mostly.
      return ask().catch((second: unknown) => {
        throw new Unsure(reasonOf(second))
      })
    }
  }

  return {
    repeatableMs: REPEATABLE_MS,

    async post(place, reply, key) {
      // A token that was refused once is forgotten by the client.
      rest.setToken(token)
      let channel: string
      try {
        channel = await channelOf(place)
      } catch (error) {
        const outcome = outcomeOf(error)
        return outcome.outcome === 'unknown' ? { outcome: 'later', seconds: PAUSE_SECONDS } : outcome
      }
      return sent(channel, async (ids) => {
        for (const [part, message] of render(reply).entries())
          ids.push(await put(channel, message, nonceOf(`${place}/${key}`, part)))
      })
    },

    async edit(reference, reply: Reply) {
      rest.setToken(token)
      const [channel = '', ...before] = reference.split('/')
      return sent(channel, async (ids) => {
        const messages = render(reply)
        for (const [part, message] of messages.entries()) {
          const id = before[part]
          if (id === undefined) ids.push(await put(channel, message, nonceOf(reference, part)))
          else {
            const files = await drawn(message)
            await rest.patch(Routes.channelMessage(channel, id), { body: bodyOf(message, files), files })
            ids.push(id)
          }
        }
        for (const id of before.slice(messages.length)) await rest.delete(Routes.channelMessage(channel, id))
      })
    },
  }
}

/** `attachments` names the pictures that are to be there: an edit drops those that it does not name. */
const bodyOf = ({ components }: DiscordMessage, files: readonly Picture[]): object => ({
  components,
  flags: MessageFlags.IsComponentsV2,
  allowed_mentions: { parse: [] },
  attachments: files.map(({ name }, at) => ({ id: String(at), filename: name })),
})

/** Of several messages the first ones may stand already when a later one fails: then it is not known what is there. */
async function sent(channel: string, run: (ids: string[]) => Promise<void>): Promise<Posted> {
  const ids: string[] = []
  try {
    await run(ids)
    return { outcome: 'posted', reference: [channel, ...ids].join('/') }
  } catch (error) {
    const outcome = outcomeOf(error)
    return ids.length === 0 || outcome.outcome === 'unknown' ? outcome : { outcome: 'unknown', reason: reasonOf(error) }
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof DiscordAPIError ? `${error.code} ${error.message}` : (error as Error).message || String(error)

/** Only an answer of the platform says that nothing was posted; silence says nothing. */
function outcomeOf(error: unknown): Exclude<Posted, { outcome: 'posted' }> {
  if (error instanceof RateLimitError) return { outcome: 'later', seconds: Math.ceil(error.retryAfter / 1000) }
  if (error instanceof DiscordAPIError)
    return { outcome: 'refused', reason: reasonOf(error), ...(CLOSED.has(error.code) && { place: true }) }
  if (UNCONNECTED.has(String((error as NodeJS.ErrnoException).code)))
    return { outcome: 'later', seconds: PAUSE_SECONDS }
  return { outcome: 'unknown', reason: reasonOf(error) }
}
