// Which question a post asks: the one it has already, the one that was asked for, or the next one of its place.

import type { Post, Schedule } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import type { Bank } from './bank.ts'
import { readCard } from './cards.ts'
import { chooseQuestion } from './choose.ts'
import { topicsOf } from './plan.ts'
import type { Question } from './question.ts'
import { isDaily } from './same-day.ts'

export interface Wanted {
  readonly schedule?: Schedule
  readonly question?: Question
  /** All where it is empty. */
  readonly topics?: readonly string[]
}

/**
 * `before` are the posts of the place. Undefined where there is no question to ask, or the one that the post has is not in the bank
 * any more and may have been sent.
 */
export async function questionFor(
  post: Post,
  { schedule, question, topics }: Wanted,
  before: readonly Post[],
  { cards, bank }: { readonly cards: Pick<Store['cards'], 'all'>; readonly bank: Bank },
): Promise<Question | undefined> {
  const chosen = post.question === null ? question : bank.byId(post.question)
  if (chosen || post.sendingAt !== null) return chosen
  const known = (await cards.all(post.workspace, { place: post.place })).flatMap(({ key, state }) => {
    const card = readCard(state)
    return card ? [[key, card] as const] : []
  })
  const id = chooseQuestion(bank, {
    used: before.flatMap((each) =>
      each.question !== null && each.id !== post.id && each.state !== 'skipped'
        ? [{ id: each.question, at: each.postedAt ?? each.dueAt }]
        : [],
    ),
    cards: new Map(known),
    topics: topics ?? (schedule ? topicsOf(schedule) : []),
    date: isDaily(post) ? post.key : dateOf(post.dueAt),
    seed: isDaily(post) ? `${post.workspace}\n${post.place}` : post.id,
  })
  return id === undefined ? undefined : bank.byId(id)
}

const dateOf = (at: number): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').toPlainDate().toString()
