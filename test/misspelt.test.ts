// A variable whose name has a slip in it is told, with the name that was probably meant.

import { expect, test } from 'vitest'
import { discordConfig } from '../adapters/discord/config.ts'
import { slackConfig } from '../adapters/slack/config.ts'
import { coreConfig } from '../src/config.ts'
import { misspelt } from '../src/misspelt.ts'
import { storeConfig } from '../src/store/config.ts'

const KNOWN = [slackConfig, discordConfig, storeConfig, coreConfig].flatMap(({ variables }) => Object.keys(variables))
const told = (...names: string[]) => misspelt(names, ['SLACK_', 'DISCORD_', 'NINES_'], KNOWN)

test.each([
  ['SLACK_BOT_TOKN', 'SLACK_BOT_TOKEN'],
  ['SLACK_TOKEN', 'SLACK_BOT_TOKEN'],
  ['SLACK_SINGING_SECRET', 'SLACK_SIGNING_SECRET'],
  ['DISCORD_BOT_TOKEN', 'DISCORD_TOKEN'],
  ['DISCORD_APP_ID', 'DISCORD_APPLICATION_ID'],
  ['NINES_SECRETKEY', 'NINES_SECRET_KEY'],
  ['NINES_LOG_LEVEL', 'LOG_LEVEL'],
  ['NINES_DATABASE_URL', 'DATABASE_URL'],
])('%s is near %s', (name, near) => {
  expect(told(name)).toEqual([`${name} is not a variable of Nines; the nearest is ${near}`])
})

test('what is right, and what is nobody of ours, is not told', () => {
  expect(told(...KNOWN, 'PATH', 'LOG_FORMAT', 'DATA_FOLDER', 'slack_bot_token')).toEqual([])
})
