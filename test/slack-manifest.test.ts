// The app manifest names every command, stays within what Slack takes, and asks for no more than is used.

import { describe, expect, test } from 'vitest'
import { LIMITS } from '../adapters/slack/limits.ts'
import { manifest, manifestText } from '../adapters/slack/register.ts'
import { commands } from '../src/commands/index.ts'
import { coreConfig, readConfig } from '../src/config.ts'
import { onSlack } from './slack/running.ts'
import { openBot } from './world.ts'

const LONGEST_PREFIX = 'abcdefghijklmno-'
const URL = 'https://nines.example.org'

describe.each([
  ['for Socket Mode', undefined, false],
  ['for HTTP', URL, false],
  ['for many workspaces', URL, true],
] as const)('the manifest %s', (_, url, many) => {
  const made = manifest(commands, LONGEST_PREFIX, url, many)
  const { display_information: display, features, oauth_config: oauth, settings } = made

  test('is within the documented limits, with the longest prefix too', () => {
    expect(readConfig({ COMMAND_PREFIX: LONGEST_PREFIX }, { core: coreConfig }).core.prefix).toBe(LONGEST_PREFIX)
    expect(display.name.length).toBeLessThanOrEqual(LIMITS.name)
    expect(display.description.length).toBeLessThanOrEqual(LIMITS.description)
    expect(display.long_description.length).toBeGreaterThanOrEqual(LIMITS.longDescriptionLeast)
    expect(display.long_description.length).toBeLessThanOrEqual(LIMITS.longDescription)
    expect(display.background_color).toMatch(/^#[0-9a-f]{6}$/)
    expect(features.bot_user.display_name).toMatch(new RegExp(`^[a-z0-9._-]{1,${LIMITS.botName}}$`))
    expect(features.slash_commands.length).toBeLessThanOrEqual(LIMITS.commands)
    for (const { command, description, usage_hint } of features.slash_commands) {
      expect(command).toMatch(new RegExp(`^/[a-z0-9-]{1,${LIMITS.commandName - 1}}$`))
      expect(description.length).toBeLessThanOrEqual(LIMITS.commandDescription)
      expect(usage_hint.length).toBeLessThanOrEqual(LIMITS.usageHint)
    }
    expect(features.shortcuts.length).toBeLessThanOrEqual(LIMITS.shortcuts)
    for (const { name, callback_id, description } of features.shortcuts) {
      expect(name.length).toBeLessThanOrEqual(LIMITS.shortcutName)
      expect(callback_id.length).toBeLessThanOrEqual(LIMITS.callbackId)
      expect(description.length).toBeLessThanOrEqual(LIMITS.shortcutDescription)
    }
    expect(oauth.scopes.bot.length).toBeLessThanOrEqual(LIMITS.scopes)
    expect(settings.event_subscriptions.bot_events.length).toBeLessThanOrEqual(LIMITS.events)
  })

  test('names every command once, with its prefix', () => {
    expect(features.slash_commands.map(({ command }) => command)).toEqual(
      commands.map(({ name }) => `/${LONGEST_PREFIX}${name}`),
    )
  })

  test('has Slack escape what is typed, and open the messages tab for writing', () => {
    expect(features.slash_commands.every(({ should_escape }) => should_escape)).toBe(true)
    expect(features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    })
  })

  test('reads no history but that of direct messages with the bot', () => {
    expect(oauth.scopes.bot.filter((scope) => scope.endsWith(':history'))).toEqual(['im:history'])
  })

  test('is told of what the adapter listens to, and of no other messages', () => {
    expect(settings.event_subscriptions.bot_events).toEqual([
      'app_mention',
      'message.im',
      'app_home_opened',
      'member_joined_channel',
      'channel_left',
      'group_left',
      'channel_deleted',
      'group_deleted',
      'app_uninstalled',
      ...(many ? ['tokens_revoked', 'team_access_revoked'] : []),
    ])
  })

  test('is JSON that reads back as it was made', () => {
    expect(JSON.parse(manifestText(commands, LONGEST_PREFIX, url, many))).toEqual(JSON.parse(JSON.stringify(made)))
  })
})

test('the manifest for Socket Mode has no address', () => {
  expect(manifest(commands, '').settings.socket_mode_enabled).toBe(true)
  expect(manifestText(commands, '')).not.toContain('http')
})

test('the manifest for HTTP has one address for everything', () => {
  const { features, settings } = manifest(commands, '', `${URL}/`)
  const there = `${URL}/slack/events`

  expect(settings.socket_mode_enabled).toBe(false)
  expect(settings.event_subscriptions.request_url).toBe(there)
  expect(settings.interactivity.request_url).toBe(there)
  expect(features.slash_commands.map(({ url }) => url)).toEqual(commands.map(() => there))
})

test('the manifest for HTTP names the way back of an installation', () => {
  for (const many of [false, true])
    expect(manifest(commands, '', `${URL}/`, many).oauth_config).toMatchObject({
      redirect_urls: [`${URL}/slack/oauth_redirect`],
    })
  expect(manifest(commands, '').oauth_config).not.toHaveProperty('redirect_urls')
})

test('only the manifest for many workspaces lets organisations install the app, and has tokens end', () => {
  const { settings } = manifest(commands, '', URL, true)

  expect(settings).toMatchObject({ org_deploy_enabled: true, token_rotation_enabled: true, socket_mode_enabled: false })
  for (const url of [undefined, URL])
    expect(manifest(commands, '', url).settings).toMatchObject({
      org_deploy_enabled: false,
      token_rotation_enabled: false,
    })
})

test(
  'a prefix shows wherever a command is named, and works',
  onSlack(
    'http',
    async (slack) => {
      const [help] = await slack.command('/ops-nines help')
      const [error] = await slack.command('/ops-nines zone Mars/Olympus')
      const [card] = await slack.command('/ops-concept quorum')

      for (const { name } of commands) expect(help?.text).toContain(`/ops-${name}`)
      for (const each of [help, error]) expect(each?.text).not.toMatch(/\/(?!ops-)(?:concept|nines)\b/)
      expect(error?.text).toContain('/ops-nines')
      expect(card?.buttons.map(({ label }) => label)).toContain('More')
    },
    () => openBot({ prefix: 'ops-' }),
  ),
)
