// What the declarations of the commands give without being asked: which form works the number of a concept, and which forms there
// are where a command has many.

import { type Call, type Commands, type Context, type Suggestion, shownForms } from './command.ts'

/** By concept, the forms that work its number, each with the call that its example makes. */
export function createWorked(commands: Commands, read: (line: string) => Call | undefined): Context['worked'] {
  type Worked = { readonly name: string; readonly call: Call }
  let byConcept: Map<string, Worked[]> | undefined
  const all = (): Map<string, Worked[]> => {
    const found = new Map<string, Worked[]>()
    for (const command of commands) {
      for (const [name, { explains, example }] of shownForms(command)) {
        const call = explains === undefined || example === undefined ? undefined : read(example)
        if (!call || explains === undefined) continue
        const label = command.picks === undefined ? `${command.name} ${name}` : name.replaceAll('-', ' ')
        found.set(explains, [...(found.get(explains) ?? []), { name: label, call }])
      }
    }
    return found
  }
  return (concept) => {
    byConcept ??= all()
    return byConcept.get(concept) ?? []
  }
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
