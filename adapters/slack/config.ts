// Slack's variables. Two tokens make Socket Mode; a bot token and a signing secret make HTTP for one workspace; a client's id and
// secrets in place of the bot token make HTTP for as many workspaces as install the app.

import { z } from 'zod'
import { part } from '../../src/config.ts'
import { readKeys } from '../../src/seal.ts'

/** One app in many workspaces: each has its own tokens, which are kept in the store. */
export interface OAuthMode {
  readonly kind: 'oauth'
  readonly signingSecret: string
  readonly clientId: string
  readonly clientSecret: string
  readonly stateSecret: string
  /** 32 bytes each; the first encrypts, all decrypt. */
  readonly keys: readonly Buffer[]
}

export type SlackConfig = { readonly apiUrl: string } & (
  | {
      readonly botToken: string
      readonly mode:
        | { readonly kind: 'socket'; readonly appToken: string }
        | { readonly kind: 'http'; readonly signingSecret: string }
    }
  | { readonly botToken?: undefined; readonly mode: OAuthMode }
)

const token = (prefix: string, what: string) =>
  z.string().startsWith(prefix, `must be ${what}, which begins with ${prefix}`).optional()

const PAGE = 'it is on the page "Basic Information" of the Slack app'
const BOT_TOKEN_PAGE = 'it is on the page "OAuth & Permissions" of the Slack app'
const MAKE_KEY = 'make one with: openssl rand -base64 32'
/** What is missing beside the client's id, and where it is found. */
const BESIDE_CLIENT = {
  SLACK_CLIENT_SECRET: PAGE,
  SLACK_STATE_SECRET: 'any text of 16 characters or more that nobody else knows, the same on every replica',
  SLACK_SIGNING_SECRET: PAGE,
  NINES_SECRET_KEY: `the tokens of the workspaces are encrypted with it; ${MAKE_KEY}`,
} as const

export const slackConfig = part(
  {
    SLACK_BOT_TOKEN: {
      about: 'Bot token of the Slack app (`xoxb-...`); switches Slack on, for one workspace',
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
    SLACK_CLIENT_ID: {
      about: 'Client id of the Slack app, in place of the bot token; switches Slack on, for many workspaces',
      read: z
        .string()
        .regex(/^\d+\.\d+$/, 'must be the client id of the app: two numbers with a dot between')
        .optional(),
    },
    SLACK_CLIENT_SECRET: {
      about: 'Client secret of the Slack app, beside SLACK_CLIENT_ID',
      read: z.string().min(16, 'must be the client secret of the app').optional(),
    },
    SLACK_STATE_SECRET: {
      about: 'Signs the way through an installation, beside SLACK_CLIENT_ID; the same on every replica',
      read: z.string().min(16, 'must have at least 16 characters').optional(),
    },
    NINES_SECRET_KEY: {
      about: 'Encrypts the tokens of workspaces: 32 bytes in base64 or hex. `new,old` replaces a key',
      read: z
        .string()
        .transform((text, context) => {
          const keys = readKeys(text)
          if (keys) return keys
          // The value is not repeated: it may be nearly right.
          context.addIssue(`must be 32 bytes in base64 or hex, several separated by commas; ${MAKE_KEY}`)
          return z.NEVER
        })
        .optional(),
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
  (values, report): SlackConfig | undefined => {
    const {
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: appToken,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_CLIENT_ID: clientId,
      SLACK_CLIENT_SECRET: clientSecret,
      SLACK_STATE_SECRET: stateSecret,
      NINES_SECRET_KEY: keys,
      SLACK_API_URL: apiUrl,
    } = values
    if (clientId !== undefined) {
      if (botToken !== undefined)
        report(
          'SLACK_CLIENT_ID and SLACK_BOT_TOKEN: only one of them; the first is for many workspaces, the second for one',
        )
      if (appToken !== undefined)
        report('SLACK_APP_TOKEN: not used beside SLACK_CLIENT_ID: many workspaces need HTTP; take it out')
      for (const [name, where] of Object.entries(BESIDE_CLIENT))
        if (values[name as keyof typeof BESIDE_CLIENT] === undefined)
          report(`${name}: missing beside SLACK_CLIENT_ID; ${where}`)
      if (!clientSecret || !stateSecret || !signingSecret || !keys) return undefined
      return { apiUrl, mode: { kind: 'oauth', signingSecret, clientId, clientSecret, stateSecret, keys } }
    }
    for (const name of ['SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'] as const)
      if (values[name] !== undefined) report(`SLACK_CLIENT_ID: missing beside ${name}; ${PAGE}`)
    if (botToken === undefined) {
      for (const name of ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'] as const)
        if (values[name] !== undefined) report(`SLACK_BOT_TOKEN: missing beside ${name}; ${BOT_TOKEN_PAGE}`)
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
