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
    expect(stderr).toContain('"/nowhere/at/all" is not there')
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  test('of several content folders names the wrong ones', () => {
    const empty = mkdtempSync(join(tmpdir(), 'nines-content-'))
    const content = join(import.meta.dirname, '../content')
    const { stderr } = run(['ask', 'cap'], { CONTENT_DIRS: `${content}:/nowhere:${empty}` })

    expect(stderr).toContain(`; "/nowhere" is not there, "${empty}" holds none of them\n`)
  })

  test('is told at once, also what lies between variables of which one can not be read', () => {
    const { stderr } = run([], {
      SLACK_BOT_TOKEN: 'nonsense',
      SLACK_CLIENT_SECRET: 'short',
      DISCORD_APPLICATION_ID: 'nobody',
      DATABASE_URL: 'postgres://',
      PORT: 'many',
    })

    const named = stderr.split('\n').flatMap((line) => /^ {2}- (.*?):/.exec(line)?.[1] ?? [])
    expect(named.sort()).toEqual([
      'DATABASE_URL',
      'DISCORD_APPLICATION_ID',
      'DISCORD_TOKEN',
      'PORT',
      'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET',
      'SLACK_BOT_TOKEN',
      'SLACK_CLIENT_ID',
      'SLACK_CLIENT_SECRET',
    ])
    expect(stderr).not.toMatch(/\bundefined\b|nonsense|nobody/)
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
    expect(run(['dance']).stderr).not.toContain('Did you mean')
    expect(run(['bakcup'])).toMatchObject({ status: 1, stderr: expect.stringContaining('Did you mean backup?') })
    expect(run(['toString'])).toMatchObject({ status: 1, stderr: expect.stringContaining('no subcommand "toString"') })
    expect(run(['ask'])).toMatchObject({ status: 1, stderr: expect.stringContaining('/concept cap') })
    expect(run(['register'])).toMatchObject({ status: 1, stderr: expect.stringContaining('DISCORD_TOKEN') })
  })

  test.each([
    ['backup', ['backup']],
    ['manifest', ['manifest', '--http']],
    ['reports', ['reports', 'all']],
    ['console', ['console', '--loud']],
  ])('of what is typed after %s shows how it is used, and no other', (name, args) => {
    const { status, stderr } = run(args)

    expect([status, stderr]).toEqual([1, expect.stringContaining(`Usage: npm start [-- <subcommand>]\n\n  ${name}`)])
    expect(stderr.match(/^ {2}\w.*/gm)).toHaveLength(1)
  })

  test.each([
    [
      'backup',
      ['backup', join(tmpdir(), 'nines-nowhere', 'copy.db')],
      'The store was not copied:\n  - There is nothing',
    ],
    ['reports', ['reports'], "The reports can't be read:\n  - /dev/null/nines.db can't be opened"],
    ['register', ['register'], 'The command list was not uploaded:\n  - DISCORD_TOKEN and DISCORD_APPLICATION_ID'],
    ['manifest', ['manifest'], 'The manifest was not written:\n  - COMMAND_PREFIX'],
    ['the program', [], "Nines can't start:\n  - COMMAND_PREFIX"],
  ])('or of what %s needs is told as what did not come about', (name, args, told) => {
    const wrong = ['manifest', 'the program'].includes(name) ? { COMMAND_PREFIX: 'Ops!' } : {}
    const { status, stderr } = run(args, { DATA_DIR: '/dev/null', ...wrong })

    expect([status, stderr]).toEqual([1, expect.stringContaining(told)])
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  test.each([
    'https://nines.example/?x=1',
    'https://nines.example?',
    'https://nines.example/#top',
    'http://nines.example',
  ])('of a public address that nothing can be put behind is refused: %s', (url) => {
    const { status, stdout, stderr } = run(['manifest', '--http', url])

    expect([status, stdout, stderr]).toEqual([1, '', expect.stringContaining('https://nines.example.org')])
  })

  test('whose variables are misspelt says so, and with which name it is right', () => {
    const { status, stderr } = run(['ask', 'cap'], { SLACK_BOT_TOKN: 'xoxb-1', NINES_KEY: '1', LOG_FORMAT: 'json' })

    expect(status).toBe(0)
    expect(stderr.trimEnd().split('\n')).toEqual([
      'SLACK_BOT_TOKN is not a variable of Nines; the nearest is SLACK_BOT_TOKEN',
      'NINES_KEY is not a variable of Nines; the nearest is NINES_SECRET_KEY',
    ])
  })

  test('is told by the doctor: names with a slip, and a port that can not be had', () => {
    const { status, stdout, stderr } = run(['doctor'], {
      SLACK_BOT_TOKN: 'xoxb-1',
      DISCORD_TOKEN: 'x'.repeat(30),
      DISCORD_APPLICATION_ID: '123456789012345678',
      DISCORD_API_URL: 'http://127.0.0.1:1',
      HOST: '192.0.2.1',
    })

    expect([status, stderr]).toEqual([1, ''])
    expect(stdout).toMatch(
      /^WRONG {2}Configuration: SLACK_BOT_TOKN .* nearest is SLACK_BOT_TOKEN\n {7}-> Correct its name/m,
    )
    expect(stdout).toMatch(
      /^WRONG {2}Port: 192\.0\.2\.1:3000 can't be listened on \(EADDRNOTAVAIL\)\n {7}-> HOST must/m,
    )
  })

  test('without credentials and without anybody at the input is no start', () => {
    const { status, stdout, stderr } = run([])

    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^Nines can't start:\n {2}- no platform has credentials/)
    expect(run(['console'])).toMatchObject({ status: 0, stderr: '' })
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

  test.each([
    ['', '/budget 99.9\n/concept cap\n'],
    [' and no end of the last', '/budget 99.9\n/concept cap'],
    [' and a form in between', '/nines zone\n1\nUTC\n/budget 99.9\n/concept cap\n'],
    [' and an end in the middle of a form', '/budget 99.9\n/concept cap\n/nines zone\n1\n'],
  ])('answers all lines that are piped into the console, in order%s', (_, input) => {
    const { status, stdout, stderr } = run(['console'], { DATA_DIR: mkdtempSync(join(tmpdir(), 'nines-data-')) }, input)

    expect([status, stderr]).toEqual([0, ''])
    const [budget, cap] = [stdout.indexOf('43m12s left'), stdout.indexOf('CAP theorem')]
    expect(budget).toBeGreaterThan(-1)
    expect(cap).toBeGreaterThan(budget)
    expect(stdout.includes('is now UTC')).toBe(input.includes('UTC'))
  })

  test('logs a fault of what it keeps on stderr where it is asked by hand, without what was said', () => {
    const { stdout, stderr } = run(['ask', '/nines zone Asia/Tokyo'], { DATA_DIR: '/dev/null' })

    expect(stdout).toContain("can't be reached")
    const logged = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(logged).toEqual([expect.objectContaining({ msg: 'the store failed', error: 'StoreError' })])
    expect(stderr).not.toContain('Tokyo')
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
