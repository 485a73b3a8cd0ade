// Discord's variables.

import { z } from 'zod'
import { part } from '../../src/config.ts'

export interface DiscordConfig {
  readonly token: string
  readonly applicationId: string
  readonly apiUrl: string
}

export const discordConfig = part(
  {
    DISCORD_TOKEN: {
      about: 'Bot token of the Discord application; switches Discord on',
      read: z.string().min(20, 'must be the bot token').optional(),
    },
    DISCORD_APPLICATION_ID: {
      about: 'Id of the Discord application',
      read: z
        .string()
        .regex(/^\d{15,21}$/, 'must be the id of the application: 15 to 21 digits')
        .optional(),
    },
    DISCORD_API_URL: {
      about: "Base of Discord's REST API",
      read: z
        .url('must be a URL')
        .default('https://discord.com/api')
        .transform((url) => url.replace(/\/+$/, '')),
      fallback: 'https://discord.com/api',
    },
  },
  (
    { DISCORD_TOKEN: token, DISCORD_APPLICATION_ID: applicationId, DISCORD_API_URL: apiUrl },
    report,
  ): DiscordConfig | undefined => {
    if (token === undefined && applicationId === undefined) return undefined
    if (token === undefined)
      report('DISCORD_TOKEN: missing beside DISCORD_APPLICATION_ID; it is on the page "Bot" of the application')
    if (applicationId === undefined)
      report(
        'DISCORD_APPLICATION_ID: missing beside DISCORD_TOKEN; it is on the page "General Information" of the application',
      )
    return token !== undefined && applicationId !== undefined ? { token, applicationId, apiUrl } : undefined
  },
)
