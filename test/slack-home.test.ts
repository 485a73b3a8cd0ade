// The app's own page: the topics on its home tab, modals over it, and one greeting where somebody has not met it yet.

import { describe, expect, test } from 'vitest'
import { mentioned, onSlack, type Running } from './slack/running.ts'
import { BOT } from './slack/web-api.ts'
import { library } from './world.ts'

const opens = (slack: Running, tab: 'home' | 'messages') =>
  slack.event('app-home-opened', { tab, channel: slack.slack.api.direct })

describe('the home tab', () => {
  test(
    'shows the 15 topics to whoever opens it',
    onSlack('http', async (slack) => {
      const [home, ...more] = await opens(slack, 'home')

      expect(more).toEqual([])
      expect(slack.slack.calls('views.publish')).toMatchObject([{ body: { user_id: slack.slack.api.people.ada } }])
      expect(library.topics).toHaveLength(15)
      for (const { title } of library.topics) expect(home?.text).toContain(title)
      expect(home?.buttons.filter(({ label }) => /^\d+ /.test(label))).toHaveLength(15)
      expect(home?.buttons.map(({ label }) => label)).not.toContain('Share')
    }),
  )

  test(
    'opens a modal where a button is pressed, and the modal changes in place',
    onSlack('http', async (slack) => {
      const { ada } = slack.slack.api.people
      const topic = library.topics[3]
      const concept = topic && library.concept(topic.terms[0] ?? '')
      if (!topic || !concept) throw new Error('there is no such topic')
      const [home] = await opens(slack, 'home')
      if (!home) throw new Error('no view was published')

      const [modal] = await slack.press(home, `${topic.number} ${topic.title}`, ada)
      expect(slack.slack.calls('views.open')).toHaveLength(1)
      expect(modal?.text).toContain(topic.title)
      if (!modal) throw new Error('no modal was opened')

      const [card, ...noMore] = await slack.press(modal, concept.title, ada)
      expect(noMore).toEqual([])
      expect(card).toMatchObject({ how: 'replaced', to: 'asker' })
      if (!card) throw new Error('the modal was not changed')

      const [more] = await slack.press(card, 'More', ada)
      expect(more).toMatchObject({ how: 'replaced', to: 'asker' })
      expect(more?.text).toContain('Trade-offs')
      expect(slack.slack.calls('views.update')).toHaveLength(2)
      expect(more?.buttons.map(({ label }) => label)).not.toContain('Share')
      expect(slack.problems).toEqual([])
    }),
  )
})

describe('the messages tab', () => {
  test(
    'greets once',
    onSlack('http', async (slack) => {
      const first = await opens(slack, 'messages')
      const second = await opens(slack, 'messages')

      expect(first).toHaveLength(1)
      expect(first[0]?.buttons.map(({ label }) => label)).toContain('What can I ask?')
      expect(second).toEqual([])
    }),
  )

  test(
    'does not greet whoever has a history with it, after a restart either',
    onSlack('http', async (slack) => {
      await slack.event('message-im', { text: 'what is a quorum?', channel: slack.slack.api.direct })
      await slack.restart()

      expect(await opens(slack, 'messages')).toEqual([])
      expect(slack.slack.calls('conversations.history')).toHaveLength(1)
    }),
  )
})

describe('coming into a channel', () => {
  const joins = (slack: Running, user: string, event_id: string) =>
    slack.event('member-joined-channel', { user, channel: slack.slack.api.channel }, { event_id })

  test(
    'is greeted by the bot when it is the bot that comes, once',
    onSlack('http', async (slack) => {
      const first = await joins(slack, BOT, 'Ev1')
      const again = await joins(slack, BOT, 'Ev1')

      expect(first).toMatchObject([{ to: 'place', how: 'posted' }])
      expect(again).toEqual([])
    }),
  )

  test(
    'is not remarked on when anybody else comes',
    onSlack('http', async (slack) => {
      expect(await joins(slack, slack.slack.api.people.bob, 'Ev2')).toEqual([])
      expect(
        await slack.event('app-mention', { text: mentioned('quorum'), channel: slack.slack.api.channel }),
      ).toHaveLength(1)
    }),
  )
})
