// Commands -> the app's manifest, for Socket Mode or for HTTP, made from one source.

import type { Commands } from '../../src/command.ts'
import { shownForms } from '../../src/command.ts'
import { menuName } from '../../src/line.ts'

export const EXPLAIN = 'explain_terms'
export const EVENTS_PATH = '/slack/events'
export const INSTALL_PATH = '/slack/install'
export const REDIRECT_PATH = '/slack/oauth_redirect'

export const SCOPES: readonly string[] = [
  'commands',
  'chat:write',
  'app_mentions:read',
  'im:history',
  'users:read',
  'channels:read',
  'groups:read',
]
const EVENTS = [
  'app_mention',
  'message.im',
  'app_home_opened',
  'member_joined_channel',
  'channel_left',
  'group_left',
  'channel_deleted',
  'group_deleted',
  'app_uninstalled',
]
const REMOVAL_EVENTS = ['tokens_revoked', 'team_access_revoked']

/**
 * `publicUrl` makes the HTTP variant. `many`: for every workspace and organisation that installs it, with tokens that are exchanged,
 * which is nothing for one copied bot token: that would end after twelve hours.
 */
export function manifest(commands: Commands, prefix: string, publicUrl?: string, many = false) {
  const base = publicUrl?.replace(/\/+$/, '')
  const url = base === undefined ? undefined : `${base}${EVENTS_PATH}`
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Nines',
      description: 'The words of distributed systems, explained in the thread',
      long_description:
        'Nines explains the vocabulary of distributed systems where it comes up: a definition in a sentence, a worked number, the usual trap, the signs that you are looking at it, and the primary source. Ask by name, with a typo, as a comparison, or by telling the symptom. It answers from a curated library, calls no language model, and gives the same answer every time.',
      background_color: '#1f2937',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'nines', always_online: true },
      slash_commands: commands.map((command) => ({
        command: `/${menuName(command.name, prefix)}`,
        description: command.about,
        usage_hint: hint(command),
        should_escape: true,
        ...(url !== undefined && { url }),
      })),
      shortcuts: [
        {
          type: 'message',
          name: 'Explain terms',
          callback_id: EXPLAIN,
          description: 'Which terms does this message mention, each in a line',
        },
      ],
    },
    oauth_config: {
      ...(base !== undefined && { redirect_urls: [`${base}${REDIRECT_PATH}`] }),
      scopes: { bot: [...SCOPES] },
    },
    settings: {
      event_subscriptions: {
        bot_events: many ? [...EVENTS, ...REMOVAL_EVENTS] : EVENTS,
        ...(url !== undefined && { request_url: url }),
      },
      interactivity: { is_enabled: true, ...(url !== undefined && { request_url: url }) },
      org_deploy_enabled: many,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: many,
    },
  }
}

function hint(command: Commands[number]): string {
  const forms = shownForms(command).map(([name]) => name)
  return forms.length > 1
    ? forms.join(' | ')
    : command.examples
        .slice(0, 2)
        .map((line) => line.replace(/^\S+\s*/, ''))
        .join(' | ')
}

export const manifestText = (commands: Commands, prefix: string, publicUrl?: string, many = false): string =>
  `${JSON.stringify(manifest(commands, prefix, publicUrl, many), null, 2)}\n`
