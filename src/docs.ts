// What the documentation says of the commands, made from their declarations, so that the two can't disagree.

import { z } from 'zod'
import type { Command, Commands } from './command.ts'
import { shownForms } from './command.ts'
import type { Variables } from './config.ts'
import { readLine } from './line.ts'
import { createMeanings, type Meanings } from './meant.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** `docs/commands.md`: all commands and their forms, with a line for each that works. */
export function commandsPage(commands: Commands): string {
  const meanings = createMeanings(commands)
  const rows = commands.flatMap((command) =>
    command.picks === undefined ? formRows(command, commands, meanings) : [pickRow(command)],
  )
  return [
    '# Commands',
    '',
    'Each is also reached as `/nines <command> ...`, by mentioning the bot, and in a direct message, in plain words too: a mention does',
    "everything that a command does, since a thread takes no commands. Answers to commands are the asker's alone until they press **Share**.",
    'Made from the declarations by `npm run docs`.',
    '',
    '| typed | what it does | for example |',
    '|---|---|---|',
    ...rows,
    '',
    'All calculators: [calculators.md](calculators.md). What the answers hold for machines: [answers.md](answers.md).',
    '',
  ].join('\n')
}

/** A command of many forms in one row: they have a page of their own. */
const pickRow = (command: Command): string =>
  `| \`/${command.name} [${command.picks}] [values]\` | ${cell(command.about)}: ${shownForms(command)
    .filter(([name]) => name !== command.usual)
    .map(([name]) => name)
    .join(', ')} | \`${cell(command.examples.find((line) => line.includes(' ')) ?? '')}\` |`

function formRows(command: Command, commands: Commands, meanings: Meanings): string[] {
  const formOf = (line: string): string | undefined => readLine(line, commands, '', meanings)?.call.form
  return shownForms(command).map(([name, form]) => {
    const options = Object.entries(form.options).map(([option, { needed }]) => (needed ? option : `[${option}]`))
    const typed = [`/${command.name}`, ...(name === command.usual ? [] : [name]), ...options].join(' ')
    const own = `/${command.name}${name === command.usual ? '' : ` ${name}`}`
    const examples = [...command.examples, ...(form.example === undefined ? [] : [form.example]), own]
    const example = examples.find((line) => formOf(line) === name)
    return `| \`${typed}\` | ${cell(form.about)} | ${example === undefined ? '' : `\`${cell(example)}\``} |`
  })
}

/** `docs/calculators.md`: every form of the commands that have many, with its options and a line that works. */
export function calculatorsPage(commands: Commands): string {
  const rows = commands
    .filter(({ picks }) => picks !== undefined)
    .flatMap((command) =>
      shownForms(command)
        .filter(([name]) => name !== command.usual)
        .map(([name, form]) => {
          const options = Object.entries(form.options).map(([option, { about }]) => `${option}: ${cell(about)}`)
          return `| \`${name}\` | ${cell(form.about)} | ${options.join('<br>')} | \`${cell(form.example ?? '')}\` |`
        }),
    )
  return [
    '# Calculators',
    '',
    'Each is typed after `/calc`, its values in any order, or asked in plain words. Made from the declarations by `npm run docs`.',
    '',
    '| name | what it works out | values | for example |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

/** `docs/settings.md`: the variables of the environment. */
export function settingsPage(parts: readonly Variables[]): string {
  const rows = parts.flatMap((variables) =>
    Object.entries(variables).map(
      ([name, { about, fallback }]) =>
        `| \`${name}\` | ${cell(about)} | ${fallback === undefined ? '' : `\`${fallback}\``} |`,
    ),
  )
  return [
    '# Settings',
    '',
    'Variables of the environment; one that is empty counts as not set. Every problem with them is reported at once, and the program exits',
    'with 1. A name that begins like one of these and is none is told at the start. Made from the declarations by `npm run docs`.',
    '',
    '| variable | what it is | when unset |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

const SHARED: z.ZodType[] = [
  z.strictObject({ type: z.literal('refusal'), code: z.string(), message: z.string(), example: z.string() }),
  z.strictObject({ type: z.literal('bug'), reference: z.string() }),
]

/** `docs/answers.md`: the machine-readable half of every reply. */
export function answersPage(commands: Commands): string {
  const section = (title: string, types: readonly z.ZodType[]): string =>
    [`## ${title}`, '', ...types.flatMap((type) => variants(type)).map((line) => `- ${line}`)].join('\n')
  return [
    '# Answers',
    '',
    'Every reply carries `answer`, an object told apart by `type`. Made from the declarations by `npm run docs`.',
    '',
    ...commands.flatMap((command: Command) => [section(`/${command.name}`, [command.answer]), '']),
    section('Any command', SHARED),
    '',
  ].join('\n')
}

interface Schema {
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
}

function variants(type: z.ZodType): string[] {
  const schema = z.toJSONSchema(type) as Schema
  return (schema.oneOf ?? schema.anyOf ?? [schema]).map((each) => `\`${shape(each)}\``)
}

function shape(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((each) => JSON.stringify(each)).join(' or ')
  const either = schema.oneOf ?? schema.anyOf
  if (either) return either.map(shape).join(' or ')
  if (schema.prefixItems) return `[${schema.prefixItems.map(shape).join(', ')}]`
  if (schema.items) return `${shape(schema.items)}[]`
  if (!schema.properties) return [schema.type ?? 'anything'].flat().join(' or ')
  const fields = Object.entries(schema.properties).map(
    ([name, field]) => `${name}${schema.required?.includes(name) ? '' : '?'}: ${shape(field)}`,
  )
  return `{ ${fields.join(', ')} }`
}

interface Locked {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly optional?: boolean
}

/** `docs/licences.md`: what is installed with `npm ci --omit=dev`, with the licence each package names. */
export function licencesPage(packages: Readonly<Record<string, Locked>>): string {
  const rows = Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { version = '', license = 'none named', optional }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      license,
      optional,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1))
  const seen = new Set<string>()
  const own = rows.filter(({ name, version }) => !seen.has(`${name}@${version}`) && seen.add(`${name}@${version}`))
  return [
    '# Licences',
    '',
    'What runs with Nines, as the lockfile names it. Packages for one platform only are marked. Made by `npm run docs`.',
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...own.map(
      ({ name, version, license, optional }) =>
        `| ${name}${optional ? ' (one platform)' : ''} | ${version} | ${cell(license)} |`,
    ),
    '',
  ].join('\n')
}
