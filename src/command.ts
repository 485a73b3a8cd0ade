// The one declaration of a command, from which everything else is derived: the typed line, named options, autocomplete,
// help, the manifest, `docs/commands.md`, `docs/answers.md` and the index of sentences.

import type { z } from 'zod'
import { readArgs } from './arguments.ts'
import type { Library } from './library/library.ts'
import type { Quiz } from './quiz/service.ts'
import type { Answer, Button, Field, Reply } from './reply.ts'
import type { Store } from './store/store.ts'
import type { Quantity } from './value/quantity.ts'
import type { Zones } from './zones.ts'

/** Always text; several values of one kind are one text, separated by ";". */
export type Raw = Readonly<Record<string, string>>
export type Call = { readonly command: string; readonly form: string; readonly raw: Raw }

/** Who asks, where and when. `zone` gives the IANA name in the person's profile, where there is one; it may have to be fetched. */
export interface Asker {
  readonly workspace: string
  readonly person: string
  readonly name: string
  readonly place: string
  readonly direct: boolean
  /** Known to be one who may manage the place. */
  readonly manager: boolean
  readonly zone?: () => Promise<string | undefined>
  /** Whether the person manages the workspace, where that has to be fetched. */
  readonly manages?: () => Promise<boolean>
  /** What people are called, by their id, as far as that is known. */
  readonly names?: (people: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** What keeps the bot from posting in the place, with what to do about it; undefined where nothing does, as far as is known. */
  readonly barred?: () => Promise<string | undefined>
  readonly now: Temporal.Instant
}

export interface Suggestion {
  readonly label: string
  readonly value: string
}

/** What a command may use besides its arguments. */
export interface Context {
  readonly asker: Asker
  readonly library: Library
  readonly zones: Zones
  store(): Promise<Store>
  quiz(): Promise<Quiz>
  readonly commands: Commands
  /** A line such as "/concept cap" as it is typed here, where commands may have been renamed. */
  typed(line: string): string
  /** What works the number of a concept, each with a call that shows it on an example. */
  worked(concept: string): readonly { readonly name: string; readonly call: Call }[]
  /** A button that makes this call. */
  button(label: string, call: Call): Button | undefined
  /** A form whose texts are added to the call's arguments. */
  form(title: string, about: string, fields: readonly Field[], call: Call): Reply['blocks'][number]
}

/** Where a value stands in a text: `from` (included) and `to` (not) are offsets, `text` is what `read` gets. */
export interface Spot {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** A text from which some values have been taken: their place is filled with `TAKEN`, so that offsets stay as they were. */
export interface Passage {
  readonly text: string
  /** The text before anything was taken from it: what it speaks of. */
  readonly whole: string
  /** `line` is a typed command, `sentence` is plain words. */
  readonly door: 'line' | 'sentence'
  /** First only what is certainly meant is taken; then what nothing else has claimed. */
  readonly sure: boolean
  /** Those that are not taken yet. */
  readonly quantities: readonly Quantity[]
}
export const TAKEN = '\u0001'

/** A kind of value: how its text is read, recognised in a line, completed and written into a button. */
export interface Kind<T> {
  readonly name: string
  /** Completes "Expected ...": what to type. */
  readonly expects: string
  readonly example: string
  /** Throws a Refusal for what is not of this kind. */
  read(text: string, context: Context): T
  /** Takes all that is left of a line once the other options have found their own. */
  readonly rest?: true
  /** Looked for before the others, since they would take what is its own. */
  readonly early?: true
  /** It has words of its own, and what is taken for sure is taken by them: "mtbf 1000h". */
  readonly known?: boolean
  /** The words beside a value that it is known by, as a pattern: on a line they are read with it. */
  readonly words?: string
  /** Where values of this kind stand in a text. */
  spot?(passage: Passage): readonly Spot[]
  /** The text without what depends on when and by whom it is read: "this month" becomes one month. Done before a button is made. */
  pin?(text: string, context: Context): string | Promise<string>
  /** Texts that are offered where the value is missing, the likeliest first. */
  readonly likely?: readonly string[]
  suggest?(typed: string, context: Pick<Context, 'library' | 'asker'>): readonly Suggestion[]
  /** The fixed words that are allowed, where there are few. */
  readonly choices?: readonly Suggestion[]
}

export interface Option<T> {
  readonly kind: Kind<NonNullable<T>>
  readonly about: string
  readonly needed: boolean
  readonly fallback?: string
}

export const needed = <T>(kind: Kind<T>, about: string): Option<T> => ({
  kind: kind as Kind<NonNullable<T>>,
  about,
  needed: true,
})
export const optional = <T>(kind: Kind<T>, about: string): Option<T | undefined> => ({
  kind: kind as Kind<NonNullable<T>>,
  about,
  needed: false,
})
export const otherwise = <T>(kind: Kind<T>, fallback: string, about: string): Option<T> => ({
  kind: kind as Kind<NonNullable<T>>,
  about,
  needed: false,
  fallback,
})

// biome-ignore lint/suspicious/noExplicitAny: any value may stand in a set of options; the set's own type says which.
export type Options = Readonly<Record<string, Option<any>>>
export type Args<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never }

/** One way to use a command. `call` reads the arguments and runs it. */
export interface Form {
  readonly about: string
  readonly options: Options
  /** A line that works as it stands; given where a value can't be read. */
  readonly example?: string
  /** Id of the concept whose number it works out: that one's card leads here. */
  readonly explains?: string
  /** What is missing where no single option is needed but some of them together are. */
  lacks?(raw: Raw): readonly string[]
  /** Left out of menus and help; still reached by buttons and by name. */
  readonly hidden?: true
  /** It is the answer whatever numbers are given: those in a sentence do not speak against it. */
  readonly regardless?: true
  /** It changes what others see: plain words that ask something never mean it. */
  readonly changes?: true
  /** The arguments alone decide the reply: neither the time nor who asks. Such replies are remembered. */
  readonly timeless?: true
  call(raw: Raw, context: Context): Promise<Reply>
}

export function form<const O extends Options>(declared: {
  readonly about: string
  readonly options: O
  readonly example?: string
  readonly explains?: string
  lacks?(raw: Raw): readonly string[]
  readonly hidden?: true
  readonly regardless?: true
  readonly changes?: true
  readonly timeless?: true
  run(args: Args<O>, context: Context, raw: Raw): Reply | Promise<Reply>
}): Form {
  const { about, options, run, ...marks } = declared
  const call = async (raw: Raw, context: Context): Promise<Reply> =>
    run(readArgs(options, raw, context, declared.example), context, raw)
  return { about, options, ...marks, call }
}

export interface Command {
  readonly name: string
  readonly about: string
  readonly forms: Readonly<Record<string, Form>>
  /** The form that needs no name on a typed line. */
  readonly usual: string
  /** Sentences that mean this command, by form. */
  readonly asked: Readonly<Record<string, readonly string[]>>
  /** Lines that work when they are typed as they stand. */
  readonly examples: readonly string[]
  /** Its forms are many and chosen by a value: menus offer one option for the form, completed as it is typed, and one for its values. */
  readonly picks?: string
  /** What was understood of a sentence is said back as the line that means the same. */
  readonly echoes?: true
  readonly answer: z.ZodType<Answer>
}

export type Commands = readonly Command[]

/** Checks what types can't: names, references between the parts, and that nothing is too long for a menu anywhere. */
export function command(declared: Command): Command {
  const fault = (what: string): never => {
    throw new Error(`command ${declared.name}: ${what}`)
  }
  const name = /^[a-z][a-z0-9-]{0,31}$/
  if (!name.test(declared.name)) fault('a name is a lower-case word')
  if (!(declared.usual in declared.forms)) fault(`the usual form "${declared.usual}" is not declared`)
  for (const asked of Object.keys(declared.asked)) {
    if (!(asked in declared.forms)) fault(`sentences for "${asked}", which is not a form`)
  }
  if (declared.examples.length === 0) fault('no example')
  for (const [formName, each] of Object.entries(declared.forms)) {
    if (!name.test(formName)) fault(`form "${formName}": a name is a lower-case word`)
    const options = Object.entries(each.options)
    if (options.filter(([, option]) => option.kind.rest).length > 1)
      fault(`form "${formName}": two options take the rest`)
    let mayBeMissing = false
    for (const [optionName, option] of options) {
      if (!name.test(optionName)) fault(`option "${optionName}" of "${formName}": a name is a lower-case word`)
      if (option.about.length > 100) fault(`option "${optionName}" of "${formName}": described in over 100 characters`)
      if (option.needed && mayBeMissing) fault(`option "${optionName}" of "${formName}": needed options come first`)
      if (!option.needed) mayBeMissing = true
    }
    if (each.about.length > 100) fault(`form "${formName}": described in over 100 characters`)
  }
  if (declared.about.length > 100) fault('described in over 100 characters')
  return declared
}

export function findForm(commands: Commands, call: Pick<Call, 'command' | 'form'>): Form | undefined {
  const found = commands.find(({ name }) => name === call.command)
  return found && Object.hasOwn(found.forms, call.form) ? found.forms[call.form] : undefined
}

/** The forms that menus and help list. */
export function shownForms(declared: Command): [string, Form][] {
  return Object.entries(declared.forms).filter(([, each]) => !each.hidden)
}
