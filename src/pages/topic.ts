// A topic's page, and the list of all topics.

import type { Context } from '../command.ts'
import type { Topic } from '../library/entry.ts'
import { type Block, bold, list, spans, text } from '../reply.ts'
import { termOf } from '../value/term.ts'
import { opens, reportCall, row, showCall, topicsCall } from './buttons.ts'

const TOPICS_A_PAGE = 20

export function topicPage(topic: Topic, context: Context): Block[] {
  const { library } = context
  const concepts = topic.terms.flatMap((id) => library.concept(id) ?? [])
  return [
    text(bold(topic.title), `: ${topic.line}`),
    text(...topic.covers),
    ...(topic.figure === undefined ? [] : [{ kind: 'formula', text: topic.figure } as const]),
    ...(topic.table
      ? [{ kind: 'table', caption: `How the terms of ${topic.title} hang together`, ...topic.table } as const]
      : []),
    ...(topic.reading ? [text(...topic.reading)] : []),
    text(bold('Where to start'), ' ', ...topic.start),
    text(bold('Mistakes teams make')),
    list(topic.mistakes),
    ...row([
      ...opens(concepts, context),
      context.button('All topics', topicsCall()),
      context.button('Report', reportCall(termOf(topic))),
    ]),
  ]
}

/** Pages count from 1; past the last one is the last. */
export function topicsPage(page: number, context: Context): { blocks: Block[]; ids: string[] } {
  const { topics, concepts, concept } = context.library
  const pages = Math.max(1, Math.ceil(topics.length / TOPICS_A_PAGE))
  const at = Math.min(page, pages)
  const shown = topics.slice((at - 1) * TOPICS_A_PAGE, at * TOPICS_A_PAGE)
  const item = (topic: Topic) => {
    const terms = topic.terms.slice(0, topic.headline).flatMap((id) => concept(id)?.title ?? [])
    return spans(bold(topic.title), `: ${topic.line} (${terms.join(', ')})`)
  }
  return {
    blocks: [
      text(
        `${topics.length} topics, ${concepts.length} concepts${pages > 1 ? `; page ${at} of ${pages}` : ''}. Open one, or ask about a term in your own words.`,
      ),
      // The topics' own numbers are those of the list, as far as it is whole.
      shown.every((topic, index) => topic.number === index + 1) ? list(shown.map(item), true) : list(shown.map(item)),
      ...row(
        shown.map((topic) =>
          context.button(topic.number > 0 ? `${topic.number} ${topic.title}` : topic.title, showCall(topic, 'card')),
        ),
      ),
      ...row([
        at > 1 ? context.button('Earlier', topicsCall(at - 1)) : undefined,
        at < pages ? context.button('Further', topicsCall(at + 1)) : undefined,
      ]),
    ],
    ids: shown.map(({ id }) => id),
  }
}
