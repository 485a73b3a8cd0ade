// Discord: wires discord.js to the bot. Everything with a decision in it is in read.ts, render.ts and register.ts.

import {
  type BaseMessageOptions,
  type ButtonInteraction,
  Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayIntentBits,
  type Guild,
  type Interaction,
  type Message,
  MessageFlags,
  type ModalSubmitInteraction,
  Partials,
  PermissionFlagsBits,
  RateLimitError,
  type RepliableInteraction,
  Routes,
} from 'discord.js'
import type { Adapter, Posted } from '../../src/adapter.ts'
import type { Bot, Outcome } from '../../src/bot.ts'
import { chartPng } from '../../src/charts/png.ts'
import type { Claims } from '../../src/claims.ts'
import { ConfigError } from '../../src/config.ts'
import { type BlockOf, type Reply, text } from '../../src/reply.ts'
import type { DiscordConfig } from './config.ts'
import { LIMITS } from './limits.ts'
import { decode, type Option, readAsker, readCall, readFocused, readMessage } from './read.ts'
import { EXPLAIN } from './register.ts'
import { type DiscordMessage, render, renderForm } from './render.ts'
import { TOKEN_REJECTED } from './upload.ts'

export interface Options {
  readonly bot: Bot
  readonly config: DiscordConfig
  readonly prefix: string
  readonly claims: Claims
  readonly log: (level: 'warn' | 'error', message: string, error?: unknown) => void
}

const now = (): Temporal.Instant => Temporal.Now.instant()
const formOf = (reply: Reply): BlockOf<'form'> | undefined =>
  reply.blocks.find((block): block is BlockOf<'form'> => block.kind === 'form')
const NO_MENTIONS = { parse: [], repliedUser: false } as const
const DRAIN_MS = 10_000

export function createDiscordAdapter({ bot, config, prefix, claims, log }: Options): Adapter {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    // Direct messages arrive in channels that were never seen before.
    partials: [Partials.Channel],
    allowedMentions: NO_MENTIONS,
    rest: { api: config.apiUrl, retries: 1, timeout: 15_000 },
  })
  client.on(Events.Error, (error) => log('error', 'the gateway failed', error))
  client.on(Events.ShardDisconnect, ({ code }) => log('warn', `the gateway disconnected (${code})`))

  let running = 0
  /** Counts what is in flight, and keeps a failing listener from taking the process with it. */
  const safely =
    <A>(what: string, listener: (argument: A) => Promise<void>) =>
    async (argument: A): Promise<void> => {
      running++
      try {
        await listener(argument)
      } catch (error) {
        log('error', what, error)
      } finally {
        running--
      }
    }

  client.on(
    Events.InteractionCreate,
    safely('an interaction failed', async (interaction: Interaction) => {
      const asker = readAsker(
        {
          user: interaction.user,
          guildId: interaction.guildId,
          channelId: interaction.channelId,
          manager: interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
        },
        now(),
      )
      if (interaction.isAutocomplete()) {
        const options = interaction.options.data as readonly Option[]
        const focused = readFocused(options)
        const call = readCall(interaction.commandName, options, bot.commands, prefix)
        const found = focused ? bot.suggest(call, focused.name, focused.typed, asker) : []
        await interaction.respond(
          found.slice(0, LIMITS.choices).map(({ label, value }) => ({
            name: label.slice(0, LIMITS.choiceName),
            value: value.slice(0, LIMITS.choiceName),
          })),
        )
      } else if (interaction.isChatInputCommand()) {
        const call = readCall(
          interaction.commandName,
          interaction.options.data as readonly Option[],
          bot.commands,
          prefix,
        )
        await answer(interaction, await bot.answer({ call }, asker))
      } else if (interaction.isMessageContextMenuCommand() && interaction.commandName === EXPLAIN) {
        await answer(interaction, await bot.answer({ explain: decode(interaction.targetMessage.content) }, asker))
      } else if (interaction.isButton()) {
        const on = interaction.message.flags.has(MessageFlags.Ephemeral) ? 'private' : 'public'
        await answer(interaction, await bot.answer({ press: interaction.customId, on }, asker))
      } else if (interaction.isModalSubmit()) {
        const values = Object.fromEntries(
          [...interaction.fields.fields.values()].map((field) => [
            field.customId,
            'value' in field ? String(field.value ?? '') : '',
          ]),
        )
        await answer(interaction, await bot.answer({ fill: interaction.customId, values }, asker))
      }
    }),
  )

  async function answer(interaction: RepliableInteraction, { act, reply }: Outcome): Promise<void> {
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

  client.on(
    Events.MessageCreate,
    safely('a message failed', async (message: Message) => {
      const input = client.user ? readMessage(message, client.user.id) : undefined
      if (!input || !claims.claim(`discord/${message.id}`, now())) return
      const manager = message.member?.permissions.has(PermissionFlagsBits.ManageGuild) ?? false
      const asker = readAsker(
        { user: message.author, guildId: message.guildId, channelId: message.channelId, manager },
        now(),
      )
      const { to, reply } = await bot.answer(input, asker)
      if (to === 'asker' && !asker.direct) return whisper(message, reply)
      const [first, ...rest] = await Promise.all(render(reply).map(body))
      if (first) await message.reply({ ...first, flags: MessageFlags.IsComponentsV2, allowedMentions: NO_MENTIONS })
      for (const each of rest)
        if (message.channel.isSendable()) await message.channel.send({ ...each, flags: MessageFlags.IsComponentsV2 })
    }),
  )

  /** To the asker alone; there are no private messages in a channel without a command, so it goes to their direct messages. */
  async function whisper(message: Message, reply: Reply): Promise<void> {
    try {
      for (const each of render(reply))
        await message.author.send({ ...(await body(each)), flags: MessageFlags.IsComponentsV2 })
    } catch (error) {
      if (!(error instanceof DiscordAPIError)) throw error
      const closed: Reply = {
        blocks: [
          text(
            'That did not work, and your direct messages are closed. Ask by a command: the answer is then for you alone.',
          ),
        ],
        answer: { type: 'refusal' },
      }
      for (const each of render(closed))
        await message.reply({ ...(await body(each)), flags: MessageFlags.IsComponentsV2, allowedMentions: NO_MENTIONS })
    }
  }

  client.on(
    Events.GuildCreate,
    safely('a greeting failed', async (guild: Guild) => {
      const channel = guild.systemChannel
      const me = guild.members.me
      if (!channel || !me || !channel.permissionsFor(me).has(PermissionFlagsBits.SendMessages)) return
      if (!claims.claim(`discord/greeting/${guild.id}`, now())) return
      const asker = readAsker(
        { user: { id: me.id, displayName: me.displayName }, guildId: guild.id, channelId: channel.id, manager: false },
        now(),
      )
      const { reply } = await bot.answer({ say: bot.typed('/nines greeting') }, asker)
      for (const each of render(reply))
        await channel.send({ ...(await body(each)), flags: MessageFlags.IsComponentsV2 })
    }),
  )

  return {
    async start() {
      try {
        const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()))
        await client.login(config.token)
        await ready
      } catch (error) {
        const rejected =
          (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
          (error instanceof DiscordAPIError && error.status === 401)
        throw rejected ? new ConfigError([TOKEN_REJECTED]) : error
      }
    },

    async stop() {
      client.removeAllListeners(Events.InteractionCreate)
      client.removeAllListeners(Events.MessageCreate)
      for (let waited = 0; running > 0 && waited < DRAIN_MS; waited += 50)
        await new Promise((resolve) => setTimeout(resolve, 50))
      await client.destroy()
    },

    post: (place, reply, key) =>
      outcomeOf(async () => {
        const channel = place.startsWith('@') ? (await client.users.createDM(place.slice(1))).id : place
        const made = await sent(reply)
        // The same nonce within a few minutes gives the first message back instead of a second one.
        return client.rest.post(Routes.channelMessages(channel), {
          body: { ...made.body, nonce: key.slice(0, LIMITS.nonce), enforce_nonce: true },
          files: made.files,
        })
      }),

    edit(reference, reply) {
      const [channel = '', id = ''] = reference.split('/')
      return outcomeOf(async () => {
        const made = await sent(reply)
        return client.rest.patch(Routes.channelMessage(channel, id), {
          body: { ...made.body, attachments: [] },
          files: made.files,
        })
      })
    },
  }
}

/** One message as discord.js takes it, its charts drawn. */
async function body({ components, charts }: DiscordMessage): Promise<BaseMessageOptions> {
  const files = await Promise.all(charts.map(async ({ name, chart }) => ({ name, attachment: await chartPng(chart) })))
  return { components, files }
}

async function sent(reply: Reply): Promise<{ body: object; files: { name: string; data: Buffer }[] }> {
  const [message = { components: [], charts: [] }] = render(reply)
  const files = await Promise.all(
    message.charts.map(async ({ name, chart }) => ({ name, data: await chartPng(chart) })),
  )
  return {
    body: { components: message.components, flags: MessageFlags.IsComponentsV2, allowed_mentions: { parse: [] } },
    files,
  }
}

/** Only an answer of the platform says that nothing was posted; silence says nothing. */
async function outcomeOf(call: () => Promise<unknown>): Promise<Posted> {
  try {
    const { channel_id, id } = (await call()) as { channel_id: string; id: string }
    return { outcome: 'posted', reference: `${channel_id}/${id}` }
  } catch (error) {
    if (error instanceof RateLimitError) return { outcome: 'later', seconds: Math.ceil(error.retryAfter / 1000) }
    if (error instanceof DiscordAPIError && error.status < 500)
      return { outcome: 'refused', reason: `${error.code} ${error.message}` }
    return { outcome: 'unknown', reason: (error as Error).message }
  }
}
