// Questions: posted for all at once, practised alone, and answered.

import { z } from 'zod'
import { type Context, form, needed, optional } from '../../command.ts'
import { Late, within } from '../../deadline.ts'
import { reportCall, row, showCall } from '../../pages/buttons.ts'
import { asked, questionAnswer, sourceOf, verdict, working } from '../../pages/quiz.ts'
import type { Answered } from '../../quiz/answering.ts'
import type { PostedNow } from '../../quiz/posting.ts'
import { letterOf, type Question } from '../../quiz/question.ts'
import { Refusal } from '../../refusal.ts'
import { type Reply, text } from '../../reply.ts'
import { plainText } from '../../value/plain.ts'
import { topic, topics } from '../../value/topics.ts'
import { barredHere, kept, where } from './kept.ts'

export const questionShown = z.strictObject({
  type: z.literal('quiz-question'),
  post: z.string().nullable(),
  question: z.string(),
  topic: z.string(),
  concept: z.string(),
  options: z.array(z.string()),
  answered: z.number(),
})
export const postedAnswer = z.strictObject({
  type: z.literal('quiz-posted'),
  outcome: z.enum(['posted', 'sent', 'unknown']),
})
export const markAnswer = z.strictObject({
  type: z.literal('quiz-mark'),
  /** Null for one that was practised. */
  post: z.string().nullable(),
  question: z.string(),
  /** Of what was pressed now. */
  right: z.boolean(),
  chosen: z.string(),
  answer: z.string(),
  /** The answer that counts; null where none does. */
  counted: z.string().nullable(),
})

const EXAMPLE = '/quiz practice'
/** The platform may take longer than the asker waits; then the post goes its way. */
const PATIENCE_MS = 1800

export const now = form({
  about: 'Posts a question here at once, for everybody',
  changes: true,
  options: { topic: optional(topic, 'A topic; any where nothing is given') },
  example: '/quiz now availability',
  async run({ topic: about }, context): Promise<Reply<z.infer<typeof postedAnswer>>> {
    const { asker } = context
    const { posting } = await kept(context, async (quiz) => {
      // Nothing is on its way where the store does not even answer.
      await quiz.settings.get(where(asker), asker.now)
      return quiz
    })
    const wanted = about?.[0]
    const posted = await within(PATIENCE_MS, posting.postNow(where(asker), wanted, asker.person, asker.now)).catch(
      (error: unknown): PostedNow | 'sent' => {
        if (error instanceof Late) return 'sent'
        throw error
      },
    )
    const outcome = await told(posted, context)
    return {
      private: true,
      blocks: [
        text(
          outcome === 'posted'
            ? 'The question is posted.'
            : outcome === 'sent'
              ? 'The question is on its way.'
              : 'The question may have been posted or not: the platform did not say. It is not sent again.',
        ),
      ],
      answer: { type: 'quiz-posted', outcome },
    }
  },
})

/** Throws a Refusal where nothing was posted. */
async function told(posted: PostedNow | 'sent', context: Context): Promise<'posted' | 'sent' | 'unknown'> {
  if (typeof posted === 'string') return posted
  if ('unknown' in posted) return 'unknown'
  if ('later' in posted)
    throw new Refusal(
      'later',
      `Nothing can be posted here at the moment. Ask again in ${Math.max(1, Math.ceil(posted.later))} s.`,
      '/quiz now',
    )
  if (posted.refused === 'no-question')
    throw new Refusal('no-question', 'There is no question on that topic yet.', '/quiz now')
  const why = await barredHere(context)
  throw new Refusal(
    'barred',
    why ?? `Nothing can be posted here (${posted.refused}). The bot may have to be invited to this place first.`,
    EXAMPLE,
  )
}

export const practice = form({
  about: 'A question for you alone: what you got wrong comes back',
  options: { topics: optional(topics, 'Topics, separated by commas; all where nothing is given') },
  example: EXAMPLE,
  async run({ topics: about }, context, raw): Promise<Reply> {
    const { asker } = context
    const found = await kept(context, ({ answering }) => answering.practise(asker, about ?? [], asker.now))
    if (!found) throw new Refusal('no-question', 'There is no question on these topics yet.', EXAMPLE)
    const { question, seed, because } = found
    const call = (choice: string) => ({
      command: 'quiz',
      form: 'answer',
      raw: { question: question.id, seed, choice, ...(raw.topics !== undefined && { topics: raw.topics }) },
    })
    return {
      private: true,
      blocks: [
        ...asked(question),
        text(BECAUSE[because]),
        ...row([
          ...question.options.map((_, place) => context.button(letterOf(place), call(letterOf(place)))),
          context.button('Report', reportCall(question.id)),
        ]),
      ],
      answer: questionAnswer(question, null, 0),
    }
  },
})

const BECAUSE = {
  due: 'It is due: you have answered it before.',
  new: 'A new one for you.',
  early: 'Nothing is due and nothing is new: this is the one you may forget first.',
} as const

const GONE = 'This question is not kept here any more.'

export const answer = form({
  about: 'Answers a question',
  hidden: true,
  options: {
    choice: needed(plainText('letter', 4, EXAMPLE), 'A, B, C or D'),
    post: optional(plainText('post', 60, EXAMPLE), 'Id of the post'),
    question: optional(plainText('question', 200, EXAMPLE), 'Id of a question that is practised'),
    seed: optional(plainText('seed', 30, EXAMPLE), 'Orders its options'),
    topics: optional(topics, 'Topics that are practised'),
  },
  example: EXAMPLE,
  async run({ choice, post, question, seed }, context, raw): Promise<Reply<z.infer<typeof markAnswer>>> {
    const { asker } = context
    const place = 'ABCD'.indexOf(choice.trim().toUpperCase())
    if (place < 0 || choice.trim().length !== 1)
      throw new Refusal('not-a-choice', 'Expected one of the letters A, B, C and D.', EXAMPLE)
    const given = await kept(context, async ({ answering }) => {
      if (post !== undefined) return answering.answer(asker, post, place, asker.now)
      if (question === undefined) return undefined
      return answering.practised(asker, { question, seed: seed ?? '' }, place, asker.now)
    })
    if (!given) throw new Refusal('unknown-question', GONE, EXAMPLE)
    return marked(given, post ?? null, context, raw.topics)
  },
})

/** What the one who pressed is told. */
function marked(
  { question, mark, counts, first }: Answered,
  post: string | null,
  context: Context,
  about: string | undefined,
): Reply<z.infer<typeof markAnswer>> {
  const note = first
    ? []
    : counts
      ? [text(`You had answered before, and the first answer counts: ${counts.chosen.letter}.`)]
      : [text(post === null ? 'You had answered this before.' : 'This question is over, so the answer does not count.')]
  const entry = context.library.entry(question.concept)
  return {
    private: true,
    blocks: [
      ...note,
      verdict(counts ?? mark),
      ...working(question),
      sourceOf(question),
      ...row([
        entry && context.button(`More: ${entry.title}`, showCall(entry, 'card')),
        post === null
          ? context.button('Next question', {
              command: 'quiz',
              form: 'practice',
              raw: about === undefined ? {} : { topics: about },
            })
          : undefined,
        context.button('Report', reportCall(question.id)),
      ]),
    ],
    answer: {
      type: 'quiz-mark',
      post,
      question: question.id,
      right: mark.right,
      chosen: mark.chosen.letter,
      answer: rightOf(question),
      counted: counts?.chosen.letter ?? null,
    },
  }
}

const rightOf = ({ options }: Question): string => letterOf(options.findIndex(({ right }) => right))
