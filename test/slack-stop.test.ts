// Stopping takes nothing new in, finishes what is in flight, and frees everything.

import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { payload } from './slack/payload.ts'
import { type Mode, makeAdapter, mentioned, onSlack, type Running } from './slack/running.ts'
import { openBot } from './world.ts'

const MODES: readonly Mode[] = ['http', 'socket']

const mention = ({ slack }: Running) =>
  payload('app-mention', {
    event: { text: mentioned('quorum'), user: slack.api.people.ada, channel: slack.api.channel },
  })

/** Rejects where nothing listens. */
const dial = (port: number) =>
  new Promise<ReturnType<typeof connect>>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket))
    // A connection that is cut off later says so by its end.
    socket.on('error', reject)
  })

describe.each(MODES)('over %s', (mode) => {
  test(
    'stopping waits for an answer that is on its way',
    onSlack(mode, async (slack) => {
      const held = slack.slack.api.hold('chat.postMessage')
      await slack.delivery.event(mention(slack))
      await held.arrived
      const order: string[] = []

      const stopped = slack
        .adapter()
        .stop()
        .then(() => order.push('stopped'))
      setImmediate(() => {
        order.push('released')
        held.release()
      })
      await stopped

      expect(order).toEqual(['released', 'stopped'])
      expect(slack.slack.calls('chat.postMessage')).toMatchObject([{ answer: { ok: true } }])
      expect(slack.problems).toEqual([])
    }),
  )

  test(
    'a command that is being answered while the bot stops is acknowledged',
    onSlack(mode, async (slack) => {
      const held = slack.slack.api.hold('users.info')
      const answered = slack.command('/nines zone')
      await held.arrived

      const stopped = slack.adapter().stop()
      held.release()

      expect(await answered).toMatchObject([{ how: 'form' }])
      await stopped
      expect(slack.problems).toEqual([])
    }),
  )

  test(
    'stopping what has not been started, or twice, is no error',
    onSlack(mode, async (slack) => {
      const other = makeAdapter(slack.slack, mode, await openBot())

      await other.stop()
      await slack.adapter().stop()
      await slack.adapter().stop()
    }),
  )
})

test(
  'the port is free once the bot has stopped, though somebody holds a connection with half a request',
  onSlack('http', async (slack) => {
    const port = slack.adapter().port()
    const half = await dial(port)
    const begun = new Promise((resolve) => half.once('data', resolve))
    const ended = new Promise((resolve) => half.on('close', resolve))
    half.write('POST /slack/events HTTP/1.1\r\nhost: nines\r\nexpect: 100-continue\r\ncontent-length: 10\r\n\r\n')
    await begun

    await slack.adapter().stop()

    await ended
    await expect(dial(port)).rejects.toThrow('ECONNREFUSED')
  }),
)

test(
  'the socket is closed once the bot has stopped, and stays closed',
  onSlack('socket', async (slack) => {
    await slack.adapter().stop()
    await slack.slack.socket.allClosed()

    expect(slack.slack.calls('apps.connections.open')).toHaveLength(1)
  }),
)
