// `/concept cap` over signed HTTP through Bolt, against a bare Bolt app on the same machine in the same run, in turns: one that
// acknowledges with a word, and one that acknowledges with the very card, as a constant, which any app that shows it has to send.

import { type Child, startChild } from './child.ts'
import type { Row } from './rows.ts'
import { createSender } from './signed.ts'
import { type Contender, inTurns, TURNS } from './turns.ts'

let count = 0
/** No two are alike, since Slack sends each once and what comes again may be a replay. */
const command = (): string =>
  new URLSearchParams({
    command: '/concept',
    text: 'cap',
    team_id: 'T1',
    user_id: 'U1',
    user_name: 'ada',
    channel_id: 'C1',
    channel_name: 'general',
    trigger_id: `1.2.${++count}`,
    response_url: 'http://127.0.0.1:9/response',
  }).toString()

export async function benchBolt(turns = TURNS): Promise<readonly Row[]> {
  const sender = createSender()
  const children: Child[] = []
  const open = async (...args: readonly string[]): Promise<Child> => {
    const child = await startChild('bolt-server.ts', args)
    children.push(child)
    return child
  }
  const asking = (name: string, { port }: Child): Contender => ({
    name,
    async ask() {
      const body = command()
      const started = performance.now()
      await sender.send(port, body)
      return performance.now() - started
    },
  })
  try {
    const ours = await open('nines')
    const card = await sender.send(ours.port, command())
    const peers = [
      asking('bare Bolt app, a word', await open('bare')),
      asking('bare Bolt app, the same card', await open('bare', card)),
    ]
    return await inTurns('/concept cap through Bolt', asking(`${card.length} characters each`, ours), peers, turns)
  } finally {
    for (const child of children) child.process.kill()
    sender.close()
  }
}
