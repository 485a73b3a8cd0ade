// Puts an answer where it belongs: to the asker alone, in place of the message that was pressed, or where it was asked.

import {
  type BaseMessageOptions,
  type ButtonInteraction,
  DiscordAPIError,
  type Message,
  type MessageCreateOptions,
  MessageFlags,
  type ModalSubmitInteraction,
  RESTJSONErrorCodes,
  type RepliableInteraction,
} from 'discord.js'
import type { Outcome } from '../../src/bot.ts'
import { formOf, type Reply, text } from '../../src/reply.ts'
import { type DiscordMessage, render, renderForm } from './render.ts'
import { drawn, nonceOf } from './send.ts'

export const NO_MENTIONS = { parse: [], repliedUser: false } as const

/** One message as discord.js takes it, its charts drawn. */
export async function body(message: DiscordMessage): Promise<BaseMessageOptions> {
  const files = (await drawn(message)).map(({ name, data }) => ({ name, attachment: data }))
  return { components: message.components, files }
}

/** Answers a command, a button or a form. */
export async function answer(interaction: RepliableInteraction, { act, reply }: Outcome): Promise<void> {
  const form = formOf(reply)
  if (form && !interaction.isModalSubmit()) return interaction.showModal(renderForm(form)).then(() => {})
  const messages = await Promise.all(render(reply).map(body))
  const [first, ...rest] = messages
  if (interaction.isButton() && act === 'share') return share(interaction, messages)
  if (interaction.isButton() && act === 'retract') {
    await interaction.deferUpdate()
    await interaction.deleteReply()
    return
  }
  if (!first) return
  if (interaction.isButton() && act === 'replace')
    await interaction.update({ ...first, flags: MessageFlags.IsComponentsV2 })
  else
    await (interaction as Exclude<RepliableInteraction, ModalSubmitInteraction>).reply({
      ...first,
      flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
    })
  for (const message of rest)
    await interaction.followUp({ ...message, flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral })
}

/** Posts for all, then removes the private copy whose button was pressed. */
async function share(interaction: ButtonInteraction, messages: readonly BaseMessageOptions[]): Promise<void> {
  await interaction.deferUpdate()
  for (const message of messages) await interaction.followUp({ ...message, flags: MessageFlags.IsComponentsV2 })
  await interaction.deleteReply()
}

/** Answers a message where it was said. */
export async function respond(message: Message, reply: Reply): Promise<void> {
  for (const [part, each] of render(reply).entries()) {
    const options = { ...(await body(each)), ...once(message, 'place', part) }
    if (part > 0) await send(message, options)
    else
      await message.reply(options).catch((error: unknown) => {
        // To refer to a message needs one permission more than to speak.
        if ((error as DiscordAPIError).code !== RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory)
          throw error
        return send(message, options)
      })
  }
}

const send = async ({ channel }: Message, options: MessageCreateOptions): Promise<unknown> =>
  channel.isSendable() ? channel.send(options) : undefined

/** Named by the message that it answers, so that an answer which is sent again does not stand there twice. */
const once = ({ id }: Message, where: 'place' | 'asker', part: number) =>
  ({
    flags: MessageFlags.IsComponentsV2,
    allowedMentions: NO_MENTIONS,
    nonce: nonceOf(`${id}/${where}`, part),
    enforceNonce: true,
  }) as const

const CLOSED: Reply = {
  blocks: [
    text('That did not work, and your direct messages are closed. Ask by a command: the answer is then for you alone.'),
  ],
  answer: { type: 'refusal' },
}

/** Answers a message to its author alone: a channel has no private messages without a command, so it goes to their direct ones. */
export async function whisper(message: Message, reply: Reply): Promise<void> {
  try {
    for (const [part, each] of render(reply).entries())
      await message.author.send({ ...(await body(each)), ...once(message, 'asker', part) })
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error
    await respond(message, CLOSED)
  }
}
