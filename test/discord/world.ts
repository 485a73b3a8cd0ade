// A Discord of a few people, a server with a channel and a thread, and what its gateway says of them.

import type { Json } from './check.ts'

export const TOKEN = 'MTE4MDAwMDAwMDAwMDAwMDAwMQ.GtEsTs.only-for-a-server-on-this-machine-00'
export const APPLICATION = '1180000000000000001'
export const GUILD = '1180000000000000100'
export const CHANNEL = '1180000000000000200'
export const THREAD = '1180000000000000201'
const MEMBER_ROLE = '1180000000000000300'
export const MANAGE_GUILD = 1n << 5n
/** View channels, send messages, also in threads, read the history. */
const TALK = (1n << 10n) | (1n << 11n) | (1n << 16n) | (1n << 38n)
const FLAGS_APPLICATION = 1 << 23

let count = 0n
/** A new id, later than all before. */
export function snowflake(): string {
  count++
  return String(((BigInt(Date.now()) - 1_420_070_400_000n) << 22n) | (count & 0x3fffffn))
}

export interface Person {
  readonly id: string
  readonly username: string
  readonly global_name: string | null
  readonly bot?: true
}
export const BOT: Person = { id: APPLICATION, username: 'Nines', global_name: null, bot: true }
export const ADA: Person = { id: '1180000000000000401', username: 'ada.l', global_name: 'Ada' }
export const EVE: Person = { id: '1180000000000000402', username: 'eve', global_name: null }
export const OTHER_BOT: Person = { id: '1180000000000000403', username: 'Deploys', global_name: null, bot: true }

export const MENTION = `<@${BOT.id}>`

export const user = (person: Person): Json => ({
  ...person,
  avatar: null,
  discriminator: person.bot ? '4242' : '0',
  public_flags: 0,
  flags: 0,
  primary_guild: null,
})

export const member = (permissions?: bigint): Json => ({
  roles: [MEMBER_ROLE],
  nick: null,
  avatar: null,
  banner: null,
  joined_at: '2026-01-05T10:00:00.000000+00:00',
  premium_since: null,
  communication_disabled_until: null,
  deaf: false,
  mute: false,
  flags: 0,
  pending: false,
  ...(permissions !== undefined && { permissions: String(permissions | TALK) }),
})

const role = (id: string, name: string, permissions: bigint): Json => ({
  id,
  name,
  permissions: String(permissions),
  position: name === '@everyone' ? 0 : 1,
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  managed: false,
  mentionable: false,
  icon: null,
  unicode_emoji: null,
  flags: 0,
})

const channel = (id: string, name: string, overwrites: readonly Json[] = []): Json => ({
  id,
  type: 0,
  name,
  guild_id: GUILD,
  position: 0,
  topic: null,
  nsfw: false,
  last_message_id: null,
  rate_limit_per_user: 0,
  parent_id: null,
  permission_overwrites: overwrites,
  flags: 0,
})

const thread: Json = {
  id: THREAD,
  type: 11,
  guild_id: GUILD,
  parent_id: CHANNEL,
  owner_id: ADA.id,
  name: 'Review of the outage on Friday',
  message_count: 3,
  member_count: 2,
  rate_limit_per_user: 0,
  thread_metadata: {
    archived: false,
    auto_archive_duration: 1440,
    archive_timestamp: '2026-11-20T09:00:00.000000+00:00',
    locked: false,
  },
  last_message_id: null,
  flags: 0,
}

/** A server as GUILD_CREATE tells of it. `closed` denies everybody the system channel. */
export const guild = (id: string, systemChannel: string, { closed = false } = {}): Json => ({
  id,
  name: 'Reliability',
  owner_id: EVE.id,
  icon: null,
  region: 'deprecated',
  afk_timeout: 300,
  afk_channel_id: null,
  verification_level: 1,
  default_message_notifications: 1,
  explicit_content_filter: 0,
  mfa_level: 0,
  nsfw_level: 0,
  premium_tier: 0,
  preferred_locale: 'en-US',
  features: [],
  system_channel_id: systemChannel,
  system_channel_flags: 0,
  rules_channel_id: null,
  joined_at: '2026-01-05T10:00:00.000000+00:00',
  large: false,
  unavailable: false,
  member_count: 4,
  roles: [role(id, '@everyone', TALK), role(MEMBER_ROLE, 'member', 0n)],
  emojis: [],
  stickers: [],
  members: [{ ...member(), user: user(BOT) }],
  channels: [
    {
      ...channel(systemChannel, 'general', closed ? [{ id, type: 0, allow: '0', deny: String(1n << 10n) }] : []),
      guild_id: id,
    },
  ],
  threads: id === GUILD ? [thread] : [],
  presences: [],
  voice_states: [],
  stage_instances: [],
  guild_scheduled_events: [],
  soundboard_sounds: [],
})

export const ready = (session: string, resumeUrl: string): Json => ({
  v: 10,
  user: { ...user(BOT), verified: true, mfa_enabled: false, email: null },
  user_settings: {},
  guilds: [{ id: GUILD, unavailable: true }],
  private_channels: [],
  session_id: session,
  resume_gateway_url: resumeUrl,
  session_type: 'normal',
  application: { id: APPLICATION, flags: FLAGS_APPLICATION },
  shard: [0, 1],
})

export const directChannel = (person: Person): Json => ({
  id: directId(person),
  type: 1,
  last_message_id: null,
  flags: 0,
  recipients: [user(person)],
})
export const directId = ({ id }: Person): string => String(BigInt(id) + 500n)

/** A message that somebody wrote, as MESSAGE_CREATE tells of it. */
export function written(author: Person, content: string, channelId: string, more: Json = {}): Json {
  const direct = channelId === directId(author)
  return {
    id: snowflake(),
    type: 0,
    channel_id: channelId,
    channel_type: direct ? 1 : channelId === THREAD ? 11 : 0,
    author: user(author),
    content,
    timestamp: new Date().toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: content.includes('@everyone'),
    mentions: content.includes(MENTION) ? [{ ...user(BOT), member: member() }] : [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
    pinned: false,
    flags: 0,
    ...(!direct && { guild_id: GUILD, member: member() }),
    ...more,
  }
}

const LAST_APP_PERMISSIONS = String(TALK)

/** What every interaction carries; `data` and `type` say which it is. */
export function interaction(type: number, data: Json, by: Person, more: Json = {}, place = CHANNEL): Json {
  const direct = place === directId(by)
  return {
    id: snowflake(),
    application_id: APPLICATION,
    type,
    token: `token-${snowflake()}`,
    version: 1,
    data,
    channel_id: place,
    channel: direct ? directChannel(by) : place === THREAD ? thread : channel(place, 'general'),
    ...(direct
      ? { user: user(by), context: 1, authorizing_integration_owners: { '0': '0' } }
      : {
          guild_id: GUILD,
          guild: { id: GUILD, locale: 'en-US', features: [] },
          guild_locale: 'en-US',
          member: { ...member(0n), user: user(by) },
          context: 0,
          authorizing_integration_owners: { '0': GUILD },
        }),
    app_permissions: LAST_APP_PERMISSIONS,
    locale: 'en-GB',
    entitlements: [],
    entitlement_sku_ids: [],
    attachment_size_limit: 10_485_760,
    ...more,
  }
}
