// A small bank without files, and a channel that answers it day by day.

import type { Bank } from '../../src/quiz/bank.ts'
import { type Card, gradeOfChannel, review } from '../../src/quiz/cards.ts'
import { chooseQuestion, type Used } from '../../src/quiz/choose.ts'
import type { Question } from '../../src/quiz/question.ts'
import { madeQuestion } from '../../src/quiz/templates/index.ts'

export const DAY = 24 * 60 * 60 * 1000
export const START = Temporal.PlainDate.from('2026-11-22')

export const question = (id: string, topic: string): Question => ({
  id,
  topic,
  concept: 'quorum',
  difficulty: 1,
  ask: `What does ${id} ask?`,
  options: [
    { text: 'right one', why: 'It is right.', right: true },
    { text: 'first wrong one', why: 'It is wrong.', right: false },
    { text: 'second wrong one', why: 'It is wrong.', right: false },
    { text: 'third wrong one', why: 'It is wrong.', right: false },
  ],
  source: { who: 'Gifford', year: 1979, title: 'Weighted voting', url: 'https://doi.org/10.1145/800215.806583' },
})

/** A bank with so many written questions on each topic. */
export function bankOf(sizes: Readonly<Record<string, number>>, templates: Bank['templates'] = []): Bank {
  const questions = Object.entries(sizes).flatMap(([topic, size]) =>
    Array.from({ length: size }, (_, at) => question(`${topic}/q${at}`, topic)),
  )
  return {
    questions,
    templates,
    byId: (id) => questions.find((each) => each.id === id) ?? madeQuestion(id),
    byTopic: (topic) => questions.filter((each) => each.topic === topic),
  }
}

export interface Asked {
  readonly id: string
  readonly topic: string
}

/** What a channel is asked on so many days in a row; `share` of its members are right on a topic. */
export function days(
  bank: Bank,
  count: number,
  share: (topic: string) => number = () => 1,
  topics: readonly string[] = [],
  seed = 'place',
): Asked[] {
  const used: Used[] = []
  const cards = new Map<string, Card>()
  return Array.from({ length: count }, (_, day) => {
    const date = START.add({ days: day })
    const at = date.toZonedDateTime('UTC').epochMilliseconds
    const id = chooseQuestion(bank, { used, cards, topics, date: date.toString(), seed })
    if (id === undefined) throw new Error('no question')
    const topic = bank.byId(id)?.topic ?? ''
    used.push({ id, at })
    const grade = gradeOfChannel(10 * share(topic), 10)
    if (grade) cards.set(topic, review(cards.get(topic), grade, at))
    return { id, topic }
  })
}
