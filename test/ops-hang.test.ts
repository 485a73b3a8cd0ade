// A platform that never answers does not keep the program: it ends within ten seconds all the same, and names what hung.

import { expect, test } from 'vitest'
import { startProgram } from './ops/child.ts'
import { JSON_TYPE, post, SIGNING_SECRET } from './slack/deliver.ts'
import { payload } from './slack/payload.ts'
import { mentioned } from './slack/running.ts'
import { startSlack } from './slack/server.ts'
import { BOT_TOKEN } from './slack/web-api.ts'

test('a program whose platform hangs exits with 0 within ten seconds of the signal', async () => {
  const slack = await startSlack()
  await using program = await startProgram({
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
  })
  const { ada } = slack.api.people
  const event = { text: mentioned('quorum'), user: ada, channel: slack.api.channel }
  const held = slack.api.hold('chat.postMessage')
  await post(program.port, JSON.stringify(payload('app-mention', { event })), JSON_TYPE)
  await held.arrived

  const began = performance.now()
  program.signal('SIGTERM')

  expect(await program.ended).toBe(0)
  expect(performance.now() - began).toBeLessThan(10_000)
  expect(program.lines.at(-1)).toMatchObject({ level: 50, msg: 'slack did not end within 7 s' })
  held.release()
  await slack.close()
})
