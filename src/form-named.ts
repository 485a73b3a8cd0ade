// Which form of its command a typed line is about: the one that it names, or the one whose values it holds.

import { type Command, shownForms } from './command.ts'
import { distance } from './library/spelling.ts'
import type { Meanings } from './meant.ts'
import { quoted, Refusal } from './refusal.ts'

/** The form that a line names; where there are many, by the beginning of its name too. */
export function formNamed(command: Command, word: string): string | undefined {
  const low = word.toLowerCase()
  if (Object.hasOwn(command.forms, low)) return low
  if (command.picks === undefined || low.length < 3) return undefined
  const names = shownForms(command).map(([name]) => name)
  const near = [
    names.filter((name) => name.startsWith(low)),
    names.filter((name) => name.split('-').some((part) => part.startsWith(low))),
    names.filter((name) => distance(name, low, 2) <= 2),
  ].find((list) => list.length > 0)
  return near?.length === 1 ? near[0] : undefined
}

/** How much better the values of a line must fit another form than the usual one. */
const CLEARLY = 0.2

/** The form whose values a line holds, where it names none. */
export function meantForm(command: Command, rest: string, meanings: Meanings): string {
  if (rest.trim() === '' || shownForms(command).length < 2) return command.usual
  const names = namesIn(rest, command)
  // Options that are named belong to the form.
  const found = meanings
    .of(withoutNames(rest), 'line', command.name)
    .filter(({ form }) => names.every((name) => Object.hasOwn(command.forms[form]?.options ?? {}, name)))
  const usual = found.find(({ form }) => form === command.usual)
  if (names.length > 0 && !usual) return found[0]?.form ?? command.usual
  const best = found.find(({ taken, alike }) => taken > 0 || alike > 0.5)
  return best && best.score > (usual?.score ?? 0) + CLEARLY ? best.form : command.usual
}

/** The options of a command that a line names. */
export function namesIn(rest: string, command: Command): string[] {
  const known = new Set(Object.values(command.forms).flatMap(({ options }) => Object.keys(options)))
  return [...rest.matchAll(NAMED)].flatMap(([, name = '']) => (known.has(name) ? [name] : []))
}

const NAMED = /(?<!\S)([a-z][a-z0-9-]*)=(?=\S)/g

/** Named options speak for their value: `window=30d` is read as "30d". */
const withoutNames = (text: string): string => text.replace(NAMED, '')

/** Whether a word is the name with a slip in it: "pratice". Short names are a slip away from words that people mean. */
export const isSlip = (word: string, name: string): boolean =>
  word.toLowerCase() !== name && word.length > 3 && distance(word.toLowerCase(), name, 1) <= 1

/** What is said of words that belong to no form and name none: "/quiz frobnicate". */
export function unknownForm(command: Command, rest: string): Refusal {
  const [word = ''] = /^\S+/.exec(rest.trim()) ?? []
  const names = shownForms(command).map(([name]) => name)
  const near = names.find((name) => isSlip(word, name))
  return new Refusal(
    'unknown-form',
    `/${command.name} has no form ${quoted(word)}. Expected one of ${names.join(', ')}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
    command.forms[near ?? command.usual]?.example ?? command.examples[0] ?? `/${command.name}`,
  )
}
