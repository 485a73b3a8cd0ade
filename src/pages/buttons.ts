// The calls that pages lead to, as buttons.

import type { Call, Context } from '../command.ts'
import type { Entry } from '../library/entry.ts'
import { type Block, type Button, buttons } from '../reply.ts'
import { termOf } from '../value/term.ts'

export type Part = 'card' | 'more' | 'sources' | 'copy'

export const showCall = (entry: Pick<Entry, 'id' | 'type'>, part: Part): Call => shown(termOf(entry), part)

const shown = (term: string, part: Part): Call => ({
  command: 'concept',
  form: 'show',
  raw: part === 'card' ? { term } : { term, part },
})

export const pairCall = (a: Entry, b: Entry, part: Part = 'card'): Call => shown(`${termOf(a)} vs ${termOf(b)}`, part)

export const topicsCall = (page = 1): Call => ({
  command: 'concept',
  form: 'show',
  raw: page === 1 ? {} : { page: String(page) },
})

/** Says what is wrong with an entry or a question: `about` is what it is called by. */
export const reportCall = (about: string): Call => ({ command: 'nines', form: 'report', raw: { about } })

/** A row of buttons, without those whose call is too long for one. */
export function row(made: readonly (Button | undefined)[]): Block[] {
  return buttons(made.filter((one) => one !== undefined))
}

/** A button for each entry, labelled with its title. */
export function opens(entries: readonly Entry[], context: Context): (Button | undefined)[] {
  return entries.map((entry) => context.button(entry.title, showCall(entry, 'card')))
}
