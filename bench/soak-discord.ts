// Discord's side of the soak: people in many servers and in direct messages who pick commands, write and press, through the gateway.

import type { Json } from '../test/discord/check.ts'
import { directId, guild, interaction, MENTION, type Person, snowflake, written } from '../test/discord/world.ts'
import { type Answered, type Loopback, openLoopback } from './discord-loopback.ts'
import type { Ask } from './soak-asks.ts'
import type { Button, Shown, Surface } from './soak-shown.ts'

export interface DiscordSide extends Surface<Ask> {
  /** For DISCORD_API_URL. */
  readonly url: string
  /** Adds the bot to all servers. */
  join(): void
  close(): void
}

const SERVERS = 30
const PEOPLE = 40
const FIRST = 1_181_000_000_000_000_000n
const SHARE_DIRECT = 0.2
const [COMMAND, PRESS] = [2, 3]

interface Who {
  readonly person: Person
  /** Undefined in direct messages. */
  readonly server: string | undefined
  readonly channel: string
}

const serverAt = (at: number): { readonly server: string; readonly channel: string } => ({
  server: String(FIRST + BigInt(at)),
  channel: String(FIRST + 1000n + BigInt(at)),
})

export async function openDiscord(random: () => number): Promise<DiscordSide> {
  const loopback: Loopback = await openLoopback()
  const some = (most: number): number => Math.floor(random() * most)
  function someone(): Who {
    const at = some(SERVERS)
    const number = at * PEOPLE + some(PEOPLE)
    const person = {
      id: String(FIRST + 1_000_000n + BigInt(number) * 1000n),
      username: `u${number}`,
      global_name: null,
    }
    return random() < SHARE_DIRECT
      ? { person, server: undefined, channel: directId(person) }
      : { person, ...serverAt(at) }
  }
  /** An interaction there, in whichever server it is. */
  function happens(type: number, data: Json, { person, server, channel }: Who, more: Json = {}): Json {
    const made = interaction(type, data, person, more, channel)
    if (server === undefined) return made
    return {
      ...made,
      guild_id: server,
      guild: { id: server, locale: 'en-US', features: [] },
      channel: { ...(made.channel as Json), guild_id: server },
      authorizing_integration_owners: { '0': server },
    }
  }

  function shown({ card, pictures }: Answered, who: Who): Shown {
    const components = (card.components ?? []) as readonly Json[]
    const inner = components.flatMap((each) => (each.components ?? []) as readonly Json[])
    const buttons: Button[] = inner
      .filter(({ type }) => type === 2)
      .map(({ label, custom_id }) => ({ label: String(label), press: () => press(card, String(custom_id), who) }))
    const text = JSON.stringify(card)
    // A picture that is named and not there is an answer with a hole in it.
    return { parts: text.includes('attachment://') && pictures === 0 ? 0 : components.length, card: text, buttons }
  }

  async function press(card: Json, token: string, who: Who): Promise<Shown> {
    const { server: _, channel } = who
    const message = {
      ...written(who.person, '', channel),
      author: { id: FIRST.toString(), username: 'Nines', discriminator: '0', avatar: null, bot: true },
      components: card.components,
      flags: Number(card.flags ?? 0),
    }
    const data = { custom_id: token, component_type: 2, id: 1 }
    return shown(await loopback.interact(happens(PRESS, data, who, { message })), who)
  }

  return {
    name: 'Discord',
    url: loopback.url,
    join() {
      for (let at = 0; at < SERVERS; at++) {
        const { server, channel } = serverAt(at)
        loopback.join(guild(server, channel))
      }
    },
    async ask(what) {
      const who = someone()
      if ('say' in what) {
        const { person, server, channel } = who
        const message =
          server === undefined
            ? written(person, what.say, channel)
            : { ...written(person, `${MENTION} ${what.say}`, channel), guild_id: server }
        return shown(await loopback.say(message), who)
      }
      const options = Object.entries(what.options).map(([name, value]) => ({ type: 3, name, value }))
      const data = {
        id: snowflake(),
        type: 1,
        name: what.name,
        options: what.form === undefined ? options : [{ type: 1, name: what.form, options }],
      }
      return shown(await loopback.interact(happens(COMMAND, data, who)), who)
    },
    close: () => loopback.close(),
  }
}
