// A bad configuration is one readable list of everything that is wrong with it.

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, '../src/main.ts')
const run = (args: readonly string[], env: Record<string, string> = {}, input = '') => {
  const { PATH = '', HOME = '' } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    env: { PATH, HOME, ...env },
    input,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

describe('a bad configuration', () => {
  test('is told in one list, without a trace, with exit code 1', () => {
    const { status, stdout, stderr } = run([], {
      SLACK_BOT_TOKEN: 'nonsense',
      DISCORD_TOKEN: 'x'.repeat(30),
      PORT: 'many',
      LOG_LEVEL: 'loud',
      COMMAND_PREFIX: 'Ops!',
    })

    expect(status).toBe(1)
    expect(stdout).toBe('')
    for (const name of ['SLACK_BOT_TOKEN', 'DISCORD_APPLICATION_ID', 'PORT', 'LOG_LEVEL', 'COMMAND_PREFIX'])
      expect(stderr).toContain(`- ${name}`)
    expect(stderr).not.toMatch(/\n\s+at |Error:/)
  })

  test.each([
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN: missing'],
    [{ DISCORD_APPLICATION_ID: '123456789012345678' }, 'DISCORD_TOKEN: missing'],
    [{ SLACK_API_URL: 'not a url' }, 'SLACK_API_URL: must be a URL'],
    [{ SLACK_CLIENT_ID: '1.2' }, 'SLACK_CLIENT_SECRET: missing'],
    [{ SLACK_CLIENT_ID: '1.2' }, 'SLACK_STATE_SECRET: missing'],
    [{ SLACK_CLIENT_ID: '1.2' }, 'SLACK_SIGNING_SECRET: missing'],
    [{ SLACK_CLIENT_ID: '1.2' }, 'NINES_SECRET_KEY: missing'],
    [{ SLACK_CLIENT_ID: '1.2', SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_CLIENT_ID and SLACK_BOT_TOKEN: only one'],
    [{ SLACK_CLIENT_ID: '1.2', SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_APP_TOKEN: not used'],
    [{ SLACK_STATE_SECRET: 's'.repeat(16) }, 'SLACK_CLIENT_ID: missing beside SLACK_STATE_SECRET'],
    [{ NINES_SECRET_KEY: 'short' }, 'NINES_SECRET_KEY: must be 32 bytes in base64 or hex'],
  ])('of %o names what is missing', (env, problem) => {
    const { status, stderr } = run([], env)

    expect([status, stderr]).toEqual([1, expect.stringContaining(problem)])
  })

  test('of a content folder that is not there says so', () => {
    const { status, stderr } = run(['ask', 'cap'], { CONTENT_DIRS: '/nowhere/at/all' })

    expect([status, stderr]).toEqual([1, expect.stringContaining('CONTENT_DIRS: must name folders')])
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  test('of content with faults names each with file and line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'nines-content-'))
    mkdirSync(join(folder, 'concepts'))
    writeFileSync(
      join(folder, 'concepts', 'broken.md'),
      '---\ntitle: Broken\nnonsense: 1\n---\n\n## Definition\n\nA thing.\n',
    )

    const { status, stderr } = run(['ask', 'cap'], { CONTENT_DIRS: folder })

    expect(status).toBe(1)
    expect(stderr).toMatch(/broken\.md:3: front matter: Unrecognized key/)
    expect(stderr).toMatch(/broken\.md:1: section "Why" is missing/)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  test('of a wrong subcommand shows the right ones', () => {
    expect(run(['dance'])).toMatchObject({ status: 1, stderr: expect.stringContaining('manifest') })
    expect(run(['ask'])).toMatchObject({ status: 1, stderr: expect.stringContaining('/concept cap') })
    expect(run(['register'])).toMatchObject({ status: 1, stderr: expect.stringContaining('DISCORD_TOKEN') })
  })
})

describe('a platform that does not answer', () => {
  const nowhere = 'http://127.0.0.1:9/api/'

  test.each([
    ['Slack', { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_API_URL: nowhere, LOG_LEVEL: 'silent' }],
    [
      'Discord',
      {
        DISCORD_TOKEN: 'x'.repeat(30),
        DISCORD_APPLICATION_ID: '123456789012345678',
        DISCORD_API_URL: nowhere,
        LOG_LEVEL: 'silent',
      },
    ],
  ])('is named when the bot starts: %s', (platform, env) => {
    const { status, stderr } = run([], env)

    expect(status).toBe(1)
    expect(stderr).toMatch(
      new RegExp(`^Nines can't start:\\n  - ${platform} can't be reached at http://127.0.0.1:9/api`),
    )
    expect(stderr).not.toMatch(/\n\s+at /)
  })
})

describe('the program', () => {
  test('answers a line and exits 0, or 2 for a refusal', () => {
    expect(run(['ask', '/concept cap'])).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('linearizable'),
    })
    expect(run(['ask', '/nines zone Mars'])).toMatchObject({ status: 2 })
  })

  test('opens the console without credentials, and ends with its input', () => {
    expect(run([], {}, '/concept quorum\n2\n')).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('Gifford'),
    })
  })

  test('writes the manifest for both modes', () => {
    expect(JSON.parse(run(['manifest']).stdout).settings).toMatchObject({ socket_mode_enabled: true })
    expect(JSON.parse(run(['manifest', '--http', 'https://nines.example']).stdout).settings).toMatchObject({
      socket_mode_enabled: false,
      interactivity: { request_url: 'https://nines.example/slack/events' },
    })
  })

  test('reads and writes JSON lines in order, and goes on after a bad one', () => {
    const { stdout } = run(
      ['console', '--jsonl'],
      {},
      [
        'cap',
        '{"oops":1}',
        '{"say":"/concept quorum","person":"U9"}',
        '{"press":"1:concept.show?term=rto"}',
        '{"explain":"a split brain"}',
      ].join('\n'),
    )
    const out = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))

    expect(out.map(({ answer, error }) => answer?.id ?? answer?.ids ?? error.code)).toEqual([
      'cap',
      'bad-line',
      'quorum',
      'rto',
      ['split-brain'],
    ])
    expect(Object.keys(out[0]).sort()).toEqual(['answer', 'ms', 'reply', 'say', 'text'])
    expect(out[0].reply.blocks.find(({ kind }: { kind: string }) => kind === 'buttons').buttons[0]).toEqual({
      label: 'More',
      token: '1:concept.show?term=cap&part=more',
    })
  })

  test('keeps buttons working over a kill and a new start', () => {
    const [line = ''] = run(['console', '--jsonl'], {}, 'quorum').stdout.split('\n')
    const { token } = JSON.parse(line).reply.blocks.find(({ kind }: { kind: string }) => kind === 'buttons').buttons[0]

    const [pressed = ''] = run(['console', '--jsonl'], {}, JSON.stringify({ press: token })).stdout.split('\n')

    expect(JSON.parse(pressed).text).toContain('Trade-offs')
  })
})
