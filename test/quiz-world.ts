// A bot with its quiz as it runs, and the people of a channel: what they say and press, and what is posted and edited as time goes on.

import type { Posted } from '../src/adapter.ts'
import { type Bot, createBot, type Event, type Outcome } from '../src/bot.ts'
import type { Asker } from '../src/command.ts'
import { commands } from '../src/commands/index.ts'
import { readLibrary } from '../src/library/snapshot.ts'
import { type Opened, openParts } from '../src/parts.ts'
import { plainReply } from '../src/plain.ts'
import type { Button, Reply } from '../src/reply.ts'
import type { StoreConfig } from '../src/store/config.ts'
import { IN_MEMORY } from '../src/store/lazy.ts'
import { asker, CONTENT } from './world.ts'

export interface Standing {
  readonly place: string
  readonly key: string
  readonly ref: string
  /** As it stands now. */
  reply: Reply
}

export interface QuizWorld {
  readonly bot: Bot
  readonly parts: Opened
  readonly posts: Standing[]
  readonly events: Event[]
  /** What the platform says to the next posts; posted where nothing is said. */
  readonly answers: Posted[]
  say(line: string, who?: Partial<Asker>): Promise<Outcome & { readonly text: string }>
  press(on: Pick<Reply, 'blocks'>, label: string, who?: Partial<Asker>): Promise<Outcome & { readonly text: string }>
  tick(at: string): Promise<void>
}

/** Later in the week of the tests: 2026-11-23 is a Monday. */
export const at = (text: string): Temporal.Instant => Temporal.Instant.from(text)

export async function openQuizWorld(store: StoreConfig = IN_MEMORY): Promise<QuizWorld> {
  const posts: Standing[] = []
  const answers: Posted[] = []
  const events: Event[] = []
  const library = await readLibrary([CONTENT])
  const parts = openParts({
    library,
    content: [CONTENT],
    store,
    poster: {
      async post(_, place, reply, key) {
        const said = answers.shift()
        if (said && said.outcome !== 'posted') return said
        const ref = `${place}/${key}`
        posts.push({ place, key, ref, reply })
        return { outcome: 'posted', reference: ref }
      },
      async edit(_, reference, reply) {
        const post = posts.find(({ ref }) => ref === reference)
        if (post) post.reply = reply
        return { outcome: 'posted', reference }
      },
    },
  })
  const bot = createBot({ commands, library, ...parts, onEvent: (event) => events.push(event) })
  const told = (outcome: Outcome) => ({ ...outcome, text: plainReply(outcome.reply) })
  return {
    bot,
    parts,
    posts,
    events,
    answers,
    say: async (line, who) =>
      told(await bot.answer(line.startsWith('/') ? { command: line } : { say: line }, asker(who))),
    press: async (on, label, who) => told(await bot.answer({ press: tokenOf(on, label), on: 'public' }, asker(who))),
    async tick(time) {
      await (await parts.quiz()).posting.tick(at(time))
    },
  }
}

export const buttonsOf = ({ blocks }: Pick<Reply, 'blocks'>): readonly Button[] =>
  blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
export const labelsOf = (reply: Pick<Reply, 'blocks'>): readonly string[] => buttonsOf(reply).map(({ label }) => label)

export function tokenOf(reply: Pick<Reply, 'blocks'>, label: string): string {
  const found = buttonsOf(reply).find((button) => button.label.startsWith(label))
  if (!found) throw new Error(`there is no button ${label} among ${labelsOf(reply).join(', ')}`)
  return found.token
}
