// A typed line -> Call: "/concept cap", "concept cap", "/nines zone Europe/Berlin", "/nines concept cap part=more".
//
// Options may be named (`part=more`); the others find their own values in what is left, and the one that takes the rest
// gets it. Values are recognised here, never read: that is `readArgs`.

import { type Call, type Command, type Commands, type Form, findForm, type Raw, takeSpots } from './command.ts'
import { distance } from './library/spelling.ts'
import { quoted, Refusal } from './refusal.ts'

/** The name under which a command stands in menus: `COMMAND_PREFIX` and its own. */
export const menuName = (name: string, prefix: string): string => `${prefix}${name}`

/** The home command: it reaches all others. */
export const HOME = 'nines'

/**
 * The call that a line makes; undefined where the line is no command, so that it may be a sentence. Throws a Refusal where it
 * is one but its words do not fit.
 */
export function readLine(text: string, commands: Commands, prefix: string): Call | undefined {
  const match = /^\s*(\/?)([\p{L}\p{N}-]+)(?:\s+([\s\S]*))?$/u.exec(text)
  if (!match) return undefined
  const [, slash, first = '', rest = ''] = match
  const command = find(commands, first, prefix)
  if (!command) {
    if (slash !== '') throw unknownCommand(first, commands, prefix)
    return undefined
  }
  if (command.name === HOME) return readHome(command, rest, commands, slash !== '')
  // Without the slash a bare word is an everyday word that happens to be a command's name.
  if (slash === '' && rest.trim() === '') return undefined
  return readForms(command, rest)
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
function readHome(home: Command, rest: string, commands: Commands, slash: boolean): Call | undefined {
  const [, word = '', after = ''] = /^\s*\/?(\S*)\s*([\s\S]*)$/.exec(rest) ?? []
  if (word === '') return slash ? { command: home.name, form: home.usual, raw: {} } : undefined
  const form = word.toLowerCase()
  // What follows a form that takes nothing belongs to a sentence: "help me with quorum".
  const takesNothing = Object.keys(home.forms[form]?.options ?? {}).length === 0
  if (Object.hasOwn(home.forms, form) && takesNothing && after.trim() !== '') return undefined
  if (Object.hasOwn(home.forms, form))
    return { command: home.name, form, raw: readOptions(home.forms[form] as Form, after) }
  const other = commands.find(({ name }) => name === form && name !== home.name)
  return other ? readForms(other, after) : undefined
}

function readForms(command: Command, rest: string): Call {
  // "/concept topics" means the list, not an entry of that name.
  if (command.asked[command.usual]?.includes(rest.trim().toLowerCase()))
    return { command: command.name, form: command.usual, raw: {} }
  const [, word = '', after = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(rest) ?? []
  const named = Object.hasOwn(command.forms, word.toLowerCase()) && word.toLowerCase() !== command.usual
  const form = named ? word.toLowerCase() : command.usual
  const found = findForm([command], { command: command.name, form })
  return { command: command.name, form, raw: found ? readOptions(found, named ? after : rest) : {} }
}

/** The arguments of one form in a text. Throws where something is left over that no option takes. */
export function readOptions(form: Form, text: string): Raw {
  const [only, ...others] = Object.entries(form.options)
  // A pasted message may hold anything, `name=value` too.
  if (only?.[1].kind.rest && others.length === 0 && !text.trim().startsWith(`${only[0]}=`))
    return text.trim() === '' ? {} : { [only[0]]: text.trim() }
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
  const { raw, left: rest } = takeSpots(form.options, unnamed, 'line', named)
  const left = rest.trim()
  const taker = Object.keys(form.options).find((name) => raw[name] === undefined && form.options[name]?.kind.rest)
  if (left === '') return raw
  if (taker === undefined) {
    const names = Object.keys(form.options)
    throw new Refusal(
      'left-over',
      `${quoted(left)} does not belong here. ${names.length > 0 ? `Expected ${names.map((name) => form.options[name]?.kind.expects).join('; ')}.` : 'Nothing is expected after it.'}`,
      '/nines help',
    )
  }
  return { ...raw, [taker]: left }
}
