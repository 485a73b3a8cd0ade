// Commands -> the list that Discord is given. Options are text, so that the same words mean the same through every door.

import type { RESTPutAPIApplicationCommandsJSONBody } from 'discord.js'
import { type Command, type Commands, type Form, type Option, shownForms } from '../../src/command.ts'
import { cut } from '../../src/cut.ts'
import { HOME, menuName } from '../../src/line.ts'
import { LIMITS } from './limits.ts'

// Numbers of the API: interactions/application-commands.
const SUBCOMMAND = 1
const GROUP = 2
const TEXT = 3
const CHAT = 1
const MESSAGE = 3
/** Installed by servers and by people; used in servers, in the bot's direct messages and in other conversations. */
const EVERYWHERE = { integration_types: [0, 1], contexts: [0, 1, 2] }

export const EXPLAIN = 'Explain terms'

type Body = RESTPutAPIApplicationCommandsJSONBody
interface Sub {
  readonly type: number
  readonly name: string
  readonly description: string
  readonly options?: readonly object[]
}

export function commandList(commands: Commands, prefix: string): Body {
  const home = commands.find(({ name }) => name === HOME)
  const others = commands.filter((command) => command !== home)
  const list = commands.map((command) => ({
    type: CHAT,
    name: menuName(command.name, prefix),
    description: command.about,
    options:
      command === home
        ? [...forms(command), ...others.map(nested)]
        : hasForms(command)
          ? forms(command)
          : plainOptions(command),
    ...EVERYWHERE,
  }))
  return [...list, { type: MESSAGE, name: EXPLAIN, ...EVERYWHERE }] as Body
}

/** More forms than fit a menu are one option, completed as it is typed. */
const hasForms = (command: Command): boolean => shownForms(command).length > 1 && command.picks === undefined
export const VALUES = 'values'
const plainOptions = (command: Command): object[] =>
  command.picks === undefined
    ? options(usual(command))
    : [
        { type: TEXT, name: command.picks, description: command.about, autocomplete: true },
        { type: TEXT, name: VALUES, description: 'Its values, as they are typed on a line' },
      ]

const usual = (command: Command): Form => command.forms[command.usual] as Form
const forms = (command: Command): Sub[] =>
  shownForms(command).map(([name, form]) => ({
    type: SUBCOMMAND,
    name,
    description: form.about,
    options: options(form),
  }))

/** A command inside the home command. */
const nested = (command: Command): Sub =>
  hasForms(command)
    ? { type: GROUP, name: command.name, description: command.about, options: forms(command) }
    : { type: SUBCOMMAND, name: command.name, description: command.about, options: plainOptions(command) }

const options = (form: Form): object[] => Object.entries(form.options).map(([name, option]) => one(name, option))

function one(name: string, { kind, about, needed }: Option<unknown>): object {
  const choices = kind.choices
    ?.slice(0, LIMITS.choices)
    .map(({ label, value }) => ({ name: cut(label, LIMITS.choiceName), value }))
  return {
    type: TEXT,
    name,
    description: about,
    ...(needed && { required: true }),
    ...(choices ? { choices } : kind.suggest ? { autocomplete: true } : {}),
  }
}
