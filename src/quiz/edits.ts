// Posts that stand are kept up to date: how many have answered, and once they are over, the answer.
//
// A lease on the row (`claimedBy`, `claimedAt`, free again for a post that stands) lets one replica edit a message at a time, so an
// older text never lands on a newer one. An edit that was cut short is done again: repeating one does no harm.

import type { Edited, Poster } from '../adapter.ts'
import { questionReply, revealReply } from '../pages/quiz.ts'
import type { Reply } from '../reply.ts'
import type { Ms, Post } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import { createAllowance } from './allowance.ts'
import type { Bank } from './bank.ts'
import { gradeOfChannel, readCard, review, writeCard } from './cards.ts'
import { inParallel } from './parallel.ts'
import { type Question, shuffled } from './question.ts'
import type { Log } from './sending.ts'

export interface Edit {
  readonly workspace: string
  readonly place: string
  readonly ref: string
  readonly reply: Reply
}

export interface Edits {
  /** Reveals what is over. Resolves to the edits that were made. */
  reveal(now: Ms): Promise<readonly Edit[]>
  /** Shows how many have answered. Resolves to the edits that were made. */
  count(now: Ms): Promise<readonly Edit[]>
}

/** Between two edits of one message, in milliseconds. */
const EDIT_EVERY_MS = 5000
/** Until the lease of a replica that died is free. */
const LEASE_MS = 60_000
const RETRY_MS = 60_000
/** A reveal that failed for so long is given up. */
const PATIENCE_MS = 86_400_000
const BATCH = 100
const AT_ONCE = 8

export function createEdits(given: {
  readonly store: Store
  readonly bank: Bank
  readonly poster: Poster
  readonly replica: string
  readonly log: Log
}): Edits {
  const { store, bank, poster, replica, log } = given
  const { posts, answers, cards } = store
  const allowance = createAllowance(store.claims)

  const lease = ({ claimedAt }: Post) => ({ state: 'posted', claimedBy: replica, claimedAt }) as const
  const FREE = { claimedBy: null, claimedAt: null } as const
  const isFree = ({ claimedAt }: Post, now: Ms): boolean => claimedAt === null || claimedAt <= now - LEASE_MS
  const questionOf = (post: Post): Question | undefined => {
    const question = post.question === null ? undefined : bank.byId(post.question)
    return question && shuffled(question, post.seed ?? post.id)
  }

  async function countsOf(post: Post): Promise<{ counts: readonly number[]; answered: number }> {
    const chosen = await answers.counts(post.workspace, post.id)
    const counts = [0, 1, 2, 3].map((place) => chosen.find(({ option }) => option === place)?.count ?? 0)
    return { counts, answered: counts.reduce((sum, count) => sum + count, 0) }
  }

  async function edit(post: Post, reply: Reply, now: Ms): Promise<Edited> {
    const edited = await poster
      .edit(post.workspace, post.ref ?? '', reply)
      .catch((error: Error): Edited => ({ outcome: 'unknown', reason: error.message }))
    if (edited.outcome === 'later') allowance.quiet(post.workspace, now + edited.seconds * 1000)
    return edited
  }

  /** Each of `all` that is free is leased and edited; a fault of one does not keep the others. */
  async function each(
    all: readonly Post[],
    now: Ms,
    wait: (until: Ms) => Partial<Post>,
    work: (leased: Post) => Promise<readonly Edit[]>,
  ): Promise<readonly Edit[]> {
    const done = await inParallel(all, AT_ONCE, async (post): Promise<readonly Edit[]> => {
      if (!isFree(post, now)) return []
      try {
        const from = {
          state: 'posted',
          claimedAt: post.claimedAt,
          editAt: post.editAt,
          revealAt: post.revealAt,
        } as const
        const leased = await posts.move(post.workspace, post.id, from, { claimedBy: replica, claimedAt: now })
        if (!leased) return []
        // After the lease, so that no permit is taken for an edit that another replica makes.
        const until = await allowance.take(post.workspace, now)
        if (until === undefined) return await work(leased)
        await posts.move(post.workspace, post.id, lease(leased), { ...wait(until), ...FREE })
        return []
      } catch (error) {
        log('error', 'a post could not be brought up to date; it is tried again', error)
        return []
      }
    })
    return done.flat()
  }

  const made = (post: Post, edited: Edited, reply: Reply): Edit[] =>
    edited.outcome === 'posted' ? [{ workspace: post.workspace, place: post.place, ref: edited.reference, reply }] : []

  async function revealOne(post: Post, now: Ms): Promise<readonly Edit[]> {
    const { workspace, id } = post
    const question = questionOf(post)
    const end = (to: object) =>
      posts.move(workspace, id, lease(post), { state: 'revealed', revealedAt: now, editAt: null, ...FREE, ...to })
    if (!question) {
      await end({ reason: 'the question is gone' })
      return []
    }
    const out: Edit[] = []
    let shown = await countsOf(post)
    const show = async (): Promise<Edited> => {
      const reply = revealReply({ question, ...shown })
      const edited = await edit(post, reply, now)
      out.push(...made(post, edited, reply))
      return edited
    }
    const edited = await show()
    if (edited.outcome === 'later' || edited.outcome === 'unknown') {
      const waited = now - (post.postedAt ?? post.dueAt)
      if (waited <= 2 * PATIENCE_MS) {
        const revealAt = now + (edited.outcome === 'later' ? edited.seconds * 1000 : RETRY_MS)
        await posts.move(workspace, id, lease(post), { revealAt, ...FREE })
        return out
      }
    }
    const reason = edited.outcome === 'posted' ? null : `not revealed: ${'reason' in edited ? edited.reason : 'busy'}`
    const ref = edited.outcome === 'posted' ? edited.reference : post.ref
    if (reason !== null) log('warn', `a post was ${reason}`)
    if (!(await end({ reason, ref, shown: shown.answered }))) return out
    // Whoever answered while the message was edited is in it too.
    const final = await countsOf(post)
    if (final.answered !== shown.answered && reason === null) {
      shown = final
      await show()
    }
    await remember(post, question, final, now)
    return out
  }

  /** The card of the topic, by how the place answered. */
  async function remember(
    { workspace, place }: Post,
    { topic, options }: Question,
    { counts, answered }: { readonly counts: readonly number[]; readonly answered: number },
    now: Ms,
  ): Promise<void> {
    const right = counts[options.findIndex((option) => option.right)] ?? 0
    const grade = gradeOfChannel(right, answered)
    if (grade === undefined) return
    const before = await cards.get(workspace, { place }, topic)
    const card = review(before && readCard(before.state), grade, now)
    await cards.put(workspace, { place }, { key: topic, due: card.due, state: writeCard(card) })
  }

  async function countOne(post: Post, now: Ms): Promise<readonly Edit[]> {
    const { workspace, id } = post
    const question = questionOf(post)
    const { answered } = await countsOf(post)
    if (!question || answered === post.shown) {
      await posts.move(workspace, id, lease(post), { editAt: null, ...FREE })
      // An answer that came since the count found the time still set.
      if (question && (await countsOf(post)).answered !== answered)
        await posts.move(workspace, id, { state: 'posted', editAt: null }, { editAt: now + EDIT_EVERY_MS })
      return []
    }
    const reply = questionReply({ post, question, answered })
    const edited = await edit(post, reply, now)
    if (edited.outcome === 'posted')
      await posts.move(workspace, id, lease(post), {
        shown: answered,
        ref: edited.reference,
        editAt: now + EDIT_EVERY_MS,
        ...FREE,
      })
    else if (edited.outcome === 'refused') {
      log('warn', `a count could not be shown (${edited.reason})`)
      await posts.move(workspace, id, lease(post), { editAt: null, reason: `not counted: ${edited.reason}`, ...FREE })
    } else {
      const wait = edited.outcome === 'later' ? Math.max(EDIT_EVERY_MS, edited.seconds * 1000) : RETRY_MS
      await posts.move(workspace, id, lease(post), { editAt: now + wait, ...FREE })
    }
    return made(post, edited, reply)
  }

  return {
    reveal: async (now) =>
      each(
        await posts.toReveal(now, BATCH),
        now,
        (revealAt) => ({ revealAt }),
        (post) => revealOne(post, now),
      ),
    count: async (now) =>
      each(
        // What is over is revealed, not counted.
        (await posts.toEdit(now, BATCH)).filter(({ revealAt }) => revealAt === null || revealAt > now),
        now,
        (editAt) => ({ editAt }),
        (post) => countOne(post, now),
      ),
  }
}
