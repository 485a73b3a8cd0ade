// /concept: an entry of the library, two of them side by side, a topic, or the list of topics.
//
// One form, since on some platforms a command with named forms has no bare one: what is shown of an entry is an option.

import { z } from 'zod'
import { type Context, command, form, optional, otherwise } from '../command.ts'
import type { Entry } from '../library/entry.ts'
import type { Found } from '../library/look.ts'
import { markdownReply } from '../markdown.ts'
import { opens, type Part, pairCall, row, showCall, topicsCall } from '../pages/buttons.ts'
import { comparisonPage, halfPage } from '../pages/comparison.ts'
import { card, copy, more, sources } from '../pages/concept.ts'
import { topicPage, topicsPage } from '../pages/topic.ts'
import { type Block, bold, list, plain, type Reply, spans, text } from '../reply.ts'
import { choice } from '../value/choice.ts'
import { count } from '../value/count.ts'
import { term } from '../value/term.ts'

const PARTS: Record<Part, string> = {
  card: 'The card',
  more: 'How it works, trade-offs, signs',
  sources: 'Where it comes from',
  copy: 'Markdown to paste',
}

const id = z.string()
const answer = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('concept'),
    id,
    topic: id,
    matched: z.enum(['title', 'alias', 'search']),
    others: z.array(id).max(5),
    missing: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('topic'), id, missing: z.string().optional() }),
  z.strictObject({ type: z.literal('topics'), ids: z.array(id) }),
  z.strictObject({ type: z.literal('comparison'), ids: z.tuple([id, id]) }),
  z.strictObject({ type: z.literal('choice'), ids: z.array(id).min(2).max(3) }),
  z.strictObject({ type: z.literal('unknown'), suggestions: z.array(id).max(5) }),
])
type Shown = Reply<z.infer<typeof answer>>

export const concept = command({
  name: 'concept',
  about: 'Explains a term, compares two, or finds the term for what you are seeing',
  usual: 'show',
  forms: {
    show: form({
      timeless: true,
      about: 'A term, two with "vs" between, or a symptom; the topics where nothing is given',
      options: {
        term: optional(term, 'A term, "a vs b", or what you are seeing'),
        part: otherwise(choice('part', PARTS, '/concept quorum part=sources'), 'card', 'What to show of it'),
        page: otherwise(count('page', 1, 999, '/concept page=1'), '1', 'Page of the list of topics'),
      },
      run({ term: found, part, page }, context) {
        if (found) return SHOW[found.type](found as never, part, context)
        const { blocks, ids } = topicsPage(page, context)
        return { blocks, answer: { type: 'topics', ids } } satisfies Shown
      },
    }),
  },
  asked: {
    show: [
      'topics',
      'concept',
      'concepts',
      'all topics',
      'list all topics',
      'which topics are there',
      'what topics do you have',
      'browse the glossary',
      'show the whole list of concepts',
      'table of contents',
    ],
  },
  examples: [
    '/concept cap',
    '/concept circuit braker',
    '/concept cap vs pacelc',
    '/concept two nodes both think they are the primary',
    '/concept quorum sources',
    '/concept',
  ],
  answer,
})

const SHOW: {
  readonly [T in Found['type']]: (found: Extract<Found, { type: T }>, part: Part, context: Context) => Shown
} = {
  entry({ entry, matched, others }, part, context) {
    if (entry.type === 'topic')
      return {
        blocks: whole(topicPage(entry, context), entry.title, part),
        answer: { type: 'topic', id: entry.id },
        again: showCall(entry, part),
      }
    const pages = { card, more, sources, copy }
    // What is related is offered anyway.
    const guesses =
      matched === 'search' && part === 'card' ? others.filter(({ id }) => !entry.related.includes(id)).slice(0, 3) : []
    return {
      blocks: [
        ...pages[part](entry, context),
        ...(guesses.length > 0
          ? [text('Found by your words, not by its name. It may also be:'), ...row(opens(guesses, context))]
          : []),
      ],
      again: showCall(entry, part),
      answer: { type: 'concept', id: entry.id, topic: entry.topic, matched, others: others.map((each) => each.id) },
    }
  },

  pair: ({ pair }, part, context) => ({
    blocks: whole(comparisonPage(pair, context), pair.map(({ title }) => title).join(' and '), part),
    answer: { type: 'comparison', ids: [pair[0].id, pair[1].id] },
    again: pairCall(...pair, part),
  }),

  half: ({ known, matched, unknown }, _, context) => ({
    blocks: halfPage(known, unknown, context),
    answer:
      known.type === 'concept'
        ? { type: 'concept', id: known.id, topic: known.topic, matched, others: [], missing: unknown }
        : { type: 'topic', id: known.id, missing: unknown },
  }),

  choice: ({ entries }, _, context) => ({
    blocks: [text('That may be one of these:'), list(entries.map(line)), ...row(opens(entries, context))],
    answer: { type: 'choice', ids: entries.map((entry) => entry.id) },
  }),

  unknown: ({ suggestions }, _, context) => ({
    blocks: [
      text(
        'There is no entry for that.',
        suggestions.length > 0
          ? ' The nearest are these; they may be about something else.'
          : ' Try another word for it, or the topics.',
      ),
      ...(suggestions.length > 0 ? [list(suggestions.map(line))] : []),
      ...row([...opens(suggestions, context), context.button('All topics', topicsCall())]),
    ],
    answer: { type: 'unknown', suggestions: suggestions.map((entry) => entry.id) },
  }),
}

/** An entry in one line. */
export const line = (entry: Entry) =>
  spans(bold(entry.title), ': ', ...(entry.type === 'concept' ? entry.definition : [plain(entry.line)]))

/** A page as it stands, or as Markdown to paste. */
function whole(page: Block[], title: string, part: Part): Block[] {
  if (part !== 'copy') return page
  return [
    text(bold(title), ' as Markdown, to paste into a document'),
    { kind: 'code', text: markdownReply({ blocks: page }) },
  ]
}
