// Looks at what Slack makes of the tokens: whether they work, what they may do, and whether Socket Mode is on.

import type { Commands } from '../../src/command.ts'
import { type Asked, ask, type Checked, type Finding, fine, wrong } from '../../src/ops/finding.ts'
import type { SlackConfig } from './config.ts'
import { manifest } from './register.ts'

const AGAIN =
  'Slack may be down (https://slack-status.com), or this machine may not reach it: check SLACK_API_URL, proxy and firewall'
const INSTALL =
  'Copy the token again from the page "OAuth & Permissions" of the app, after installing the app to the workspace'

const call = (apiUrl: string, method: string, token: string): Promise<Asked> =>
  ask(apiUrl + method, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
  })

/** Why there was no answer to go by; undefined where there was one. */
function silence({ status, failure, headers }: Asked, apiUrl: string): Pick<Finding, 'says' | 'mend'> | undefined {
  if (failure !== undefined) return { says: `${apiUrl} can't be asked: ${failure}`, mend: AGAIN }
  if (status === 429)
    return {
      says: `${apiUrl} answers that it was asked too often`,
      mend: `Try again in ${headers.get('retry-after') ?? '60'} s`,
    }
  return status >= 500 ? { says: `${apiUrl} answers ${status}`, mend: AGAIN } : undefined
}

/** Asks auth.test, and apps.connections.open where there is an app token: that opens no socket, it only hands out an address. */
export async function checkSlack(config: SlackConfig, commands: Commands): Promise<Checked> {
  const { apiUrl } = config
  if (config.botToken === undefined) {
    const asked = await call(apiUrl, 'api.test', '')
    const silent = silence(asked, apiUrl)
    const reached = silent
      ? wrong('Slack', silent.says, silent.mend ?? AGAIN)
      : fine('Slack', `${apiUrl} answers; each workspace that installs the app has a token of its own`)
    return { findings: [reached, SIGNING], date: asked.headers.get('date') ?? undefined }
  }
  const { botToken, mode } = config
  const asked = await call(apiUrl, 'auth.test', botToken)
  const last =
    mode.kind === 'socket' ? appFinding(await call(apiUrl, 'apps.connections.open', mode.appToken), apiUrl) : SIGNING
  return {
    findings: [...botFindings(asked, apiUrl, commands), last],
    date: asked.headers.get('date') ?? undefined,
  }
}

const SIGNING = fine(
  'SLACK_SIGNING_SECRET',
  'is set; only a request from Slack can prove it ("Verify" on the page "Event Subscriptions")',
)

function* botFindings(asked: Asked, apiUrl: string, commands: Commands): Iterable<Finding> {
  const about = 'SLACK_BOT_TOKEN'
  const silent = silence(asked, apiUrl)
  if (silent) return yield wrong(about, silent.says, silent.mend ?? AGAIN)
  const { ok, error, team, user } = asked.body
  if (ok !== true) return yield wrong(about, `Slack does not accept it (${String(error)})`, INSTALL)
  yield fine(about, `works as ${String(user)} in ${String(team)}`)
  const given = asked.headers.get('x-oauth-scopes')
  if (given === null) return yield fine('Slack scopes', 'Slack does not say which the token has')
  const held = new Set(given.split(',').map((scope) => scope.trim()))
  const missing = manifest(commands, '').oauth_config.scopes.bot.filter((scope) => !held.has(scope))
  if (missing.length === 0) return yield fine('Slack scopes', 'the token has all that are needed')
  yield wrong(
    'Slack scopes',
    `the token lacks ${missing.join(', ')}`,
    'Put the manifest (`npm start -- manifest`) into the app again and reinstall it to the workspace: scopes come with the installation',
  )
}

function appFinding(asked: Asked, apiUrl: string): Finding {
  const about = 'SLACK_APP_TOKEN'
  const silent = silence(asked, apiUrl)
  if (silent) return wrong(about, silent.says, silent.mend ?? AGAIN)
  if (asked.body.ok === true) return fine(about, 'opens a socket, so Socket Mode is on')
  return wrong(
    about,
    `Slack does not open a socket for it (${String(asked.body.error)})`,
    'Make an app-level token with the scope connections:write on the page "Basic Information" of the app, and check that Socket Mode is on',
  )
}
