// The console keeps the same contract as the platforms. What it shows is for the one who sits there.

import { operator } from '../adapters/console/read.ts'
import { render } from '../adapters/console/render.ts'
import type { Input } from '../src/bot.ts'
import { createBot } from '../src/bot.ts'
import { commands } from '../src/commands/index.ts'
import { readLibrary } from '../src/library/snapshot.ts'
import { adapterContract, type Driver, type Seen } from './contract.ts'
import { CONTENT, remembering } from './world.ts'

const LOOK = { colour: false, width: 100 }

async function drive(): Promise<Driver> {
  const kept = remembering()
  const open = async () => createBot({ commands, library: await readLibrary([CONTENT]), ...kept })
  let bot = await open()
  const see = async (input: Input): Promise<Seen[]> => {
    const { to, reply } = await bot.answer(input, operator(Temporal.Now.instant()))
    const form = reply.blocks.find((block) => block.kind === 'form')
    const { text, buttons } = render(reply, LOOK)
    const seen: Seen = {
      to: reply.answer.type === 'refusal' ? 'asker' : to,
      how: form && 'press' in input ? 'form' : 'posted',
      text,
      buttons,
      handle: form,
    }
    return [form ? { ...seen, fields: form.fields.map(({ name }) => name) } : seen]
  }
  const say = (text: string) => see({ say: text })
  return {
    command: say,
    mention: say,
    direct: say,
    press: (on, label) =>
      see({ press: on.buttons.find((button) => button.label === label)?.token ?? '', on: 'public' }),
    fill: (form, values) => see({ fill: (form.handle as { submit: string }).submit, values }),
    explain: (text) => see({ explain: text }),
    async restart() {
      bot = await open()
    },
    async stop() {},
  }
}

adapterContract('the console', drive, { shares: false })
