// Sends replies: the blocks of one message after another, without charts where Slack refuses them, and what became of a post.

import { type types, webApi } from '@slack/bolt'
import type { Posted } from '../../src/adapter.ts'
import type { Reply } from '../../src/reply.ts'
import { isRefused, ResponseError, refusalOf } from './errors.ts'
import { render, type SlackMessage } from './render.ts'

/** The arguments that every way of sending takes. */
export interface Sent {
  readonly text: string
  readonly blocks: types.KnownBlock[]
}

/** @slack/types has no native chart yet. */
export const asSent = ({ text, blocks }: SlackMessage): Sent => ({ text, blocks: blocks as types.KnownBlock[] })
export const QUIET = { unfurl_links: false, unfurl_media: false } as const

/** Sends a reply through a function that takes one message; native charts give way where Slack refuses them. */
export async function send(reply: Reply, each: (message: Sent, index: number) => Promise<unknown>): Promise<void> {
  let sent = 0
  const go = async (messages: readonly SlackMessage[]): Promise<void> => {
    // What was sent before the refusal is the same without charts.
    for (const message of messages.slice(sent)) {
      await each(asSent(message), sent)
      sent++
    }
  }
  try {
    await go(render(reply))
  } catch (error) {
    if (!chartRefused(error, reply)) throw error
    await go(render(reply, { charts: false }))
  }
}

const chartRefused = (error: unknown, reply: Reply): boolean =>
  refusalOf(error).includes('invalid_blocks') && reply.blocks.some(({ kind }) => kind === 'chart')

const PATIENCE_MS = 10_000

export type Respond = (url: string, message: Readonly<Record<string, unknown>>) => Promise<void>

/** Posts to a response URL, which works five times. Throws a ResponseError with Slack's word where it is refused. */
export const createRespond =
  (request: typeof fetch): Respond =>
  async (url, message) => {
    const response = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const body = await response.text()
    const [, refusal] = /^\s*\{[\s\S]*?"error"\s*:\s*"([\w-]+)"/.exec(body) ?? []
    if (!response.ok || refusal !== undefined)
      throw new ResponseError(response.status, refusal ?? (/^[\w\s-]{1,80}$/.test(body) ? body : 'no reason given'))
  }

/** Sends a reply to a response URL. `extra` says who sees it and what it replaces. */
export const respondWith = (
  respond: Respond,
  url: string,
  reply: Reply,
  extra: { readonly response_type?: 'ephemeral' | 'in_channel'; readonly [more: string]: unknown },
): Promise<void> =>
  send(reply, (message, index) =>
    respond(url, { ...message, ...QUIET, ...extra, ...(index > 0 && { replace_original: false }) }),
  )

/** The first message of a reply, posted or edited: what became of it decides whether it may be tried again. */
export async function outcomeOf(
  reply: Reply,
  call: (message: Sent) => Promise<{ channel?: string; ts?: string }>,
): Promise<Posted> {
  const attempt = async (charts: boolean): Promise<Posted> => {
    const [first] = render(reply, { charts })
    const { channel, ts } = await call(first ? asSent(first) : { text: '', blocks: [] })
    return { outcome: 'posted', reference: `${channel}/${ts}` }
  }
  try {
    return await attempt(true).catch((error) => {
      if (!chartRefused(error, reply)) throw error
      return attempt(false)
    })
  } catch (error) {
    if (error instanceof webApi.WebAPIRateLimitedError) return { outcome: 'later', seconds: error.retryAfter }
    if (unconnected(error)) return { outcome: 'later', seconds: PAUSE_SECONDS }
    const reason = refusalOf(error)
    // Only a refusal, a limit or no connection at all says that nothing was posted.
    if (!isRefused(error)) return { outcome: 'unknown', reason }
    return { outcome: 'refused', reason, ...(CLOSED.has(reason) && { place: true }) }
  }
}

/** Seconds after which to try again where the platform names none. */
const PAUSE_SECONDS = 60
/** There was no connection, so nothing was asked. */
const UNCONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])
/** Refusals that any message to this channel would meet. */
const CLOSED = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'team_access_not_granted',
])

function unconnected(error: unknown): boolean {
  if (!(error instanceof webApi.WebAPIRequestError)) return false
  const { original } = error
  const { code } = (original.cause ?? original) as NodeJS.ErrnoException
  return UNCONNECTED.has(String(code))
}
