// A socket ends every hour or so, and is followed by the next.

import { expect, test } from 'vitest'
import { onSlack } from './slack/running.ts'

test(
  'a socket that Slack refreshes is followed by another, over which commands are answered',
  onSlack('socket', async (slack) => {
    await slack.slack.socket.refresh()
    const begun = performance.now()
    const [card] = await slack.command('/concept quorum')

    expect(card).toMatchObject({ to: 'asker', how: 'posted', text: expect.stringContaining('Quorum') })
    expect(performance.now() - begun).toBeLessThan(1800)
    expect(slack.slack.socket.opened()).toBe(2)
    expect(slack.problems).toEqual([])
  }),
)

test(
  'a connection that breaks off is followed by another',
  onSlack('socket', async (slack) => {
    await slack.slack.socket.breakOff()

    expect(await slack.command('/concept quorum')).toHaveLength(1)
    expect(slack.slack.socket.opened()).toBe(2)
  }),
)

test.concurrent.each([
  ['Slack fails', { status: 500, body: {} }],
  ['Slack refuses the token', { body: { ok: false, error: 'invalid_auth' } }],
  ['too many sockets are opened', { status: 429, headers: { 'retry-after': '1' }, body: {} }],
])('where %s at a refresh, that is logged and it is tried again', (_, answer) =>
  onSlack('socket', async (slack) => {
    slack.slack.api.next('apps.connections.open', answer)
    await slack.slack.socket.refresh()

    expect(await slack.command('/concept quorum')).toHaveLength(1)
    expect(slack.problems.length).toBeGreaterThan(0)
    expect(slack.slack.calls('apps.connections.open')).toHaveLength(3)
  })(),
)

test(
  'a bot that stops while it opens the next socket leaves none open',
  onSlack('socket', async (slack) => {
    const held = slack.slack.api.hold('apps.connections.open')
    await slack.slack.socket.refresh()
    await held.arrived

    const stopped = slack.adapter().stop()
    held.release()
    await stopped
    await slack.slack.socket.allClosed()

    expect(slack.slack.calls('apps.connections.open')).toHaveLength(2)
  }),
)
