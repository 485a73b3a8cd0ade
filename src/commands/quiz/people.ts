// People: the board of a place, and what one has reached.

import { z } from 'zod'
import { plural } from '../../amounts.ts'
import { type Context, form, otherwise } from '../../command.ts'
import { row } from '../../pages/buttons.ts'
import { LEAST_PLAYERS, type Ranked } from '../../quiz/board.ts'
import { bold, person, type Reply, spans, type Text, text } from '../../reply.ts'
import { amid } from '../../value/amid.ts'
import { named } from '../../value/format.ts'
import { kept, namesOf, where } from './kept.ts'

export const boardAnswer = z.strictObject({
  type: z.literal('quiz-board'),
  span: z.enum(['week', 'month', 'all']),
  players: z.number(),
  /** Empty with fewer than three players. */
  ranks: z.array(z.strictObject({ rank: z.number(), person: z.string(), right: z.number(), answered: z.number() })),
})
export const reachedAnswer = z.strictObject({
  type: z.literal('quiz-person'),
  streak: z.number().nullable(),
  best: z.number().nullable(),
  right: z.number(),
  answered: z.number(),
  topics: z.array(z.strictObject({ topic: z.string(), right: z.number(), answered: z.number() })),
  due: z.number(),
})
const SPANS = [
  { name: 'week', written: '(?:this |last |the )?week|weekly|7 ?d(?:ays)?', days: 7, says: 'the last 7 days' },
  { name: 'month', written: '(?:this |last |the )?month|monthly|30 ?d(?:ays)?', days: 30, says: 'the last 30 days' },
  { name: 'all', written: 'all(?: time)?|ever', days: undefined, says: 'all time' },
] as const
const span = amid(/\b(?:board|quiz|ranking|players)\b/i, named('span', SPANS, '/quiz board month'))
/** Ranks that are shown; whoever asks is shown in any case. */
const SHOWN = 10

export const board = form({
  about: 'Who has the most right answers here: in a week, a month or ever',
  options: { span: otherwise(span, 'week', 'week, month or all') },
  example: '/quiz board month',
  async run({ span: over }, context): Promise<Reply<z.infer<typeof boardAnswer>>> {
    const { asker } = context
    const since = over.days === undefined ? undefined : asker.now.subtract({ hours: 24 * over.days })
    const { ranks, players } = await kept(context, ({ standing }) => standing.board(where(asker), since, asker.now))
    const top = ranks?.filter(({ person: who }, at) => at < SHOWN || who === asker.person) ?? []
    const names = await namesOf(
      asker,
      top.map((each) => each.person),
    )
    const others = SPANS.filter(({ name }) => name !== over.name)
    return {
      blocks: [
        ...(ranks
          ? [
              text(bold(`Right answers over ${over.says}`), `, of ${plural(players, 'player')}.`),
              table(top, names, asker.person),
            ]
          : [
              text(
                `A board needs at least ${LEAST_PLAYERS} players; over ${over.says} there ${players === 1 ? 'is' : 'are'} ${players === 0 ? 'none' : players}.`,
              ),
            ]),
        ...row(
          others.map(({ name, says }) =>
            context.button(`Over ${says}`, { command: 'quiz', form: 'board', raw: { span: name } }),
          ),
        ),
      ],
      answer: {
        type: 'quiz-board',
        span: over.name,
        players,
        ranks: (ranks ?? []).map(({ rank, person: who, right, answered }) => ({ rank, person: who, right, answered })),
      },
    }
  },
})

function table(top: readonly Ranked[], names: ReadonlyMap<string, string>, own: string) {
  const name = (who: string): Text => [person(names.get(who) ?? (who === own ? 'you' : who))]
  return {
    kind: 'table',
    caption: 'Board',
    head: ['Rank', 'Who', 'Right', 'Answered'],
    rows: top.map(({ rank, person: who, right, answered }) => [
      spans(String(rank)),
      name(who),
      spans(String(right)),
      spans(String(answered)),
    ]),
  } as const
}

export const me = form({
  about: 'Your streak here, how often you were right by topic, and what is due',
  options: {},
  example: '/quiz me',
  async run(_, context): Promise<Reply<z.infer<typeof reachedAnswer>>> {
    const { asker } = context
    const { streak, right, answered, topics, due, seen, hidden } = await kept(context, ({ standing }) =>
      standing.reached(asker, asker.place, asker.now),
    )
    const days = (count: number): string => plural(count, 'quiz day')
    return {
      private: true,
      blocks: [
        answered === 0 && seen === 0
          ? text('You have answered no question yet.')
          : text(bold(`${right} of ${answered}`), ` posted questions right${share(right, answered)}.`),
        {
          kind: 'facts',
          facts: [
            {
              label: 'Streak here',
              value: spans(
                streak ? `${days(streak.current)}; the longest was ${days(streak.best)}` : 'no daily question yet',
              ),
            },
            { label: 'Due for practice', value: spans(plural(due, 'question')) },
            ...(hidden ? [{ label: 'Boards', value: spans('you are on none') }] : []),
          ],
        },
        ...(topics.length > 0 ? [byTopic(topics, context)] : []),
        ...row([context.button('Practise', { command: 'quiz', form: 'practice', raw: {} })]),
      ],
      answer: {
        type: 'quiz-person',
        streak: streak?.current ?? null,
        best: streak?.best ?? null,
        right,
        answered,
        topics: [...topics],
        due,
      },
    }
  },
})

const share = (right: number, answered: number): string =>
  answered === 0 ? '' : ` (${Math.round((100 * right) / answered)} %)`

function byTopic(topics: readonly { topic: string; right: number; answered: number }[], { library }: Context) {
  return {
    kind: 'table',
    caption: 'Right answers by topic',
    head: ['Topic', 'Right', 'Answered'],
    rows: topics.map(({ topic, right, answered }) => [
      spans(library.topic(topic)?.title ?? topic),
      spans(`${right}${share(right, answered)}`),
      spans(String(answered)),
    ]),
  } as const
}
