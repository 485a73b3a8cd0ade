// Looks at what Discord makes of the token: whose it is, whether the gateway lets it in, and whether the commands are up to date.

import type { Commands } from '../../src/command.ts'
import { type Asked, ask, type Checked, type Finding, fine, wrong } from '../../src/ops/finding.ts'
import type { DiscordConfig } from './config.ts'
import { commandList } from './register.ts'
import { sameList } from './upload.ts'

const AGAIN =
  'Discord may be down (https://discordstatus.com), or this machine may not reach it: check DISCORD_API_URL, proxy and firewall'
const TOKEN = 'DISCORD_TOKEN'
const ID = 'DISCORD_APPLICATION_ID'
const COMMANDS = 'Discord commands'

/** Asks /users/@me, /applications/@me, /gateway/bot and for the commands; stops at a token that is not accepted. */
export async function checkDiscord(config: DiscordConfig, commands: Commands, prefix: string): Promise<Checked> {
  const get = (path: string): Promise<Asked> =>
    ask(`${config.apiUrl}/v10${path}`, { headers: { authorization: `Bot ${config.token}` } })
  const me = await get('/users/@me')
  const date = me.headers.get('date') ?? undefined
  if (me.status !== 200) return { findings: [refused(TOKEN, me, config.apiUrl)], date }
  const [application, gateway, held] = await Promise.all([
    get('/applications/@me'),
    get('/gateway/bot'),
    get(`/applications/${config.applicationId}/commands`),
  ])
  const findings = [
    fine(TOKEN, `works as ${String(me.body.username)}`),
    application.status === 200 ? applicationFinding(application, config) : refused(ID, application, config.apiUrl),
    gateway.status === 200 ? gatewayFinding(gateway) : refused('Discord gateway', gateway, config.apiUrl),
    fine('Discord intents', 'none of those is needed that have to be switched on'),
    held.status === 200 ? commandsFinding(held, commands, prefix) : refused(COMMANDS, held, config.apiUrl),
  ]
  return { findings, date }
}

function refused(about: string, { status, failure, headers, body }: Asked, apiUrl: string): Finding {
  if (failure !== undefined) return wrong(about, `${apiUrl} can't be asked: ${failure}`, AGAIN)
  if (status === 401)
    return wrong(
      about,
      'Discord does not accept the token',
      'Make a new one with "Reset Token" on the page "Bot" of the application',
    )
  if (status === 403 || status === 404)
    return wrong(
      about,
      `Discord does not let this token do that (${status})`,
      `Copy ${ID} again from the page "General Information"`,
    )
  if (status === 429)
    return wrong(
      about,
      'Discord answers that it was asked too often',
      `Try again in ${headers.get('retry-after') ?? '60'} s`,
    )
  return wrong(about, `${apiUrl} answers ${status} ${String(body.message ?? '')}`.trim(), AGAIN)
}

function applicationFinding({ body }: Asked, { applicationId }: DiscordConfig): Finding {
  if (String(body.id) === applicationId) return fine(ID, `is that of ${String(body.name)}`)
  return wrong(
    ID,
    `the token belongs to another application (${String(body.id)})`,
    `Set ${ID} to that, or take the token of the other`,
  )
}

function gatewayFinding({ body }: Asked): Finding {
  const {
    remaining,
    total,
    reset_after: resetMs,
  } = (body.session_start_limit ?? {}) as Readonly<Record<string, number>>
  if (remaining === undefined || remaining > 0)
    return fine('Discord gateway', `lets the bot in (${remaining ?? '?'} of ${total ?? '?'} starts left)`)
  return wrong(
    'Discord gateway',
    'all starts of the day are used up',
    `Wait ${Math.ceil((resetMs ?? 0) / 60_000)} minutes, and look in the log for why the bot started so often`,
  )
}

function commandsFinding({ body }: Asked, commands: Commands, prefix: string): Finding {
  const wanted = commandList(commands, prefix)
  const held = Array.isArray(body) ? (body as readonly object[]) : []
  if (sameList(held, wanted)) return fine(COMMANDS, `all ${wanted.length} are up to date`)
  return wrong(
    COMMANDS,
    held.length === 0 ? 'none is uploaded' : 'they are not those of this program',
    'Run `npm start -- register`',
  )
}
