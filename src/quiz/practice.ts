// Which question a person practises next: what is due, then what is new, then what is nearest to being forgotten.
//
// A person's card belongs to a question, so that what was got wrong comes back itself. Of a generated one it belongs to the
// template: the way of reckoning comes back, with other numbers.

import { createRandom, hash } from '../random.ts'
import type { Bank } from './bank.ts'
import { type Card, hardness, isDue, recall } from './cards.ts'
import { type Candidate, neediest, UNKNOWN } from './need.ts'
import { madeId, partsOf } from './templates/template.ts'

export interface Practice {
  /** The person's cards, by `cardKey`. */
  readonly cards: ReadonlyMap<string, Card>
  /** The topics to practise; all of them where none is named. */
  readonly topics: readonly string[]
  /** Epoch milliseconds. */
  readonly now: number
  /** Of the person. */
  readonly seed: string
}

export interface Practised {
  readonly id: string
  /** `due` comes back in time, `new` was never answered, `early` comes back before its time since all else is done. */
  readonly because: 'due' | 'new' | 'early'
}

/** Under what a person's answer to this question is remembered. */
export function cardKey(id: string): string {
  const parts = partsOf(id)
  return parts ? `made/${parts.template}` : id
}

/** How many cards of these topics are due: what `/quiz me` shows. */
export const dueCount = (bank: Bank, { cards, topics, now }: Omit<Practice, 'seed'>): number =>
  candidates(bank, topics).filter(({ id }) => isDueIn(cards, id, now)).length

/** The next question; undefined where the topics have none. Cards of questions that are no more are passed over. */
export function choosePractice(bank: Bank, { cards, topics, now, seed }: Practice): Practised | undefined {
  const all = candidates(bank, topics)
  const recalled = (id: string): number => {
    const card = cards.get(id)
    return card ? recall(card, now) : 1
  }
  const weakest = (list: readonly Candidate[]): Candidate | undefined =>
    [...list].sort(
      (a, b) =>
        recalled(a.id) - recalled(b.id) ||
        (cards.get(a.id)?.reviewed ?? 0) - (cards.get(b.id)?.reviewed ?? 0) ||
        (a.id < b.id ? -1 : 1),
    )[0]
  const question = (id: string): string =>
    id.startsWith('made/') ? madeId(id.slice('made/'.length), hash(`${seed}\n${now}`).toString(36)) : id
  const due = weakest(all.filter(({ id }) => isDueIn(cards, id, now)))
  if (due) return { id: question(due.id), because: 'due' }
  const open = all.filter(({ id }) => !cards.has(id))
  if (open.length > 0) {
    // What was answered a minute ago is remembered, right or wrong; how hard the topic has proved says more here.
    const hard = (topic: string): number =>
      mean(all.flatMap(({ id, topic: of }) => (of === topic ? (cards.get(id) ?? []) : [])).map(hardness))
    const lot = `${seed}\n${open.length}`
    const fresh = createRandom(lot).pick(neediest(open, all, hard, new Set(), lot))
    return { id: question(fresh.id), because: 'new' }
  }
  const early = weakest(all)
  return early && { id: question(early.id), because: 'early' }
}

/** All that can be practised, by card key. */
const candidates = (bank: Bank, topics: readonly string[]): Candidate[] =>
  [...bank.questions, ...bank.templates.map(({ name, topic }) => ({ id: `made/${name}`, topic }))]
    .filter(({ topic }) => topics.length === 0 || topics.includes(topic))
    .map(({ id, topic }) => ({ id, topic }))

const isDueIn = (cards: ReadonlyMap<string, Card>, id: string, now: number): boolean => {
  const card = cards.get(id)
  return card !== undefined && isDue(card, now)
}

const mean = (list: readonly number[]): number =>
  list.length === 0 ? UNKNOWN : list.reduce((sum, each) => sum + each, 0) / list.length
