// /quiz: one question a day, or now; boards, practice, and what is kept on people.

import { z } from 'zod'
import { command } from '../../command.ts'
import { scheduleAnswer } from '../../pages/quiz-schedule.ts'
import { answer, markAnswer, now, postedAnswer, practice, questionShown } from './asking.ts'
import { board, boardAnswer, me, reachedAnswer } from './people.ts'
import { privacy, privacyAnswer } from './privacy.ts'
import { daily, off, pause, resume, show, skip } from './schedule.ts'

export const quiz = command({
  name: 'quiz',
  about: 'A question a day with its answer explained: set it, practise, see the board',
  usual: 'show',
  forms: { show, daily, now, practice, me, board, pause, resume, skip, off, privacy, answer },
  asked: {
    show: [
      'quiz',
      'the quiz',
      'when is the next quiz question due',
      'when is the next quiz question',
      'when is the next quiz',
      'when does the daily quiz come',
      'is there a daily quiz here',
      'show the quiz schedule',
      'what is the quiz schedule',
    ],
    daily: [
      'post a quiz question every day',
      'start a daily quiz',
      'set up a daily quiz',
      'schedule the quiz for a time',
      'give us a quiz question every morning',
      'move the quiz to another time',
    ],
    now: ['ask us a quiz question', 'post a quiz question now', 'give us a quiz question', 'quiz question please'],
    practice: ['let me practise', 'give me a practice question', 'practise quiz questions'],
    me: ['what is my streak', 'show my quiz streak', 'my quiz streak', 'my quiz results'],
    board: [
      'who is leading the quiz',
      'show the quiz board',
      'show the quiz leaderboard',
      'quiz ranking',
      'who has the most right quiz answers',
    ],
    pause: ['pause the quiz', 'pause the daily quiz'],
    resume: ['resume the quiz', 'resume the daily quiz', 'unpause the quiz'],
    skip: ['skip the next quiz question', 'skip the quiz tomorrow', 'no quiz question tomorrow', 'skip the next quiz'],
    off: [
      'stop the daily quiz',
      'turn off the quiz',
      'turn the daily quiz off',
      'end the quiz here',
      'switch off the quiz',
    ],
    privacy: [
      'take me off the quiz board',
      'remove me from the quiz leaderboard',
      'hide me from the quiz board',
      'leave the quiz board',
      'what do you store about me',
      'what is kept on me',
      'delete my quiz answers',
    ],
  },
  examples: [
    '/quiz daily 09:00 Europe/Berlin weekdays',
    '/quiz now availability',
    '/quiz practice',
    '/quiz board month',
    '/quiz daily 9am Europe/London mon,wed,fri availability, security',
    '/quiz pause until 2027-01-07',
    '/quiz me',
    '/quiz privacy off',
    '/quiz',
  ],
  answer: z.discriminatedUnion('type', [
    scheduleAnswer,
    postedAnswer,
    questionShown,
    markAnswer,
    boardAnswer,
    reachedAnswer,
    privacyAnswer,
  ]),
})
