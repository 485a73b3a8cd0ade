// A bot with a tiny command, whose replies are what the real ones seldom are: a picture, longer than a message, private.

import { z } from 'zod'
import { type Bot, createBot } from '../../src/bot.ts'
import { command, form, type Kind, optional } from '../../src/command.ts'
import { nines } from '../../src/commands/nines.ts'
import { readLibrary } from '../../src/library/snapshot.ts'
import { type Reply, text } from '../../src/reply.ts'
import { CONTENT, remembering } from '../world.ts'

export const ALT = 'Half of the budget is gone after a third of the window.'
export const CHART: Reply = {
  blocks: [
    {
      kind: 'chart',
      alt: ALT,
      chart: {
        title: 'Budget left',
        shape: 'line',
        unit: 'min',
        labels: ['1', '10', '20'],
        series: [{ name: 'left', values: [43, 30, 21] }],
      },
    },
  ],
  answer: { type: 'tiny' },
}
/** Words that are each there once, in three messages. */
export const WORDS = Array.from({ length: 1200 }, (_, at) => `word${at}`)
export const LONG: Reply = { blocks: [text(WORDS.join(' '))], answer: { type: 'tiny' } }

const word: Kind<string> = {
  name: 'word',
  expects: 'a word',
  example: '/tiny chart',
  read: (given) => given,
  suggest: () =>
    Array.from({ length: 40 }, (_, at) => ({
      label: `${at}${'🙂'.repeat(80)}`,
      value: 'v'.repeat(at === 3 ? 101 : at + 1),
    })),
}

const tiny = command({
  name: 'tiny',
  about: 'For tests',
  usual: 'chart',
  forms: {
    chart: form({ about: 'A picture', options: { word: optional(word, 'A word') }, run: () => CHART }),
    long: form({ about: 'Longer than a message', options: {}, run: () => LONG }),
    secret: form({
      about: 'For the asker alone',
      options: {},
      run: () => ({ private: true, blocks: [text('Between us.')], answer: { type: 'tiny' } }),
    }),
    broken: form({
      about: 'Throws',
      options: {},
      run: () => {
        throw new Error('broken on purpose')
      },
    }),
  },
  asked: {},
  examples: ['/tiny chart'],
  answer: z.object({ type: z.literal('tiny') }),
})

export const tinyCommands = [tiny, nines]

export const openTiny = async (): Promise<Bot> =>
  createBot({ commands: tinyCommands, library: await readLibrary([CONTENT]), ...remembering() })
