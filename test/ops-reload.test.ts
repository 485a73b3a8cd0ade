// SIGHUP: new content is taken on whole, or refused with file and line, and what was there stays.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readLibrary } from '../src/library/snapshot.ts'
import { createReload } from '../src/ops/reload.ts'
import { createSwitch } from '../src/ops/switch.ts'
import { startProgram } from './ops/child.ts'
import { byHttp, SIGNING_SECRET } from './slack/deliver.ts'
import { payload } from './slack/payload.ts'
import { startSlack } from './slack/server.ts'
import { BOT_TOKEN } from './slack/web-api.ts'
import { CONTENT, openBot, remembering } from './world.ts'

/** A folder of content with one entry of its own: that of "quorum" under another name. */
function folder() {
  const content = mkdtempSync(join(tmpdir(), 'nines-reload-'))
  mkdirSync(join(content, 'concepts'))
  const source = readFileSync(join(CONTENT, 'concepts', 'fencing.md'), 'utf8')
  const file = join(content, 'concepts', 'zaphod-rule.md')
  return {
    content,
    file,
    write: (title: string) =>
      writeFileSync(
        file,
        source.replace(/^title:.*$/m, `title: ${title}`).replace(/^aliases:.*$/m, 'aliases: [a rule of our own]'),
      ),
    spoil: () => writeFileSync(file, '---\ntitle: Broken\nnonsense: 1\n---\n'),
  }
}

test('a running program takes on a changed file, refuses a broken one with file and line, and goes on with what it had', async () => {
  const slack = await startSlack()
  const own = folder()
  own.write('Zaphod rule')
  await using program = await startProgram({
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    CONTENT_DIRS: own.content,
  })
  const slackSide = byHttp(() => program.port)
  const look = async (text: string): Promise<string> =>
    JSON.stringify(await slackSide.command(payload('slash-command', { command: '/concept', text })))
  const reload = async (said: string) => {
    const from = program.lines.length
    program.signal('SIGHUP')
    return program.logged(said, from)
  }
  expect(await look('zaphod rule')).toContain('Zaphod rule')

  own.write('Trillian rule')
  await reload('content reloaded')
  expect(await look('trillian rule')).toContain('Trillian rule')

  own.spoil()
  const { level, msg } = await reload('the content was kept as it was')
  expect([level, msg]).toEqual([50, expect.stringMatching(/zaphod-rule\.md:3: front matter/)])
  expect(await look('trillian rule')).toContain('Trillian rule')

  rmSync(own.content, { recursive: true })
  await reload('the content was kept as it was')
  expect(await look('trillian rule')).toContain('Trillian rule')

  program.signal('SIGTERM')
  expect(await program.ended).toBe(0)
  await slack.close()
})

test('a program whose content is broken does not start, and says where', async () => {
  const own = folder()
  own.spoil()
  const starting = startProgram({
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    CONTENT_DIRS: own.content,
  })

  await expect(starting).rejects.toThrow(/the program ended \(1\): [\s\S]*zaphod-rule\.md:3: front matter/)
})

test('questions that are broken are refused with the entries, and those of before are asked', async () => {
  const own = mkdtempSync(join(tmpdir(), 'nines-reload-'))
  mkdirSync(join(own, 'quiz'))
  const content = [CONTENT, own]
  const library = await readLibrary(content)
  const parts = remembering({ library, content })
  const bot = createSwitch(await openBot())
  const before = bot.library
  const { bank } = await parts.quiz()
  const written = bank.questions.length
  const told: string[] = []
  const reload = createReload({
    read: () => readLibrary(content),
    use: async (next) => {
      await parts.renew(next)
      bot.use(await openBot())
    },
    onDone: () => told.push('done'),
    onRefused: (message) => told.push(message),
  })

  writeFileSync(join(own, 'quiz', 'quorums.yaml'), '- nonsense: 1\n')
  await Promise.all([reload(), reload()])
  expect(told).toEqual(Array(2).fill(expect.stringMatching(/kept as it was: .*\n.*quorums\.yaml:\d+: /)))
  expect([bot.library === before, bank.questions.length]).toEqual([true, written])

  rmSync(join(own, 'quiz', 'quorums.yaml'))
  await reload()
  expect([told.at(-1), bot.library === before, bank.questions.length]).toEqual(['done', false, written])
  await parts.close()
})
