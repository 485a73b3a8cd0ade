// The quiz's posts: what is due goes out, what stands is counted and revealed.
//
// A post is a row before it is a message: due -> claimed -> posted -> revealed, or skipped or unknown with a reason. Any number of
// replicas may run this at once, and any of them may die at any point; late is annoying, twice is worse.

import type { Poster } from '../adapter.ts'
import type { Answer, Reply } from '../reply.ts'
import type { Due } from '../store/schedules.ts'
import type { Ms, Post, Schedule } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import type { Bank } from './bank.ts'
import { createEdits, type Edit } from './edits.ts'
import { inParallel } from './parallel.ts'
import { planOf, topicsOf } from './plan.ts'
import { isDaily } from './same-day.ts'
import { type Attempt, createSending, type Log, repeatable, type Want } from './sending.ts'

export type { Poster } from '../adapter.ts'

export interface TickReport {
  /** What was sent, whatever came of it. */
  readonly posts: readonly {
    readonly workspace: string
    readonly place: string
    readonly key: string
    readonly reply: Reply
    readonly answer: Answer
    readonly outcome: 'posted' | 'refused' | 'unknown' | 'later'
  }[]
  readonly edits: readonly Edit[]
}

/**
 * `refused` is the platform's word, or `no-question`; `place` where nothing could be posted there at all. `unknown`: it may have
 * been posted. `later`: it was not; so many seconds are to be waited.
 */
export type PostedNow =
  | 'posted'
  | { readonly refused: string; readonly place?: true }
  | { readonly unknown: string }
  | { readonly later: number }

export interface Posting {
  /** Does all that is due. Faults of the store are logged, and what they kept is done by a later tick. */
  tick(now: Temporal.Instant): Promise<TickReport>
  /** Posts at once, for somebody who asked: the question or a topic of this id; any question of the place where it is undefined. */
  postNow(
    where: { readonly workspace: string; readonly place: string },
    wanted: string | undefined,
    person: string,
    now: Temporal.Instant,
  ): Promise<PostedNow>
}

export interface PostingParts {
  readonly store: Store
  readonly bank: Bank
  readonly poster: Poster
  /** Of this process alone, and new at each start. */
  readonly replica: string
  readonly log?: Log
}

/** A claim that has not moved for so long belongs to a replica that died: no request takes as long. */
const ABANDONED_MS = 60_000
/** Schedules taken at once. With all the days that each may have missed they must fit one statement. */
const BATCH = 100
const AT_ONCE = 10
/** What is due beyond this waits for the next tick, so that edits have their turn. */
const TICK_MS = 30_000

export function createPosting({ store, bank, poster, replica, log = () => {} }: PostingParts): Posting {
  const sending = createSending({ store, bank, poster, log })
  const edits = createEdits({ store, bank, poster, replica, log })
  const { posts, schedules } = store

  /** One part of a tick; a fault of the store ends this part alone. */
  async function part<T>(what: string, otherwise: T, run: () => Promise<T>): Promise<T> {
    try {
      return await run()
    } catch (error) {
      log('error', `${what} failed; it is tried again`, error)
      return otherwise
    }
  }

  async function tick(instant: Temporal.Instant): Promise<TickReport> {
    const now = instant.epochMilliseconds
    const started = performance.now()
    const elapsed = (): number => Math.round(performance.now() - started)
    const clock = (): Ms => now + elapsed()
    const done: Attempt[] = []
    const attempt = async (post: Post | undefined, want: Want): Promise<void> => {
      if (post) done.push(await part('a post', { lost: true }, () => sending.attempt(post, want, now, clock)))
    }
    const all = (some: readonly Post[], work: (post: Post) => Promise<void>) =>
      inParallel(some, AT_ONCE, (post) => part('a post', undefined, () => work(post)))

    await sending.settle(now)
    await part('taking what is due', undefined, async () => {
      for (let due: readonly Due[]; elapsed() < TICK_MS; ) {
        due = await takeDue(store, replica, now)
        const claimed = due.flatMap(({ schedule, posts: won }) =>
          won.filter(({ state }) => state === 'claimed').map((post) => ({ post, schedule })),
        )
        await inParallel(claimed, AT_ONCE, ({ post, schedule }) => attempt(post, { schedule }))
        if (due.length < BATCH) break
      }
    })
    await part('trying again', undefined, async () => {
      await all(await posts.toRetry(now, BATCH), async (post) => attempt(...(await resume(post, 'retryAt', clock()))))
    })
    await part('taking over', undefined, async () => {
      const left = await posts.abandoned(now - ABANDONED_MS, BATCH)
      await all(left, async (post) => attempt(...(await resume(post, 'claimedAt', clock()))))
    })
    const revealed = await part('revealing', [], () => edits.reveal(now))
    const counted = await part('counting', [], () => edits.count(now))
    return {
      posts: done.flatMap((each) =>
        'posted' in each
          ? [
              {
                workspace: each.post.workspace,
                place: each.post.place,
                key: each.post.key,
                reply: each.reply,
                answer: each.reply.answer,
                outcome: each.posted.outcome,
              },
            ]
          : [],
      ),
      edits: [...revealed, ...counted],
    }
  }

  /** Claims a post that waits or was left, where that can't double; ends it where it could. `waited` is what nobody else may have changed. */
  async function resume(post: Post, waited: 'retryAt' | 'claimedAt', at: Ms): Promise<[Post | undefined, Want]> {
    const { workspace, id, place, state, sendingAt, claimedBy } = post
    const from = { state, sendingAt, claimedBy, [waited]: post[waited] }
    const schedule: Schedule | undefined = isDaily(post) ? await schedules.get(workspace, place) : undefined
    const want: Want = schedule ? { schedule } : {}
    const end = async (to: 'unknown' | 'skipped', reason: string): Promise<[undefined, Want]> => {
      if (await posts.move(workspace, id, from, { state: to, reason, retryAt: null }))
        log('warn', `a post is ${to} (${reason})`)
      return [undefined, want]
    }
    if (sendingAt !== null) {
      if (at - sendingAt > repeatable(poster, post))
        return end('unknown', post.reason ?? 'no-answer: the bot was stopped')
    } else if (!isDaily(post)) return end('skipped', 'abandoned')
    else if (schedule && schedule.pausedReason !== null) return end('skipped', 'paused')
    const taken = await posts.move(workspace, id, from, {
      state: 'claimed',
      claimedBy: replica,
      claimedAt: at,
      retryAt: null,
    })
    return [taken, want]
  }

  return {
    tick,

    async postNow({ workspace, place }, wanted, person, instant) {
      const now = instant.epochMilliseconds
      const question = wanted === undefined ? undefined : bank.byId(wanted)
      const schedule = await schedules.get(workspace, place)
      const topics = question ? [] : wanted === undefined ? (schedule ? topicsOf(schedule) : []) : [wanted]
      const post = await posts.claim({
        workspace,
        place,
        key: `now-${now}-${person}`,
        dueAt: now,
        state: 'claimed',
        claimedBy: replica,
        claimedAt: now,
      })
      if (!post) return { refused: 'asked already' }
      const made = await sending.attempt(post, { topics, once: true, ...(question && { question }) }, now, () => now)
      if ('skipped' in made) return { refused: made.skipped }
      if (!('posted' in made)) return { refused: 'abandoned' }
      const { posted } = made
      if (posted.outcome === 'posted') return 'posted'
      if (posted.outcome === 'later') return { later: posted.seconds }
      if (posted.outcome === 'unknown') return { unknown: posted.reason }
      return { refused: posted.reason, ...(posted.place && { place: posted.place }) }
    },
  }
}

/** Takes schedules that are due, moves them on and claims their posts, all or nothing. As many as `BATCH`: there may be more. */
export function takeDue(store: Pick<Store, 'schedules'>, replica: string, now: Ms): Promise<readonly Due[]> {
  return store.schedules.takeDue(now, BATCH, (schedule) => planOf(schedule, now, replica))
}

export { BATCH as DUE_BATCH }
