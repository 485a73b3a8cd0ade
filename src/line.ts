// A typed line -> Call: "/concept cap", "concept cap", "/nines zone Europe/Berlin", "/nines concept cap part=more".
//
// Options may be named (`part=more`); the others find their own values in what is left, and the one that takes the rest
// gets it. Values are recognised here, never read: that is `readArgs`.

import { noSuchOption } from './arguments.ts'
import { type Call, type Command, type Commands, type Form, findForm, type Raw, shownForms } from './command.ts'
import { formNamed, isSlip, meantForm, namesIn, unknownForm } from './form-named.ts'
import { distance } from './library/spelling.ts'
import { type Meanings, missingOf } from './meant.ts'
import { type Mistyped, mistyped, refuseMistyped } from './mistyped.ts'
import { quoted, Refusal } from './refusal.ts'
import { takeSpots } from './spots.ts'
import { unreadWords } from './unread.ts'

/** The name under which a command stands in menus: `COMMAND_PREFIX` and its own. */
export const menuName = (name: string, prefix: string): string => `${prefix}${name}`

/** The home command: it reaches all others. */
export const HOME = 'nines'

export interface Line {
  readonly call: Call
  /** Words beside the values that nothing has read. Without the slash a line may be plain words, of which there are none. */
  readonly unread: readonly string[]
}

/** A call, and the words of its line that are no value. */
interface Made {
  readonly call: Call
  readonly left: string
}

/**
 * The call that a line makes; undefined where the line is no command, so that it may be a sentence. Throws a Refusal where it
 * is one but its words do not fit.
 */
export function readLine(text: string, commands: Commands, prefix: string, meanings: Meanings): Line | undefined {
  const slash = /^\s*\//.test(text)
  const made = readCall(text, commands, prefix, meanings)
  if (!made) return undefined
  const { call, left } = made
  const command = left === '' ? undefined : commands.find(({ name }) => name === call.command)
  if (!command) return { call, unread: [] }
  const { words, isSentence } = unreadWords(command, call.form, left, Object.keys(call.raw).length)
  const read = (line: string): Call | undefined => readCall(line, commands, prefix, meanings)?.call
  const wrong = mistyped(text, left, slash && !isSentence)
  if (wrong) throw refuseMistyped(wrong, lineMended(text, wrong, call, commands, meanings, read))
  if (slash && JOINS_NOTHING.test(left)) throw danglingSign(left, findForm(commands, call))
  return { call, unread: slash ? words : [] }
}

/** A sign at the end of a line, after which something is left out. */
const JOINS_NOTHING = /(?:\|\|?|->|=>|→|>|&&?)\s*$/

const danglingSign = (left: string, form: Form | undefined): Refusal =>
  new Refusal(
    'left-over',
    `Nothing follows ${quoted(JOINS_NOTHING.exec(left)?.[0] ?? left)} at the end. Expected a value after it, or no sign.`,
    form?.example ?? '/nines help',
  )

/** The line of a text with the number that was probably meant, if that has all that it needs; else one that works. */
export function lineMended(
  text: string,
  { text: given, near }: Mistyped,
  call: Call,
  commands: Commands,
  meanings: Meanings,
  read: (text: string) => Call | undefined,
): string {
  const form = findForm(commands, call)
  const usual = form?.example ?? commands.find(({ name }) => name === call.command)?.examples[0] ?? '/nines help'
  if (near === undefined) return usual
  try {
    const whole = read(text.replace(given, () => near))
    const its = whole && findForm(commands, whole)
    return whole && its && missingOf(its, whole.raw).length === 0 ? writeLine(whole, commands, meanings) : usual
  } catch {
    return usual
  }
}

function readCall(text: string, commands: Commands, prefix: string, meanings: Meanings): Made | undefined {
  const match = /^\s*(\/?)([\p{L}\p{N}-]+)(?:\s+([\s\S]*))?$/u.exec(text)
  if (!match) return undefined
  const [, slash, first = '', rest = ''] = match
  const command = find(commands, first, prefix)
  if (!command) {
    if (slash !== '') throw unknownCommand(first, commands, prefix)
    return undefined
  }
  if (command.name === HOME) return readHome(command, rest, commands, slash !== '', meanings)
  // Without the slash a bare word is an everyday word that happens to be a command's name.
  if (slash === '' && rest.trim() === '') return undefined
  try {
    return readForms(command, rest, meanings)
  } catch (error) {
    // "availability target 99.9, outage 13 min" only begins as a line does.
    if (slash === '' && error instanceof Refusal && ['left-over', 'unknown-form'].includes(error.code)) return undefined
    throw error
  }
}

const find = (commands: Commands, word: string, prefix: string): Command | undefined =>
  commands.find(({ name }) => word.toLowerCase() === menuName(name, prefix) || word.toLowerCase() === name)

function unknownCommand(word: string, commands: Commands, prefix: string): Refusal {
  const near = commands.find(({ name }) => distance(word.toLowerCase(), menuName(name, prefix), 2) <= 2)
  const hint = near ? ` Did you mean /${menuName(near.name, prefix)}?` : ''
  return new Refusal(
    'unknown-command',
    `There is no command ${quoted(word)}.${hint}`,
    near?.examples[0] ?? '/nines help',
  )
}

/** `/nines` alone, one of its forms, another command, or (undefined) a sentence. */
function readHome(
  home: Command,
  rest: string,
  commands: Commands,
  slash: boolean,
  meanings: Meanings,
): Made | undefined {
  const [, word = '', after = ''] = /^\s*\/?(\S*)\s*([\s\S]*)$/.exec(rest) ?? []
  if (word === '') return slash ? made(home.name, home.usual) : undefined
  const form = word.toLowerCase()
  // What follows a form that takes nothing belongs to a sentence: "help me with quorum".
  const takesNothing = Object.keys(home.forms[form]?.options ?? {}).length === 0
  if (Object.hasOwn(home.forms, form) && takesNothing && after.trim() !== '') return undefined
  if (Object.hasOwn(home.forms, form)) return made(home.name, form, takeOptions(home.forms[form] as Form, after))
  const other = commands.find(({ name }) => name === form && name !== home.name)
  return other ? readForms(other, after, meanings) : undefined
}

const made = (command: string, form: string, { raw, left }: Options = { raw: {}, left: '' }): Made => ({
  call: { command, form, raw },
  left,
})

function readForms(command: Command, rest: string, meanings: Meanings): Made {
  // "/concept topics" means the list, not an entry of that name.
  if (command.asked[command.usual]?.includes(rest.trim().toLowerCase())) return made(command.name, command.usual)
  const [, word = '', after = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(rest) ?? []
  const named = formNamed(command, word)
  const form = named ?? meantForm(command, rest, meanings)
  if (command.picks !== undefined && named === undefined && form === command.usual && rest.trim() !== '')
    throw new Refusal(
      'unknown-form',
      `/${command.name} has no ${quoted(rest)}. Expected one of its ${shownForms(command).length} names, then its values.`,
      `/${command.name}`,
    )
  const found = findForm([command], { command: command.name, form })
  // Where forms are few, an option of another one is none of the words beside a value.
  const other = command.picks === undefined ? namesIn(rest, command) : []
  const stray = found && other.find((name) => !Object.hasOwn(found.options, name))
  if (found && stray !== undefined) throw noSuchOption(stray, found.options, found.example)
  const values = named === undefined && !isSlip(word, form) ? rest : after
  try {
    return made(command.name, form, found && takeOptions(found, values))
  } catch (error) {
    const isWord = error instanceof Refusal && error.code === 'left-over' && /^\s*\p{L}[\p{L}\s.!?-]*$/u.test(rest)
    throw isWord && named === undefined && command.picks === undefined ? unknownForm(command, rest) : error
  }
}

/** The line that makes a call: short where that reads back as the same, with named options where it does not. */
export function writeLine(call: Call, commands: Commands, meanings: Meanings): string {
  const command = commands.find(({ name }) => name === call.command)
  const form = findForm(commands, call)
  const values = Object.keys(form?.options ?? {}).flatMap((name) =>
    call.raw[name] ? [[name, call.raw[name]] as const] : [],
  )
  const plain = values.map(([, text]) => text).join(' ')
  const named = values
    .map(([name, text]) => `${name}=${/\s/.test(text) ? `"${text.replaceAll('"', '')}"` : text}`)
    .join(' ')
  const apart = values.map(([, text]) => text).join(', ')
  const ways = [plain, apart, `${call.form} ${plain}`, `${call.form} ${apart}`, `${call.form} ${named}`]
  // Of many forms the name is part of what is said.
  const lines = (command?.picks === undefined ? ways : ways.slice(2)).map((rest) => `/${call.command} ${rest}`.trim())
  const same = (line: string): boolean => {
    try {
      const read = readCall(line, commands, '', meanings)?.call
      return (
        read?.form === call.form &&
        values.every(([name, text]) => read.raw[name] === text) &&
        Object.keys(read.raw).length === values.length
      )
    } catch {
      return false
    }
  }
  return lines.find((line) => command !== undefined && same(line)) ?? (lines.at(-1) as string)
}

/** The arguments of one form in a text. Throws where something is left over that no option takes. */
export const readOptions = (form: Form, text: string): Raw => takeOptions(form, text).raw

interface Options {
  readonly raw: Raw
  /** The words that are no value. */
  readonly left: string
}

function takeOptions(form: Form, text: string): Options {
  const [only, ...others] = Object.entries(form.options)
  // A pasted message may hold anything, `name=value` too.
  if (only?.[1].kind.rest && others.length === 0 && !text.trim().startsWith(`${only[0]}=`))
    return { raw: text.trim() === '' ? {} : { [only[0]]: text.trim() }, left: '' }
  const named: Record<string, string> = {}
  const unnamed = text.replace(
    /(?<!\S)([a-z][a-z0-9-]*)=(?:"([^"\n]*)"|(\S+))/g,
    (whole, name: string, inQuotes?: string, word?: string) => {
      if (!Object.hasOwn(form.options, name)) return whole
      const value = inQuotes ?? word ?? ''
      named[name] = named[name] === undefined ? value : `${named[name]};${value}`
      return ' '
    },
  )
  const { raw, left: rest, quantities } = takeSpots(form.options, unnamed, 'line', named)
  const left = rest.replace(/^[\s,;:.?!]+|[\s,;:.?!]+$/g, '')
  if (left === '') return { raw, left }
  const taker = Object.keys(form.options).find((name) => raw[name] === undefined && form.options[name]?.kind.rest)
  if (taker !== undefined) return { raw: { ...raw, [taker]: rest.trim() }, left: '' }
  // `windw=28` is not left unread.
  const [, stray] = /(?<!\S)([a-z][a-z0-9-]*)=\S/.exec(rest) ?? []
  if (stray !== undefined && Object.keys(form.options).length > 0) throw noSuchOption(stray, form.options, form.example)
  // Words between values ("99.9 over 30 days") say what the values say; a value that has no place is a mistake.
  const [over] = quantities
  if (over === undefined && Object.keys(raw).length > 0) return { raw, left }
  const names = Object.keys(form.options)
  throw new Refusal(
    'left-over',
    `${quoted(over?.text ?? left)} does not belong here. ${names.length > 0 ? `Expected ${names.map((name) => form.options[name]?.kind.expects).join('; ')}.` : 'Nothing is expected after it.'}`,
    form.example ?? '/nines help',
  )
}
