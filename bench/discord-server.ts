// A child of the benchmark: Nines on Discord, or a bare discord.js client that replies with a constant (a word, or the fields of a
// message as JSON). Prints 0 once it is connected.

import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js'
import { createDiscordAdapter } from '../adapters/discord/index.ts'
import { createClaims } from '../src/claims.ts'
import { APPLICATION, TOKEN } from '../test/discord/world.ts'
import { openGuarded } from './bot.ts'

const [kind = 'bare', apiUrl = '', constant = 'ok'] = process.argv.slice(2)

if (kind === 'bare') {
  const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits
  const client = new Client({ intents: [Guilds, GuildMessages, DirectMessages], rest: { api: apiUrl } })
  const { Ephemeral, IsComponentsV2 } = MessageFlags
  const answer = constant.startsWith('{')
    ? { ...JSON.parse(constant), flags: IsComponentsV2 | Ephemeral }
    : { content: constant, flags: Ephemeral }
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply(answer)
  })
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(TOKEN)
  await ready
} else {
  const adapter = createDiscordAdapter({
    bot: await openGuarded(),
    config: { token: TOKEN, applicationId: APPLICATION, apiUrl },
    prefix: '',
    claims: createClaims(),
    log: (_, message, error) => console.error(message, error),
  })
  await adapter.start()
}
console.log(0)
