// Which question a place gets next.
//
// Everything is decided by what the place was asked and how it answered, with the date and a seed where things are equal: two
// replicas that see the same history choose the same question.

import { createRandom, hash } from '../random.ts'
import type { Bank } from './bank.ts'
import { type Card, recall } from './cards.ts'
import { neediest, UNKNOWN } from './need.ts'
import { unused } from './rounds.ts'
import { madeId, partsOf } from './templates/template.ts'

export interface Used {
  readonly id: string
  /** When it was asked, epoch milliseconds. */
  readonly at: number
}

export interface Place {
  /** What was asked here before, in any order. */
  readonly used: readonly Used[]
  /** The channel's card of each topic that it has answered. */
  readonly cards: ReadonlyMap<string, Card>
  /** The topics that may be asked; all of them where none is named. */
  readonly topics: readonly string[]
  /** The local date of the post: 2026-11-22. */
  readonly date: string
  /** Of the place: places of one date get different questions. */
  readonly seed: string
}

/** One question in this many is a generated one. */
export const MADE_EVERY = 4
/** So many posts must lie between two of one topic, as long as there are other topics. */
export const REST = 3

/**
 * The id of the next question; undefined where the allowed topics have none.
 *
 * No written question comes again until all others that are allowed have come, and no template until all other templates have.
 * Among the rest, topics that the channel gets wrong come sooner. Every fourth question is generated, with numbers that were
 * not asked here before where there are any left.
 */
export function chooseQuestion(bank: Bank, place: Place): string | undefined {
  const allowed = (topic: string): boolean => place.topics.length === 0 || place.topics.includes(topic)
  const used = [...place.used].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).map(({ id }) => id)
  const written = bank.questions.filter(({ topic }) => allowed(topic))
  const made = bank.templates.filter(({ topic }) => allowed(topic)).map(({ name, topic }) => ({ id: name, topic }))
  const madeOnes = used.slice(-(MADE_EVERY - 1)).filter((id) => partsOf(id) !== undefined)
  const isMadeTurn = used.length >= MADE_EVERY - 1 && madeOnes.length === 0
  const seed = `${place.seed}\n${place.date}\n${used.length}`
  const now = Temporal.PlainDate.from(place.date).toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' })
  const forgotten = (topic: string): number => {
    const card = place.cards.get(topic)
    return card ? 1 - recall(card, now.epochMilliseconds) : UNKNOWN
  }
  const resting = new Set(used.slice(-REST).flatMap((id) => bank.byId(id)?.topic ?? []))
  const choose = (
    all: readonly { readonly id: string; readonly topic: string }[],
    before: readonly string[],
  ): string => {
    const fresh = new Set(
      unused(
        all.map(({ id }) => id),
        before,
      ),
    )
    const open = all.filter(({ id }) => fresh.has(id))
    return createRandom(seed).pick(neediest(open, all, forgotten, resting, seed)).id
  }
  if (made.length > 0 && (isMadeTurn || written.length === 0)) {
    const template = choose(
      made,
      used.flatMap((id) => partsOf(id)?.template ?? []),
    )
    return freshNumbers(bank, template, used, seed)
  }
  return written.length > 0 ? choose(written, used) : undefined
}

/** How many seeds are tried for numbers that were not asked before. A template has a few dozen sets of them at least. */
const TRIES = 32

/** A question of this template that differs from the used ones, where a few tries find one; a new seed in any case. */
function freshNumbers(bank: Bank, template: string, used: readonly string[], seed: string): string {
  const same = used.filter((id) => partsOf(id)?.template === template)
  const asked = new Set(same.map((id) => bank.byId(id)?.ask))
  const seeds = Array.from({ length: TRIES }, (_, at) => madeId(template, hash(`${seed}\n${at}`).toString(36)))
  const unasked = seeds.filter((id) => !same.includes(id))
  return unasked.find((id) => !asked.has(bank.byId(id)?.ask)) ?? unasked[0] ?? madeId(template, hash(seed).toString(36))
}
