// A report that something in an entry or a question is wrong: asked for in a form, kept for whoever runs the bot.

import { z } from 'zod'
import { type Context, form, needed, optional } from '../command.ts'
import { reportCall } from '../pages/buttons.ts'
import { code, type Reply, text } from '../reply.ts'
import { plainText } from '../value/plain.ts'

export const reportAnswer = z.strictObject({ type: z.literal('report'), id: z.string().nullable() })

const EXAMPLE = '/nines help'

export const report = form({
  about: 'Says what is wrong with an entry or a question',
  hidden: true,
  options: {
    about: needed(plainText('entry', 200, EXAMPLE), 'What it is about'),
    text: optional(plainText('sentence', 2000, EXAMPLE), 'The sentence that is wrong'),
    suggestion: optional(plainText('correction', 2000, EXAMPLE), 'What it should say'),
  },
  async run({ about, text: wrong, suggestion }, context): Promise<Reply<z.infer<typeof reportAnswer>>> {
    if (wrong === undefined) return ask(about, context, suggestion)
    const { workspace, place, person, now } = context.asker
    const { reports } = await context.store()
    const id = await reports.add({
      workspace,
      place,
      person,
      about,
      text: wrong,
      suggestion: suggestion ?? '',
      at: now.epochMilliseconds,
    })
    return {
      private: true,
      blocks: [text('Kept as ', code(id), ', for those who run this bot.')],
      answer: { type: 'report', id },
    }
  },
})

const ask = (about: string, context: Context, suggestion = ''): Reply<z.infer<typeof reportAnswer>> => ({
  private: true,
  blocks: [
    text('What is wrong there?'),
    context.form(
      'Report a mistake',
      `About: ${about}. It is kept with your id, for those who run this bot.`,
      [
        { name: 'text', label: 'Which sentence is wrong?', long: true },
        {
          name: 'suggestion',
          label: 'What should it say?',
          long: true,
          ...(suggestion !== '' && { value: suggestion }),
        },
      ],
      reportCall(about),
    ),
  ],
  answer: { type: 'report', id: null },
})
