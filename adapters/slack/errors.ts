// What Slack's refusals mean, and what to do about them.

import { webApi } from '@slack/bolt'

/** True where Slack has answered that it did not do what was asked. */
export const isRefused = (error: unknown): boolean => error instanceof webApi.WebAPIPlatformError

/** Slack's word for what went wrong; never the request. */
export function refusalOf(error: unknown): string {
  if (error instanceof webApi.WebAPIPlatformError) return error.data.error
  const { responseBody, message } = error as { responseBody?: string; message?: string }
  return typeof responseBody === 'string' && /^[\w\s"{}:,.-]{1,200}$/.test(responseBody)
    ? responseBody
    : (message ?? 'unknown')
}

const DEAD = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'no_permission',
  'missing_scope',
])

/** A rejected token in words: which one, and what to do. Undefined where something else failed. */
export function tokenProblem(error: unknown, mode: 'socket' | 'http'): string | undefined {
  const platform = error instanceof webApi.WebAPIPlatformError ? error : (error as { original?: unknown }).original
  if (!(platform instanceof webApi.WebAPIPlatformError) || !DEAD.has(platform.data.error)) return undefined
  const reason = platform.data.error
  return mode === 'socket' && /connections\.open/.test(`${platform.stack}`)
    ? `SLACK_APP_TOKEN: Slack does not accept it (${reason}). Make an app-level token with the scope connections:write on the page "Basic Information" of the app, and check that Socket Mode is on`
    : `SLACK_BOT_TOKEN: Slack does not accept it (${reason}). Copy it again from the page "OAuth & Permissions" of the app, after installing the app to the workspace`
}
