// What Slack's refusals mean, and what to do about them.

import { webApi } from '@slack/bolt'

/** A response URL has refused a message. The SDK's own error tells the status alone, and it is the word that decides. */
export class ResponseError extends Error {
  override readonly name = 'ResponseError'
  readonly refusal: string

  constructor(status: number, refusal: string) {
    super(`a response URL answered ${status}: ${refusal}`)
    this.refusal = refusal
  }
}

/** True where Slack has answered that it did not do what was asked. */
export const isRefused = (error: unknown): boolean =>
  (error instanceof webApi.WebAPIPlatformError && !UNSURE.has(error.data.error)) || error instanceof ResponseError

/** Errors of Slack's own, after which it may have done some of what was asked. */
const UNSURE = new Set(['fatal_error', 'internal_error'])

/** Slack's word for what went wrong; never the request, and nothing that something else than Slack has answered. */
export function refusalOf(error: unknown): string {
  if (error instanceof webApi.WebAPIPlatformError) return wordOf(error.data.error) ?? UNREADABLE
  if (error instanceof ResponseError) return error.refusal
  if (error instanceof TypeError || error instanceof SyntaxError) return UNREADABLE
  return error instanceof Error ? error.message : 'unknown'
}

/** Its type says that it is a text; what comes back in Slack's place keeps to no type. */
const wordOf = (said: unknown): string | undefined =>
  typeof said === 'string' && /^[a-z]\w*$/.test(said) ? said : undefined
const UNREADABLE = 'what it answers is nothing that Slack says'

const DEAD = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'no_permission',
  'missing_scope',
  'access_denied',
  'team_disabled',
  'user_removed_from_team',
])

const MEND = {
  SLACK_BOT_TOKEN:
    'Copy it again from the page "OAuth & Permissions" of the app, after installing the app to the workspace',
  SLACK_APP_TOKEN:
    'Make an app-level token with the scope connections:write on the page "Basic Information" of the app, and check that Socket Mode is on',
} as const

/** The refusal of a token in words: which one, and what to do. Undefined where something else failed. */
export function tokenProblem(error: unknown, variable: keyof typeof MEND): string | undefined {
  const reason = error instanceof webApi.WebAPIPlatformError ? error.data.error : ''
  return DEAD.has(reason) ? `${variable}: Slack does not accept it (${reason}). ${MEND[variable]}` : undefined
}
