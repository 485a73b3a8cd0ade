// Stands before the bot: who asks too much, or when too much is asked, is told so privately, and nothing is done.

import type { Bot, Event, Outcome } from '../bot.ts'
import { text } from '../reply.ts'
import { createBuckets } from './buckets.ts'
import { createGate } from './gate.ts'
import { LIMITS, type Limits } from './limits.ts'

export interface GuardOptions {
  readonly onEvent: (event: Event) => void
  readonly limits?: Limits
  /** Milliseconds that never run backwards. */
  readonly now?: () => number
}

/** The same bot, which answers no more than the limits allow. Completions are not counted: they come with every key that is pressed. */
export function createGuard(bot: Bot, { onEvent, limits = LIMITS, now = () => performance.now() }: GuardOptions): Bot {
  const people = createBuckets(limits.person, now)
  const workspaces = createBuckets(limits.workspace, now)
  const gate = createGate(limits.work)

  function turnedAway(limit: NonNullable<Event['limit']>, code: string, message: string): Outcome {
    onEvent({ outcome: 'refusal', code, limit, ms: 0 })
    const answer = { type: 'refusal', code, message, example: bot.typed('/nines help') } as const
    return { to: 'asker', act: 'post', reply: { private: true, blocks: [text(message)], answer } }
  }

  return {
    commands: bot.commands,
    get library() {
      return bot.library
    },
    typed: (line) => bot.typed(line),
    fromMemory: (input) => bot.fromMemory(input),
    suggest: (...given) => bot.suggest(...given),

    async answer(input, asker) {
      const own = people.take(`${asker.workspace} ${asker.person}`)
      if (own > 0)
        return turnedAway(
          'person',
          'too-many',
          `That was a lot within a short time, so this one was not looked at. Ask again in ${own} s.`,
        )
      const all = workspaces.take(asker.workspace)
      if (all > 0)
        return turnedAway(
          'workspace',
          'too-many',
          `This workspace asks a lot just now, so this one was not looked at. Ask again in ${all} s.`,
        )
      const outcome = await gate.run(
        () => bot.answer(input, asker),
        () => bot.fromMemory(input),
      )
      return (
        outcome ??
        turnedAway(
          'load',
          'busy',
          'More is being asked than Nines can answer in time, so this one was not looked at. Ask again in a moment.',
        )
      )
    },
  }
}
