// What is typed after `npm start --`, in words.

/** A subcommand can't be run as it was typed; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

interface Described {
  /** What is typed: the name, then what it takes. */
  readonly usage: string
  readonly about: string
}

const COLUMN = 26

/** All of them, in two columns; what is too long for the first has its second on the next line. */
export const usageOf = (subcommands: Readonly<Record<string, Described>>): string =>
  `Usage: npm start [-- <subcommand>]\n\n${Object.values(subcommands)
    .map(({ usage, about }) =>
      usage.length + 4 > COLUMN
        ? `  ${usage}\n${' '.repeat(COLUMN)}${about}\n`
        : `  ${usage.padEnd(COLUMN - 2)}${about}\n`,
    )
    .join('')}`
