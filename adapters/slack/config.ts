// Slack's variables. Two tokens make Socket Mode; a bot token and a signing secret make HTTP.

import { z } from 'zod'
import { part } from '../../src/config.ts'

export interface SlackConfig {
  readonly botToken: string
  readonly apiUrl: string
  readonly mode:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string }
}

const token = (prefix: string, what: string) =>
  z.string().startsWith(prefix, `must be ${what}, which begins with ${prefix}`).optional()

export const slackConfig = part(
  {
    SLACK_BOT_TOKEN: {
      about: 'Bot token of the Slack app (`xoxb-...`); switches Slack on',
      read: token('xoxb-', 'a bot token'),
    },
    SLACK_APP_TOKEN: {
      about: 'App-level token with connections:write (`xapp-...`), for Socket Mode',
      read: token('xapp-', 'an app-level token'),
    },
    SLACK_SIGNING_SECRET: {
      about: 'Signing secret, for HTTP at `/slack/events`',
      read: z.string().min(16, 'must be the signing secret of the app').optional(),
    },
    SLACK_API_URL: {
      about: "Base of Slack's Web API",
      read: z
        .url('must be a URL')
        .default('https://slack.com/api/')
        .transform((url) => (url.endsWith('/') ? url : `${url}/`)),
      fallback: 'https://slack.com/api/',
    },
  },
  (
    {
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: appToken,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: apiUrl,
    },
    report,
  ): SlackConfig | undefined => {
    if (botToken === undefined) {
      if (appToken !== undefined)
        report(
          'SLACK_BOT_TOKEN: missing beside SLACK_APP_TOKEN; it is on the page "OAuth & Permissions" of the Slack app',
        )
      if (signingSecret !== undefined)
        report(
          'SLACK_BOT_TOKEN: missing beside SLACK_SIGNING_SECRET; it is on the page "OAuth & Permissions" of the Slack app',
        )
      return undefined
    }
    if (appToken !== undefined) return { botToken, apiUrl, mode: { kind: 'socket', appToken } }
    if (signingSecret !== undefined) return { botToken, apiUrl, mode: { kind: 'http', signingSecret } }
    report(
      'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET: one of them is needed beside SLACK_BOT_TOKEN, for Socket Mode or for HTTP',
    )
    return undefined
  },
)
