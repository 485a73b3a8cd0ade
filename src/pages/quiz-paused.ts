// What the person who set a schedule is told when it can't go on.

import { type Answer, bold, code, type Reply, text } from '../reply.ts'

export interface PausedAnswer extends Answer {
  readonly type: 'quiz-paused'
  readonly place: string
  readonly reason: string
}

/** `tries` came to nothing in a row; `reason` is the platform's word for it. */
export const pausedReply = (given: {
  readonly place: string
  readonly reason: string
  readonly tries: number
}): Reply<PausedAnswer> => ({
  private: true,
  blocks: [
    text(bold('The daily question is paused'), ' in the channel ', code(given.place), ', where you set it.'),
    text(
      `It could not be posted there ${given.tries} times in a row. The answer was: ${given.reason}. The channel may be gone or `,
      'archived, or the bot may not be in it. Once it can post there, say ',
      code('/quiz resume'),
      ' in that channel.',
    ),
  ],
  answer: { type: 'quiz-paused', place: given.place, reason: given.reason },
})
