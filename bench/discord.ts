// `/concept cap` as an interaction from Discord's gateway, against a bare discord.js client in the same run, in turns: one that
// replies with a word, and one that replies with the very card, as a constant, which any app that shows it has to send.

import { typed } from '../test/discord/people.ts'
import { ADA, interaction } from '../test/discord/world.ts'
import { startChild } from './child.ts'
import { type Loopback, openLoopback } from './discord-loopback.ts'
import type { Row } from './rows.ts'
import { type Contender, inTurns, TURNS } from './turns.ts'

const COMMAND = typed('/concept cap')

export async function benchDiscord(turns = TURNS): Promise<readonly Row[]> {
  const ends: (() => void)[] = []
  /** Each has a Discord of its own, since a gateway tells every session the same. */
  const open = async (kind: 'nines' | 'bare', ...constant: readonly string[]): Promise<Loopback> => {
    const loopback = await openLoopback()
    const child = await startChild('discord-server.ts', [kind, loopback.url, ...constant])
    ends.push(() => {
      child.process.kill()
      loopback.close()
    })
    return loopback
  }
  const asking = (name: string, loopback: Loopback): Contender => ({
    name,
    async ask() {
      const asked = interaction(2, COMMAND, ADA)
      const started = performance.now()
      await loopback.interact(asked)
      return performance.now() - started
    },
  })
  try {
    const ours = await open('nines')
    const { card } = await ours.interact(interaction(2, COMMAND, ADA))
    const constant = JSON.stringify({ components: card.components })
    const peers = [
      asking('bare discord.js, a word', await open('bare')),
      asking('bare discord.js, the same card', await open('bare', constant)),
    ]
    const name = `${constant.length} characters each`
    return await inTurns('/concept cap on Discord', asking(name, ours), peers, turns)
  } finally {
    for (const end of ends) end()
  }
}
