// A question as a message: while it is open, once it is revealed, and what the one who answered is told.
//
// Made without a context, since the ticker edits these messages with nobody asking: buttons are packed here.

import { plural } from '../amounts.ts'
import type { Call } from '../command.ts'
import { pack } from '../press.ts'
import { lettered, type Mark, type Marked } from '../quiz/mark.ts'
import type { Question } from '../quiz/question.ts'
import {
  type Answer,
  type Block,
  type Button,
  bold,
  buttons,
  type ChartData,
  link,
  type Reply,
  spans,
  text,
} from '../reply.ts'
import { reportCall } from './buttons.ts'

export interface QuestionAnswer extends Answer {
  readonly type: 'quiz-question'
  /** Null for one that was not posted to a place. */
  readonly post: string | null
  readonly question: string
  readonly topic: string
  readonly concept: string
  readonly options: readonly string[]
  readonly answered: number
}

export interface RevealAnswer extends Answer {
  readonly type: 'quiz-reveal'
  readonly question: string
  readonly topic: string
  readonly concept: string
  /** A to D. */
  readonly right: string
  /** By place. */
  readonly counts: readonly number[]
  readonly answered: number
}

const answerCall = (post: string, choice: string): Call => ({
  command: 'quiz',
  form: 'answer',
  raw: { post, choice },
})

/** The message of a post that takes answers: `question` with its options in the order they are shown in. */
export function questionReply(given: {
  readonly post: { readonly id: string }
  readonly question: Question
  readonly answered: number
}): Reply<QuestionAnswer> {
  const { post, question, answered } = given
  return {
    blocks: [
      ...asked(question),
      text(
        answered === 0 ? 'Nobody has answered yet.' : `${plural(answered, 'person has', 'people have')} answered.`,
        ' Press a letter: only you see whether it is right, and the first answer counts.',
      ),
      ...buttons([
        ...lettered(question).flatMap(({ letter }) => toButton(letter, answerCall(post.id, letter)) ?? []),
        ...(toButton('Report', reportCall(question.id)) ?? []),
      ]),
    ],
    answer: questionAnswer(question, post.id, answered),
  }
}

export const questionAnswer = (question: Question, post: string | null, answered: number): QuestionAnswer => ({
  type: 'quiz-question',
  post,
  question: question.id,
  topic: question.topic,
  concept: question.concept,
  options: question.options.map((option) => option.text),
  answered,
})

/** The same message once it takes none: the answer, who chose what, and why. Nothing to press. */
export function revealReply(given: {
  readonly question: Question
  readonly counts: readonly number[]
  readonly answered: number
}): Reply<RevealAnswer> {
  const { question, answered } = given
  const options = lettered(question)
  const counts = options.map(({ place }) => given.counts[place] ?? 0)
  const right = options.find((option) => option.right)
  return {
    blocks: [
      text(...subject(question), bold(question.ask)),
      ...(right ? [text('The answer is ', bold(`${right.letter}: ${right.text}`), '\n', right.why)] : []),
      ...working(question),
      ...spread(options, counts, answered),
      reasons(options.filter((option) => !option.right)),
      sourceOf(question),
    ],
    answer: {
      type: 'quiz-reveal',
      question: question.id,
      topic: question.topic,
      concept: question.concept,
      right: right?.letter ?? '',
      counts,
      answered,
    },
  }
}

/** The question with its options, without anything to press. */
export const asked = (question: Question): Block[] => [
  text(...subject(question), bold(question.ask)),
  {
    kind: 'facts',
    facts: lettered(question).map(({ letter, text: option }) => ({ label: letter, value: spans(option) })),
  },
]

/** Right or wrong and why, in two lines. */
export const verdict = ({ verdict: said, chosen, answer, right }: Mark): Block =>
  right
    ? text(bold(said), ' ', answer.text, '\n', answer.why)
    : text(bold(said), ' ', answer.text, '\n', answer.why, '\n', bold(`Why not ${chosen.letter}:`), ' ', chosen.why)

/** The arithmetic that the answer rests on, where its reason does not begin with it. */
export const working = ({ options, working: sum }: Question): Block[] =>
  sum === undefined || options.some(({ right, why }) => right && why.includes(sum))
    ? []
    : [{ kind: 'formula', text: sum }]

/** Why each of these is wrong. */
const reasons = (wrong: readonly Marked[]): Block => ({
  kind: 'facts',
  facts: wrong.map(({ letter, text: option, why }) => ({
    label: `Why not ${letter}`,
    value: spans(bold(option), '. ', why),
  })),
})

export const sourceOf = ({ source: { who, year, title, url } }: Question): Block =>
  text('Source: ', `${who} (${year}), `, link(title, url))

const subject = ({ topic, subject: title }: Question) => spans(`Quiz: ${title ?? topic.replaceAll('-', ' ')}`, '\n')

/** Who chose what. Nothing where nobody answered but that. */
function spread(options: readonly Marked[], counts: readonly number[], answered: number): Block[] {
  if (answered === 0) return [text('Nobody answered.')]
  const chart: ChartData = {
    title: 'Answers',
    shape: 'bar',
    unit: 'answers',
    labels: options.map(({ letter }) => letter),
    series: [{ name: 'Answers', values: counts }],
  }
  return [{ kind: 'chart', chart, alt: finding(options, counts, answered) }]
}

function finding(options: readonly Marked[], counts: readonly number[], answered: number): string {
  const at = options.findIndex(({ right }) => right)
  const right = counts[at] ?? 0
  const [wrong] = options
    .filter((option) => !option.right && (counts[option.place] ?? 0) > 0)
    .sort((a, b) => (counts[b.place] ?? 0) - (counts[a.place] ?? 0) || a.place - b.place)
  const share = `${right} of ${answered} (${Math.round((100 * right) / answered)} %) chose ${options[at]?.letter ?? ''}, the right answer`
  return wrong ? `${share}; ${counts[wrong.place]} chose ${wrong.letter}, the most of the wrong ones.` : `${share}.`
}

function toButton(label: string, call: Call): Button[] | undefined {
  const token = pack({ act: 'call', call })
  return token === undefined ? undefined : [{ label, token }]
}
