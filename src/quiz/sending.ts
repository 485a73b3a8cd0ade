// A post that is claimed goes out, at most once.
//
// Before the request leaves, the row says so (`sendingAt`). A claim without that mark can be taken over by anybody; a claim with it
// may have been posted, and is sent again only where the platform drops the second message of one key, and only for as long. Every
// step moves the row from exactly what this replica read, so whoever has lost it stops.

import type { Posted, Poster } from '../adapter.ts'
import { questionReply } from '../pages/quiz.ts'
import { pausedReply } from '../pages/quiz-paused.ts'
import type { Reply } from '../reply.ts'
import type { PostChange } from '../store/posts.ts'
import type { Ms, Post, Schedule } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import type { Bank } from './bank.ts'
import { questionFor, type Wanted } from './next.ts'
import { isLate } from './plan.ts'
import { shuffled } from './question.ts'
import { reasonToSkip, sameDay } from './same-day.ts'

export type Log = (level: 'warn' | 'error', message: string, error?: unknown) => void

export interface Parts {
  readonly store: Store
  readonly bank: Bank
  readonly poster: Poster
  /** Of this process alone, and new at each start. */
  readonly replica: string
  readonly log: Log
}

/** A post that reached the platform, whatever came of it. */
export interface Sent {
  readonly post: Post
  readonly reply: Reply
  readonly posted: Posted
}

/** Why a post was never sent. */
export type Skip = 'late' | 'paused' | 'schedule-gone' | 'no-question' | 'same-day' | 'abandoned' | 'busy'
/** `skipped` will never go out, `waits` is tried again later, `lost` went to another replica. */
export type Attempt = { readonly skipped: Skip } | { readonly waits: true } | { readonly lost: true } | Sent

/** `schedule` is that of a daily post. */
export interface Want extends Wanted {
  /** The answer of the platform is final: whoever asked is told at once. */
  readonly once?: true
}

export interface Sending {
  /** `post` is claimed by this replica. `now` tells lateness, `clock` the time by which claims are judged. */
  attempt(post: Post, want: Want, now: Ms, clock: () => Ms): Promise<Attempt>
  /** What could not be recorded, told or marked before, once more. */
  settle(now: Ms): Promise<void>
}

/** What came of a request; `again`: the post was sent before, and nobody knows what came of that. */
interface Result {
  readonly post: Post
  readonly posted: Posted
  readonly again: boolean
  readonly want: Want
  readonly before: readonly Post[]
}

const DAY = 86_400_000
/** A post is revealed after so long at the latest. */
const OPEN_MS = DAY
/** Tries in a row that a place may refuse. */
export const MOST_TRIES = 3
/** Between two tries at least; the wait doubles. */
const RETRY_MS = 5 * 60_000
/** Until a post whose answer was lost is sent again under the same key. */
const AGAIN_MS = 5000
/** Until it is looked again whether another post of the same day went out. */
const CLASH_MS = 90_000
/** Posts looked back on when a question is chosen: years of a daily one. */
const HISTORY = 1500

/** For how long after `sendingAt` a post may be sent again. */
export const repeatable = (poster: Poster, { workspace }: Pick<Post, 'workspace'>): Ms =>
  poster.repeatable?.(workspace) ?? 0

export function createSending({ store, bank, poster, log }: Omit<Parts, 'replica'>): Sending {
  const { posts, schedules, cards } = store
  /** Not done yet, since the store or the platform did not let us. */
  let open: { readonly at: Ms; run(now: Ms): Promise<void> }[] = []

  const mine = ({ claimedBy, claimedAt, sendingAt }: Post) =>
    ({ state: 'claimed', claimedBy, claimedAt, sendingAt }) as const
  const move = (post: Post, to: PostChange): Promise<Post | undefined> =>
    posts.move(post.workspace, post.id, mine(post), to)

  async function skip(post: Post, reason: Skip | `refused: ${string}`): Promise<void> {
    if (await move(post, { state: 'skipped', reason, sendingAt: null })) log('warn', `a post was skipped (${reason})`)
  }

  async function attempt(post: Post, want: Want, now: Ms, clock: () => Ms): Promise<Attempt> {
    const again = post.sendingAt !== null
    const before = await posts.ofPlace(post.workspace, post.place, { limit: HISTORY })
    if (!again) {
      const reason = reasonToSkip(post, want.schedule, before, now)
      if (reason !== undefined) {
        await skip(post, reason)
        return { skipped: reason }
      }
    }
    const question = await questionFor(post, want, before, { cards, bank })
    if (!question) {
      if (again) {
        await giveUp(post, 'the question is gone')
        return { waits: true }
      }
      await skip(post, 'no-question')
      return { skipped: 'no-question' }
    }
    const at = clock()
    const mark = again ? {} : { question: question.id, seed: post.id, sendingAt: at, claimedAt: at }
    const marked = again ? post : await move(post, mark)
    if (!marked) return { lost: true }
    if (!again && want.schedule) {
      const stopped = await yieldToSameDay(marked, want.schedule, now)
      if (stopped) return stopped
    }
    const reply = questionReply({ post, question: shuffled(question, marked.seed ?? post.id), answered: 0 })
    const posted = await sent(marked, reply)
    await durably(now, (at) => record({ post: marked, posted, again, want, before }, at))
    return { post: marked, reply, posted }
  }

  /** Looked at after the mark: of two posts of one day that are sent at once, one at least sees the other, and waits. */
  async function yieldToSameDay(post: Post, schedule: Schedule, now: Ms): Promise<Attempt | undefined> {
    let clash: ReturnType<typeof sameDay> = 'may-stand'
    try {
      const others = await posts.ofPlace(post.workspace, post.place, { since: post.dueAt - 3 * DAY, limit: 50 })
      clash = sameDay(post, schedule, others)
    } catch (error) {
      log('error', 'it could not be seen whether a post is the only one of its day', error)
    }
    if (clash === 'stands') {
      await skip(post, 'same-day')
      return { skipped: 'same-day' }
    }
    if (clash === undefined) return undefined
    // Nothing has left, so the mark goes; where the store fails now too, it goes later.
    await durably(now, async (at) => {
      await move(post, { state: 'due', retryAt: at + CLASH_MS, sendingAt: null })
    })
    return { waits: true }
  }

  async function sent(post: Post, reply: Reply): Promise<Posted> {
    try {
      return await poster.post(post.workspace, post.place, reply, post.key)
    } catch (error) {
      log('error', 'a post failed in a way that no adapter tells', error)
      return { outcome: 'unknown', reason: 'a fault of the bot' }
    }
  }

  async function record({ post, posted, again, want, before }: Result, now: Ms): Promise<void> {
    if (posted.outcome === 'posted') return recordPosted(post, posted.reference, want, before, now)
    if (posted.outcome === 'unknown') {
      const reason = `no-answer: ${posted.reason}`
      // Sent again at once, since the platform remembers the key for minutes only.
      if (repeatable(poster, post) > 0) await move(post, { state: 'due', retryAt: now + AGAIN_MS, reason })
      else await giveUp(post, reason)
      return
    }
    if (posted.outcome === 'later') {
      if (want.once && !again) return skip(post, 'busy')
      const retryAt = now + Math.max(1, posted.seconds) * 1000
      // That this one was not posted says nothing of the first time it was sent.
      await move(post, { state: 'due', retryAt, ...(!again && { sendingAt: null }) })
      return
    }
    const reason = `refused: ${posted.reason}` as const
    if (again) return giveUp(post, reason)
    if (!want.schedule) return skip(post, reason)
    const tries = posted.place ? await schedules.failed(post.workspace, post.place, now) : undefined
    const retryAt = now + Math.max(RETRY_MS, now - post.dueAt)
    if (tries !== undefined && tries >= MOST_TRIES) await pause(post, want.schedule, posted.reason, now)
    else if (isLate(post.dueAt, retryAt)) await skip(post, reason)
    else await move(post, { state: 'due', retryAt, sendingAt: null, reason })
  }

  /** It may stand, and nobody will know. */
  async function giveUp(post: Post, reason: string): Promise<void> {
    if (await move(post, { state: 'unknown', reason })) log('warn', `a post may stand or not (${reason})`)
  }

  async function recordPosted(post: Post, ref: string, want: Want, before: readonly Post[], now: Ms): Promise<void> {
    const to: PostChange = {
      state: 'posted',
      reason: null,
      ref,
      postedAt: now,
      revealAt: now + OPEN_MS,
      claimedBy: null,
      claimedAt: null,
      retryAt: null,
    }
    // Another replica may have given it up as unknown meanwhile; then this is the better news.
    const done =
      (await move(post, to)) ?? (await posts.move(post.workspace, post.id, { ...mine(post), state: 'unknown' }, to))
    if (!done) return
    // The next post ends the ones before it.
    for (const each of before)
      if (each.state === 'posted' && each.id !== post.id)
        await posts.move(each.workspace, each.id, { state: 'posted' }, { revealAt: now })
    if (want.schedule && want.schedule.failures > 0)
      await schedules.change(post.workspace, post.place, { failures: 0 }, now)
  }

  async function pause(post: Post, { setBy }: Schedule, reason: string, now: Ms): Promise<void> {
    const { workspace, place } = post
    const pausedReason = `It could not be posted here ${MOST_TRIES} times in a row (${reason})`
    await schedules.change(workspace, place, { pausedReason, pausedUntil: null, nextAt: null }, now)
    await skip(post, `refused: ${reason}`)
    if (setBy === '') return
    const reply = pausedReply({ place, reason, tries: MOST_TRIES })
    const tell = async (at: Ms): Promise<void> => {
      const told = await poster.post(workspace, `@${setBy}`, reply, `paused/${place}/${post.key}`)
      if (told.outcome === 'later' && !isLate(post.dueAt, at)) open.push({ at: at + told.seconds * 1000, run: tell })
      else if (told.outcome !== 'posted')
        log('warn', `nobody could be told that a schedule is paused (${told.outcome})`)
    }
    await tell(now)
  }

  /** Does it now, or after a fault of the store on later ticks until it is done. */
  async function durably(now: Ms, run: (now: Ms) => Promise<void>): Promise<void> {
    try {
      await run(now)
    } catch (error) {
      log('error', 'what became of a post could not be recorded; it is tried again', error)
      open.push({ at: now, run })
    }
  }

  return {
    attempt,
    async settle(now) {
      const due = open.filter(({ at }) => at <= now)
      open = open.filter(({ at }) => at > now)
      for (const { run } of due) await durably(now, run)
    },
  }
}
