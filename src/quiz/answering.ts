// Answers: to a question that was posted, and to one that a person practises. The first answer counts; what it shows is remembered.

import { hash } from '../random.ts'
import type { Store } from '../store/store.ts'
import { type Card, gradeOfAnswer, readCard, review, writeCard } from './cards.ts'
import { type Mark, mark } from './mark.ts'
import type { Bank } from './opened.ts'
import { cardKey, choosePractice, type Practised } from './practice.ts'
import { type Question, shuffled } from './question.ts'

export interface Person {
  readonly workspace: string
  readonly person: string
}

export interface Answered {
  /** As it was shown. */
  readonly question: Question
  /** Of the option that was pressed now. */
  readonly mark: Mark
  /** Of the answer that counts; undefined where none does, since the question is over. */
  readonly counts: Mark | undefined
  readonly first: boolean
}

export interface Practising extends Pick<Practised, 'because'> {
  readonly question: Question
  /** Orders the options: the same question with it is shown the same. */
  readonly seed: string
}

export interface Answering {
  /** Undefined where there is no such post, question or place among the options. */
  answer(who: Person, post: string, place: number, now: Temporal.Instant): Promise<Answered | undefined>
  /** What a person should practise next; undefined where the topics have no question. */
  practise(who: Person, topics: readonly string[], now: Temporal.Instant): Promise<Practising | undefined>
  /** Undefined where there is no such question or place. */
  practised(
    who: Person,
    practising: { readonly question: string; readonly seed: string },
    place: number,
    now: Temporal.Instant,
  ): Promise<Answered | undefined>
  /** A person's cards, by key. */
  cards(who: Person): Promise<ReadonlyMap<string, Card>>
}

/** A message is edited once in a while, however many answers arrive. */
const EDIT_AFTER_MS = 3000

export function createAnswering(
  { posts, answers, cards, claims }: Pick<Store, 'posts' | 'answers' | 'cards' | 'claims'>,
  bank: Bank,
): Answering {
  async function remember({ workspace, person }: Person, question: Question, right: boolean, now: number) {
    const key = cardKey(question.id)
    const before = await cards.get(workspace, { person }, key)
    const after = review(before && readCard(before.state), gradeOfAnswer(right), now)
    await cards.put(workspace, { person }, { key, due: after.due, state: writeCard(after) })
  }

  async function known({ workspace, person }: Person): Promise<ReadonlyMap<string, Card>> {
    const all = await cards.all(workspace, { person })
    return new Map(
      all.flatMap(({ key, state }) => {
        const card = readCard(state)
        return card ? [[key, card] as const] : []
      }),
    )
  }

  return {
    cards: known,

    async answer(who, id, place, now) {
      const post = await posts.find(who.workspace, id)
      const found = post?.question ? bank.byId(post.question) : undefined
      if (!post || !found) return undefined
      const question = shuffled(found, post.seed ?? post.id)
      const marked = mark(question, place)
      if (!marked) return undefined
      if (post.state === 'revealed') return { question, mark: marked, counts: undefined, first: false }
      const at = now.epochMilliseconds
      const kept = await answers.add({
        ...who,
        post: id,
        option: place,
        correct: marked.right,
        at,
        editAt: at + EDIT_AFTER_MS,
      })
      if (!kept) return undefined
      if (kept.first) await remember(who, question, marked.right, at)
      return { question, mark: marked, counts: kept.first ? marked : mark(question, kept.option), first: kept.first }
    },

    async practise(who, topics, now) {
      const at = now.epochMilliseconds
      const chosen = choosePractice(bank, { cards: await known(who), topics, now: at, seed: who.person })
      const question = chosen && bank.byId(chosen.id)
      if (!chosen || !question) return undefined
      const seed = hash(`${who.person}\n${at}`).toString(36)
      return { question: shuffled(question, seed), seed, because: chosen.because }
    },

    async practised(who, { question: id, seed }, place, now) {
      const found = bank.byId(id)
      const question = found && shuffled(found, seed)
      const marked = question && mark(question, place)
      if (!question || !marked) return undefined
      const at = now.epochMilliseconds
      const first = await claims.claim(who.workspace, `practice/${who.person}/${id}/${seed}`, at)
      if (first) await remember(who, question, marked.right, at)
      return { question, mark: marked, counts: first ? marked : undefined, first }
    },
  }
}
