// Looks at what Discord makes of the token: whose it is, whether the gateway lets it in, and whether the commands are up to date.

import { z } from 'zod'
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

/** What Discord answers, as far as it is looked at: whatever stands in its place may answer with anything. */
const User = z.object({ id: z.string(), username: z.string() })
const Application = z.object({ id: z.string(), name: z.string() })
const Gateway = z.object({
  url: z.string(),
  session_start_limit: z.object({ total: z.number(), remaining: z.number(), reset_after: z.number() }),
})
const Held = z.array(z.looseObject({ name: z.string() }))

/** Asks /users/@me, /applications/@me, /gateway/bot and for the commands; stops at a token that is not accepted. */
export async function checkDiscord(config: DiscordConfig, commands: Commands, prefix: string): Promise<Checked> {
  const get = (path: string): Promise<Asked> =>
    ask(`${config.apiUrl}/v10${path}`, { headers: { authorization: `Bot ${config.token}` } })
  const me = await get('/users/@me')
  const date = me.headers.get('date') ?? undefined
  const user = User.safeParse(me.body)
  if (me.status !== 200 || !user.success) return { findings: [refused(TOKEN, me, config.apiUrl)], date }
  const [application, gateway, held] = await Promise.all([
    get('/applications/@me'),
    get('/gateway/bot'),
    get(`/applications/${config.applicationId}/commands`),
  ])
  const findings = [
    fine(TOKEN, `works as ${user.data.username}`),
    judged(ID, application, config, Application, (body) => applicationFinding(body, config)),
    judged('Discord gateway', gateway, config, Gateway, gatewayFinding),
    fine('Discord intents', 'none of those is needed that have to be switched on'),
    judged(COMMANDS, held, config, Held, (body) => commandsFinding(body, commands, prefix)),
  ]
  return { findings, date }
}

/** What an answer says, where Discord has given it. */
function judged<T>(
  about: string,
  asked: Asked,
  { apiUrl }: DiscordConfig,
  shape: z.ZodType<T>,
  finding: (body: T) => Finding,
): Finding {
  const read = shape.safeParse(asked.body)
  return asked.status === 200 && read.success ? finding(read.data) : refused(about, asked, apiUrl)
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
  if (status === 200) return wrong(about, `${apiUrl} answers with nothing that Discord says`, AGAIN)
  return wrong(
    about,
    `${apiUrl} answers ${status} ${typeof body.message === 'string' ? body.message : ''}`.trim(),
    AGAIN,
  )
}

function applicationFinding({ id, name }: z.infer<typeof Application>, { applicationId }: DiscordConfig): Finding {
  if (id === applicationId) return fine(ID, `is that of ${name}`)
  return wrong(
    ID,
    `the token belongs to another application (${id})`,
    `Set ${ID} to that, or take the token of the other`,
  )
}

function gatewayFinding({ session_start_limit: starts }: z.infer<typeof Gateway>): Finding {
  const { remaining, total, reset_after: resetMs } = starts
  if (remaining > 0) return fine('Discord gateway', `lets the bot in (${remaining} of ${total} starts left)`)
  return wrong(
    'Discord gateway',
    'all starts of the day are used up',
    `Wait ${Math.ceil(resetMs / 60_000)} minutes, and look in the log for why the bot started so often`,
  )
}

function commandsFinding(held: readonly object[], commands: Commands, prefix: string): Finding {
  const wanted = commandList(commands, prefix)
  if (sameList(held, wanted)) return fine(COMMANDS, `all ${wanted.length} are up to date`)
  return wrong(
    COMMANDS,
    held.length === 0 ? 'none is uploaded' : 'they are not those of this program',
    'Run `npm start -- register`',
  )
}
