// What Slack sends is read as what people meant: escapes undone, the asker known, and what is not said to the bot left alone.

import { describe, expect, test } from 'vitest'
import {
  readAction,
  readCommand,
  readJoined,
  readMessage,
  readOpened,
  readShortcut,
  readSubmission,
} from '../adapters/slack/read.ts'
import { decode } from '../adapters/slack/text.ts'
import { payload } from './slack/payload.ts'

const now = Temporal.Instant.from('2026-11-22T09:00:00Z')
const BOT = 'U0NINES'
const ADA = {
  workspace: 'slack:T0001',
  person: 'U2147483697',
  name: 'ada',
  place: 'C2147483705',
  direct: false,
  manager: false,
  now,
}
const readEvent = (name: string, event: Readonly<Record<string, unknown>> = {}, bot: string | undefined = BOT) => {
  const body = payload(name, { event })
  return readMessage(body.event, body, bot, now)
}

describe('text', () => {
  test.each([
    ['&lt;quorum&gt; &amp; “lease”, it’s', '<quorum> & “lease”, it’s'],
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['see <https://example.org/a?b=1&amp;c=2>', 'see https://example.org/a?b=1&c=2'],
    ['see <https://example.org|the &lt;raft&gt; paper>', 'see the <raft> paper'],
    ['<mailto:ada@example.org|ada@example.org> or <tel:+4930123|+49 30 123>', 'ada@example.org or +49 30 123'],
    ['is <@U777> <@U777|grace> there', 'is     there'],
    ['in <#C1|incidents> or <#C2>', 'in #incidents or'],
    ['<!here> <!channel|@channel> <!everyone>', '@here @channel @everyone'],
    ['<!subteam^S1|@sre> since <!date^1795338000^{date}|Nov 22>', '@sre since Nov 22'],
  ])('%j is %j', (sent, meant) => {
    expect(decode(sent)).toBe(meant)
  })
})

describe('a slash command', () => {
  test('is the typed line, asked by somebody in a place', () => {
    expect(readCommand(payload('slash-command'), now)).toEqual({
      input: { command: '/concept cap vs <pacelc> & “quorum”' },
      asker: ADA,
      trigger: '13345224609.738474920.8088930838d88f008e0',
      url: 'https://hooks.slack.com/commands/T0001/1234/5678',
    })
  })

  test('in a direct message has nobody to share with', () => {
    const { asker } = readCommand(payload('slash-command', { channel_name: 'directmessage' }), now)

    expect(asker.direct).toBe(true)
  })
})

describe('a message', () => {
  test('that mentions the bot is what it says without the mention, and starts a thread', () => {
    expect(readEvent('app-mention')).toEqual({
      input: { say: 'how does <quorum> differ from the raft paper,  ?' },
      asker: { ...ADA, name: '' },
      thread: '1795338000.000100',
      stoodIn: undefined,
      key: 'T0001/C2147483705/1795338000.000100',
    })
  })

  test('in a thread stays there, in the workspace that has the bot', () => {
    expect(readEvent('app-mention-in-thread')).toMatchObject({
      input: { say: 'and   what is a lease?' },
      asker: { workspace: 'slack:T0001', direct: false },
      thread: '1795338000.000100',
      stoodIn: '1795338000.000100',
    })
  })

  test('in a direct message needs no mention and starts no thread', () => {
    expect(readEvent('message-im')).toMatchObject({
      input: { say: 'what’s a “split brain”?' },
      asker: { place: 'D024BE91L', direct: true },
      thread: undefined,
      stoodIn: undefined,
    })
  })

  test('has one key however often and as whatever event it comes', () => {
    const again = payload('app-mention', { event_id: 'Ev0OTHER', event: { type: 'message', channel_type: 'im' } })

    expect(readMessage(again.event, again, BOT, now)?.key).toBe(readEvent('app-mention')?.key)
  })

  test.each([
    ['is an edit', 'message-changed', {}],
    ['is from an app', 'bot-message', {}],
    ['is from an app without saying so', 'bot-message', { subtype: undefined }],
    ['mentions the bot in the name of an app', 'app-mention', { bot_id: 'B19LU7CSY' }],
    ['is the bot’s own', 'message-im', { user: BOT }],
    ['is from Slackbot', 'message-im', { user: 'USLACKBOT' }],
    ['says that somebody has joined', 'message-im', { subtype: 'channel_join' }],
    ['stands in a channel', 'message-im', { channel: 'C2147483705', channel_type: 'channel' }],
    ['stands in a group', 'message-im', { channel: 'G024BE91L', channel_type: 'mpim' }],
    ['has no author', 'message-im', { user: undefined }],
  ])('that %s is left alone', (_, name, event) => {
    expect(readEvent(name, event)).toBeUndefined()
  })

  test.each(['file_share', 'thread_broadcast'])('of subtype %s is a question', (subtype) => {
    expect(readEvent('message-im', { subtype })).toMatchObject({ input: { say: 'what’s a “split brain”?' } })
  })
})

describe('a pressed button', () => {
  test('of a private message acts on that message', () => {
    expect(readAction(payload('block-actions-ephemeral'), now)).toEqual({
      input: { press: '1:concept.show?term=quorum&part=more', on: 'private' },
      asker: ADA,
      on: 'message',
      thread: undefined,
      view: undefined,
      trigger: '12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3',
      url: 'https://hooks.slack.com/actions/T0001/1234/5678',
    })
  })

  test('of a public message is answered in its thread', () => {
    expect(readAction(payload('block-actions-public'), now)).toMatchObject({
      input: { press: '1:concept.show?term=quorum&part=sources', on: 'public' },
      asker: ADA,
      on: 'message',
      thread: '1795338000.000100',
    })
  })

  test('in a modal acts on the modal, where nothing can be shared', () => {
    expect(readAction(payload('block-actions-modal'), now)).toMatchObject({
      input: { on: 'private' },
      asker: { person: 'U2147483697', place: 'U2147483697', direct: true },
      on: 'modal',
      view: 'V0MODAL01',
    })
  })

  test('on the home tab leaves that tab as it is', () => {
    expect(readAction(payload('block-actions-home'), now)).toMatchObject({
      input: { press: '1:concept.show?term=consistency-models', on: 'public' },
      asker: { direct: true },
      on: 'home',
      view: 'V0HOME001',
    })
  })
})

describe('the other ways in', () => {
  test('a shortcut explains the message it was used on, in the thread of that message', () => {
    expect(readShortcut(payload('message-shortcut'), now)).toEqual({
      input: { explain: 'after the failover we had a split brain & lost quorum' },
      asker: ADA,
      thread: '1795337000.000100',
      url: 'https://hooks.slack.com/app/T0001/1236/5680',
    })
  })

  test('a shortcut on what an app has posted without a text explains its blocks and attachments', () => {
    const message = {
      text: '',
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: 'Error budget &lt; 10 %' } },
        { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Silence' }, value: 'x' }] },
      ],
      attachments: [
        { color: 'ff0000', fallback: '-', title: 'Failover', fields: [{ title: 'Cause', value: 'split brain' }] },
      ],
    }

    expect(readShortcut(payload('message-shortcut', { message }), now).input).toEqual({
      explain: 'Error budget < 10 %\nFailover\nCause\nsplit brain',
    })
  })

  test('a form gives its token and what was filled in', () => {
    expect(readSubmission(payload('view-submission'), now)).toMatchObject({
      input: { fill: '1:nines.zone', values: { zone: 'europe/berlin' } },
      asker: { workspace: 'slack:T0001', person: 'U2147483697', name: 'ada', direct: true },
      title: 'Set time zone',
    })
  })

  test('a field that was left empty is an empty text', () => {
    const empty = payload('view-submission', { view: { state: { values: { zone: { value: { value: null } } } } } })

    expect(readSubmission(empty, now).input).toMatchObject({ values: { zone: '' } })
  })

  test('opening the app says which tab', () => {
    const body = payload('app-home-opened')

    expect(readOpened(body.event, body, now)).toMatchObject({
      tab: 'home',
      asker: { workspace: 'slack:T0001', person: 'U2147483697', place: 'D024BE91L', direct: true },
    })
  })

  test('coming into a channel counts for the bot alone', () => {
    const body = payload('member-joined-channel')

    expect(readJoined(body.event, body, BOT, now)).toMatchObject({
      key: 'Ev0JOINED01',
      asker: { place: 'C2147483705' },
    })
    expect(readJoined(body.event, body, 'U0OTHER', now)).toBeUndefined()
  })
})
