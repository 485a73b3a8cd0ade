// The server on loopback complains of what Discord would refuse: a check that lets everything pass would prove nothing.

import { IncomingWebhookRequestPartialSchema, MessageCreateRequestSchema } from 'discord-api-spec/zod'
import { describe, expect, test } from 'vitest'
import { checkCommands, checkMarkup, checkMessage, checkSchema, type Json } from './discord/check.ts'

const show = (content: string): Json => ({ type: 10, content })
const button = (more: Json = {}): Json => ({ type: 2, style: 2, label: 'More', custom_id: '1:a.b', ...more })
const row = (...components: Json[]): Json => ({ type: 1, components })
const picture: Json = { type: 12, items: [{ media: { url: 'attachment://a.png' } }] }
const upload = { key: 'files[0]', name: 'a.png', type: 'image/png', data: Buffer.from('x') }

describe('a message', () => {
  const complaints = (more: Json, uploads = [upload].slice(1), edit = false): string[] => {
    const body = { flags: 1 << 15, allowed_mentions: { parse: [] }, components: [show('Hello')], ...more }
    return [...checkSchema(MessageCreateRequestSchema, body), ...checkMessage({ body, uploads, edit })]
  }

  test('that keeps every rule is taken', () => {
    expect(complaints({})).toEqual([])
    expect(complaints({ components: [picture, row(button(), button({ custom_id: 'x' }))] }, [upload])).toEqual([])
  })

  test.each<[string, Json]>([
    ['no components', { components: [] }],
    ['41 components', { components: Array.from({ length: 41 }, () => show('x')) }],
    ['41 components', { components: [...Array.from({ length: 39 }, () => show('x')), row(button())] }],
    ['4001 characters', { components: [show('x'.repeat(2000)), show('x'.repeat(2001))] }],
    ['empty text display', { components: [show(' ')] }],
    ['custom_id twice', { components: [row(button()), row(button())] }],
    ['custom_id of 101', { components: [row(button({ custom_id: 'x'.repeat(101) }))] }],
    ['label of 81', { components: [row(button({ label: 'x'.repeat(81) }))] }],
    ['without a label', { components: [row(button({ label: '' }))] }],
    ['components', { components: [row(...'abcdef'.split('').map((id) => button({ custom_id: id })))] }],
    ['content beside', { content: 'Hello' }],
    ['embeds beside', { embeds: [] }],
    ['IS_COMPONENTS_V2 is not set', { flags: 64 }],
    ['allowed_mentions', { allowed_mentions: { parse: ['everyone'] } }],
    ['allowed_mentions', { allowed_mentions: undefined }],
    ['allowed_mentions', { allowed_mentions: { parse: [], replied_user: true } }],
    ['not uploaded', { components: [picture] }],
    ['unknown keys', { nonsense: 1 }],
  ])('is refused: %s', (complaint, body) => {
    expect(complaints(body).join('\n').toLowerCase()).toContain(complaint.toLowerCase())
  })

  test('names the pictures that an edit is to show, and shows what it uploads', () => {
    expect(complaints({}, [upload])).toEqual(['a.png is uploaded and not shown'])
    expect(complaints({ components: [picture] }, [upload], true)).toHaveLength(1)
    expect(complaints({ components: [picture], attachments: [{ id: '0' }] }, [upload], true)).toEqual([])
    expect(checkSchema(IncomingWebhookRequestPartialSchema, { nonce: 'x' })).toHaveLength(1)
  })

  test.each(['@everyone', '<@1>', '<@&1>', '<#1>', '<:x:1>', 'a `b` <@1>', '\\\\<@1>'])('pings with %s', (text) => {
    expect(checkMarkup(text)).toHaveLength(1)
  })

  test.each(['\\@everyone', '\\<\\@1\\>', '`<@1>`', '```\n<@1>\n```', '<t:1:f>', '[a](https://a.example/@b)'])(
    'pings nobody with %s',
    (text) => {
      expect(checkMarkup(text)).toEqual([])
    },
  )
})

describe('a command list', () => {
  const option = (more: Json = {}): Json => ({ type: 3, name: 'term', description: 'A term', ...more })
  const command = (...options: Json[]): Json => ({ type: 1, name: 'concept', description: 'Explains', options })

  test.each<[string, Json[]]>([
    ['twice', [command(), command()]],
    [
      '8,000',
      [command(...Array.from({ length: 80 }, (_, at) => option({ name: `o${at}`, description: 'x'.repeat(100) })))],
    ],
    ['26 options', [command(...Array.from({ length: 26 }, (_, at) => option({ name: `o${at}` })))]],
    ['required', [command(option(), option({ name: 'b', required: true }))]],
    ['subcommands', [command(option(), option({ type: 1, name: 'b' }))]],
    ['choices', [command(option({ autocomplete: true, choices: [] }))]],
    ['name', [command(option({ name: 'Term' }))]],
    ['description', [command(option({ description: '' }))]],
    ['only a name', [{ type: 3, name: 'Explain', description: 'x' }]],
    ['100 chat', Array.from({ length: 101 }, (_, at) => ({ ...command(), name: `c${at}` }))],
  ])('is refused: %s', (complaint, list) => {
    expect(checkCommands(list).join('\n')).toContain(complaint)
  })
})
