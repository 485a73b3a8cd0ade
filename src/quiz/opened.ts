// The bank as it is used: the written questions by id and topic, and the generated ones, made again from their ids.

import type { Library } from '../library/library.ts'
import type { Question } from './question.ts'
import { madeQuestion, templates } from './templates/index.ts'

export interface Bank {
  /** The written questions, by file and then as they stand there. */
  readonly questions: readonly Question[]
  /** What questions can be generated. */
  readonly templates: readonly { readonly name: string; readonly topic: string }[]
  /** The written question of this id, or the generated one: the same on every machine. Undefined where there is none. */
  byId(id: string): Question | undefined
  /** The written questions of a topic. */
  byTopic(topic: string): readonly Question[]
}

/** What questions refer to. */
export type Known = Pick<Library, 'entry' | 'topic'>

/** The bank of questions that were checked already. */
export function openBank(written: readonly Question[], library: Known): Bank {
  const named = (question: Question): Question => {
    const subject = library.topic(question.topic)?.title
    return subject === undefined ? question : { ...question, subject }
  }
  const questions = written.map(named)
  const byId = new Map(questions.map((question) => [question.id, question]))
  const byTopic = Map.groupBy(questions, ({ topic }) => topic)
  return {
    questions,
    templates: templates.filter(({ topic, concept }) => library.topic(topic) && library.entry(concept)),
    byId(id) {
      const made = byId.get(id) ?? madeQuestion(id)
      return made && named(made)
    },
    byTopic: (topic) => byTopic.get(topic) ?? [],
  }
}
