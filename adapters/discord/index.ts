// Discord: wires discord.js to the bot. What is read, drawn, sent and answered, and where, is decided in the files beside this one.

import {
  type AnyThreadChannel,
  ApplicationIntegrationType,
  Options as Caches,
  Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  type DMChannel,
  Events,
  GatewayIntentBits,
  type Guild,
  type Interaction,
  InteractionContextType,
  type Message,
  MessageFlags,
  type NonThreadGuildBasedChannel,
  Partials,
  PermissionFlagsBits,
  Routes,
  Status,
} from 'discord.js'
import { type Adapter, Unreachable } from '../../src/adapter.ts'
import type { Bot } from '../../src/bot.ts'
import type { Claims } from '../../src/claims.ts'
import { ConfigError } from '../../src/config.ts'
import { within } from '../../src/deadline.ts'
import type { Leaving } from '../../src/leaving.ts'
import { DRAIN_MS } from '../../src/ops/stop.ts'
import { answer, body, NO_MENTIONS, respond, whisper } from './answer.ts'
import { aside } from './aside.ts'
import type { DiscordConfig } from './config.ts'
import { hearing } from './limited.ts'
import { guardPackets } from './packets.ts'
import { decode, type Option, readAsker, readCall, readCommand, readFocused, readMessage } from './read.ts'
import { EXPLAIN } from './register.ts'
import { choices, render } from './render.ts'
import { createPosts } from './send.ts'
import { TOKEN_REJECTED } from './upload.ts'

export interface Options {
  readonly bot: Bot
  readonly config: DiscordConfig
  readonly prefix: string
  readonly claims: Claims
  /** Told when a server or a channel is no more, or the bot was taken out of it. */
  readonly leaving?: Leaving
  readonly log: (level: 'warn' | 'error', message: string, error?: unknown) => void
  /** Called each time that Discord turns a request away as one too many. */
  readonly onLimited?: () => void
  /** For how many milliseconds a start waits until the gateway has let the bot in. */
  readonly readyMs?: number
}

const now = (): Temporal.Instant => Temporal.Now.instant()
const TALK = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages] as const
const GUILD_INSTALL = ApplicationIntegrationType.GuildInstall
/** The SDK goes on trying a gateway that does not answer, without a word. */
const READY_MS = 30_000

export function createDiscordAdapter({
  bot,
  config,
  prefix,
  claims,
  leaving,
  log,
  onLimited = () => {},
  readyMs = READY_MS,
}: Options): Adapter {
  const makeRequest = hearing(onLimited)
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    shards: 'auto',
    // Direct messages arrive in channels that were never seen before.
    partials: [Partials.Channel],
    allowedMentions: NO_MENTIONS,
    // What is sent is written as Discord's API has it. By itself the SDK looks at every key of it, which took a fifth of an answer.
    jsonTransformer: (made: unknown) => made,
    // Nothing is kept of a conversation. By itself the SDK keeps the last 200 messages of each channel.
    makeCache: Caches.cacheWithLimits({ ...Caches.DefaultMakeCacheSettings, MessageManager: 0 }),
    rest: { api: config.apiUrl, retries: 1, timeout: 15_000, makeRequest },
  })
  client.on(Events.Error, (error) => log('error', 'the gateway failed', error))
  guardPackets(client, (error) => log('error', 'what the gateway told could not be read', error))
  client.on(Events.ShardDisconnect, ({ code }) => log('warn', `the gateway disconnected (${code})`))

  const posts = createPosts(config, makeRequest)
  let running = 0
  async function counted<T>(work: () => Promise<T>): Promise<T> {
    running++
    try {
      return await work()
    } finally {
      running--
    }
  }
  /** Counts what is in flight, and keeps a failing listener from taking the process with it. */
  const safely =
    <A>(what: string, listener: (argument: A) => Promise<void>) =>
    (argument: A): Promise<void> =>
      counted(() => listener(argument)).catch((error: unknown) => log('error', what, error))

  client.on(
    Events.InteractionCreate,
    safely('an interaction failed', async (interaction: Interaction) => {
      // In a server where only the asker has the app, it is theirs, not the server's.
      const isMember = interaction.authorizingIntegrationOwners[GUILD_INSTALL] !== undefined
      const read = readAsker(
        {
          user: interaction.user,
          guildId: isMember ? interaction.guildId : null,
          channelId: interaction.channelId,
          direct: interaction.guildId === null && interaction.context !== InteractionContextType.PrivateChannel,
          manager: interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
        },
        now(),
      )
      const asker = {
        ...read,
        ...aside(client, {
          guild: isMember ? interaction.guild : null,
          inServer: interaction.guildId !== null,
          here: interaction.appPermissions,
        }),
      }
      if (interaction.isAutocomplete()) {
        const options = interaction.options.data as readonly Option[]
        const focused = readFocused(options)
        const call = readCall(interaction.commandName, options, bot.commands, prefix)
        const found = focused ? bot.suggest(call, focused.name, focused.typed, asker) : []
        await interaction.respond(choices(found))
      } else if (interaction.isChatInputCommand()) {
        const input = readCommand(
          interaction.commandName,
          interaction.options.data as readonly Option[],
          bot.commands,
          prefix,
        )
        await answer(interaction, await bot.answer(input, asker))
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

  client.on(
    Events.MessageCreate,
    safely('a message failed', async (message: Message) => {
      const input = client.user ? readMessage(message, client.user.id) : undefined
      if (!input || !(await claims.claim(`discord/${message.id}`, now()))) return
      const manager = message.member?.permissions.has(PermissionFlagsBits.ManageGuild) ?? false
      const read = readAsker(
        {
          user: message.author,
          guildId: message.guildId,
          channelId: message.channelId,
          direct: message.guildId === null,
          manager,
        },
        now(),
      )
      const { guild } = message
      const here =
        guild?.members.me && !message.channel.isDMBased() ? message.channel.permissionsFor(guild.members.me) : null
      const asker = { ...read, ...aside(client, { guild, inServer: guild !== null, here }) }
      const { to, reply } = await bot.answer(input, asker)
      await (to === 'asker' && !asker.direct ? whisper(message, reply) : respond(message, reply))
    }),
  )

  client.on(
    Events.GuildDelete,
    // A server in an outage is announced by another event; this one means that the bot is out.
    safely('a removal failed', async (guild: Guild) => leaving?.workspace(`discord:${guild.id}`)),
  )
  const gone = safely(
    'a removal failed',
    async (channel: DMChannel | NonThreadGuildBasedChannel | AnyThreadChannel) => {
      if ('guildId' in channel) await leaving?.place(`discord:${channel.guildId}`, channel.id)
    },
  )
  client.on(Events.ChannelDelete, gone)
  client.on(Events.ThreadDelete, gone)

  client.on(
    Events.GuildCreate,
    safely('a greeting failed', async (guild: Guild) => {
      const channel = guild.systemChannel
      const me = guild.members.me
      if (!channel || !me || !channel.permissionsFor(me).has(TALK)) return
      if (!(await claims.claim(`discord/greeting/${guild.id}`, now()))) return
      const asker = readAsker(
        {
          user: { id: me.id, displayName: me.displayName },
          guildId: guild.id,
          channelId: channel.id,
          direct: false,
          manager: false,
        },
        now(),
      )
      const { reply } = await bot.answer({ say: bot.typed('/nines greeting') }, asker)
      for (const each of render(reply))
        await channel.send({ ...(await body(each)), flags: MessageFlags.IsComponentsV2 })
    }),
  )

  async function connect(): Promise<void> {
    const told = (await client.rest.setToken(config.token).get(Routes.gatewayBot())) as {
      readonly url?: unknown
    } | null
    const url = String(told?.url)
    // The SDK takes any address for its gateway, and a wrong one ends the process.
    if (!/^wss?:/.test(url) || !URL.canParse(url)) throw new TypeError('Discord names no gateway')
    const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()))
    await client.login(config.token)
    await ready
  }

  return {
    async start() {
      try {
        await within(readyMs, connect())
      } catch (error) {
        const rejected =
          (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
          (error instanceof DiscordAPIError && error.status === 401)
        throw rejected ? new ConfigError([TOKEN_REJECTED]) : new Unreachable('Discord', config.apiUrl, reasonOf(error))
      }
    },

    connected: () => client.isReady() && client.ws.shards.some(({ status }) => status === Status.Ready),

    async stop() {
      client.removeAllListeners(Events.InteractionCreate)
      client.removeAllListeners(Events.MessageCreate)
      client.removeAllListeners(Events.GuildCreate)
      client.removeAllListeners(Events.GuildDelete)
      client.removeAllListeners(Events.ChannelDelete)
      client.removeAllListeners(Events.ThreadDelete)
      for (let waited = 0; running > 0 && waited < DRAIN_MS; waited += 50)
        await new Promise((resolve) => setTimeout(resolve, 50))
      await client.destroy()
    },

    // Stopping waits for posts too.
    post: (place, reply, key) => counted(() => posts.post(place, reply, key)),
    edit: (reference, reply) => counted(() => posts.edit(reference, reply)),
    ...(posts.repeatableMs !== undefined && { repeatableMs: posts.repeatableMs }),
  }
}

/** What keeps a platform from being reached, without what may have been answered in its place. */
function reasonOf(error: unknown): string {
  if (error instanceof TypeError || error instanceof SyntaxError) return 'what it answers is nothing that Discord says'
  const { message, code } = error as NodeJS.ErrnoException
  return message || String(code)
}
