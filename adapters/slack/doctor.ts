// Looks at what Slack makes of the tokens: whether they work, what they may do, and whether Socket Mode is on. For many workspaces, at
// the client's secret and the key that the tokens in the store need.

import type { Commands } from '../../src/command.ts'
import { type Asked, ask, type Checked, type Finding, fine, wrong } from '../../src/ops/finding.ts'
import { createSeal } from '../../src/seal.ts'
import type { OAuthMode, SlackConfig } from './config.ts'
import { manifest } from './register.ts'

const AGAIN =
  'Slack may be down (https://slack-status.com), or this machine may not reach it: check SLACK_API_URL, proxy and firewall'
const INSTALL =
  'Copy the token again from the page "OAuth & Permissions" of the app, after installing the app to the workspace'

const call = (apiUrl: string, method: string, token: string, form: Readonly<Record<string, string>> = {}) =>
  ask(apiUrl + method, {
    method: 'POST',
    headers: {
      ...(token !== '' && { authorization: `Bearer ${token}` }),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(form),
  })

/** Slack says "ok" or names an error, whichever method is asked: whatever stands in its place may answer with anything. */
const isSlack = ({ ok, error }: Asked['body']): boolean =>
  ok === true || (ok === false && typeof error === 'string' && /^[a-z]\w*$/.test(error))
const strange = (about: string, apiUrl: string): Finding => wrong(about, `${apiUrl} ${STRANGE}`, AGAIN)
const STRANGE = 'answers with nothing that Slack says'

/** Why there was no answer to go by; undefined where there was one. */
function silence(
  { status, failure, headers, body }: Asked,
  apiUrl: string,
): Pick<Finding, 'says' | 'mend'> | undefined {
  if (failure !== undefined) return { says: `${apiUrl} can't be asked: ${failure}`, mend: AGAIN }
  if (status === 429)
    return {
      says: `${apiUrl} answers that it was asked too often`,
      mend: `Try again in ${headers.get('retry-after') ?? '60'} s`,
    }
  if (status >= 500) return { says: `${apiUrl} answers ${status}`, mend: AGAIN }
  return isSlack(body) ? undefined : { says: `${apiUrl} ${STRANGE}`, mend: AGAIN }
}

/** How many installations each key has encrypted, by the id of the key. Throws where the store can't be looked at. */
export type Keys = () => Promise<ReadonlyMap<string, number>>

/**
 * Asks auth.test, and apps.connections.open where there is an app token: that opens no socket, it only hands out an address. For many
 * workspaces it asks oauth.v2.access with a code that is none, and looks at which keys the tokens in the store need.
 */
export async function checkSlack(config: SlackConfig, commands: Commands, keys: Keys): Promise<Checked> {
  const { apiUrl } = config
  if (config.botToken === undefined) {
    const { clientId, clientSecret } = config.mode
    const form = { client_id: clientId, client_secret: clientSecret, code: 'doctor' }
    const asked = await call(apiUrl, 'oauth.v2.access', '', form)
    return {
      findings: [clientFinding(asked, apiUrl), SIGNING, await keyFinding(config.mode, keys)],
      date: asked.headers.get('date') ?? undefined,
    }
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

const CLIENT_WRONG: Readonly<Record<string, string>> = {
  invalid_client_id: 'SLACK_CLIENT_ID',
  bad_client_secret: 'SLACK_CLIENT_SECRET',
}

function clientFinding(asked: Asked, apiUrl: string): Finding {
  const silent = silence(asked, apiUrl)
  if (silent) return wrong('Slack', silent.says, silent.mend ?? AGAIN)
  const { error } = asked.body
  // For a code that is none it can't be well.
  if (typeof error !== 'string') return strange('Slack', apiUrl)
  const variable = CLIENT_WRONG[error]
  if (variable !== undefined)
    return wrong(
      variable,
      `Slack does not accept it (${error})`,
      'Copy it again from the page "Basic Information" of the app',
    )
  // In which order Slack looks is not documented; for a wrong client or secret it has words of their own.
  if (error === 'invalid_code')
    return fine(
      'SLACK_CLIENT_ID',
      'and its secret: Slack finds no fault with them; each workspace that installs the app has a token of its own',
    )
  return fine(
    'Slack',
    `${apiUrl} answers, and does not say whether SLACK_CLIENT_ID and its secret are right (${error})`,
  )
}

async function keyFinding({ keys: given }: OAuthMode, keys: Keys): Promise<Finding> {
  const about = 'NINES_SECRET_KEY'
  const { keyIds } = createSeal(given)
  const needed = await keys().catch(() => undefined)
  if (needed === undefined) return fine(about, 'is set; the tokens that it has to open can not be looked at just now')
  const missing = [...needed].filter(([id]) => !keyIds.includes(id))
  if (missing.length > 0)
    return wrong(
      about,
      `tokens in the store were encrypted with ${missing.map(([id, many]) => `key ${id} (${many})`).join(', ')}, which is not among those given (${keyIds.join(', ')})`,
      'Put that key behind the others, after a comma. Where it is lost, those workspaces have to install the app again',
    )
  const all = [...needed.values()].reduce((sum, many) => sum + many, 0)
  return fine(about, all === 0 ? 'is set; nobody has installed the app yet' : `opens the tokens in the store (${all})`)
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
  if (typeof user !== 'string' || typeof team !== 'string') return yield strange(about, apiUrl)
  yield fine(about, `works as ${user} in ${team}`)
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
  const { ok, url } = asked.body
  if (ok === true)
    return typeof url === 'string' ? fine(about, 'opens a socket, so Socket Mode is on') : strange(about, apiUrl)
  return wrong(
    about,
    `Slack does not open a socket for it (${String(asked.body.error)})`,
    'Make an app-level token with the scope connections:write on the page "Basic Information" of the app, and check that Socket Mode is on',
  )
}
