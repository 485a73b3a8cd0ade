// `doctor`: every check of what can be checked, before anybody waits for it.

import { commands } from '../commands/index.ts'
import { wrong } from '../ops/finding.ts'
import { CONTENT, misspeltVariables, readEnvironment } from './open.ts'

/** Where the configuration can't be read, that and the content. */
export async function doctor(): Promise<number> {
  const [{ examine, report }, { checkPort }, { keysIn }, slackDoctor, discordDoctor] = await Promise.all([
    import('../ops/doctor.ts'),
    import('../ops/port.ts'),
    import('../store/look.ts'),
    import('../../adapters/slack/doctor.ts'),
    import('../../adapters/discord/doctor.ts'),
  ])
  const names = misspeltVariables().map((says) =>
    wrong('Configuration', says, 'Correct its name, or take it out of the environment of the bot'),
  )
  const examined = await examine({
    read: readEnvironment,
    content: CONTENT,
    now: () => Temporal.Now.instant(),
    platforms: ({ slack, discord, core, store }) => [
      ...(slack ? [{ name: 'Slack', check: () => slackDoctor.checkSlack(slack, commands, () => keysIn(store)) }] : []),
      ...(discord
        ? [{ name: 'Discord', check: () => discordDoctor.checkDiscord(discord, commands, core.prefix) }]
        : []),
      // Without any of these the console is opened, which listens nowhere.
      ...(slack || discord ? [{ name: 'Port', check: () => checkPort(core) }] : []),
    ],
  })
  const findings = [...names, ...examined]
  process.stdout.write(report(findings))
  return findings.every(({ ok }) => ok) ? 0 : 1
}
