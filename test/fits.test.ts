// Everything that Nines can say fits every platform, and nothing of it is lost on the way: all content, every example of every
// command, and replies made to be awkward, through every renderer.

import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { render as renderConsole } from '../adapters/console/render.ts'
import { LIMITS as DISCORD } from '../adapters/discord/limits.ts'
import { type DiscordMessage, renderForm as discordForm, render as renderDiscord } from '../adapters/discord/render.ts'
import type { Surface } from '../adapters/slack/blocks.ts'
import { LIMITS as SLACK } from '../adapters/slack/limits.ts'
import { render as renderSlack, type SlackMessage, textOf } from '../adapters/slack/render.ts'
import { renderForm as slackForm } from '../adapters/slack/views.ts'
import type { Bot, Input } from '../src/bot.ts'
import { markdownReply } from '../src/markdown.ts'
import { questionReply, revealReply } from '../src/pages/quiz.ts'
import { plainReply } from '../src/plain.ts'
import { LONGEST_TOKEN } from '../src/press.ts'
import { shuffled } from '../src/quiz/question.ts'
import type { Block, BlockOf, Reply } from '../src/reply.ts'
import { asker, library, openBot, remembering } from './world.ts'

const decoded = (text: string): string => text.replace(/%[0-9a-fA-F]{2}/g, decodeURIComponent)
const words = (text: string): string[] => decoded(text).match(/[\p{L}\p{N}]+/gu) ?? []
const lost = (expected: string, drawn: string): string[] => {
  const there = new Set(words(drawn))
  return [...new Set(words(expected))].filter((word) => !there.has(word))
}

function checkSlack(reply: Reply, surface: Surface): void {
  const messages = renderSlack(reply, { surface })
  const ids = new Set<string>()
  for (const { blocks, text } of messages) {
    expect(blocks.length).toBeLessThanOrEqual(SLACK.blocks[surface])
    expect(text.length).toBeLessThanOrEqual(SLACK.text)
    expect(text).not.toMatch(/<(?!$)/)
    expect(blocks.filter(({ type }) => type === 'table').length).toBeLessThanOrEqual(SLACK.tables)
    let characters = 0
    for (const block of blocks) {
      if (block.type !== 'actions') characters += textOf(block).length
      if (block.type === 'header') expect(block.text.text.length).toBeLessThanOrEqual(SLACK.header)
      if (block.type === 'rich_text') for (const run of strings(block)) expect(run.length).toBeGreaterThan(0)
      if (block.type === 'table') {
        expect(surface).toBe('message')
        expect(block.rows.length).toBeLessThanOrEqual(SLACK.tableRows)
        for (const row of block.rows) expect(row.length).toBeLessThanOrEqual(SLACK.tableColumns)
        expect(textOf(block).length).toBeLessThanOrEqual(SLACK.tableCharacters + 500)
      }
      if (block.type !== 'actions') continue
      expect(block.elements.length).toBeLessThanOrEqual(SLACK.buttonsInBlock)
      for (const element of block.elements) {
        if (element.type !== 'button') throw new Error(`a ${element.type} in a row of buttons`)
        expect(element.text.text.length).toBeLessThanOrEqual(SLACK.buttonText)
        expect(element.value?.length).toBeLessThanOrEqual(SLACK.buttonValue)
        expect(ids.has(element.action_id ?? '')).toBe(false)
        ids.add(element.action_id ?? '')
      }
    }
    expect(characters).toBeLessThanOrEqual(SLACK.messageCharacters)
  }
  expect(ids.size).toBe(buttonsOf(reply))
  expect(lost(plainReply(reply), slackText(messages))).toEqual([])
  expect(
    lost(
      plainReply(reply),
      messages
        .map(({ text }) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))
        .join('\n'),
    ),
  ).toEqual([])
}

const slackText = (messages: readonly SlackMessage[]): string =>
  messages
    .flatMap(({ blocks }) => blocks.flatMap((block) => [textOf(block), ...urls(block), ...numbers(block)]))
    .join('\n')

function* walk(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield value as Record<string, unknown>
  for (const inner of Object.values(value)) yield* walk(inner)
}
/** The numbers that the platform itself puts before the items of an ordered list. */
const numbers = (value: unknown): string[] =>
  [...walk(value)].flatMap(({ style, elements, offset }) =>
    style === 'ordered' && Array.isArray(elements) ? elements.map((_, at) => `${Number(offset ?? 0) + at + 1}`) : [],
  )
const urls = (value: unknown): string[] =>
  [...walk(value)].flatMap(({ url, title, fallback }) =>
    [url, title, fallback].filter((each) => typeof each === 'string'),
  )
const strings = (value: unknown): string[] =>
  [...walk(value)].flatMap(({ type, text }) => (type === 'text' && typeof text === 'string' ? [text] : []))

function checkDiscord(reply: Reply): void {
  const messages = renderDiscord(reply)
  let buttons = 0
  for (const message of messages) {
    const parts = [...walk(message.components)].filter(({ type }) => typeof type === 'number')
    expect(parts.length).toBeLessThanOrEqual(DISCORD.components)
    const texts = parts.flatMap(({ content }) => (typeof content === 'string' ? [content] : []))
    expect(texts.join('').length).toBeLessThanOrEqual(DISCORD.characters)
    for (const text of texts) expect(text.trim()).not.toBe('')
    const ids = parts.flatMap(({ custom_id: id }) => (typeof id === 'string' ? [id] : []))
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id.length).toBeLessThanOrEqual(DISCORD.customId)
    for (const { label } of parts)
      if (typeof label === 'string') expect(label.length).toBeLessThanOrEqual(DISCORD.buttonLabel)
    for (const { type, components } of parts)
      if (type === 1) expect((components as unknown[]).length).toBeLessThanOrEqual(DISCORD.buttonsInRow)
    buttons += ids.length
  }
  expect(buttons).toBe(buttonsOf(reply))
  expect(lost(plainReply(reply), discordText(messages))).toEqual([])
}

const discordText = (messages: readonly DiscordMessage[]): string =>
  messages
    .flatMap(({ components, charts }) => [
      ...[...walk(components)].flatMap(({ content }) => (typeof content === 'string' ? [content] : [])),
      ...charts.map(({ chart }) => chart.title),
    ])
    .join('\n')
    .replace(/\\([^0-9A-Za-z\s])/g, '$1')
    .replaceAll('\u200b', '')
    .replace(
      /<t:(\d+):f>/g,
      (_, seconds: string) => `${new Date(Number(seconds) * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    )

const buttonsOf = ({ blocks }: Reply): number =>
  blocks.reduce(
    (sum, block) => sum + (block.kind === 'buttons' ? block.buttons.length : block.kind === 'form' ? 1 : 0),
    0,
  )

function checkConsole(reply: Reply): void {
  const { text, buttons } = renderConsole(reply, { colour: false, width: 100 })
  expect(buttons.length).toBe(buttonsOf(reply))
  expect(lost(plainReply(reply), text)).toEqual([])
}

function check(reply: Reply): void {
  checkSlack(reply, 'message')
  checkDiscord(reply)
  checkConsole(reply)
  expect(
    lost(
      plainReply(reply),
      markdownReply(reply)
        .replace(/\\(\W)/g, '$1')
        .replace(/%[0-9a-fA-F]{2}/g, decodeURIComponent),
    ),
  ).toEqual([])
  for (const block of reply.blocks) {
    if (block.kind === 'buttons')
      for (const { token } of block.buttons) expect(token.length).toBeLessThanOrEqual(LONGEST_TOKEN)
    if (block.kind === 'form') checkForm(block)
  }
}

function checkForm(form: BlockOf<'form'>): void {
  const slack = slackForm(form)
  expect(slack.title.text.length).toBeLessThanOrEqual(SLACK.modalTitle)
  expect(slack.title.text).toBe(form.title)
  expect(slack.private_metadata).toBe(form.submit)
  const discord = discordForm(form)
  expect(discord.title).toBe(form.title)
  expect(discord.components).toHaveLength(form.fields.length)
}

let bot: Bot
beforeAll(async () => {
  bot = await openBot()
})
const reply = async (input: Input): Promise<Reply> => (await bot.answer(input, asker())).reply
const parts = ['card', 'more', 'sources', 'copy']

describe('every entry', () => {
  test.each(library.concepts.map(({ id }) => id))('%s fits everywhere in all its parts', async (id) => {
    for (const part of parts) {
      const shown = await reply({ call: { command: 'concept', form: 'show', raw: { term: id, part } } })
      expect(shown.answer).toMatchObject({ type: 'concept', id })
      check(shown)
      checkSlack(shown, 'modal')
      expect(renderSlack(shown, { surface: 'modal' })).toHaveLength(1)
    }
  })

  test.each(library.topics.map(({ id }) => id))('topic %s fits everywhere', async (id) => {
    for (const part of ['card', 'copy']) {
      const shown = await reply({ call: { command: 'concept', form: 'show', raw: { term: `topic ${id}`, part } } })
      expect(shown.answer).toEqual({ type: 'topic', id })
      check(shown)
    }
  })

  test('a card is one message on both platforms', async () => {
    for (const { id } of library.concepts) {
      const shown = await reply({ command: `/concept ${id}` })
      expect([id, renderSlack(shown).length, renderDiscord(shown).length]).toEqual([id, 1, 1])
    }
  })
})

describe('every comparison', () => {
  test('that is written fits everywhere, and says what is in its file', async () => {
    for (const a of library.concepts) {
      for (const b of [...library.concepts, ...library.topics]) {
        if (a.id >= b.id || !library.comparison(a.id, b.id)) continue
        const shown = await reply({ call: { command: 'concept', form: 'show', raw: { term: `${a.id} vs ${b.id}` } } })
        expect(shown.answer).toMatchObject({ type: 'comparison', ids: [a.id, b.id] })
        check(shown)
      }
    }
  })

  test('that is made of two entries fits everywhere', async () => {
    const pairs = library.concepts.map(
      (a, at) => [a, library.concepts[(at + 7) % library.concepts.length] ?? a] as const,
    )
    for (const [a, b] of pairs)
      check(await reply({ call: { command: 'concept', form: 'show', raw: { term: `${a.id} vs ${b.id}` } } }))
  })
})

describe('every command', () => {
  test('answers its examples with what it declares, and they fit everywhere', async () => {
    for (const { name, examples, answer } of bot.commands) {
      for (const example of examples) {
        const shown = await reply({ command: example })
        const of = bot.commands.find(
          (command) => example.startsWith(`/${command.name} concept`) && command.name === 'nines',
        )
          ? bot.commands.find((command) => command.name === 'concept')
          : undefined
        expect([name, example, (of?.answer ?? answer).safeParse(shown.answer).error]).toEqual([
          name,
          example,
          undefined,
        ])
        check(shown)
      }
    }
  })

  test('answers the buttons of its examples with what fits everywhere', async () => {
    for (const { examples } of bot.commands.filter(({ name }) => ['availability', 'budget', 'calc'].includes(name))) {
      for (const example of examples) {
        const { blocks } = await reply({ command: example })
        for (const { label, token } of blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))) {
          const pressed = await reply({ press: token, on: 'private' })
          expect([example, label, pressed.answer.type]).not.toContain('bug')
          expect([example, label, pressed.answer.type]).not.toContain('refusal')
          check(pressed)
        }
      }
    }
  })

  test('draws its charts with what the platform has, and says in words what they show', async () => {
    let charts = 0
    for (const example of bot.commands.flatMap(({ examples }) => examples)) {
      const shown = await reply({ command: example })
      const own = shown.blocks.flatMap((block) => (block.kind === 'chart' ? [block] : []))
      charts += own.length
      const slack = renderSlack(shown).flatMap(({ blocks }) => [...walk(blocks)])
      expect([example, slack.filter(({ type }) => type === 'data_visualization').length]).toEqual([example, own.length])
      expect(slack.filter(({ type }) => type === 'image')).toEqual([])
      expect(renderDiscord(shown).flatMap((message) => message.charts)).toHaveLength(own.length)
      for (const { alt, chart } of own) {
        expect([example, alt]).toEqual([example, expect.stringMatching(/\d/)])
        for (const { values } of chart.series)
          expect([example, values.length, values.every(Number.isFinite)]).toEqual([example, chart.labels.length, true])
      }
    }
    expect(charts).toBeGreaterThan(10)
  })

  test('lists the topics on one page of the home tab', async () => {
    const shown = await reply({ command: '/concept' })

    checkSlack(shown, 'home')
    expect(renderSlack(shown, { surface: 'home' })).toHaveLength(1)
  })
})

const span = fc.oneof(
  fc.record({
    kind: fc.constantFrom('plain' as const, 'bold' as const, 'code' as const),
    text: fc.string({ maxLength: 400, unit: 'grapheme' }),
  }),
  fc.record({ kind: fc.constant('link' as const), text: fc.string({ minLength: 1 }), url: fc.webUrl() }),
  fc.record({ kind: fc.constant('time' as const), at: fc.integer({ min: 0, max: 4e12 }) }),
  fc.record({ kind: fc.constant('person' as const), name: fc.string() }),
)
const text = fc.array(span, { maxLength: 6 })
const label = fc.string({ maxLength: 60 })
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text: fc.string({ maxLength: 500 }) }),
  fc.record({ kind: fc.constant('text' as const), text }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(text, { maxLength: 80 }) }),
  fc.record({
    kind: fc.constant('facts' as const),
    facts: fc.array(fc.record({ label, value: text }), { maxLength: 12 }),
  }),
  fc.integer({ min: 1, max: 5 }).chain((columns) =>
    fc.record({
      kind: fc.constant('table' as const),
      caption: label,
      head: fc.array(label, { minLength: columns, maxLength: columns }),
      rows: fc.array(fc.array(text, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 8 }),
    }),
  ),
  fc.record({ kind: fc.constantFrom('formula' as const, 'code' as const), text: fc.string({ maxLength: 9000 }) }),
)

describe('every question', () => {
  test('fits everywhere, while it is open and once it is revealed, each in one message', async () => {
    const { bank } = await remembering().quiz()
    const made = bank.templates.flatMap(({ name }) => bank.byId(`made/${name}/1`) ?? [])

    for (const question of [...bank.questions, ...made]) {
      const shown = shuffled(question, 'x')
      const open = questionReply({ post: { id: 'x'.repeat(22) }, question: shown, answered: 12_345 })
      expect(open.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))).toHaveLength(5)
      for (const reply of [
        open,
        revealReply({ question: shown, counts: [1, 20, 300, 4000], answered: 4321 }),
        revealReply({ question: shown, counts: [], answered: 0 }),
      ]) {
        check(reply)
        expect([question.id, renderSlack(reply).length, renderDiscord(reply).length]).toEqual([question.id, 1, 1])
      }
    }
  })
})

describe('any reply', () => {
  test('is split so that it fits, and no word of it is lost', () => {
    // Words are compared, so those that a split may cut in two are kept out: a run without spaces, longer than a message.
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        const made: Reply = { blocks, answer: { type: 'help' } }
        for (const message of renderSlack(made)) expect(message.blocks.length).toBeLessThanOrEqual(SLACK.blocks.message)
        for (const message of renderDiscord(made)) {
          const texts = [...walk(message.components)].flatMap(({ content }) =>
            typeof content === 'string' ? [content] : [],
          )
          expect(texts.join('').length).toBeLessThanOrEqual(DISCORD.characters)
        }
        const letters = (value: string): string => value.replace(/[^\p{L}\p{N}]/gu, '')
        for (const message of renderSlack(made)) expect(message.text).not.toMatch(/<[@!#]/)
        const whole = letters(
          blocks.map((each) => ('text' in each && typeof each.text === 'string' ? each.text : '')).join(''),
        )
        expect(letters(slackText(renderSlack(made))).length).toBeGreaterThanOrEqual(whole.length)
      }),
      { numRuns: 150 },
    )
  })

  test('of long paragraphs is split between words', () => {
    const long = Array.from({ length: 2000 }, (_, at) => `word${at}`).join(' ')
    const made: Reply = {
      blocks: [
        {
          kind: 'text',
          text: [
            { kind: 'plain', text: long },
            { kind: 'bold', text: ` ${long}` },
          ],
        },
        { kind: 'code', text: long },
      ],
      answer: { type: 'help' },
    }

    check(made)
    expect(renderDiscord(made).length).toBeGreaterThan(1)
  })

  test('with every kind of block and awkward text fits', () => {
    const nasty =
      '@everyone <!channel> <@U1> *bold* _x_ ~s~ `code` ```fence``` x86_64 # head\n> quote\n- item\n1. one | pipe || spoiler [a](b) &lt; \\ `` @everyone ````` @everyone end '
    const made: Reply = {
      blocks: [
        { kind: 'heading', text: nasty },
        {
          kind: 'text',
          text: [
            { kind: 'plain', text: nasty },
            { kind: 'bold', text: nasty },
            { kind: 'code', text: nasty },
            { kind: 'person', name: nasty },
            { kind: 'time', at: 1_700_000_000_000 },
            { kind: 'link', text: nasty, url: 'https://example.org/a_(b)' },
          ],
        },
        { kind: 'list', items: [[{ kind: 'plain', text: nasty }], []], ordered: true },
        { kind: 'facts', facts: [{ label: nasty, value: [{ kind: 'plain', text: nasty }] }] },
        { kind: 'table', caption: 'x', head: ['', 'a'], rows: [[[], [{ kind: 'plain', text: 'v' }]]] },
        { kind: 'table', caption: 'x', head: [nasty, 'b'], rows: [[[{ kind: 'plain', text: nasty }], []]] },
        { kind: 'formula', text: nasty },
        { kind: 'code', text: nasty },
        {
          kind: 'chart',
          alt: nasty,
          chart: {
            title: 'Budget',
            shape: 'line',
            unit: 'min',
            labels: ['a', 'b'],
            series: [{ name: 's', values: [1, 2] }],
          },
        },
        {
          kind: 'buttons',
          buttons: [
            { label: 'One', token: '1:a.b' },
            { label: 'Two', token: '1:a.c' },
          ],
        },
        {
          kind: 'form',
          title: 'A form',
          about: nasty,
          fields: [{ name: 'x', label: 'X' }],
          submit: '1:a.d',
          open: '1:a.e',
        },
      ],
      answer: { type: 'help' },
    }

    check(made)
    const outsideCode = renderDiscord(made)
      .flatMap(({ components }) =>
        [...walk(components)].flatMap(({ content }) => (typeof content === 'string' ? [content] : [])),
      )
      .join('\n')
      .replace(/```[\s\S]*?```|``[\s\S]*?``/g, '')
    expect(outsideCode).not.toMatch(/(?<!\\)@everyone|(?<!\\)<@U1>/)
    expect(outsideCode).toContain('(https://example.org/a_%28b%29)')
  })
})
