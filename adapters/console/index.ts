// The third door: a prompt, one question from the command line, and JSON lines for scripts, other bots and the tests.

import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Bot, Input } from '../../src/bot.ts'
import { plainReply } from '../../src/plain.ts'
import { type BlockOf, type Button, formOf, type Reply } from '../../src/reply.ts'
import { type Line, NAMELESS, operator, readJsonLine } from './read.ts'
import { type Look, render } from './render.ts'
import type { Room } from './room.ts'

const lookOf = (out: NodeJS.WriteStream): Look => ({
  colour: out.isTTY === true && out.hasColors(),
  width: Math.min(100, out.isTTY === true ? out.columns : 100),
})

/** Answers one line. The exit code: 0, 2 for a refusal, 1 for a fault of ours. */
export async function ask(bot: Bot, line: string, out: NodeJS.WriteStream): Promise<number> {
  const { reply } = await bot.answer({ say: line }, operator(Temporal.Now.instant()))
  out.write(`${render(reply, lookOf(out)).text}\n`)
  return reply.answer.type === 'refusal' ? 2 : reply.answer.type === 'bug' ? 1 : 0
}

/** What of the quiz the console sees: where it posts, and how time goes on. */
export interface Quizzing {
  readonly room: Room
  tick(now: Temporal.Instant): Promise<unknown>
}

/** One JSON object a line, in the order of the lines, until the input ends. */
export async function jsonLines(bot: Bot, input: Readable, output: Writable, quizzing: Quizzing): Promise<void> {
  const names = new Map<string, string>()
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    const started = performance.now()
    const read = readJsonLine(line, Temporal.Now.instant())
    const result = 'error' in read ? read : await answerLine(bot, read, started, quizzing, names)
    if (!output.write(`${JSON.stringify(result)}\n`)) await new Promise((resolve) => output.once('drain', resolve))
  }
}

async function answerLine(
  bot: Bot,
  line: Exclude<Line, { error: unknown }>,
  started: number,
  { room, tick }: Quizzing,
  names: Map<string, string>,
): Promise<object> {
  const ms = (): number => Math.round((performance.now() - started) * 1000) / 1000
  if ('tick' in line) {
    try {
      await tick(line.tick)
    } catch (error) {
      return { error: { code: 'tick', message: (error as Error).message } }
    }
    const { posts, edits } = room.take()
    return { tick: true, posts: posts.map(drawn), edits: edits.map(drawn), ms: ms() }
  }
  const { input, asker, echo } = line
  if (asker.name !== NAMELESS) names.set(asker.person, asker.name)
  const known = async (people: readonly string[]) =>
    new Map(people.flatMap((person) => (names.has(person) ? [[person, names.get(person) ?? ''] as const] : [])))
  const { reply } = await bot.answer(input, { ...asker, names: known })
  const { posts } = room.take()
  return { ...echo, ...drawn({ reply }), ms: ms(), ...(posts.length > 0 && { posts: posts.map(drawn) }) }
}

/** A reply as a script reads it. */
function drawn<T extends { readonly reply: Reply }>({ reply, ...more }: T) {
  const { answer, ...rest } = reply
  return { ...more, reply: rest, answer, text: plainReply(reply) }
}

/**
 * The prompt: history, completion, buttons by number. Resolves once the input has ended and all its lines are answered, to how many
 * there were. Lines that do not come from a terminal are answered without greeting and prompt.
 */
export async function converse(
  bot: Bot,
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  room: Room,
): Promise<number> {
  const look = lookOf(output)
  const asks = look.colour ? '\u001b[1mnines>\u001b[0m ' : 'nines> '
  let pressed: readonly Button[] = []
  const prompt = createInterface({
    input,
    output,
    terminal: input.isTTY === true && output.isTTY === true,
    historySize: 200,
    removeHistoryDuplicates: true,
    completer: (line: string) => complete(bot, line),
  })
  const lines = prompt[Symbol.asyncIterator]()
  let ended = false
  prompt.once('close', () => {
    ended = true
  })
  let read = 0
  /** What has come in already is read though the input has ended by now; then nobody is there to be prompted. */
  const promptWith = (text: string): void => {
    if (ended || input.isTTY !== true) return
    prompt.setPrompt(text)
    prompt.prompt()
  }
  const next = async (): Promise<string | undefined> => {
    const { value, done } = await lines.next()
    if (done) return undefined
    read++
    return value
  }
  const show = async (asked: Input): Promise<void> => {
    const { reply } = await bot.answer(asked, operator(Temporal.Now.instant()))
    const drawn = render(reply, look)
    pressed = drawn.buttons
    output.write(`\n${drawn.text}\n\n`)
    const form = formOf(reply)
    if (form && 'press' in asked) await fill(form)
    showPosts()
  }
  /** A question that came stands below what was said, and its buttons are those that can be pressed. */
  const showPosts = (): boolean => {
    const { posts } = room.take()
    for (const { reply } of posts) {
      const post = render(reply, look)
      pressed = post.buttons
      output.write(`\n${post.text}\n\n`)
    }
    return posts.length > 0
  }
  const fill = async (form: BlockOf<'form'>): Promise<void> => {
    const values: Record<string, string> = {}
    for (const field of form.fields) {
      promptWith(`${field.label}${field.placeholder ? ` (such as ${field.placeholder})` : ''}: `)
      values[field.name] = (await next()) ?? ''
    }
    if (Object.values(values).some((value) => value.trim() !== '')) await show({ fill: form.submit, values })
  }
  if (input.isTTY)
    output.write(
      `Nines. Ask for a term, e.g. ${bot.typed('/concept cap')}, or say what you are seeing. Tab completes, a number presses a button, Ctrl-D leaves.\n\n`,
    )
  let busy = false
  room.onPost(() => {
    if (!busy && showPosts()) promptWith(asks)
  })
  for (;;) {
    promptWith(asks)
    const line = await next()
    if (line === undefined) return read
    const text = line.trim()
    const button = /^\d{1,2}$/.test(text) ? pressed[Number(text) - 1] : undefined
    busy = true
    if (text !== '') await show(button ? { press: button.token, on: 'private' } : { say: text })
    busy = false
  }
}

/** Completes a command's name, a form, or the value of the option that takes the rest. */
export function complete(bot: Bot, line: string): [string[], string] {
  const [, slash = '', first = '', rest] = /^(\/?)(\S*)(?:\s+([\s\S]*))?$/.exec(line) ?? []
  const command = bot.commands.find(({ name }) => bot.typed(`/${name}`) === `/${first}`)
  if (rest === undefined || !command) {
    const names = bot.commands.map(({ name }) => bot.typed(`/${name}`)).filter((name) => name.startsWith(`/${first}`))
    if (slash !== '' || names.length > 0) return [names.map((name) => `${name} `), line]
  }
  const asker = operator(Temporal.Now.instant())
  const called = command ?? bot.commands.find(({ name }) => name === 'concept')
  const typed = command ? (rest ?? '') : line
  if (!called) return [[], line]
  const [, word = '', after] = /^(\S*)(?:\s+([\s\S]*))?$/.exec(typed) ?? []
  const form = Object.hasOwn(called.forms, word) ? word : called.usual
  const forms = Object.keys(called.forms).filter(
    (name) => name !== called.usual && !called.forms[name]?.hidden && name.startsWith(typed) && typed !== name,
  )
  const value = Object.hasOwn(called.forms, word) ? (after ?? '') : typed
  const option = Object.entries(called.forms[form]?.options ?? {}).find(([, { kind }]) => kind.rest)?.[0]
  const values =
    option === undefined
      ? []
      : bot.suggest({ command: called.name, form }, option, value, asker).map((each) => each.value)
  return [[...forms, ...values], value]
}
