// Where answers go on Slack: the thread of a mention, the asker alone for errors, and what happens where Slack won't have it.

import { describe, expect, test } from 'vitest'
import { mentioned, onSlack, type Running } from './slack/running.ts'
import { ZONE } from './slack/web-api.ts'

const says = (slack: Running, text: string, more: Readonly<Record<string, unknown>> = {}) =>
  slack.event('app-mention', { text: mentioned(text), channel: slack.slack.api.channel, ...more })
const THREAD = '1795338000.000100'

describe('a mention', () => {
  test(
    'in a channel is answered in a thread of its own',
    onSlack('http', async (slack) => {
      expect(await says(slack, 'quorum', { ts: THREAD })).toMatchObject([{ to: 'place', thread: THREAD }])
    }),
  )

  test(
    'in a thread is answered in that thread',
    onSlack('http', async (slack) => {
      const [card] = await says(slack, 'quorum', { thread_ts: THREAD })
      if (!card) throw new Error('no answer')
      const [more] = await slack.press(card, 'More', slack.slack.api.people.bob)

      expect(card).toMatchObject({ to: 'place', thread: THREAD })
      expect(more).toMatchObject({ to: 'asker', thread: THREAD })
    }),
  )

  test(
    'is shared from a private answer into the thread it was pressed in',
    onSlack('socket', async (slack) => {
      const [card] = await says(slack, 'quorum', { thread_ts: THREAD })
      const [more] = card ? await slack.press(card, 'More', slack.slack.api.people.ada) : []
      if (!more) throw new Error('no answer')

      const seen = await slack.press(more, 'Share', slack.slack.api.people.ada)

      expect(seen).toMatchObject([
        { to: 'place', how: 'posted', thread: THREAD },
        { to: 'asker', how: 'removed' },
      ])
    }),
  )

  test(
    'is never unfurled',
    onSlack('http', async (slack) => {
      await says(slack, 'quorum')

      expect(slack.slack.calls('chat.postMessage')).toMatchObject([
        { body: { unfurl_links: 'false', unfurl_media: 'false' } },
      ])
    }),
  )

  test(
    'that is quoted pings nobody, neither where it is shown nor where it is read aloud',
    onSlack('http', async (slack) => {
      const [seen] = await says(slack, '/nines zone <!channel>&<@U1>')
      const { text, blocks } = slack.slack.calls('chat.postEphemeral')[0]?.body ?? {}

      expect(seen?.text).toContain('<!channel>&<@U1>')
      expect(text).toContain('&lt;!channel&gt;&amp;&lt;@U1&gt;')
      expect(JSON.stringify(blocks)).not.toMatch(/"type":"(?:user|usergroup|broadcast|channel|mrkdwn)"/)
    }),
  )
})

describe('an error in a mention', () => {
  test(
    'is shown to its author alone, and in the thread only where there is one already',
    onSlack('http', async (slack) => {
      const { ada } = slack.slack.api.people
      const [alone] = await says(slack, '/nines zone Mars/Olympus')
      const [inThread] = await says(slack, '/nines zone Mars/Olympus', { thread_ts: THREAD })

      expect(alone).toMatchObject({ to: 'asker' })
      expect(alone).not.toHaveProperty('thread')
      expect(inThread).toMatchObject({ to: 'asker', thread: THREAD })
      expect(slack.slack.calls('chat.postEphemeral')).toMatchObject([{ body: { user: ada } }, { body: { user: ada } }])
    }),
  )

  test(
    'goes to the direct messages where Slack refuses to show it',
    onSlack('http', async (slack) => {
      slack.slack.api.next('chat.postEphemeral', { body: { ok: false, error: 'user_not_in_channel' } })
      const seen = await says(slack, '/nines zone Mars/Olympus')

      expect(seen).toHaveLength(1)
      expect(seen[0]).toMatchObject({ to: 'asker', text: expect.stringContaining('Mars/Olympus') })
      expect(slack.slack.calls('chat.postMessage')).toMatchObject([
        { body: { channel: slack.slack.api.people.ada }, answer: { channel: slack.slack.api.direct } },
      ])
    }),
  )

  test(
    'is logged where it may have been shown',
    onSlack('http', async (slack) => {
      slack.slack.api.next('chat.postEphemeral', { status: 500, body: {} })

      expect(await says(slack, '/nines zone Mars/Olympus')).toEqual([])
      expect(slack.problems).toHaveLength(1)
      expect(slack.slack.calls('chat.postEphemeral')).toHaveLength(1)
    }),
  )
})

describe('a form', () => {
  test(
    'that comes too late to open is a button that opens it',
    onSlack('http', async (slack) => {
      slack.slack.api.next('views.open', { body: { ok: false, error: 'expired_trigger_id' } })
      const [instead] = await slack.command('/nines zone')
      if (!instead) throw new Error('no answer')
      const [form] = await slack.press(instead, 'Set time zone', slack.slack.api.people.ada)

      expect(instead).toMatchObject({ to: 'asker', how: 'posted' })
      expect(form).toMatchObject({ how: 'form', fields: ['zone'] })
      expect(slack.problems).toEqual([])
    }),
  )
})

describe('the time zone', () => {
  test(
    'of a profile fills in the form that asks for it',
    onSlack('http', async (slack) => {
      await slack.command('/nines zone')

      expect(JSON.stringify(slack.slack.calls('views.open')[0]?.body.view)).toContain(`"initial_value":"${ZONE}"`)
    }),
  )

  test(
    'is left open where a profile is too slow for the three seconds that Slack waits',
    onSlack('http', async (slack) => {
      const held = slack.slack.api.hold('users.info')
      const begun = performance.now()
      const [form] = await slack.command('/nines zone')
      held.release()

      expect(performance.now() - begun).toBeLessThan(2900)
      expect(form).toMatchObject({ how: 'form', fields: ['zone'] })
    }),
  )

  test(
    'is kept for who has set it, and a mistake in the form is said in the form',
    onSlack('socket', async (slack) => {
      const [form] = await slack.command('/nines zone')
      if (!form) throw new Error('no form was opened')
      const [wrong] = await slack.fill(form, { zone: 'Mars/Olympus' })
      const [set] = await slack.fill(form, { zone: 'europe/berlin' })

      expect(wrong).toMatchObject({ how: 'replaced', to: 'asker', text: expect.stringContaining('Mars/Olympus') })
      expect(set?.text).toContain('Europe/Berlin')
    }),
  )
})
