// Which topic needs a question most: the one that is weakest, as long as it has questions to give.

import { hash } from '../random.ts'

export interface Candidate {
  readonly id: string
  readonly topic: string
}

/**
 * How much a topic needs asking that was never answered, on a scale from 0 (well known) to 1: what is being forgotten comes
 * before it, what is fresh after it.
 */
export const UNKNOWN = 0.25

/**
 * The candidates of the topic that needs asking most.
 *
 * A topic's need is how weak it is (`weakness`, 0 to 1), times the share of its questions that are still open in this round
 * (`all` holds them with the used ones): one that goes wrong comes sooner, and does not use up everything it
 * has before the others have had their turn. Topics in `resting` wait as long as there are others. The seed decides ties.
 */
export function neediest(
  open: readonly Candidate[],
  all: readonly Candidate[],
  weakness: (topic: string) => number,
  resting: ReadonlySet<string>,
  seed: string,
): readonly Candidate[] {
  const byTopic = Map.groupBy(open, ({ topic }) => topic)
  const total = Map.groupBy(all, ({ topic }) => topic)
  const need = (topic: string): number =>
    (weakness(topic) * (byTopic.get(topic)?.length ?? 0)) / (total.get(topic)?.length ?? 1)
  const topics = [...byTopic.keys()]
  const awake = topics.filter((topic) => !resting.has(topic))
  const [first] = (awake.length > 0 ? awake : topics)
    .map((topic) => ({ topic, need: need(topic), lot: hash(`${seed}\n${topic}`) }))
    .sort((a, b) => b.need - a.need || a.lot - b.lot || (a.topic < b.topic ? -1 : 1))
  return first ? (byTopic.get(first.topic) ?? []) : []
}
