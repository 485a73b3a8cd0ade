// /nines: what one can ask, the asker's time zone, and which terms a message mentions.

import { z } from 'zod'
import { type Commands, type Context, command, form, needed, optional, shownForms } from '../command.ts'
import { opens, row, topicsCall } from '../pages/buttons.ts'
import { bold, code, list, type Reply, spans, text } from '../reply.ts'
import { zoneOfAsker } from '../value/clock.ts'
import { passage } from '../value/passage.ts'
import { zone } from '../value/zone.ts'
import { cannotAsked, cannotForms } from './cannot.ts'
import { line } from './concept.ts'
import { report, reportAnswer } from './report.ts'

const answer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('help') }),
  z.strictObject({ type: z.literal('cannot') }),
  z.strictObject({ type: z.literal('zone'), zone: z.string().nullable() }),
  z.strictObject({ type: z.literal('terms'), ids: z.array(z.string()) }),
  reportAnswer,
])
type Shown = Reply<z.infer<typeof answer>>

/** Terms of a message that are explained at once; the others are named. */
const TERMS_SHOWN = 8

export const nines = command({
  name: 'nines',
  about: 'What you can ask, your time zone, and the terms in a message',
  usual: 'help',
  forms: {
    help: form({ about: 'What you can ask, with examples that work', options: {}, run: (_, context) => help(context) }),
    zone: form({
      about: 'Sets the time zone in which your times are read',
      options: { zone: optional(zone, 'A time zone such as Europe/Berlin') },
      run: ({ zone: given }, context) => setZone(given, context),
    }),
    explain: form({
      about: 'Which terms a message mentions, each in a line',
      options: { text: optional(passage, 'The message') },
      run: ({ text: message }, context) => explain(message, context),
    }),
    terms: form({
      about: 'These terms, each in a line',
      hidden: true,
      options: { ids: needed(passage, 'Ids of entries') },
      run: ({ ids }, context) => terms(ids.split(' '), context),
    }),
    report,
    greeting: form({
      about: 'Three lines on what this is',
      options: {},
      hidden: true,
      run: (_, context) => greeting(context),
    }),
    ...cannotForms,
  },
  asked: {
    help: [
      'what can you do',
      'what can i ask you',
      'how do i use this bot',
      'which commands do you know',
      'list of commands',
      'who are you',
      'what are you',
      'what is nines bot',
      'help me',
    ],
    zone: [
      'set my time zone',
      'set my timezone',
      'change my time zone',
      'change my timezone',
      'which time zone do you have for me',
      'what is my timezone',
      'what is my time zone',
    ],
    explain: ['explain the terms in this message', 'which terms does this message mention'],
    ...cannotAsked,
  },
  examples: [
    '/nines help',
    '/nines zone Europe/Berlin',
    '/nines explain after the failover we had a split brain and lost quorum',
    '/nines concept cap',
  ],
  answer,
})

function help(context: Context): Shown {
  const items = context.commands.flatMap((each) =>
    each.examples.slice(0, 4).map((example) => spans(code(context.typed(example)))),
  )
  return {
    blocks: [
      text(
        'Ask for a term, compare two, or say what you are seeing. Mention me, write me directly, or use a command; a mention does all that a command does.',
      ),
      {
        kind: 'facts',
        facts: context.commands.map((each) => ({
          label: context.typed(`/${each.name}`),
          value: spans(`${each.about}${formNames(each, context.commands)}`),
        })),
      },
      text('These work as they stand:'),
      list(items),
      ...row([
        context.button('All topics', topicsCall()),
        context.button('CAP vs PACELC', { command: 'concept', form: 'show', raw: { term: 'cap vs pacelc' } }),
        context.button('Set time zone', { command: 'nines', form: 'zone', raw: {} }),
        context.button('Explain a message', { command: 'nines', form: 'explain', raw: {} }),
      ]),
    ],
    answer: { type: 'help' },
  }
}

function formNames(each: Commands[number], commands: Commands): string {
  const names = shownForms(each).map(([name]) => name)
  const reaches = each.name === 'nines' ? commands.filter(({ name }) => name !== 'nines').map(({ name }) => name) : []
  return names.length > 1 ? `: ${[...names, ...reaches].join(', ')}` : ''
}

function greeting(context: Context): Shown {
  const [first, second, third] = ['what is a split brain', 'rto vs rpo', 'two nodes both think they are the primary']
  return {
    blocks: [
      text(
        'Nines explains the words of distributed systems, with a worked number, the usual trap and the source of each.',
      ),
      text('Mention me or write me directly in plain words; in a thread the answer stays in the thread.'),
      text('For example: ', code(first ?? ''), ', ', code(second ?? ''), ', ', code(third ?? ''), '.'),
      ...row([
        context.button('All topics', topicsCall()),
        context.button('What can I ask?', { command: 'nines', form: 'help', raw: {} }),
      ]),
    ],
    answer: { type: 'help' },
  }
}

async function setZone(given: string | undefined, context: Context): Promise<Shown> {
  const { asker, zones } = context
  const before = given === undefined ? await zoneOfAsker(context) : undefined
  if (given !== undefined) await zones.set(asker.workspace, asker.person, given)
  const now = given ?? before
  const there =
    now === undefined ? '' : asker.now.toZonedDateTimeISO(now).toPlainTime().toString({ smallestUnit: 'minute' })
  return {
    private: true,
    blocks: [
      now === undefined
        ? text('Your time zone is not known.')
        : text(
            given === undefined ? 'Your time zone is ' : 'Your time zone is now ',
            bold(now),
            `: it is ${there} there.`,
          ),
      ...(given === undefined
        ? [
            context.form(
              'Set time zone',
              'Times without a zone are read in yours.',
              [
                {
                  name: 'zone',
                  label: 'Time zone',
                  placeholder: 'Europe/Berlin',
                  ...(now !== undefined && { value: now }),
                },
              ],
              {
                command: 'nines',
                form: 'zone',
                raw: {},
              },
            ),
          ]
        : []),
    ],
    answer: { type: 'zone', zone: now ?? null },
  }
}

function explain(message: string | undefined, context: Context): Shown {
  if (message === undefined) {
    return {
      blocks: [
        text('Which terms does a message mention?'),
        context.form(
          'Explain a message',
          'Paste a message: its terms are explained.',
          [{ name: 'text', label: 'Message', long: true, placeholder: 'after the failover we had a split brain' }],
          {
            command: 'nines',
            form: 'explain',
            raw: {},
          },
        ),
      ],
      answer: { type: 'terms', ids: [] },
    }
  }
  return terms(context.library.mentioned(message), context)
}

/** The entries with these ids, each in a line. Shared by its ids: a name by itself may be an ordinary word. */
function terms(ids: readonly string[], context: Context): Shown {
  const entries = ids.flatMap((id) => context.library.concept(id) ?? [])
  const [shown, rest] = [entries.slice(0, TERMS_SHOWN), entries.slice(TERMS_SHOWN)]
  return {
    blocks:
      entries.length === 0
        ? [
            text('That message mentions no term that has an entry.'),
            ...row([context.button('All topics', topicsCall())]),
          ]
        : [
            text(
              entries.length === 1 ? 'One term in that message:' : `${entries.length} terms in that message, in order:`,
            ),
            list(shown.map(line)),
            ...(rest.length > 0 ? [text('Also: ', rest.map(({ title }) => title).join(', '), '.')] : []),
            ...row(opens(entries.slice(0, 20), context)),
          ],
    answer: { type: 'terms', ids: [...ids] },
    ...(ids.length > 0 && {
      again: { command: 'nines', form: 'terms', raw: { ids: shown.map(({ id }) => id).join(' ') } },
    }),
  }
}
