// How people stand: the board of a place, and what one person has reached.

import type { Store } from '../store/store.ts'
import type { Answering, Person } from './answering.ts'
import { type Ranked, ranking } from './board.ts'
import type { Bank } from './opened.ts'
import { dueCount } from './practice.ts'
import type { Where } from './settings.ts'
import { type Streak, streak } from './streak.ts'

export interface Board {
  /** Undefined with fewer than three players. */
  readonly ranks: readonly Ranked[] | undefined
  readonly players: number
}

export interface Reached {
  /** Of the place where it is asked; undefined where it has had no daily question. */
  readonly streak?: Streak
  readonly right: number
  readonly answered: number
  /** Answers to posted questions, the topic with most of them first. */
  readonly topics: readonly { readonly topic: string; readonly right: number; readonly answered: number }[]
  /** Questions that are due for practice. */
  readonly due: number
  /** Questions and templates that were answered at least once. */
  readonly seen: number
  readonly hidden: boolean
}

export interface Standing {
  /** Of the answers since `since`. Whoever left the boards is not on it. */
  board(where: Where, since: Temporal.Instant | undefined, now: Temporal.Instant): Promise<Board>
  reached(who: Person, place: string, now: Temporal.Instant): Promise<Reached>
}

/** Answers that are looked back on: years of a daily question in several places. */
const HISTORY = 5000
/** Posts of a place that a streak is counted over. */
const DAYS = 1500

export function createStanding(
  { answers, posts, people }: Pick<Store, 'answers' | 'posts' | 'people'>,
  bank: Bank,
  cards: Answering['cards'],
): Standing {
  async function streakOf({ workspace, person }: Person, place: string): Promise<Streak | undefined> {
    const all = (await posts.ofPlace(workspace, place, { limit: DAYS })).filter(({ key }) => isDate(key))
    const theirs = await answers.ofPerson(workspace, person, { place, limit: DAYS })
    const answered = new Set(theirs.map(({ key }) => key).filter(isDate))
    // An answered post stood, whatever is known of it otherwise.
    const days = all.filter(({ state, key }) => state === 'posted' || state === 'revealed' || answered.has(key))
    if (days.length === 0) return undefined
    const open = days.filter(({ state }) => state === 'posted').map(({ key }) => key)
    return streak(
      days.map(({ key }) => key),
      answered,
      new Set(open),
    )
  }

  return {
    async board({ workspace, place }, since, now) {
      const scores = await answers.board(workspace, place, since?.epochMilliseconds ?? 0, now.epochMilliseconds + 1)
      return { ranks: ranking(scores), players: scores.length }
    },

    async reached(who, place, now) {
      const past = await answers.ofPerson(who.workspace, who.person, { limit: HISTORY })
      const byTopic = Map.groupBy(past, ({ question }) => (question && bank.byId(question)?.topic) ?? '')
      const known = await cards(who)
      const days = await streakOf(who, place)
      const right = (list: readonly { readonly correct: boolean }[]): number =>
        list.filter(({ correct }) => correct).length
      return {
        ...(days && { streak: days }),
        right: right(past),
        answered: past.length,
        topics: [...byTopic]
          .filter(([topic]) => topic !== '')
          .map(([topic, list]) => ({ topic, right: right(list), answered: list.length }))
          .sort((a, b) => b.answered - a.answered || (a.topic < b.topic ? -1 : 1)),
        due: dueCount(bank, { cards: known, topics: [], now: now.epochMilliseconds }),
        seen: known.size,
        hidden: await people.hidden(who.workspace, who.person),
      }
    },
  }
}

const isDate = (key: string): boolean => /^\d{4}-\d\d-\d\d$/.test(key)
