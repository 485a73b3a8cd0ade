// What Discord says, read; what it is told, drawn. Without a connection.

import { ModalInteractionCallbackRequestSchema } from 'discord-api-spec/zod'
import { describe, expect, test } from 'vitest'
import {
  decode,
  type Option,
  readAsker,
  readCall,
  readFocused,
  readMessage,
  type Written,
} from '../adapters/discord/read.ts'
import { choices, literal, render, renderForm } from '../adapters/discord/render.ts'
import { findForm } from '../src/command.ts'
import { commands } from '../src/commands/index.ts'
import { type Block, bold, buttons, code, link, person, plain, text } from '../src/reply.ts'
import { checkMessage, checkSchema } from './discord/check.ts'
import { buttonsOf, textOf, unmarked } from './discord/drawn.ts'
import { payload } from './discord/payloads.ts'
import { BOT } from './discord/world.ts'

describe('a command', () => {
  const call = (name: string, prefix = '') => {
    const { name: command, options = [] } = payload(name).d.data as { name: string; options?: Option[] }
    return readCall(`${prefix}${command}`, options, commands, prefix)
  }

  test.each([
    ['command-with-options', { command: 'concept', form: 'show', raw: { term: 'quorum', part: 'sources' } }],
    ['command-bare', { command: 'concept', form: 'show', raw: {} }],
    ['subcommand-zone', { command: 'nines', form: 'zone', raw: { zone: 'Europe/Berlin' } }],
    ['subcommand-concept', { command: 'concept', form: 'show', raw: { term: 'rto vs rpo' } }],
    ['subcommand-help', { command: 'nines', form: 'help', raw: {} }],
    ['autocomplete', { command: 'concept', form: 'show', raw: { term: 'split br' } }],
  ])('is read by its options, renamed or not: %s', (name, expected) => {
    expect(call(name)).toEqual(expected)
    expect(call(name, 'ops-')).toEqual(expected)
  })

  test('of another version has no form, which the bot explains', () => {
    expect(findForm(commands, readCall('gone', [], commands, ''))).toBeUndefined()
  })

  test('carries text only, whatever the kind of option', () => {
    const options = [{ name: 'count', value: 3 }, { name: 'open', value: true }, { name: 'none' }]

    expect(readCall('concept', options, commands, '').raw).toEqual({ count: '3', open: 'true', none: '' })
  })

  test('that is being typed names the option, however deep', () => {
    expect(readFocused((payload('autocomplete').d.data as { options: Option[] }).options)).toEqual({
      name: 'term',
      typed: 'split br',
    })
    expect(readFocused([{ name: 'term', value: 'x' }])).toBeUndefined()
  })
})

describe('a message', () => {
  /** What discord.js makes of the fields that are read. */
  const written = (name: string): Written => {
    const { content, guild_id: guildId = null, author, webhook_id: webhookId = null, type } = payload(name).d
    const { bot = false, system = false } = author as { bot?: boolean; system?: boolean }
    return {
      content,
      guildId,
      author: { bot, system },
      webhookId,
      system: ![0, 19, 20, 23].includes(Number(type)),
    } as Written
  }

  test.each([
    ['mention', 'what is a quorum,  ? :think:'],
    ['mention-in-a-thread', 'what is a split brain'],
    ['mention-with-a-command', '/concept rto vs rpo'],
    ['direct-message', 'what is a split brain?'],
    ['direct-message-with-mention', 'quorum'],
  ])('to the bot is what is said without the markup: %s', (name, say) => {
    expect(readMessage(written(name), BOT.id)).toEqual({ say })
  })

  test.each([
    'reply-ping',
    'everyone',
    'role-mention',
    'someone-else',
    'webhook',
    'other-bot',
    'itself',
    'system-message',
    'automatic-moderation',
  ])('that is not for the bot, or not from a person, is nothing: %s', (name) => {
    expect(readMessage(written(name), BOT.id)).toBeUndefined()
  })

  test('from a webhook or from Discord itself is nothing, though nobody calls them bots', () => {
    const said = written('direct-message')

    expect(readMessage({ ...said, webhookId: '1180000000000000500' }, BOT.id)).toBeUndefined()
    expect(readMessage({ ...said, author: { bot: false, system: true } }, BOT.id)).toBeUndefined()
  })

  test.each([
    ['<:sob:1180000000000000777> <a:party:1180000000000000778>', ':sob: :party:'],
    ['<@1> <@!2> <@&3> <#4> <id:customize> cap', 'cap'],
    ['</nines zone:1180000000000000902> UTC', '/nines zone UTC'],
    ['a <b> c < d > e', 'a <b> c < d > e'],
  ])('keeps the words of its markup: %s', (given, words) => {
    expect(decode(given)).toBe(words)
  })
})

describe('an asker', () => {
  const from = { user: { id: '7', displayName: 'Ada' }, guildId: '1', channelId: '2', direct: false, manager: false }
  const now = Temporal.Instant.from('2026-11-22T09:00:00Z')

  test('belongs to a server, and manages it if Discord says so', () => {
    expect(readAsker(from, now)).toEqual({
      workspace: 'discord:1',
      person: '7',
      name: 'Ada',
      place: '2',
      direct: false,
      manager: false,
      now,
    })
    expect(readAsker({ ...from, manager: true }, now).manager).toBe(true)
  })

  test('without a server has one of their own', () => {
    expect(readAsker({ ...from, guildId: null, channelId: null, direct: true }, now)).toMatchObject({
      workspace: 'discord:user:7',
      place: '7',
      direct: true,
      manager: true,
    })
  })
})

describe('a reply', () => {
  const HOSTILE =
    '@everyone <@1> <@&2> <#3> <:x:4> *a* _b_ ~~c~~ ||d|| `e` [f](https://g.example) \\ # h\n# i\n- j\n1. k\n> l'
  const drawn = (...blocks: Block[]) =>
    render({ blocks }).map(({ components }) => ({ components: components as unknown }))

  test('shows what people wrote as they wrote it, and pings nobody', () => {
    const [message = {}] = drawn(
      { kind: 'heading', text: HOSTILE },
      text(HOSTILE, bold(HOSTILE), person(HOSTILE)),
      { kind: 'facts', facts: [{ label: 'l', value: [plain(HOSTILE)] }] },
      { kind: 'list', items: [[plain(HOSTILE)]] },
    )

    const body = { ...message, flags: 1 << 15, allowed_mentions: { parse: [] } }
    expect(checkMessage({ body, uploads: [], edit: false })).toEqual([])
    expect(textOf(message).split(HOSTILE)).toHaveLength(7)
  })

  test('keeps code as it is, fences and ticks included', () => {
    const given = 'a `b` ``c`` ```d``` <@1>'

    const [message = {}] = drawn({ kind: 'code', text: given }, text(code('`<@1>`')))

    expect(textOf(message)).toBe(`${given}\n\n\`<@1>\``)
  })

  test('links by name, whatever stands in the address', () => {
    const [message] = drawn(text(link('a [b]', 'https://example.org/x_(y) z')))

    expect(JSON.stringify(message)).toContain('[a \\\\[b\\\\]](https://example.org/x_%28y%29%20z)')
  })

  test('shows an instant in the zone of whoever reads it', () => {
    const [message] = drawn({ kind: 'text', text: [{ kind: 'time', at: 1_795_338_000_999 }] })

    expect(JSON.stringify(message)).toContain('<t:1795338000:f>')
  })

  test('shows a chart as a picture that says what it finds', () => {
    const chart = {
      title: 'Budget',
      shape: 'bar',
      unit: 'min',
      labels: ['a'],
      series: [{ name: 's', values: [1] }],
    } as const

    const [message] = render({ blocks: [{ kind: 'chart', chart, alt: 'Half is gone.' }] })

    expect(message?.charts).toEqual([{ name: 'chart-1.png', chart }])
    expect(message?.components.at(-1)).toEqual({
      type: 12,
      items: [{ media: { url: 'attachment://chart-1.png' }, description: 'Half is gone.' }],
    })
  })

  test('keeps the order and the tokens of its buttons, five in a row', () => {
    const row = Array.from({ length: 12 }, (_, at) => ({ label: `b${at}`, token: `1:x.y?n=${at}` }))

    const [message = {}] = drawn(text('Which?'), ...buttons(row))

    expect(buttonsOf(message)).toEqual(row)
  })

  test('that is a form asks in a modal which Discord takes', () => {
    const form = {
      kind: 'form',
      title: 'A title that is longer than the forty-five characters of a modal',
      about: 'About',
      fields: [
        { name: 'zone', label: 'Zone', placeholder: 'Europe/Berlin', value: 'UTC' },
        { name: 'text', label: 'Text', long: true },
      ],
      submit: '1:nines.zone',
      open: '1:nines.zone',
    } as const

    const modal = renderForm(form)

    expect(checkSchema(ModalInteractionCallbackRequestSchema, { type: 9, data: modal })).toEqual([])
    expect(modal.custom_id).toBe('1:nines.zone')
    expect(JSON.stringify(modal.components)).toContain('"value":"UTC"')
  })

  test('offers at most twenty-five completions', () => {
    const found = Array.from({ length: 40 }, (_, at) => ({ label: `l${at}`, value: `v${at}` }))

    expect(choices(found)).toEqual(found.slice(0, 25).map(({ label, value }) => ({ name: label, value })))
  })

  test('escapes so that taking the escapes away gives the same again', () => {
    expect(unmarked(literal(HOSTILE))).toBe(HOSTILE)
  })
})
