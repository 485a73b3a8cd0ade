// Drives the contract: acts as people in Discord, and tells what they then see.

import { uploadCommands } from '../../adapters/discord/upload.ts'
import type { Driver, Seen } from '../contract.ts'
import type { Json } from './check.ts'
import { buttonsOf, fieldsOf, formText, textOf } from './drawn.ts'
import type { Effect, Held } from './messages.ts'
import * as people from './people.ts'
import { configFor, makeProgram, unfailing } from './program.ts'
import { startDiscord } from './server.ts'
import { ADA, BOT, CHANNEL, directId, EVE, OTHER_BOT, THREAD, written } from './world.ts'

interface Handle {
  readonly message: Held | undefined
  readonly form?: Json
}

function seen(effect: Effect): Seen {
  if (effect.how === 'form') {
    const { form, on } = effect
    const handle: Handle = { message: on, form }
    return { to: 'asker', how: 'form', text: formText(form), buttons: [], fields: fieldsOf(form), handle }
  }
  const { how, message } = effect
  const alone = message.ephemeral || [ADA, EVE].some((person) => directId(person) === message.channelId)
  return {
    to: alone ? 'asker' : 'place',
    how,
    text: how === 'removed' ? '' : textOf(message.data),
    buttons: how === 'removed' ? [] : buttonsOf(message.data),
    handle: { message } satisfies Handle,
    ...(message.channelId === THREAD && { thread: THREAD }),
  }
}

export async function drive(): Promise<Driver> {
  const discord = await startDiscord()
  let program = await makeProgram(discord)
  await uploadCommands(configFor(discord), program.bot.commands, '')
  await program.adapter.start()

  /** All that is seen after this; `silent` where nothing need be. */
  async function after(t: string, d: Json, silent = false): Promise<Seen[]> {
    const before = discord.effects.length
    discord.deliver(t, d)
    if (!silent) await discord.seen(before + 1)
    await discord.settle()
    return discord.effects.slice(before).map(seen)
  }
  const interact = (data: Json): Promise<Seen[]> => after('INTERACTION_CREATE', data)
  const unheard = (data: Json): Promise<Seen[]> => after('MESSAGE_CREATE', data, true)

  return {
    command: (line) => interact({ ...people.command('/nines help'), data: people.typed(line, discord.commands()) }),
    mention: (text, thread) => after('MESSAGE_CREATE', people.mention(text, ADA, thread ?? CHANNEL)),
    direct: (text) => after('MESSAGE_CREATE', people.direct(text)),
    press(on, label, by) {
      const { message } = on.handle as Handle
      const button = on.buttons.find((each) => each.label === label)
      if (!message || !button) throw new Error(`there is no button ${label} among ${JSON.stringify(on.buttons)}`)
      return interact(people.press(message, button.token, by === undefined ? ADA : EVE))
    },
    fill(on, values) {
      const { form, message } = on.handle as Handle
      if (!form) throw new Error('there is no form')
      return interact(people.fill(form, values, message))
    },
    explain: (text) => interact(people.explain(text)),
    ignored: {
      fromBot: (text) => unheard(people.mention(text, OTHER_BOT)),
      fromItself: (text) => unheard(people.mention(text, BOT)),
      toEveryone: (text) => unheard(written(ADA, `@everyone ${text}`, CHANNEL)),
      notAddressed: (text) => unheard(written(ADA, text, CHANNEL)),
      async twice(text) {
        const said = people.mention(text)
        const once = await after('MESSAGE_CREATE', said)
        return [...once, ...(await unheard(said))]
      },
    },
    async restart() {
      await program.adapter.stop()
      program = await makeProgram(discord)
      await program.adapter.start()
    },
    async stop() {
      await program.adapter.stop()
      await discord.stop()
      unfailing(program)
    },
  }
}
