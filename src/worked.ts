// What the declarations of the commands give without being asked: which form works the number of a concept, and which forms there
// are where a command has many.

import { type Commands, type Context, type Suggestion, shownForms } from './command.ts'
import { readOptions } from './line.ts'

/** By concept, the forms that work its number, each with the call that its example makes: read when the card is first shown. */
export function createWorked(commands: Commands): Context['worked'] {
  type Worked = ReturnType<Context['worked']>
  const forms = commands.flatMap((command) => shownForms(command).map(([name, form]) => ({ command, name, form })))
  const known = new Map<string, Worked>()
  return (concept) => {
    const worked =
      known.get(concept) ??
      forms.flatMap(({ command, name, form }) => {
        if (form.explains !== concept || form.example === undefined) return []
        const label = command.picks === undefined ? `${command.name} ${name}` : name.replaceAll('-', ' ')
        return [
          {
            name: label,
            call: { command: command.name, form: name, raw: readOptions(form, valuesOf(form.example, name)) },
          },
        ]
      })
    known.set(concept, worked)
    return worked
  }
}

/** An example without the names of its command and form. */
function valuesOf(example: string, form: string): string {
  const rest = example.replace(/^\/\S+\s*/, '')
  return rest.startsWith(`${form} `) ? rest.slice(form.length + 1) : rest
}

/** The forms of a command that has many, those whose name begins so first. */
export function picks(command: Commands[number], given: string): Suggestion[] {
  const low = given.trim().toLowerCase()
  const rank = (name: string, about: string): number =>
    name.startsWith(low) ? 0 : name.includes(low) ? 1 : about.toLowerCase().includes(low) ? 2 : 3
  return shownForms(command)
    .map(([name, { about }]) => ({ label: `${name}: ${about}`.slice(0, 100), value: name, rank: rank(name, about) }))
    .filter((each) => each.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, 25)
    .map(({ label, value }) => ({ label, value }))
}
